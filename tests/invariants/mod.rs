//! What holds for any bytes at all. The test `invariants` proves it on fixtures, `fuzz` on whatever
//! it comes upon.

#![allow(
    clippy::expect_used,
    clippy::panic,
    dead_code,
    unused_imports,
    reason = "a proof that fails says where; each of those that share this needs a part of it"
)]

pub(crate) mod fixes;
pub(crate) mod formats;
pub(crate) mod front_matter;
pub(crate) mod preview;
pub(crate) mod readings;
pub(crate) mod rules;
pub(crate) mod yaml;

use std::borrow::Cow;

use gatecard::{FrontMatter, decode, yaml::Reader};

/// A proof: it panics where something does not hold for the bytes of a card.
pub(crate) type Check = fn(&[u8]);

/// Every proof, by the name of its fuzz target.
pub(crate) const ALL: &[(&str, Check)] = &[
    ("front_matter", front_matter::check),
    ("yaml", yaml::check),
    ("readings", readings::check),
    ("rules", rules::check),
    ("fixes", fixes::check),
    ("formats", formats::check),
    ("preview", preview::check),
];

/// The bytes as a card whose YAML block the Hub finds: what is no such card becomes a block.
pub(crate) fn with_block(bytes: &[u8]) -> Cow<'_, str> {
    let text = decode(bytes).text;
    match FrontMatter::find(&text, Reader::Hub) {
        Some(_) => text,
        None => Cow::Owned(format!("---\n{text}\n---\n")),
    }
}
