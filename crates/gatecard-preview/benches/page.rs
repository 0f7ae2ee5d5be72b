//! The time of making a page: `cargo bench -p gatecard-preview`.

use std::{fmt::Write as _, hint::black_box};

use criterion::{Criterion, criterion_group, criterion_main};
use gatecard::{Card, CheckOptions};
use gatecard_preview::{Options, Preview, page};

/// A typical card: five texts and seven fields, one of them a menu of countries.
const TYPICAL: &str = include_str!("../../../fixtures/cards/cedar-7b/README.md");
/// A card with mistakes of many kinds.
const MISTAKEN: &str = include_str!("../../../fixtures/cards/harbor-speech/README.md");
/// A prompt of 14,000 characters.
const LICENCE: &str = include_str!("../../../fixtures/preview/long-licence.md");

/// A card with 10,000 fields.
fn fields() -> String {
    let mut card = String::from("---\nextra_gated_fields:\n");
    for index in 0..10_000 {
        let _ = writeln!(card, "  Question {index} of the long form: text");
    }
    card + "---\n"
}

/// A card with a prompt of one megabyte.
fn prompt() -> String {
    let line = "  A line of *ordinary* words, and [a link](https://example.org).\n\n";
    let lines = line.repeat(1_000_000 / line.len());
    format!("---\nextra_gated_prompt: |\n{lines}---\n")
}

fn pages(criterion: &mut Criterion) {
    for (name, text) in [
        ("typical", TYPICAL),
        ("mistaken", MISTAKEN),
        ("14 kB licence", LICENCE),
        ("10,000 fields", &fields()),
        ("1 MB prompt", &prompt()),
    ] {
        let card = Card::new(text);
        let findings = card.check(&CheckOptions::default());
        let preview = Preview::new("README.md", &card, &findings, Options::default());
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| page(black_box(&preview)));
        });
    }
}

criterion_group!(benches, pages);
criterion_main!(benches);
