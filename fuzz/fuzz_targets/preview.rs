//! Any bytes as a card: a page that holds nothing it may not, with the checks of `tests/safety.rs`.

#![no_main]

#[path = "../../crates/gatecard-preview/tests/support/checks.rs"]
mod checks;

use gatecard::{CheckOptions, decode};
use gatecard_preview::{Options, Preview, page};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = decode(bytes);
    let card = text.card();
    let findings = card.check(&CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    });
    let html = page(&Preview::new(
        "README.md",
        &card,
        &findings,
        Options::default(),
    ));
    let faults = checks::faults(&html);
    assert!(faults.is_empty(), "{faults:?}");
});
