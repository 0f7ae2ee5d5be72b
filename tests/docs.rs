//! The documentation and the rules say the same.
//!
//! The pages below docs/rules are made from the doc comments of the rules. Where they are out of
//! date, `GATECARD_UPDATE_DOCS=1 cargo test -p gatecard-cli` writes them anew.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use std::{collections::BTreeSet, fmt::Write as _, fs};

use gatecard::{Card, CheckOptions, Group, RULES, Rule, Safety};
use support::{generated, root};

fn fix_words(rule: &Rule) -> &'static str {
    match rule.fix {
        None => "",
        Some(Safety::Safe) => "safe",
        Some(Safety::Unsafe) => "unsafe",
    }
}

fn page(rule: &Rule) -> String {
    let fix = match rule.fix {
        None => "none",
        Some(Safety::Safe) => "safe, where there is one",
        Some(Safety::Unsafe) => "unsafe or safe, where there is one",
    };
    let pedantic = if rule.pedantic {
        "\n* Off unless `--pedantic` is given"
    } else {
        ""
    };
    format!(
        "# {}\n\n* Severity: {}\n* Fix: {fix}{pedantic}\n\n{}",
        rule.name,
        rule.severity,
        rule.doc()
    )
}

fn index() -> String {
    let mut text = String::from(
        "# Rules\n\nWhat gatecard looks for. `gatecard rule NAME` prints a page on the terminal.\n",
    );
    for group in Group::ALL {
        let _ = write!(
            text,
            "\n## {}\n\n| Rule | Severity | Fix |\n| --- | --- | --- |\n",
            group.title()
        );
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let pedantic = if rule.pedantic { ", pedantic" } else { "" };
            let _ = writeln!(
                text,
                "| [{0}]({0}.md) | {1}{pedantic} | {2} |",
                rule.name,
                rule.severity,
                fix_words(rule)
            );
        }
    }
    text
}

#[test]
fn rule_pages_are_fresh() {
    let mut expected = BTreeSet::from(["README.md".to_owned()]);
    generated("docs/rules/README.md", &index());
    for rule in RULES {
        generated(&format!("docs/rules/{}.md", rule.name), &page(rule));
        expected.insert(format!("{}.md", rule.name));
    }
    let files = fs::read_dir(root().join("docs/rules")).expect("the pages lie there");
    let present: BTreeSet<String> = files
        .map(|file| file.expect("the folder can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    assert_eq!(present, expected);
}

/// The cards in a part of a rule's documentation: front matter in blocks of YAML, whole cards in
/// blocks of Markdown.
fn examples(section: &str) -> Vec<String> {
    let blocks = |language: &str| {
        let opening = format!("```{language}\n");
        let parts = section.split(&opening).skip(1);
        let code = parts.filter_map(|part| Some(part.split_once("\n```")?.0.to_owned()));
        code.collect::<Vec<String>>()
    };
    let yaml = blocks("yaml")
        .into_iter()
        .map(|code| format!("---\n{code}\n---\n"));
    let cards = blocks("markdown").into_iter().map(|code| code + "\n");
    yaml.chain(cards).collect()
}

fn is_flagged(rule: &Rule, card: &str) -> bool {
    let options = CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    };
    let findings = Card::new(card).check(&options);
    findings.iter().any(|finding| finding.rule == rule)
}

#[test]
fn examples_show_what_they_say() {
    for rule in RULES {
        let wrong = rule.section("Example").unwrap_or_default();
        for example in examples(&wrong) {
            assert!(
                is_flagged(rule, &example),
                "{}: not flagged:\n{example}",
                rule.name
            );
        }
        let right = rule.section("Use instead").unwrap_or_default();
        for example in examples(&right) {
            assert!(
                !is_flagged(rule, &example),
                "{}: flagged:\n{example}",
                rule.name
            );
        }
    }
}
