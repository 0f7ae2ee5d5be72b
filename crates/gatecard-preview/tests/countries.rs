//! The menu of countries, compared with what ISO 3166-1 has today, as pycountry carries it.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it leaves out"
)]

#[path = "../../../tests/support/needed.rs"]
mod needed;
mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    path::Path,
    process::Command,
};

use gatecard::{Field, FieldType, Gate};
use needed::is_installed;
use support::{elements, page_of, parse, text_of};

/// Prints a line with the code and the name of each country.
const SCRIPT: &str = "
import pycountry, sys
sys.stdout.reconfigure(encoding='utf-8')
for country in pycountry.countries:
    print(country.alpha_2, country.name, sep='\\t')
";

#[test]
fn codes_and_names_are_those_of_today() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let python = if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    };
    let python = tests.join(".venv").join(python);
    if !is_installed(&python) {
        return;
    }
    let answer = Command::new(python).args(["-c", SCRIPT]).output();
    let answer = answer.expect("Python starts");
    assert!(
        answer.status.success(),
        "{}",
        String::from_utf8_lossy(&answer.stderr)
    );
    let lines = String::from_utf8(answer.stdout).expect("names are UTF-8");
    let today: BTreeMap<String, String> = lines
        .lines()
        .filter_map(|line| line.trim_end().split_once('\t'))
        .map(|(code, name)| (code.to_owned(), name.to_owned()))
        .collect();
    let ours = menu();
    assert_eq!(ours.len(), 249);
    assert_eq!(
        ours.keys().collect::<Vec<_>>(),
        today.keys().collect::<Vec<_>>()
    );
    for (code, name) in &ours {
        let (ours, theirs) = (words(name), words(&today[code]));
        let is_same = ours.is_subset(&theirs) || theirs.is_subset(&ours);
        assert!(is_same, "{name}, today {}", today[code]);
    }
}

/// The codes and names of the menu on the page.
fn menu() -> BTreeMap<String, String> {
    let gate = Gate {
        fields: vec![Field {
            label: "Country".into(),
            field_type: Some(FieldType::Country),
            options: Vec::new(),
        }],
        ..Gate::default()
    };
    let html = page_of(&gate);
    let dom = parse(&html);
    let elements = elements(&dom).into_iter();
    let options = elements.filter_map(|(node, _)| text_of(&node, "option", "value"));
    options.filter(|(code, _)| !code.is_empty()).collect()
}

/// The words of a name: lists differ in where they put "Republic of", and whether they do.
fn words(name: &str) -> BTreeSet<String> {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
