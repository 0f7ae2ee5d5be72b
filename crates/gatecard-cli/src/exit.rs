//! How a run ends.

use std::process::ExitCode;

/// The end of a run, the worse the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing to complain about.
    #[default]
    Clean,
    /// Findings that the user wants to fail for.
    Findings,
    /// Bad usage, a path that cannot be read, or a mistake in gatecard.
    Failure,
    /// Ctrl-C, or another signal.
    Stopped,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failure => 2,
            // What shells show for a process that Ctrl-C ended.
            Exit::Stopped => 130,
        })
    }
}
