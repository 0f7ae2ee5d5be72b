//! Changes to the text of a card: exact bytes and nothing else.

mod health;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::health::{Health, Verdict};
use crate::{card::Card, check::CheckOptions, finding::Finding, span::Span};

/// How many rounds of fixing there are at the most. A fix can uncover another mistake behind it,
/// and a reader tells the first of its objections only; rules whose fixes undo each other would
/// never end.
const MAX_ROUNDS: usize = 1000;
/// How many bytes are checked over all rounds, as long as there are [`MIN_ROUNDS`] of them.
const MAX_BYTES: usize = 32 * 1024 * 1024;
/// How many rounds there are however large the card is.
const MIN_ROUNDS: usize = 20;
/// How many fixes are tried one by one where all together would do harm. Each try checks the whole
/// card again.
const MAX_SINGLE_FIXES: usize = 100;

/// Bytes to replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What is put there.
    pub text: String,
}

impl Edit {
    /// Puts `text` in the place of `span`.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
        }
    }
}

/// Whether a fix can be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// The card means afterwards what its author wrote.
    Safe,
    /// The author may have meant something else.
    Unsafe,
}

impl Safety {
    /// The name in every format: `safe` or `unsafe`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// What it does: a command such as "Write `text`".
    pub title: String,
    /// Whether it needs a person's look.
    pub safety: Safety,
    /// The edits, which belong together; none overlaps another.
    pub edits: Vec<Edit>,
}

/// A card after fixing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// How many findings were mended.
    pub applied: usize,
    /// The findings whose fix would have done harm, so that it was left out: mistakes in gatecard.
    /// Their places are those of the text in which the fix was tried.
    pub harmful: Vec<Finding>,
}

/// Mends all findings of a card that have a fix of at most the given safety, over rounds, until
/// there are none left. Findings that a comment in the card silences stay as they are.
///
/// Fixes that are right alone can be wrong together, as two renamings to one key are. No fix is
/// kept with which a reader would refuse the card that took it before, or with which there would
/// be an error that was not there. Mending an error can bring to light others that stood behind
/// it, as below a misspelt key: those are not new.
///
/// ```
/// use gatecard::{CheckOptions, Safety};
///
/// let card = "---\nextra_gated_promt: Hello\n---\n";
/// let fixed = gatecard::fix(card, &CheckOptions::default(), Safety::Safe);
/// assert_eq!(fixed.text, "---\nextra_gated_prompt: Hello\n---\n");
/// assert_eq!(fixed.applied, 1);
/// ```
#[must_use]
pub fn fix(text: &str, options: &CheckOptions, most: Safety) -> Fixed {
    fix_some(text, options, most, |_, findings| findings)
}

/// The same for some of the findings only: in each round, `choose` is given the text as it is then
/// with its findings, and keeps those that are to be mended.
#[must_use]
pub fn fix_some(
    text: &str,
    options: &CheckOptions,
    most: Safety,
    choose: impl Fn(&str, Vec<Finding>) -> Vec<Finding>,
) -> Fixed {
    let mut fixed = Fixed {
        text: text.to_owned(),
        applied: 0,
        harmful: Vec::new(),
    };
    let rounds = (MAX_BYTES / text.len().max(1)).clamp(MIN_ROUNDS, MAX_ROUNDS);
    for _ in 0..rounds {
        let card = Card::new(&fixed.text);
        let findings = card.check(options);
        let can_be_mended = |it: &Finding| {
            let safe = it.fix.as_ref().is_some_and(|fix| fix.safety <= most);
            safe && edits(it)
                .iter()
                .any(|edit| edit.text != edit.span.slice(&fixed.text))
        };
        if !findings.iter().any(can_be_mended) {
            fixed.harmful.clear();
            break;
        }
        let mut wanted = choose(&fixed.text, findings.clone());
        wanted.retain(can_be_mended);
        let round = round(&card, own_severities(*options), &wanted);
        fixed.harmful = round.harmful;
        fixed.applied += round.applied;
        match round.text {
            Some(text) => fixed.text = text,
            None => break,
        }
    }
    fixed
}

/// How a card is looked at before and after fixes: what the user makes of single rules does not
/// matter there.
fn own_severities(options: CheckOptions) -> CheckOptions {
    CheckOptions {
        repo_type: options.repo_type,
        ..CheckOptions::default()
    }
}

/// What came out of one round.
#[derive(Default)]
struct Round {
    text: Option<String>,
    applied: usize,
    harmful: Vec<Finding>,
}

/// Makes all fixes at once that go together.
fn round(card: &Card<'_>, options: CheckOptions, wanted: &[Finding]) -> Round {
    let chosen = without_overlap(wanted.iter().collect(), |finding| edits(finding));
    if chosen.is_empty() {
        return Round::default();
    }
    let before = Health::of(card, options);
    let all = before.try_fixes(card.text(), &chosen, &chosen);
    if before.verdict(&all, options) == Verdict::Good {
        return Round {
            text: Some(all.text),
            applied: chosen.len(),
            harmful: Vec::new(),
        };
    }
    one_by_one(card.text(), options, &before, &chosen)
}

/// Makes those fixes that go together with the ones before them.
fn one_by_one(text: &str, options: CheckOptions, before: &Health, chosen: &[&Finding]) -> Round {
    let mut round = Round::default();
    let mut accepted: Vec<&Finding> = Vec::new();
    let mut health = before.clone();
    for finding in chosen.iter().take(MAX_SINGLE_FIXES) {
        accepted.push(finding);
        let tried = before.try_fixes(text, &accepted, &[finding]);
        if health.verdict(&tried, options) == Verdict::Good {
            let card = Card::new(&tried.text);
            health = Health::of(&card, options);
            round.text = Some(tried.text);
            continue;
        }
        accepted.pop();
        let alone = before.try_fixes(text, &[finding], &[finding]);
        if before.verdict(&alone, options) == Verdict::Harmful {
            round.harmful.push((*finding).clone());
        }
    }
    round.applied = accepted.len();
    round
}

/// The fixes that can be applied together, the earlier ones first.
///
/// `edits` gives those of a fix.
pub(crate) fn without_overlap<'e, T>(
    mut fixes: Vec<T>,
    edits: impl Fn(&T) -> &'e [Edit],
) -> Vec<T> {
    fixes.sort_by_key(|fix| edits(fix).iter().map(|edit| edit.span).min());
    // The ends of the spans that are taken, by their starts.
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    fixes.retain(|fix| {
        let free = edits(fix).iter().all(|edit| {
            let before = taken.range(..=edit.span.end).next_back();
            before.is_none_or(|(_, end)| *end < edit.span.start)
        });
        if free {
            let spans = edits(fix).iter().map(|edit| edit.span);
            taken.extend(spans.map(|span| (span.start, span.end)));
        }
        free
    });
    fixes
}

fn edits(finding: &Finding) -> &[Edit] {
    finding.fix.as_ref().map_or(&[], |fix| &fix.edits)
}

/// The text with edits made, none of which overlaps another.
pub(crate) fn apply_edits<'e>(text: &str, edits: impl Iterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    for edit in edits {
        out.push_str(Span::new(kept, edit.span.range().start).slice(text));
        out.push_str(&edit.text);
        kept = edit.span.range().end;
    }
    out.push_str(Span::new(kept, text.len()).slice(text));
    out
}
