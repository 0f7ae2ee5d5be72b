//! What is found in the example of a rule.

use std::path::Path;

use gatecard::{Card, CheckOptions, Rule, decode};

use crate::{
    args::{FailOn, Format, LookArgs},
    output::{Checked, Writer},
};

/// What cards are called in the reports.
const NAME: &str = "README.md";

/// What `gatecard check` prints for the example of a rule; nothing where it shows no card.
pub(super) fn reports(rule: &Rule, look: LookArgs) -> String {
    let section = rule.section("Example").unwrap_or_default();
    let cards = cards(&section).into_iter();
    let reports: Vec<String> = cards.map(|card| report(rule, &card, look)).collect();
    reports.join("\n")
}

fn report(rule: &Rule, bytes: &[u8], look: LookArgs) -> String {
    let options = CheckOptions {
        pedantic: rule.pedantic,
        ..CheckOptions::default()
    };
    let decoded = decode(bytes);
    let findings = Card::new(&decoded.text)
        .with_damage(decoded.damage)
        .check(&options);
    Writer::new(Format::Full, look).card(&Checked {
        path: Path::new(NAME),
        file: NAME,
        name: NAME,
        text: &decoded.text,
        is_legible: true,
        findings: &findings,
        fingerprints: &[],
        silenced: &[],
        has_baseline: false,
        fail_on: FailOn::default(),
    })
}

/// The cards in a part of the documentation: whole ones in blocks of Markdown and of Latin-1, front
/// matter in blocks of YAML.
fn cards(section: &str) -> Vec<Vec<u8>> {
    let blocks = section.split("```").skip(1).step_by(2);
    let blocks = blocks.filter_map(|block| block.split_once('\n'));
    let cards = blocks.filter_map(|(language, code)| match language {
        "yaml" => Some(format!("---\n{code}---\n").into_bytes()),
        "markdown" => Some(code.as_bytes().to_vec()),
        "latin-1" => code
            .chars()
            .map(|letter| u8::try_from(letter).ok())
            .collect(),
        _ => None,
    });
    cards.collect()
}
