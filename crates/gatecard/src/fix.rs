//! Changes to the text of a card: exact bytes and nothing else.

use std::collections::BTreeMap;

use crate::{
    card::{Card, State},
    check::CheckOptions,
    finding::{Finding, Severity},
    span::Span,
    yaml::Reader,
};

/// How many rounds of fixing there are at the most. A fix can uncover another mistake behind it;
/// rules whose fixes undo each other would never end.
const MAX_ROUNDS: usize = 10;
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
pub struct Fix {
    /// What it does: a command such as "Write `text`".
    pub title: String,
    /// Whether it needs a person's look.
    pub safety: Safety,
    /// The edits, which belong together; none overlaps another.
    pub edits: Vec<Edit>,
}

/// A card after fixing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// How many findings were mended.
    pub applied: usize,
}

/// Mends all findings of a card that have a fix of at most the given safety, over rounds, until
/// there are none left.
///
/// Fixes that are right alone can be wrong together, as two renamings to one key are. No fix is
/// kept with which a reader would refuse the card that took it before, or with which there would
/// be more errors.
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
    let mut fixed = Fixed {
        text: text.to_owned(),
        applied: 0,
    };
    for _ in 0..MAX_ROUNDS {
        let Some((text, applied)) = round(&fixed.text, *options, most) else {
            break;
        };
        fixed.text = text;
        fixed.applied += applied;
    }
    fixed
}

/// Makes all fixes at once that go together, and says how many; nothing where there are none.
fn round(text: &str, options: CheckOptions, most: Safety) -> Option<(String, usize)> {
    let card = Card::new(text);
    let findings = card.check(&options);
    let possible = findings.iter().filter_map(|finding| finding.fix.as_ref());
    let chosen = without_overlap(possible.filter(|fix| fix.safety <= most));
    if chosen.is_empty() {
        return None;
    }
    let before = Health::of(&card, &findings);
    let all = apply(text, &chosen);
    if before.is_kept_by(&all, options) {
        return Some((all, chosen.len()));
    }
    let mut accepted: Vec<&Fix> = Vec::new();
    for fix in chosen.into_iter().take(MAX_SINGLE_FIXES) {
        accepted.push(fix);
        if !before.is_kept_by(&apply(text, &accepted), options) {
            accepted.pop();
        }
    }
    (!accepted.is_empty()).then(|| (apply(text, &accepted), accepted.len()))
}

/// How a card does before it is changed.
struct Health {
    hub: State,
    python: State,
    errors: usize,
}

impl Health {
    fn of(card: &Card<'_>, findings: &[Finding]) -> Self {
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        Self {
            hub: card.reading(Reader::Hub).state(),
            python: card.reading(Reader::Python).state(),
            errors: errors.count(),
        }
    }

    /// Whether another text does no worse.
    fn is_kept_by(&self, text: &str, options: CheckOptions) -> bool {
        let card = Card::new(text);
        let other = Self::of(&card, &card.check(&options));
        let kept = |before: State, after: State| before != State::Found || after == State::Found;
        kept(self.hub, other.hub) && kept(self.python, other.python) && other.errors <= self.errors
    }
}

/// The fixes that can be applied together, the earlier ones first.
pub(crate) fn without_overlap<'f>(fixes: impl Iterator<Item = &'f Fix>) -> Vec<&'f Fix> {
    let mut fixes: Vec<&Fix> = fixes.collect();
    fixes.sort_by_key(|fix| fix.edits.iter().map(|edit| edit.span).min());
    // The ends of the spans that are taken, by their starts.
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    fixes.retain(|fix| {
        let free = fix.edits.iter().all(|edit| {
            let before = taken.range(..=edit.span.end).next_back();
            before.is_none_or(|(_, end)| *end < edit.span.start)
        });
        if free {
            taken.extend(
                fix.edits
                    .iter()
                    .map(|edit| (edit.span.start, edit.span.end)),
            );
        }
        free
    });
    fixes
}

/// The text with all the edits made at once.
fn apply(text: &str, fixes: &[&Fix]) -> String {
    apply_edits(text, fixes.iter().flat_map(|fix| &fix.edits))
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
