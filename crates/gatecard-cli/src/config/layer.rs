//! What one file, or one argument of the command line, sets.

use std::path::PathBuf;

use gatecard::{RepoType, Rule, Severity};

use super::patterns::Patterns;
use crate::args::FailOn;

/// A value and the byte of the configuration where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<T> {
    /// The value.
    pub(crate) value: T,
    /// Where its setting begins.
    pub(crate) at: usize,
}

/// What can be set for some of the cards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    /// Whether rules run that are off by default.
    pub(crate) pedantic: Option<Placed<bool>>,
    /// The kind of repository.
    pub(crate) repo_type: Option<Placed<RepoType>>,
    /// The severities of rules; `None` for rules that are off.
    pub(crate) rules: Vec<(&'static Rule, Placed<Option<Severity>>)>,
}

/// Settings for some of the cards.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    /// Which ones.
    pub(crate) paths: Patterns,
    /// What is set for them.
    pub(crate) chosen: Chosen,
}

/// All that is set at one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// What is set for all cards.
    pub(crate) general: Chosen,
    /// From which severity on a run fails.
    pub(crate) fail_on: Option<Placed<FailOn>>,
    /// What is left out of folders.
    pub(crate) exclude: Option<Placed<Patterns>>,
    /// What is set for some of the cards; the later ones win.
    pub(crate) overrides: Vec<Override>,
}

/// Where settings were read.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// A file, by the name that is shown.
    File(PathBuf),
    /// An argument of the command line, such as `--pedantic`.
    Argument(&'static str),
}

/// What one file, or one argument of the command line, sets.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    /// Where it was read.
    pub(crate) source: Source,
    /// Its text; empty where there is none to point into.
    pub(crate) text: String,
    /// What is set.
    pub(crate) content: Content,
}
