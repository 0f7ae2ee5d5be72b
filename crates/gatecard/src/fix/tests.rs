#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use super::{Edit, Round, Safety, fix_some, own_severities, round, without_overlap};
use crate::{CheckOptions, RepoType, card::Card, finding::Finding, rules::rule, span::Span};

const CARD: &str = "---\nextra_gated_fields:\n  A: text\n  B: text\n  C: text\n---\n";

/// A finding at `old` in the card, whose fix writes `new` there.
fn finding(old: &str, new: &str) -> Finding {
    let start = CARD.find(old).expect("it is in the card");
    let span = Span::new(start, start + old.len());
    let rule = rule("empty-text").expect("there is such a rule");
    Finding::new(rule, span, old).safe_fix("", Some(vec![Edit::replace(span, new)]))
}

fn fixed(wanted: &[Finding]) -> (Option<String>, usize, Vec<String>) {
    let Round {
        text,
        applied,
        harmful,
    } = round(&Card::new(CARD), CheckOptions::default(), wanted);
    let harmful = harmful.into_iter().map(|finding| finding.message);
    (text, applied, harmful.collect())
}

#[test]
fn fixes_that_go_together_are_made_at_once() {
    let wanted = [finding("A:", "One:"), finding("C:", "Three:")];
    let expected = CARD.replace("A:", "One:").replace("C:", "Three:");
    assert_eq!(fixed(&wanted), (Some(expected), 2, vec![]));
}

#[test]
fn of_fixes_that_are_wrong_together_the_first_is_made() {
    let wanted = [
        finding("A:", "D:"),
        finding("B:", "D:"),
        finding("C:", "E:"),
    ];
    let expected = CARD.replace("A:", "D:").replace("C:", "E:");
    assert_eq!(fixed(&wanted), (Some(expected), 2, vec![]));
}

#[test]
fn a_fix_that_does_harm_is_left_out_and_told() {
    let wanted = [finding("A:", "D:"), finding("text\n  C", "[\n  C")];
    let told = vec!["text\n  C".to_owned()];
    assert_eq!(
        fixed(&wanted),
        (Some(CARD.replace("A:", "D:")), 1, told.clone())
    );
    assert_eq!(fixed(&wanted[1..]), (None, 0, told));
}

#[test]
fn edits_that_meet_do_not_go_together() {
    let spans = [(4, 6), (0, 2), (6, 8), (2, 3), (9, 9), (8, 9)];
    let edits = spans.map(|(start, end)| [Edit::replace(Span::new(start, end), "")]);
    let kept = without_overlap(edits.iter().collect(), |edits| edits.as_slice());
    let kept: Vec<(u32, u32)> = kept
        .iter()
        .map(|edits| (edits[0].span.start, edits[0].span.end))
        .collect();
    assert_eq!(kept, [(0, 2), (4, 6), (8, 9)]);
}

#[test]
fn the_kind_of_repository_counts_while_fixing() {
    let options = CheckOptions {
        pedantic: true,
        repo_type: Some(RepoType::Space),
        ..CheckOptions::default()
    };
    let expected = CheckOptions {
        pedantic: false,
        ..options
    };
    assert_eq!(own_severities(options), expected);
}

#[test]
fn where_nothing_is_chosen_nothing_changes() {
    let card = "---\nextra_gated_promt: You agree.\n---\n";
    let options = CheckOptions::default();
    let none = fix_some(card, &options, Safety::Unsafe, |_, _| Vec::new());
    assert_eq!((none.text.as_str(), none.applied), (card, 0));
}
