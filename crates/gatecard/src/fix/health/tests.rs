#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use super::{Health, Tried, Verdict, breaks};
use crate::{
    card::Card,
    check::CheckOptions,
    finding::{Finding, YamlPath},
    fix::Edit,
    rules::rule,
    span::Span,
};

/// A finding of a rule at `old`, whose fix writes `new` there.
fn finding(text: &str, name: &str, old: &str, new: &str) -> Finding {
    let start = text.find(old).expect("it is in the text");
    let span = Span::new(start, start + old.len());
    let rule = rule(name).expect("there is such a rule");
    Finding::new(rule, span, "").safe_fix("", Some(vec![Edit::replace(span, new)]))
}

/// What is thought of one fix of a card.
fn verdict(text: &str, name: &str, old: &str, new: &str) -> Verdict {
    let options = CheckOptions::default();
    let finding = finding(text, name, old, new);
    let before = Health::of(&Card::new(text), options);
    let tried = before.try_fixes(text, &[&finding], &[&finding]);
    before.verdict(&tried, options)
}

fn fields(fields: &str) -> String {
    format!("---\nextra_gated_fields:\n{fields}---\n")
}

#[test]
fn a_fix_may_not_keep_a_reader_from_reading_the_card() {
    let card = fields("  A: text\n  B: text\n");
    let say = |new| verdict(&card, "empty-text", "B: text", new);
    assert_eq!(say("B: date_picker"), Verdict::Good);
    // Both refuse the first, js-yaml alone the second, PyYAML alone the third.
    for broken in ["B: [", "A: text", "B:\ttext"] {
        assert_eq!(say(broken), Verdict::Harmful, "{broken}");
    }
}

#[test]
fn a_fix_may_not_make_an_error() {
    let card = fields("  A: text\n  B: strin\n");
    let say = |old, new| verdict(&card, "empty-text", old, new);
    assert_eq!(say("A: text", "A: txt"), Verdict::Harmful);
    // The error that is there already is none of its doing, wherever it is then.
    assert_eq!(say("A: text", "A long one: text"), Verdict::Good);
    assert_eq!(say("  A: text\n", ""), Verdict::Good);
}

#[test]
fn mending_an_error_may_bring_others_to_light() {
    let card = fields("  A: strin\n");
    let say = |rule| verdict(&card, rule, "strin", "text\n  B: txt");
    assert_eq!(say("unknown-type"), Verdict::Good);
    assert_eq!(say("empty-text"), Verdict::Harmful);
}

#[test]
fn a_card_that_cannot_be_read_may_be_read_otherwise_then() {
    let say = |card, new| verdict(card, "empty-text", "HERE", new);
    // The Hub finds a block where there was none, and what is wrong with it.
    let block = "---\nextra_gated_prompt: [\n---\n";
    assert_eq!(say("HERE", block), Verdict::Good);
    let lost = format!("text\n{block}");
    assert_eq!(say("HERE", &lost), Verdict::Unclear);
    // A broken card shows another error, or one more that is about reading it.
    let broken = "---\nextra_gated_prompt: [\nextra_gated_fields:\n  A: HERE\n---\n";
    assert_eq!(say(broken, "text"), Verdict::Good);
    assert_eq!(say(broken, "text\n  B: txt"), Verdict::Good);
    assert_eq!(
        say(broken, "text\nextra_gated_heading: '"),
        Verdict::Unclear
    );
}

#[test]
fn each_known_error_stands_for_one() {
    let text = "one two two three";
    let error = |old, path: &str| finding(text, "unknown-type", old, "").path(YamlPath::top(path));
    let health = |errors: &[Finding]| Health::with(&Card::new(text), errors);
    let tried = Tried::new(text, &[]);
    let new = |before: &[Finding], after: &[Finding]| {
        let health = health(before);
        let new = health.new_errors(after, &tried);
        new.iter().map(|it| it.path.to_string()).collect::<Vec<_>>()
    };
    // By the path, by the text, by the place.
    let one = error("one", "a");
    assert!(new(std::slice::from_ref(&one), &[error("three", "a")]).is_empty());
    assert!(new(std::slice::from_ref(&one), &[error("one", "b")]).is_empty());
    assert!(new(std::slice::from_ref(&one), &[error("one two", "b")]).is_empty());
    assert_eq!(
        new(std::slice::from_ref(&one), &[error("three", "b")]),
        ["b"]
    );
    let twice = [one.clone(), one.clone()];
    assert_eq!(new(&[one], &twice), ["a"]);
    assert!(new(&twice, &twice).is_empty());
}

#[test]
fn what_is_written_may_not_keep_a_reader_from_reading() {
    let text = "one two three";
    let change = finding(text, "empty-text", "two", "2222");
    let tried = Tried::new(text, &[&change]);
    assert_eq!(tried.text, "one 2222 three");
    let breaks = |name, start, end| {
        let rule = rule(name).expect("there is such a rule");
        breaks(&Finding::new(rule, Span::new(start, end), ""), &tried)
    };
    for (start, end, expected) in [
        (0, 4, false),
        (0, 5, true),
        (4, 8, true),
        (7, 8, true),
        (7, 14, true),
        (8, 14, false),
    ] {
        assert_eq!(
            breaks("invalid-yaml", start, end),
            expected,
            "{start} to {end}"
        );
        assert!(!breaks("unknown-type", start, end), "{start} to {end}");
    }
}

#[test]
fn places_are_found_again() {
    let text = "one two three";
    let changes = [("one", "1"), ("two", "22222")];
    let changes = changes.map(|(old, new)| finding(text, "empty-text", old, new));
    let tried = Tried::new(text, &changes.iter().collect::<Vec<_>>());
    assert_eq!(tried.text, "1 22222 three");
    let moved: Vec<usize> = (0..=13).map(|offset| tried.moved(offset)).collect();
    assert_eq!(moved, [0, 0, 0, 1, 2, 2, 2, 7, 8, 9, 10, 11, 12, 13]);
    assert_eq!(
        Tried::new(text, &changes[1..].iter().collect::<Vec<_>>()).moved(2),
        2
    );
}
