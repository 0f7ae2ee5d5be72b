//! Every rule against its own cards.
//!
//! `fixtures/rules/NAME/flag` holds cards that the rule must flag, `leave` cards that it must
//! leave alone. For all of them it is proved here that places are exact, that fixes do what they
//! say, end, keep every other byte, and leave cards that read no worse than before.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use gatecard::{
    Card, CheckOptions, Damage, Finding, Fix, RULES, Rule, Safety, Severity, State, decode, fix,
    yaml::Reader,
};

/// A card of a rule.
struct Case {
    rule: &'static Rule,
    must_flag: bool,
    path: PathBuf,
    text: String,
    damage: Option<Damage>,
}

impl Case {
    fn options(&self) -> CheckOptions {
        CheckOptions {
            pedantic: self.rule.pedantic,
            ..CheckOptions::default()
        }
    }

    fn findings(&self, text: &str) -> Vec<Finding> {
        Card::new(text)
            .with_damage(self.damage)
            .check(&self.options())
    }

    fn own(&self, text: &str) -> usize {
        let findings = self.findings(text);
        findings
            .iter()
            .filter(|found| found.rule == self.rule)
            .count()
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/rules")
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for rule in RULES {
        for (folder, must_flag) in [("flag", true), ("leave", false)] {
            let Ok(entries) = fs::read_dir(fixtures().join(rule.name).join(folder)) else {
                continue;
            };
            for entry in entries {
                let path = entry.expect("the folder can be read").path();
                let bytes = fs::read(&path).expect("the card can be read");
                let decoded = decode(&bytes);
                cases.push(Case {
                    rule,
                    must_flag,
                    path,
                    text: decoded.text.into_owned(),
                    damage: decoded.damage,
                });
            }
        }
    }
    cases.sort_by(|a, b| a.path.cmp(&b.path));
    cases
}

/// The rules that no card can trigger.
const WITHOUT_CARDS: &[&str] = &["internal-error"];

#[test]
fn every_rule_has_cards_to_flag_and_cards_to_leave() {
    let cases = cases();
    for rule in RULES {
        if WITHOUT_CARDS.contains(&rule.name) {
            continue;
        }
        let count = |must_flag| {
            let of_rule = cases.iter().filter(|case| case.rule == *rule);
            of_rule.filter(|case| case.must_flag == must_flag).count()
        };
        assert!(count(true) > 0, "{} has no card to flag", rule.name);
        assert!(count(false) > 0, "{} has no card to leave", rule.name);
    }
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    for entry in fs::read_dir(fixtures()).expect("there are fixtures") {
        let name = entry.expect("the folder can be read").file_name();
        let name = name.to_string_lossy();
        assert!(
            known.contains(&*name),
            "fixtures/rules/{name} belongs to no rule"
        );
    }
}

#[test]
fn rules_flag_their_cards_and_leave_the_others() {
    for case in cases() {
        let own = case.own(&case.text);
        let path = case.path.display();
        if case.must_flag {
            assert!(own > 0, "{path} is not flagged");
        } else {
            let findings = case.findings(&case.text);
            assert_eq!(own, 0, "{path} is flagged: {findings:#?}");
        }
    }
}

#[test]
fn line_ends_change_nothing() {
    for case in cases() {
        if case.text.contains('\r') {
            continue;
        }
        let own = case.own(&case.text);
        let windows = case.text.replace('\n', "\r\n");
        assert_eq!(case.own(&windows), own, "{} with CRLF", case.path.display());
        let fixed = fix(&windows, &case.options(), Safety::Unsafe).text;
        let bare = fixed.replace("\r\n", "");
        assert!(
            !bare.contains(['\r', '\n']),
            "{}: a fix mixes line ends",
            case.path.display()
        );
    }
}

#[test]
fn places_are_exact() {
    for case in cases() {
        let text = &case.text;
        for finding in case.findings(text) {
            let related = finding.related.iter().map(|label| label.span);
            let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
            let edits = edits.map(|edit| edit.span);
            for span in related.chain([finding.span]).chain(edits) {
                assert!(
                    text.get(span.range()).is_some(),
                    "{}: {span:?} of {finding:?}",
                    case.path.display()
                );
            }
            assert!(
                !finding.message.is_empty() && !finding.message.ends_with('.'),
                "messages are one sentence without a full stop: {finding:?}"
            );
        }
    }
}

/// The text with one fix applied, and a proof that the bytes around its edits are the same.
fn apply(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::new();
    let mut kept = 0;
    for edit in edits {
        let range = edit.span.range();
        assert!(range.start >= kept, "edits overlap: {fix:?}");
        out.push_str(&text[kept..range.start]);
        out.push_str(&edit.text);
        kept = range.end;
    }
    out.push_str(&text[kept..]);
    out
}

#[test]
fn each_fix_mends_its_finding_and_adds_no_mistake() {
    for case in cases() {
        let before = case.findings(&case.text);
        for finding in &before {
            let Some(fix) = &finding.fix else { continue };
            let path = case.path.display();
            let fixed = apply(&case.text, fix);
            let after = case.findings(&fixed);
            let count = |findings: &[Finding], rule: &Rule| {
                let of_rule = findings.iter().filter(|other| other.rule == rule);
                of_rule.count()
            };
            assert!(
                count(&after, finding.rule) < count(&before, finding.rule),
                "{path}: {} does not mend: {fixed}",
                fix.title
            );
            // What a mistake hides is reported beside it, so nothing comes to light.
            let sure = fix.safety == Safety::Safe;
            let graver = after
                .iter()
                .filter(|other| other.severity >= finding.severity);
            for other in graver {
                assert!(
                    !sure || count(&after, other.rule) <= count(&before, other.rule),
                    "{path}: {} reveals or makes a mistake: {other:#?}",
                    fix.title
                );
            }
            let errors = |findings: &[Finding]| {
                let graver = findings
                    .iter()
                    .filter(|other| other.severity >= finding.severity);
                graver.count()
            };
            assert!(
                errors(&after) <= errors(&before),
                "{path}: {} breaks: {after:#?}",
                fix.title
            );
            for reader in [Reader::Hub, Reader::Python] {
                let read = |text: &str| Card::new(text).reading(reader).state() == State::Found;
                assert!(
                    read(&fixed) || !read(&case.text),
                    "{path}: {} breaks the YAML for {reader:?}: {fixed}",
                    fix.title
                );
            }
            assert!(
                finding
                    .rule
                    .fix
                    .is_some_and(|declared| fix.safety <= declared),
                "{path}: {} declares a safer fix",
                finding.rule.name
            );
        }
    }
}

#[test]
fn declared_fixes_exist() {
    let cases = cases();
    for rule in RULES {
        let found = cases
            .iter()
            .filter(|case| case.rule == *rule && case.must_flag)
            .flat_map(|case| case.findings(&case.text))
            .filter(|finding| finding.rule == *rule)
            .filter_map(|finding| finding.fix.map(|fix| fix.safety))
            .max();
        assert_eq!(
            found, rule.fix,
            "{}: the least safe fix of its cards",
            rule.name
        );
    }
}

#[test]
fn fixing_ends() {
    for case in cases() {
        for most in [Safety::Safe, Safety::Unsafe] {
            let fixed = fix(&case.text, &case.options(), most);
            let again = fix(&fixed.text, &case.options(), most);
            assert_eq!(
                again.applied,
                0,
                "{} is not mended in one go",
                case.path.display()
            );
            assert_eq!(again.text, fixed.text);
        }
    }
}

#[test]
fn every_rule_is_documented() {
    for rule in RULES {
        for heading in [
            "What it does",
            "Why it matters",
            "Example",
            "Use instead",
            "Evidence",
        ] {
            let section = rule.section(heading);
            assert!(
                section.is_some_and(|section| !section.is_empty()),
                "{} has no section {heading:?}",
                rule.name
            );
        }
    }
}

#[test]
fn a_severity_is_set_for_the_findings_of_one_rule_alone() {
    let chosen = [Severity::Info, Severity::Warning, Severity::Error];
    for case in cases().iter().filter(|case| case.must_flag) {
        let path = case.path.display();
        let card = Card::new(&case.text).with_damage(case.damage);
        let before = case.findings(&case.text);
        for severity in chosen {
            let mut options = case.options();
            let set = options.severities.set(case.rule.name, Some(severity));
            set.expect("the severity of a rule with cards can be set");
            let mut expected = before.clone();
            for own in expected.iter_mut().filter(|own| own.rule == case.rule) {
                own.severity = severity;
            }
            assert_eq!(card.check(&options), expected, "{path}: {severity}");
        }
        let mut options = case.options();
        let off = options.severities.set(case.rule.name, None);
        off.expect("a rule with cards can be turned off");
        let left = card.check(&options);
        // What stood behind its mistakes may be out of sight.
        assert!(left.iter().all(|it| it.rule != case.rule), "{path}");
    }
}

#[test]
fn fixes_are_the_same_whatever_the_severities() {
    for case in cases().iter().filter(|case| case.damage.is_none()) {
        let usual = case.options();
        let running = RULES.iter().filter(|rule| usual.runs(rule));
        let running: Vec<&str> = running.map(|rule| rule.name).collect();
        let expected = fix(&case.text, &usual, Safety::Unsafe);
        for severity in [Severity::Info, Severity::Error] {
            let mut options = usual;
            for rule in &running {
                // The severity of `internal-error` stays as it is.
                let _ = options.severities.set(rule, Some(severity));
            }
            let fixed = fix(&case.text, &options, Safety::Unsafe);
            let path = case.path.display();
            assert_eq!(fixed.text, expected.text, "{path}: all {severity}");
        }
    }
}
