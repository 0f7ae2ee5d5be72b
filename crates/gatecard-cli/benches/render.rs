//! The time of writing findings in each format: `cargo bench -p gatecard-cli`.

use std::{fmt::Write as _, hint::black_box, path::Path};

use criterion::{Criterion, criterion_group, criterion_main};
use gatecard::{Card, CheckOptions};
use gatecard_cli::{Checked, Color, FailOn, Format, LookArgs, Writer};

/// A card with mistakes of many kinds.
const MISTAKEN: &str = include_str!("../../../fixtures/cards/harbor-speech/README.md");

/// A card with 10,000 mistakes.
fn large() -> String {
    let mut card = String::from("---\nextra_gated_fields:\n");
    for index in 0..10_000 {
        let _ = writeln!(card, "  Question {index} of the long form: string");
    }
    card + "---\n"
}

fn render(criterion: &mut Criterion) {
    let large = large();
    let look = LookArgs {
        color: Color::Always,
        no_graphics: false,
    };
    for (name, text) in [("mistaken", MISTAKEN), ("large", &large)] {
        let findings = Card::new(text).check(&CheckOptions::default());
        let fingerprints = vec!["0".repeat(64); findings.len()];
        let card = Checked {
            path: Path::new("README.md"),
            file: "README.md",
            name: "README.md",
            text,
            is_legible: true,
            findings: &findings,
            fingerprints: &fingerprints,
            silenced: &[],
            has_baseline: false,
            fail_on: FailOn::Warning,
        };
        let mut group = criterion.benchmark_group(name);
        for (format, format_name) in [
            (Format::Full, "full"),
            (Format::Concise, "concise"),
            (Format::Json, "json"),
            (Format::JsonLines, "json-lines"),
            (Format::Sarif, "sarif"),
            (Format::Github, "github"),
            (Format::Gitlab, "gitlab"),
            (Format::Junit, "junit"),
            (Format::Rdjson, "rdjson"),
            (Format::Checkstyle, "checkstyle"),
        ] {
            let writer = Writer::new(format, look);
            group.bench_function(format!("render as {format_name}"), |bencher| {
                bencher.iter(|| writer.card(black_box(&card)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, render);
criterion_main!(benches);
