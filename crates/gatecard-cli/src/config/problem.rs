//! What is wrong with a configuration.

use std::{io, ops::Range, path::PathBuf};

/// A mistake in a configuration. Its texts quote the configuration, so they have to be escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The bytes of the configuration that it is about.
    pub(crate) range: Range<usize>,
    /// What is wrong: one sentence.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) help: Option<String>,
}

impl Problem {
    /// A mistake at a place.
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            range,
            message: message.into(),
            help: None,
        }
    }

    /// Says what to write instead.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A configuration that cannot be used.
#[derive(Debug)]
pub(crate) struct Broken {
    /// The file, as it is shown, or the argument of the command line.
    pub(crate) name: PathBuf,
    /// Why.
    pub(crate) why: Why,
}

/// Why a configuration cannot be used.
#[derive(Debug)]
pub(crate) enum Why {
    /// It cannot be read.
    Unreadable(io::Error),
    /// There are mistakes in it.
    Wrong {
        /// Its text.
        text: String,
        /// The mistakes, in their order; at least one.
        problems: Vec<Problem>,
    },
}
