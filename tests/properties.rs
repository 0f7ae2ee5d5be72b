//! What is promised of every card, on cards that are made up: it is read as it was meant, a right
//! one has no findings, no mistake hides another, places are exact, and what is not part of the
//! gate changes nothing. What holds for fixes stands in `fixes.rs`, for the readers in
//! `readers.rs`, for pages in the tests of the preview.
//!
//! Set `PROPTEST_CASES` to another number of cards.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "properties/mistakes.rs"]
mod mistakes;
#[path = "properties/model.rs"]
mod model;
#[path = "readers/mutate.rs"]
mod mutate;
#[path = "properties/shown.rs"]
mod shown;

use std::env;

use gatecard::{
    Card, CheckOptions, FieldType, Finding, Gate, LineIndex, RepoType, Severity, Span, YamlPath,
    yaml::Reader,
};
use gatecard_preview::{Approval, FormState, Options, Preview, page};
use mistakes::{Mistake, Shape, with_mistakes};
use model::{Style, right_gate, written};
use mutate::{Random, invent, mutate};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::Config};
use shown::{letters, shown};

/// How many cards are made for each promise.
const CASES: u32 = 2_000;
/// For how many cards the command is run.
const RUNS: u32 = 40;
const READERS: [Reader; 2] = [Reader::Hub, Reader::Python];

fn config() -> Config {
    let usual = Config::default();
    let is_set = env::var_os("PROPTEST_CASES").is_some();
    Config {
        cases: if is_set { usual.cases } else { CASES },
        // Nothing is written beside the tests.
        failure_persistence: None,
        ..usual
    }
}

fn options(pedantic: bool) -> CheckOptions {
    CheckOptions {
        pedantic,
        repo_type: Some(RepoType::Model),
        ..CheckOptions::default()
    }
}

/// A card that nobody would write: made up, or a right one with some bytes changed.
fn any_card() -> impl Strategy<Value = String> {
    (any::<u64>(), any::<bool>(), right_gate(), Style::any()).prop_map(
        |(seed, is_invented, gate, mut style)| {
            let mut random = Random::new(seed);
            if is_invented {
                invent(&mut random)
            } else {
                mutate(&written(&gate, &mut style), &mut random)
            }
        },
    )
}

/// What the Hub shows of a gate in a state: the key of each part, and how its text begins.
fn seen(gate: &Gate<'_>, state: FormState, approval: Approval) -> Vec<(String, String)> {
    let one = |key: &str, text: &str| vec![(key.to_owned(), text.to_owned())];
    let mut parts = match state {
        FormState::Pending => {
            return one(
                "pending",
                "Your request to access this repository has been submitted and is awaiting a review",
            );
        }
        FormState::Rejected => {
            return one(
                "rejected",
                "Your request to access this repo has been rejected by the repo's authors.",
            );
        }
        FormState::Granted => {
            return one(
                "granted",
                "Gated model You have been granted access to this model",
            );
        }
        FormState::SignedOut | FormState::Form => texts(gate),
    };
    if state == FormState::SignedOut {
        parts.extend(one(
            "log-in",
            "Log in or Sign Up to review the conditions and access this model content.",
        ));
        return parts;
    }
    parts.extend(one("consent", "By agreeing you accept to share your contact information (email and username) with the repository authors."));
    parts.extend(gate.fields.iter().map(|field| {
        let options = field.options.iter().map(|it| &*it.label);
        let options: String = options.collect();
        let begins = match field.field_type {
            Some(FieldType::IpLocation) => "Your country and region (based on approximate Internet address) will be shared with the model owner.".to_owned(),
            Some(FieldType::Select) => format!("{} Select an option {options}", field.label),
            Some(FieldType::Country) => format!("{} Select an option Afghanistan", field.label),
            _ => field.label.to_string(),
        };
        (format!("field:{}", field.label), begins)
    }));
    let button = gate.button_content.as_deref().unwrap_or(match approval {
        Approval::Automatic => "Agree and access repository",
        Approval::Manual => "Agree and send request to access repo",
    });
    parts.extend(one("button", button));
    parts
}

/// The texts above the form, with those of the Hub where the gate has none.
fn texts(gate: &Gate<'_>) -> Vec<(String, String)> {
    let heading = "You need to agree to share your contact information to access this model";
    let description = "This repository is publicly accessible, but you have to accept the conditions to access its files and content.";
    let texts = [
        ("heading", gate.heading.as_deref().or(Some(heading))),
        (
            "description",
            gate.description.as_deref().or(Some(description)),
        ),
        ("prompt", gate.prompt.as_deref()),
    ];
    let texts = texts.into_iter();
    texts
        .filter_map(|(key, text)| Some((key.to_owned(), text?.to_owned())))
        .collect()
}

