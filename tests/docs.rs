//! The documentation and the rules say the same.
//!
//! The pages below docs/rules are made from the doc comments of the rules, and from what the
//! command prints for their examples. Where they are out of date,
//! `GATECARD_UPDATE_DOCS=1 cargo test -p gatecard-cli` writes them anew.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says what it leaves out"
)]

mod support;

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use assert_cmd::Command;
use gatecard::{Card, CheckOptions, Group, RULES, Rule, Safety, decode};
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
        with_finding(&rule.doc(), &finding(rule))
    )
}

/// The documentation of a rule with what is found in its example behind that.
fn with_finding(doc: &str, finding: &str) -> String {
    let (before, after) = doc
        .split_once("## Use instead\n")
        .expect("there is such a section");
    if finding.is_empty() {
        return doc.to_owned();
    }
    format!("{before}## Finding\n```text\n{finding}```\n\n## Use instead\n{after}")
}

/// What the command prints for the example of a rule.
fn finding(rule: &Rule) -> String {
    let example = rule.section("Example").unwrap_or_default();
    let reports = examples(&example).into_iter().map(|card| {
        let folder = tempfile::tempdir().expect("there is room");
        fs::write(folder.path().join("README.md"), card).expect("there is room");
        let arguments: &[&str] = if rule.pedantic { &["--pedantic"] } else { &[] };
        let check = [&["check", "README.md", "--isolated"], arguments].concat();
        printed(folder.path(), &check)
    });
    reports.collect::<Vec<String>>().join("\n")
}

/// What the command prints where nothing is known of the terminal.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("gatecard").expect("the command is built");
    for variable in ["COLUMNS", "NO_GRAPHICS", "GITHUB_ACTIONS"] {
        command.env_remove(variable);
    }
    let command = command.current_dir(folder).args(arguments);
    let output = command.env("LC_ALL", "C.UTF-8").output();
    let output = output.expect("the command runs").stdout;
    String::from_utf8(output).expect("it is UTF-8")
}

fn index() -> String {
    let mut text = String::from(
        "# Rules\n\nWhat gatecard looks for. `gatecard rule NAME` prints a page on the terminal. Rules that are \
        pedantic are off unless `--pedantic` is given. A fix is [safe or unsafe](../fixes.md).\n",
    );
    for group in Group::ALL {
        let _ = write!(
            text,
            "\n## {}\n\n| Rule | Severity | Fix | Finds |\n| --- | --- | --- | --- |\n",
            group.title()
        );
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let pedantic = if rule.pedantic { ", pedantic" } else { "" };
            let _ = writeln!(
                text,
                "| [{0}]({0}.md) | {1}{pedantic} | {2} | {3} |",
                rule.name,
                rule.severity,
                fix_words(rule),
                found(rule)
            );
        }
    }
    text
}

/// What a rule finds, for a cell of a table.
fn found(rule: &Rule) -> String {
    let summary = rule.summary();
    let text = summary.strip_prefix("Finds ").unwrap_or(&summary);
    let (first, rest) = text.split_at_checked(1).expect("all rules say it");
    first.to_uppercase() + rest.trim_end_matches('.')
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

/// The lines of docs/SUMMARY.md about the rules. Groups have no page of their own.
fn contents() -> String {
    let mut text = String::new();
    for group in Group::ALL {
        let _ = writeln!(text, "  - [{}]()", group.title());
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let _ = writeln!(text, "    - [{0}](rules/{0}.md)", rule.name);
        }
    }
    text
}

#[test]
fn rules_in_the_table_of_contents_are_fresh() {
    let summary = root().join("docs/SUMMARY.md");
    let summary = fs::read_to_string(summary).expect("there is one");
    let entry = "- [Rules](rules/README.md)\n";
    let (before, rest) = summary.split_once(entry).expect("rules have an entry");
    let after = rest.split_inclusive('\n');
    let after: String = after.skip_while(|line| line.starts_with(' ')).collect();
    let fresh = [before, entry, &contents(), &after].concat();
    generated("docs/SUMMARY.md", &fresh);
}

/// The cards in a part of a rule's documentation: front matter in blocks of YAML, whole cards in
/// blocks of Markdown, and, in other bytes than UTF-8, of Latin-1.
fn examples(section: &str) -> Vec<Vec<u8>> {
    let blocks = |language: &str| {
        let opening = format!("```{language}\n");
        let parts = section.split(&opening).skip(1);
        let code = parts.filter_map(|part| Some(part.split_once("\n```")?.0.to_owned() + "\n"));
        code.collect::<Vec<String>>()
    };
    let latin = |letter| u8::try_from(u32::from(letter)).expect("a letter of Latin-1");
    let yaml = blocks("yaml").into_iter();
    let yaml = yaml.map(|code| format!("---\n{code}---\n").into_bytes());
    let cards = blocks("markdown").into_iter().map(String::into_bytes);
    let others = blocks("latin-1").into_iter();
    let others = others.map(|code| code.chars().map(latin).collect());
    yaml.chain(cards).chain(others).collect()
}

fn is_flagged(rule: &Rule, card: &[u8]) -> bool {
    let options = CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    };
    let card = decode(card);
    let findings = Card::new(&card.text)
        .with_damage(card.damage)
        .check(&options);
    findings.iter().any(|finding| finding.rule == rule)
}

#[test]
fn examples_show_what_they_say() {
    for rule in RULES {
        for (heading, flagged) in [("Example", true), ("Use instead", false)] {
            let section = rule.section(heading).expect("all rules have it");
            for card in examples(&section) {
                let text = String::from_utf8_lossy(&card);
                assert_eq!(is_flagged(rule, &card), flagged, "{}:\n{text}", rule.name);
            }
        }
    }
}

/// All rules have an example, but the one about gatecard itself.
#[test]
fn findings_are_on_the_pages_and_on_the_terminal() {
    for rule in RULES {
        let finding = finding(rule);
        let has_one = finding.contains(&format!("[{}]", rule.name));
        assert_eq!(has_one, rule.name != "internal-error", "{finding}");
        let page = printed(&root(), &["rule", rule.name]);
        let told = format!("\nFinding\n\n{finding}\nUse instead\n");
        assert_eq!(page.contains(&told), has_one, "{page}");
    }
}

/// The command on the page of not-utf-8 mends the card on it, where there is such a program.
#[cfg(unix)]
#[test]
fn cards_can_be_converted_as_the_page_says() {
    let rule = gatecard::rule("not-utf-8").expect("there is such a rule");
    let section = |heading| rule.section(heading).unwrap_or_default();
    let (_, command) = section("Use instead")
        .split_once("```sh\n")
        .map(|(before, rest)| (before.to_owned(), rest.to_owned()))
        .expect("there is a command");
    let command = command.split("```").next().unwrap_or_default().trim();
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(
        folder.path().join("README.md"),
        &examples(&section("Example"))[0],
    )
    .expect("room");
    let mut shell = std::process::Command::new("sh");
    let done = shell
        .args(["-c", command])
        .current_dir(folder.path())
        .output();
    let done = done.expect("there is a shell");
    if !done.status.success() {
        println!("SKIPPED: {}", String::from_utf8_lossy(&done.stderr));
        return;
    }
    let mended = fs::read_to_string(folder.path().join("README.utf8.md"));
    assert!(mended.expect("it is UTF-8").contains("Société"));
}
