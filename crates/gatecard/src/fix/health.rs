//! Whether a card is none the worse for a fix.

#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::edits;
use crate::{
    card::{Card, State},
    check::CheckOptions,
    finding::{Finding, Severity},
    fix::Edit,
    rule::Group,
    span::Span,
    yaml::Reader,
};

/// A text with fixes tried out.
pub(super) struct Tried {
    /// The new text.
    pub(super) text: String,
    /// What the fixes replaced, in the old text and in the new one, in order.
    replaced: Vec<(Range<usize>, Range<usize>)>,
    /// Whether the fixes in question mend errors, and nothing else.
    mends_error: bool,
}

impl Tried {
    /// Makes all edits of the fixes of some findings.
    fn new(text: &str, findings: &[&Finding]) -> Self {
        let mut all: Vec<&Edit> = findings.iter().flat_map(|finding| edits(finding)).collect();
        all.sort_by_key(|edit| edit.span);
        let mut new = String::with_capacity(text.len());
        let mut replaced = Vec::new();
        let mut kept = 0;
        for edit in all {
            new.push_str(Span::new(kept, edit.span.range().start).slice(text));
            let written = new.len()..new.len() + edit.text.len();
            replaced.push((edit.span.range(), written));
            new.push_str(&edit.text);
            kept = edit.span.range().end;
        }
        new.push_str(Span::new(kept, text.len()).slice(text));
        Self {
            text: new,
            replaced,
            mends_error: false,
        }
    }

    /// Whether a place holds anything that the fixes wrote.
    fn wrote(&self, place: Span) -> bool {
        let place = place.range();
        let behind = self
            .replaced
            .partition_point(|(_, new)| new.end <= place.start);
        let next = self.replaced.get(behind);
        next.is_some_and(|(_, new)| new.start < place.end)
    }

    /// Where a place of the old text is now.
    fn moved(&self, offset: usize) -> usize {
        let next = self
            .replaced
            .partition_point(|(old, _)| old.start <= offset);
        match next.checked_sub(1).and_then(|at| self.replaced.get(at)) {
            Some((old, new)) if offset < old.end => new.start,
            Some((old, new)) => new.end + offset - old.end,
            None => offset,
        }
    }
}

/// What is to be thought of fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The card does no worse.
    Good,
    /// The card could not be read before, and it is not clear that it does no worse.
    Unclear,
    /// The card would do worse.
    Harmful,
}

/// How a card does.
#[derive(Clone, Debug)]
pub(super) struct Health {
    hub: State,
    python: State,
    errors: Vec<KnownError>,
    /// How many of them are about reading the card at all.
    unreadable: usize,
}

/// A rule, and what one of its errors is known by.
type Identity = (&'static str, String);

/// What an error is known by when places have moved: its rule with the way to its value, with the
/// text that it points to, or with its place, whichever is still the same.
#[derive(Clone, Debug)]
struct KnownError {
    rule: &'static str,
    path: String,
    text: String,
    start: usize,
}

impl KnownError {
    fn of(finding: &Finding, text: &str) -> Self {
        Self {
            rule: finding.rule.name,
            path: finding.path.as_str().to_owned(),
            text: finding.span.slice(text).to_owned(),
            start: finding.span.range().start,
        }
    }

    /// The ways to know it, the surest first.
    const WAYS: [fn(&Self) -> Identity; 3] = [
        |it| (it.rule, it.path.clone()),
        |it| (it.rule, it.text.clone()),
        |it| (it.rule, it.start.to_string()),
    ];
}

impl Health {
    /// How a card does.
    pub(super) fn of(card: &Card<'_>, options: CheckOptions) -> Self {
        Self::with(card, &card.check(&options))
    }

    fn with(card: &Card<'_>, findings: &[Finding]) -> Self {
        let about_reading = |finding: &&Finding| finding.rule.group == Group::Reading;
        Self {
            hub: card.reading(Reader::Hub).state(),
            python: card.reading(Reader::Python).state(),
            errors: errors_in(findings)
                .map(|it| KnownError::of(it, card.text()))
                .collect(),
            unreadable: errors_in(findings).filter(about_reading).count(),
        }
    }

    /// Makes the fixes of some findings, the `last` of which are in question.
    pub(super) fn try_fixes(&self, text: &str, fixes: &[&Finding], last: &[&Finding]) -> Tried {
        let errors = self.errors.iter().map(|error| (error.rule, error.start));
        let errors: HashSet<(&str, usize)> = errors.collect();
        let is_error = |it: &&Finding| errors.contains(&(it.rule.name, it.span.range().start));
        Tried {
            mends_error: last.iter().all(is_error),
            ..Tried::new(text, fixes)
        }
    }

    /// Whether a card that did so does no worse with fixes.
    pub(super) fn verdict(&self, tried: &Tried, options: CheckOptions) -> Verdict {
        let card = Card::new(&tried.text);
        // What lies hidden behind other mistakes was there before, whatever brings it to light.
        let findings = card.check_as_it_stands(&options);
        let after = Self::with(&card, &findings);
        let lost = |before, after| before == State::Found && after != State::Found;
        if lost(self.hub, after.hub) || lost(self.python, after.python) {
            return Verdict::Harmful;
        }
        let new = self.new_errors(&findings, tried);
        match self.hub {
            _ if new.is_empty() => Verdict::Good,
            State::Missing if after.hub != State::Missing => Verdict::Good,
            State::Missing | State::Invalid | State::Unread
                if after.unreadable <= self.unreadable =>
            {
                Verdict::Good
            }
            State::Missing | State::Invalid | State::Unread => Verdict::Unclear,
            // What is wrong with the gate was there before, out of sight.
            State::Found if tried.mends_error && !new.iter().any(|it| breaks(it, tried)) => {
                Verdict::Good
            }
            State::Found => Verdict::Harmful,
        }
    }

    /// The errors among some findings that were not there.
    fn new_errors<'f>(&self, findings: &'f [Finding], tried: &Tried) -> Vec<&'f Finding> {
        let mut known = self.errors.clone();
        for error in &mut known {
            error.start = tried.moved(error.start);
        }
        let new = errors_in(findings).map(|it| (it, KnownError::of(it, &tried.text)));
        let mut new: Vec<(&Finding, KnownError)> = new.collect();
        for way in KnownError::WAYS {
            let mut free: HashMap<_, usize> = HashMap::new();
            for error in &known {
                *free.entry(way(error)).or_default() += 1;
            }
            let mut takes = |error: &KnownError| match free.get_mut(&way(error)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    true
                }
                _ => false,
            };
            new.retain(|(_, error)| !takes(error));
            // Those that are left over, as many as there are.
            known.retain(takes);
        }
        new.into_iter().map(|(finding, _)| finding).collect()
    }
}

/// Whether an error keeps a reader from reading what the fixes wrote.
fn breaks(error: &Finding, tried: &Tried) -> bool {
    error.rule.group == Group::Reading && tried.wrote(error.span)
}

fn errors_in(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    findings.iter().filter(is_error)
}
