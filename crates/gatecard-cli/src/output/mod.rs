//! What is printed, and what is written to report files: one file a format.
//!
//! * `outputs`: what a run writes, and where
//! * `run`: what came out of a run, for the end of a report
//! * `failure`: what is said of a file that cannot be read or written

mod checkstyle;
mod concise;
pub(crate) mod diff;
mod failure;
mod full;
mod github;
mod gitlab;
pub(crate) mod json;
mod json_lines;
mod junit;
mod outputs;
mod problems;
mod progress;
mod rdjson;
mod run;
mod sarif;
mod statistics;
pub(crate) mod stream;
mod summary;

use std::{fmt, io, path::Path};

use gatecard::{Finding, Severity};

pub(crate) use self::{
    failure::{cannot_read, cannot_write},
    outputs::Outputs,
    problems::{problem_line, problems},
    progress::Progress,
    run::Run,
    statistics::{RuleCount, RuleCounts},
    summary::{counted, sentence},
};
use crate::args::{FailOn, Format, LookArgs};

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
    /// Where it is.
    pub path: &'c Path,
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
    /// What each of them is known by, where the format asks for it.
    pub fingerprints: &'c [String],
    /// The findings that are not told, where the format asks for them.
    pub silenced: &'c [Silenced<'c>],
    /// Whether there is a baseline, so that all other findings are new.
    pub has_baseline: bool,
    /// From which severity on the run fails.
    pub fail_on: FailOn,
}

/// A finding that is not told.
#[derive(Clone, Copy, Debug)]
pub struct Silenced<'c> {
    /// The finding.
    pub finding: &'c Finding,
    /// What it is known by.
    pub fingerprint: &'c str,
    /// The reason in the comment that silences it; nothing where the baseline does.
    pub comment: Option<&'c str>,
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

/// What a format needs to know of the findings besides themselves.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Needs {
    /// What they are known by.
    pub(crate) fingerprints: bool,
    /// Those that are not told.
    pub(crate) silenced: bool,
    /// How many of each rule there are.
    pub(crate) statistics: bool,
}

/// A format.
trait Render: fmt::Debug + Send + Sync {
    /// What it needs.
    fn needs(&self) -> Needs {
        Needs::default()
    }

    /// Whether it needs the paths of all cards, those without findings included.
    fn needs_paths(&self) -> bool {
        false
    }

    /// The findings of one card. This runs where the card was read, so that its text can go.
    fn card(&self, card: &Checked<'_>) -> String;

    /// Everything, put together from what was written for each card.
    fn report(&self, run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        run.join(["", "", ""], out)
    }
}

/// Writes findings in a format.
///
/// Nothing that a card holds gets into the text unescaped.
#[derive(Debug)]
pub struct Writer(Box<dyn Render>);

impl Writer {
    /// The writer of a format.
    #[must_use]
    pub fn new(format: Format, look: LookArgs) -> Self {
        Self(match format {
            Format::Full => Box::new(full::Reports::new(look)),
            Format::Concise => Box::new(concise::Concise),
            Format::Json => Box::new(json::Json { statistics: false }),
            Format::JsonLines => Box::new(json_lines::JsonLines),
            Format::Sarif => Box::new(sarif::Sarif),
            Format::Github => Box::new(github::Github::alone()),
            Format::Gitlab => Box::new(gitlab::Gitlab),
            Format::Junit => Box::new(junit::Junit),
            Format::Rdjson => Box::new(rdjson::Rdjson),
            Format::Checkstyle => Box::new(checkstyle::Checkstyle),
        })
    }

    /// The findings of one card.
    #[must_use]
    pub fn card(&self, card: &Checked<'_>) -> String {
        self.0.card(card)
    }
}
