//! The time of each stage on its own: `cargo bench -p gatecard`.

use std::{fmt::Write as _, hint::black_box};

use criterion::{Criterion, criterion_group, criterion_main};
use gatecard::{Card, CheckOptions, FrontMatter, yaml::Reader};

/// A typical card: five texts and eight fields.
const TYPICAL: &str = include_str!("../../../fixtures/cards/cedar-7b/README.md");
/// A card with mistakes of many kinds.
const MISTAKEN: &str = include_str!("../../../fixtures/cards/harbor-speech/README.md");

/// A card with 10,000 fields.
fn large() -> String {
    let mut card = String::from("---\nextra_gated_fields:\n");
    for index in 0..10_000 {
        let _ = writeln!(card, "  Question {index} of the long form: text");
    }
    card + "---\n"
}

fn stages(criterion: &mut Criterion) {
    let large = large();
    for (name, text) in [
        ("typical", TYPICAL),
        ("mistaken", MISTAKEN),
        ("large", &large),
    ] {
        let mut group = criterion.benchmark_group(name);
        group.bench_function("split", |bencher| {
            bencher.iter(|| FrontMatter::find(black_box(text), Reader::Hub));
        });
        for reader in [Reader::Hub, Reader::Python] {
            group.bench_function(format!("parse as {reader}"), |bencher| {
                bencher.iter(|| Card::new(black_box(text)).reading(reader).state());
            });
        }
        group.bench_function("parse and gate", |bencher| {
            bencher.iter(|| {
                Card::new(black_box(text))
                    .reading(Reader::Hub)
                    .gate()
                    .cloned()
            });
        });
        group.bench_function("parse, gate and rules", |bencher| {
            bencher.iter(|| Card::new(black_box(text)).check(&CheckOptions::default()));
        });
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
