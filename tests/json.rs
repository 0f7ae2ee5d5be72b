//! docs/json.md is what the command prints: its examples, and the fields in its tables.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{collections::BTreeSet, fs, path::Path};

use assert_cmd::Command;
use serde_json::Value;

/// The part of the documentation about a command.
fn section(command: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/json.md");
    let page = fs::read_to_string(path).expect("there is a page");
    let heading = format!("## `gatecard {command} --format json`\n");
    let (_, section) = page
        .split_once(&heading)
        .expect("the command has a section");
    section.split("\n## ").next().unwrap_or_default().to_owned()
}

/// The first block of a language.
fn block(section: &str, language: &str) -> String {
    let opening = format!("```{language}\n");
    let (_, block) = section.split_once(&opening).expect("there is an example");
    let (block, _) = block.split_once("```").expect("the example ends");
    block.to_owned()
}

/// The names in the first column of the table with that heading.
fn documented(section: &str, heading: &str) -> BTreeSet<String> {
    let start = format!("| {heading} | ");
    let lines = section.lines().skip_while(|line| !line.starts_with(&start));
    let rows = lines.skip(2).take_while(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let names = cells.flat_map(|cell| cell.split(", "));
    names
        .map(|name| name.trim().trim_matches('`').to_owned())
        .collect()
}

fn keys(value: &Value) -> BTreeSet<String> {
    let object = value.as_object().expect("it is an object");
    object.keys().cloned().collect()
}

fn printed(card: &str, arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("README.md"), card).expect("there is room");
    let mut command = Command::cargo_bin("gatecard").expect("the command is built");
    command.current_dir(folder.path()).args(arguments);
    let output = command.args(["--format", "json"]).output();
    let output = output.expect("the command runs").stdout;
    serde_json::from_slice(&output).expect("the output is JSON")
}

/// Takes out the words for people, which may change at any time.
fn without_words(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_words),
        Value::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("message" | "help" | "title", words) if words.is_string() => {
                        *words = Value::from("");
                    }
                    (_, value) => without_words(value),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn check() {
    let section = section("check");
    let example = block(&section, "json");
    let mut documented_output: Value = serde_json::from_str(&example).expect("it is JSON");
    let mut output = printed(&block(&section, "yaml"), &["check", "README.md"]);
    let mut fields = documented(&section, "Field");
    let counted = printed(&block(&section, "yaml"), &["check", "--statistics"]);
    assert_eq!(fields, keys(&counted));
    let row = documented(&section, "Field of a row of `statistics`");
    assert_eq!(row, keys(&counted["statistics"][0]));
    fields.remove("statistics");
    assert_eq!(fields, keys(&output));
    let finding = keys(&output["findings"][0]);
    assert_eq!(documented(&section, "Field of a finding"), finding);
    let summary = keys(&output["summary"]);
    assert_eq!(documented(&section, "Field of `summary`"), summary);
    without_words(&mut output);
    without_words(&mut documented_output);
    assert_eq!(documented_output, output);
}

#[test]
fn show() {
    let section = section("show");
    let example = block(&section, "json");
    let example: Value = serde_json::from_str(&example).expect("it is JSON");
    let output = printed(&block(&section, "yaml"), &["show", "README.md"]);
    assert_eq!(example, output);
    let fields = documented(&section, "Field");
    let unread = include_str!("../fixtures/rules/large-aliases/flag/nested.md");
    let cards = [
        "# Title\n",
        "---\na: b\na: c\n---\n",
        "---\na: b\n---\n",
        unread,
    ];
    for card in cards {
        for reader in ["hub", "python"] {
            let output = printed(card, &["show", "README.md", "--reader", reader]);
            assert_eq!(fields, keys(&output));
            assert_eq!(output["reader"], reader);
        }
    }
    assert_eq!(fields, keys(&output));
    let gate = documented(&section, "Field of `gate`");
    assert_eq!(gate, keys(&output["gate"]));
    let invalid = printed("---\na: b\na: c\n---\n", &["show", "README.md"]);
    let error = ["message", "line", "column"].map(str::to_owned);
    assert_eq!(keys(&invalid["error"]), BTreeSet::from(error));
}

#[test]
fn rules() {
    let section = section("rules");
    let output = printed("", &["rules"]);
    assert_eq!(documented(&section, "Field"), keys(&output));
    let rules = output["rules"].as_array().expect("it is a list");
    assert!(!rules.is_empty());
    for rule in rules {
        assert_eq!(documented(&section, "Field of a rule"), keys(rule));
    }
}

#[test]
fn config() {
    let section = section("config");
    let output = printed("", &["config", "--pedantic"]);
    assert_eq!(documented(&section, "Field"), keys(&output));
    for (list, heading) in [
        ("settings", "Field of a setting"),
        ("rules", "Field of a rule"),
    ] {
        let items = output[list].as_array().expect("it is a list");
        assert!(!items.is_empty());
        for item in items {
            assert_eq!(documented(&section, heading), keys(item));
            assert_eq!(documented(&section, "Field of `from`"), keys(&item["from"]));
        }
    }
}
