//! Changes to the text of a card: exact bytes and nothing else.

use crate::{card::Card, check::CheckOptions, span::Span};

/// How many rounds of fixing there are at the most. A fix can uncover another mistake behind it;
/// rules whose fixes undo each other would never end.
const MAX_ROUNDS: usize = 10;

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
        let card = Card::new(&fixed.text);
        let findings = card.check(options);
        let possible = findings.iter().filter_map(|finding| finding.fix.as_ref());
        let chosen = without_overlap(possible.filter(|fix| fix.safety <= most));
        if chosen.is_empty() {
            break;
        }
        fixed = Fixed {
            applied: fixed.applied + chosen.len(),
            text: apply(&fixed.text, &chosen),
        };
    }
    fixed
}

/// The fixes that can be applied together, the earlier ones first.
fn without_overlap<'f>(fixes: impl Iterator<Item = &'f Fix>) -> Vec<&'f Fix> {
    let mut fixes: Vec<&Fix> = fixes.collect();
    fixes.sort_by_key(|fix| fix.edits.iter().map(|edit| edit.span).min());
    let mut taken: Vec<Span> = Vec::new();
    fixes.retain(|fix| {
        let free = fix.edits.iter().all(|edit| {
            // Spans are taken from the start of the card on, so only the last ones can overlap.
            let mut later = taken
                .iter()
                .rev()
                .take_while(|span| span.end >= edit.span.start);
            later.all(|span| span.start > edit.span.end)
        });
        if free {
            taken.extend(fix.edits.iter().map(|edit| edit.span));
            taken.sort_by_key(|span| span.end);
        }
        free
    });
    fixes
}

/// The text with all the edits made at once.
fn apply(text: &str, fixes: &[&Fix]) -> String {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
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
