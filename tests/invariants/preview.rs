//! The page of any card holds nothing it may not.

#[path = "../../crates/gatecard-preview/tests/support/checks.rs"]
mod checks;

use gatecard::{CheckOptions, decode};
use gatecard_preview::{Options, Preview, page};

/// See [`super::Check`].
pub(crate) fn check(bytes: &[u8]) {
    let text = decode(bytes);
    let card = text.card();
    let findings = card.check(&CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    });
    let preview = Preview::new("README.md", &card, &findings, Options::default());
    let faults = checks::faults(&page(&preview));
    assert!(faults.is_empty(), "{faults:?}");
}
