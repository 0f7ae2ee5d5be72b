//! What is printed: one file a format.

mod concise;
pub(crate) mod diff;
mod full;
pub(crate) mod json;
mod problems;
pub(crate) mod stream;
mod summary;

use std::sync::OnceLock;

use gatecard::{Finding, Severity};

pub(crate) use problems::problems;
pub(crate) use summary::{counted, sentence};

use crate::{
    args::{Format, LookArgs},
    look::Look,
};

/// How many findings of each severity there are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// How many errors.
    pub(crate) errors: usize,
    /// How many warnings.
    pub(crate) warnings: usize,
    /// How many of severity info.
    pub(crate) infos: usize,
}

impl Counts {
    /// The counts of some findings.
    pub(crate) fn of(findings: &[Finding]) -> Self {
        let severities = findings.iter().map(|finding| finding.severity);
        severities.map(Self::one).fold(Self::default(), Self::plus)
    }

    /// The counts of one finding of that severity.
    pub(crate) fn one(severity: Severity) -> Self {
        let mut counts = Self::default();
        match severity {
            Severity::Error => counts.errors = 1,
            Severity::Warning => counts.warnings = 1,
            Severity::Info => counts.infos = 1,
        }
        counts
    }

    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            infos: self.infos + other.infos,
        }
    }

    /// How many findings there are.
    pub(crate) fn all(self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// A card with findings.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'c> {
    /// Its name, as it is.
    pub file: &'c str,
    /// Its name for people, escaped.
    pub name: &'c str,
    /// Its text.
    pub text: &'c str,
    /// Whether its lines are worth showing: those of a file in UTF-16 are not.
    pub is_legible: bool,
    /// Its findings.
    pub findings: &'c [Finding],
    /// What each of them is known by; needed for JSON only.
    pub fingerprints: &'c [String],
}

/// What was changed in cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    /// How many findings were mended.
    pub(crate) fixed: usize,
    /// How many findings were silenced by new comments.
    pub(crate) ignored: usize,
}

impl Changed {
    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            fixed: self.fixed + other.fixed,
            ignored: self.ignored + other.ignored,
        }
    }
}

/// The totals of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    /// How many cards were checked.
    pub(crate) cards: usize,
    /// How many of them have findings.
    pub(crate) with_findings: usize,
    /// How many paths could not be read.
    pub(crate) failures: usize,
    /// The findings.
    pub(crate) counts: Counts,
    /// What was changed, or would be.
    pub(crate) changed: Changed,
    /// How many findings have a safe fix, and how many an unsafe one.
    pub(crate) fixable: [usize; 2],
    /// How many findings are not told, since a baseline knows them.
    pub(crate) known: usize,
}

/// Writes findings in a format.
///
/// Nothing that a card holds gets into the text unescaped.
#[derive(Debug)]
pub struct Writer {
    format: Format,
    look: LookArgs,
    /// The writer of reports. What they look like is asked for when there is one: most cards are
    /// right.
    full: OnceLock<Box<full::Full>>,
}

impl Writer {
    /// The writer of a format.
    #[must_use]
    pub fn new(format: Format, look: LookArgs) -> Self {
        let full = OnceLock::new();
        Self { format, look, full }
    }

    /// Whether the format has fingerprints.
    pub(crate) fn wants_fingerprints(&self) -> bool {
        self.format == Format::Json
    }

    /// The findings of one card. This runs where the card was read, so that its text can go.
    pub fn card(&self, card: &Checked<'_>) -> String {
        match self.format {
            Format::Full => {
                let new = || Box::new(full::Full::new(Look::new(self.look)));
                self.full.get_or_init(new).card(card)
            }
            Format::Concise => concise::card(card),
            Format::Json => json::card(card),
        }
    }

    /// What stands before the findings of the first card, between cards, and behind the last one.
    pub(crate) fn frame(&self, totals: &Totals) -> [String; 3] {
        match self.format {
            Format::Full => [String::new(), "\n".to_owned(), String::new()],
            Format::Concise => <[String; 3]>::default(),
            Format::Json => json::frame(totals),
        }
    }
}