/// What a finding says, wherever it stands.
fn said(finding: &Finding) -> (&'static str, String, YamlPath) {
    let rule = finding.rule.name;
    (rule, finding.message.clone(), finding.path.clone())
}

fn all_said(card: &str) -> Vec<(&'static str, String, YamlPath)> {
    Card::new(card)
        .check(&options(true))
        .iter()
        .map(said)
        .collect()
}

/// All places that a finding names.
fn places(finding: &Finding) -> Vec<Span> {
    let related = finding.related.iter().map(|label| label.span);
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    let edits = edits.map(|edit| edit.span);
    std::iter::once(finding.span)
        .chain(related)
        .chain(edits)
        .collect()
}

/// The line and the column of a place, counted from the start of the text.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let lines = before.replace("\r\n", "\n ");
    let breaks = lines.matches(['\n', '\r']).count();
    let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    (breaks + 1, before[line..].chars().count() + 1)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_gate_is_read_as_it_was_meant(gate in right_gate(), mut style in Style::any()) {
        let text = written(&gate, &mut style);
        let card = Card::new(&text);
        for reader in READERS {
            let read = card.reading(reader).gate();
            prop_assert_eq!(read, Some(&gate), "{}: {}", reader, &text);
        }
    }

    #[test]
    fn a_right_card_has_no_findings(gate in right_gate(), mut style in Style::any()) {
        let text = written(&gate, &mut style);
        let findings = Card::new(&text).check(&options(false));
        prop_assert!(findings.is_empty(), "{findings:#?}\n{text}");
    }

    #[test]
    fn a_page_shows_what_the_visitor_sees(
        gate in right_gate(),
        mut style in Style::any(),
        state in select(FormState::ALL),
        approval in select(Approval::ALL),
    ) {
        let text = written(&gate, &mut style);
        let card = Card::new(&text);
        let kind = Some(RepoType::Model);
        let options = Options { state, approval, repo_type: kind, ..Options::default() };
        let html = page(&Preview::new("README.md", &card, &[], options));
        let shown = shown(&html, state.name(), approval.name());
        let expected = seen(&gate, state, approval);
        let keys = |parts: &[(String, String)]| parts.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        prop_assert_eq!(keys(&shown), keys(&expected), "{}: {}", state, &text);
        for ((key, shown), (_, expected)) in shown.iter().zip(&expected) {
            prop_assert!(shown.starts_with(&letters(expected)), "{state}, {key}: {shown} {expected} {text}");
        }
        let is_on = format!("value=\"{state}\" autocomplete=\"off\" checked");
        prop_assert!(html.contains(&is_on), "{state} is switched on");
    }

    #[test]
    fn no_mistake_hides_another(
        gate in right_gate(),
        mut style in Style::any(),
        mistakes in vec(select(&Mistake::ALL[..]), 1..6),
        shape in select(&Shape::ALL[..]),
    ) {
        let (text, expected) = with_mistakes(&gate, &mistakes, shape, &mut style);
        let findings = Card::new(&text).check(&options(false));
        for (rule, label) in expected {
            let is_found = findings.iter().any(|it| {
                let names = it.message.contains(&label) || it.path.as_str().contains(&label);
                it.rule.name == rule && (names || it.span.slice(&text).contains(&label))
            });
            prop_assert!(is_found, "{rule} of {label}: {:#?}\n{text}", findings.iter().map(said).collect::<Vec<_>>());
        }
    }

    #[test]
    fn broken_yaml_is_told_whatever_else_is_wrong(
        gate in right_gate(),
        mut style in Style::any(),
        breaking in select(&Mistake::BREAKING[..]),
        others in vec(select(&Mistake::ALL[..]), 0..5),
    ) {
        let mistakes: Vec<Mistake> = std::iter::once(breaking).chain(others).collect();
        let (text, expected) = with_mistakes(&gate, &mistakes, Shape::Mapping, &mut style);
        let findings = Card::new(&text).check(&options(false));
        let is_told = findings.iter().any(|it| (it.rule.name, true) == (expected[0].0, it.message.contains(&expected[0].1)));
        prop_assert!(is_told, "{:?}: {:#?}\n{text}", expected[0], findings.iter().map(said).collect::<Vec<_>>());
    }

    #[test]
    fn places_are_exact(text in any_card()) {
        let card = Card::new(&text);
        let checked = card.check_all(&options(true));
        prop_assert_eq!(&checked, &Card::new(&text).check_all(&options(true)), "the same again");
        let all = checked.findings.iter().chain(checked.ignored.iter().map(|it| &it.finding));
        let mut lines = LineIndex::new(&text);
        for finding in all {
            prop_assert_ne!(finding.rule.name, "internal-error", "{:?}", text);
            prop_assert!(!finding.message.is_empty());
            for span in places(finding) {
                let range = span.range();
                prop_assert!(text.get(range.clone()).is_some(), "{finding:?} {text:?}");
                for offset in [range.start, range.end] {
                    let place = lines.position(offset);
                    if !text[..offset].ends_with('\r') || !text[offset..].starts_with('\n') {
                        prop_assert_eq!((place.line, place.column), position(&text, offset), "{} {:?}", offset, text);
                    }
                }
            }
            let mut edits: Vec<Span> = finding.fix.iter().flat_map(|fix| &fix.edits).map(|it| it.span).collect();
            edits.sort();
            prop_assert!(edits.windows(2).all(|pair| pair[0].range().end <= pair[1].range().start), "{finding:?}");
        }
        let starts: Vec<Span> = checked.findings.iter().map(|it| it.span).collect();
        prop_assert!(starts.is_sorted(), "in the order of the card");
    }

    #[test]
    fn what_is_no_part_of_the_gate_changes_nothing(
        gate in right_gate(),
        mut style in Style::any(),
        mistakes in vec(select(&Mistake::ALL[..]), 0..4),
        shape in select(&Shape::ALL[..]),
    ) {
        let (text, _) = with_mistakes(&gate, &mistakes, shape, &mut style);
        let text = text.replace("\r\n", "\n");
        let before = all_said(&text);
        let more = "language:\n- en\nwidget:\n- text: \"a: b\"\n  example: |\n    c\n";
        let (front, body) = text[4..].split_once("\n---").map_or((&text[4..], ""), |parts| parts);
        for (what, other) in [
            ("metadata in front", format!("---\n{more}{front}\n---{body}")),
            ("metadata behind", format!("---\n{front}\n{more}---{body}")),
            ("text behind", format!("{text}\n## More\n\n```\n---\na: b\n---\n```\n")),
            ("a blank line in front", format!("\n{text}")),
            ("other line ends", text.replace('\n', "\r\n")),
            ("no last line end", text.trim_end().to_owned()),
        ] {
            prop_assert_eq!(&before, &all_said(&other), "{}: {}", what, other);
        }
    }

    #[test]
    fn a_gate_survives_json(gate in right_gate()) {
        let json = serde_json::to_string(&gate).expect("a gate has JSON");
        let again: Gate = serde_json::from_str(&json).expect("it is that of a gate");
        prop_assert_eq!(again, gate);
    }
}

