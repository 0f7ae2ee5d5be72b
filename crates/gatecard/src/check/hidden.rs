//! Mistakes that others hide. What stands below a mistake such as a list in the place of a mapping
//! cannot be judged before it is mended, so a mended copy of the card is checked as well.

use std::collections::HashSet;

use super::{BODY_SEARCHED, CheckOptions, look};
use crate::{
    card::{Card, State},
    finding::{Finding, YamlPath},
    fix::{Edit, Fix, Safety, without_overlap},
    relocation::Relocation,
    span::Span,
    yaml::Reader,
};

/// How often a card is mended and checked again at the most: a mistake can lie behind one that lies
/// behind another.
pub(super) const MAX_ROUNDS: usize = 4;
/// The longest front matter of a card that is mended and checked again, in bytes. Real ones have
/// some tens of kilobytes.
const MAX_LENGTH: usize = 128 * 1024;

/// All findings of a card, those that come to light in up to `rounds` rounds of mending included.
///
/// Only a card with a mistake that can hide others costs more than one look.
pub(super) fn findings(card: &Card<'_>, options: CheckOptions, rounds: usize) -> Vec<Finding> {
    let seen = look(card, options);
    let mends = Mends::of(&seen);
    let end = card.body().range().end;
    if rounds == 0 || mends.edits.is_empty() || end > MAX_LENGTH + BODY_SEARCHED {
        return seen;
    }
    let looked_at = Span::new(0, end);
    let Some(relocation) = Relocation::new(card.text(), looked_at, &mends.edits) else {
        return seen;
    };
    let mended = Card::new(&relocation.text);
    let readable = |card: &Card<'_>| card.reading(Reader::Hub).state() == State::Found;
    let is_unread = mended.reading(Reader::Hub).state() == State::Unread;
    if is_unread || (readable(card) && !readable(&mended)) {
        return seen;
    }
    let behind = findings(&mended, options, rounds - 1).into_iter();
    // What is said about a doubtful change itself may not be true of the card.
    let behind = behind
        .filter(|finding| mends.safety == Safety::Safe || !relocation.holds_change(finding.span));
    let behind = behind.filter_map(|finding| relocation.finding(finding));
    let behind: Vec<Finding> = behind.collect();
    together(seen, &behind, mends.safety)
}

/// What mends the mistakes that can hide others.
struct Mends {
    edits: Vec<Edit>,
    /// Of the least safe of them.
    safety: Safety,
}

impl Mends {
    fn of(findings: &[Finding]) -> Self {
        let fixes = findings.iter().filter_map(hiding);
        let chosen = without_overlap(fixes.collect(), |fix: &&Fix| &fix.edits);
        let safety = chosen.iter().map(|fix| fix.safety).max();
        Self {
            edits: chosen
                .into_iter()
                .flat_map(|fix| fix.edits.clone())
                .collect(),
            safety: safety.unwrap_or(Safety::Safe),
        }
    }
}

/// The fix of a finding that can hide others.
fn hiding(finding: &Finding) -> Option<&Fix> {
    let most = finding.rule.hides_others?;
    finding.fix.as_ref().filter(|fix| fix.safety <= most)
}

/// What was seen before mending and what after it, each finding once. What is gone after a safe
/// change was a consequence of the mistake.
fn together(mut seen: Vec<Finding>, behind: &[Finding], safety: Safety) -> Vec<Finding> {
    let after = Known::of(behind);
    seen.retain(|finding| {
        safety == Safety::Unsafe || hiding(finding).is_some() || after.holds(finding)
    });
    let before = Known::of(&seen);
    let new: Vec<Finding> = behind
        .iter()
        .filter(|finding| !before.holds(finding))
        .cloned()
        .collect();
    seen.extend(new);
    seen
}

/// Findings by their rules and places.
struct Known<'f> {
    spans: HashSet<(&'static str, Span)>,
    paths: HashSet<(&'static str, &'f YamlPath)>,
}

impl<'f> Known<'f> {
    fn of(findings: &'f [Finding]) -> Self {
        Self {
            spans: findings
                .iter()
                .map(|finding| (finding.rule.name, finding.span))
                .collect(),
            paths: findings.iter().filter_map(by_path).collect(),
        }
    }

    fn holds(&self, finding: &Finding) -> bool {
        self.spans.contains(&(finding.rule.name, finding.span))
            || by_path(finding).is_some_and(|key| self.paths.contains(&key))
    }
}

/// A finding by its path, where it has one of its own: many mistakes that hide others can lie in
/// one entry.
fn by_path(finding: &Finding) -> Option<(&'static str, &YamlPath)> {
    let own = finding.rule.hides_others.is_none() && !finding.path.as_str().is_empty();
    own.then_some((finding.rule.name, &finding.path))
}

#[cfg(test)]
mod tests {
    use super::{BODY_SEARCHED, MAX_LENGTH, findings};
    use crate::{card::Card, check::CheckOptions};

    fn names(card: &str, rounds: usize) -> Vec<&'static str> {
        let findings = findings(&Card::new(card), CheckOptions::default(), rounds);
        findings.iter().map(|finding| finding.rule.name).collect()
    }

    #[test]
    fn each_round_brings_more_to_light() {
        let card = "---\nextra_gated_feilds:\n- A: strin\n---\n";
        let all = ["unknown-key", "fields-not-a-mapping", "unknown-type"];
        for rounds in 0..4 {
            let seen = all.len().min(rounds + 1);
            assert_eq!(names(card, rounds), all[..seen], "{rounds}");
        }
    }

    #[test]
    fn very_long_cards_are_looked_at_once() {
        let card = |length: usize| {
            let (before, behind) = ("---\nx: ", "\nextra_gated_fields:\n- A: strin\n---\n");
            let long = "x".repeat(length - before.len() - behind.len());
            format!("{before}{long}{behind}")
        };
        let most = MAX_LENGTH + BODY_SEARCHED;
        assert_eq!(
            names(&card(most), 1),
            ["fields-not-a-mapping", "unknown-type"]
        );
        assert_eq!(names(&card(most + 1), 1), ["fields-not-a-mapping"]);
    }
}