/// What the command says with its exit code about a card, where it fails on some severity.
fn exit_code(text: &str, arguments: &[&str]) -> Option<i32> {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_gatecard"));
    command
        .args(["check", "-", "--isolated", "--quiet"])
        .args(arguments);
    let done = command.write_stdin(text).output();
    done.expect("the command runs").status.code()
}

proptest! {
    // Each is a run of the command.
    #![proptest_config(Config { cases: config().cases.min(RUNS), ..config() })]

    #[test]
    fn exit_codes_follow_the_worst_finding(
        gate in right_gate(),
        mut style in Style::any(),
        mistakes in vec(select(&Mistake::ALL[..]), 0..3),
        pedantic in any::<bool>(),
    ) {
        let (text, _) = with_mistakes(&gate, &mistakes, Shape::Mapping, &mut style);
        let findings = Card::new(&text).check(&CheckOptions { pedantic, ..CheckOptions::default() });
        let worst = findings.iter().map(|it| it.severity).max();
        let more: &[&str] = if pedantic { &["--pedantic"] } else { &[] };
        for level in [Severity::Info, Severity::Warning, Severity::Error] {
            let expected = i32::from(worst.is_some_and(|worst| worst >= level));
            let level = level.to_string();
            let code = exit_code(&text, &[&["--fail-on", &level], more].concat());
            prop_assert_eq!(code, Some(expected), "{} {:?}: {}", level, worst, &text);
            // What cannot be read beats what is found.
            let code = exit_code(&text, &[&["--fail-on", &level, "no-such-card.md"], more].concat());
            prop_assert_eq!(code, Some(2), "{} {:?}: {}", level, worst, &text);
        }
    }
}
