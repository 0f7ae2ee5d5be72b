//! Reports on cards that are at hand as bytes.

use std::{fmt, io, path::Path};

use clap::{Parser as _, ValueEnum as _};

use super::{job, job::Job, results::Results};
use crate::args::{CheckArgs, Cli, Command, Format, LookArgs};

/// What `gatecard check --isolated --pedantic` prints of a card, without reading a file.
pub struct Reports {
    job: Job,
    args: CheckArgs,
}

impl Reports {
    /// Reports in a format.
    ///
    /// # Errors
    /// A sentence, where there can be none.
    pub fn new(format: Format, look: LookArgs) -> Result<Self, String> {
        let value = format.to_possible_value();
        let name = value.as_ref().map_or("full", |value| value.get_name());
        let line = ["gatecard", "check", "--isolated", "--pedantic", "--format"];
        match Cli::try_parse_from(line.into_iter().chain([name])) {
            Ok(Cli {
                command: Command::Check(args),
                ..
            }) => Ok(Self {
                job: job(&args, look)?,
                args,
            }),
            _ => Err(format!("there is no format {name}")),
        }
    }

    /// The report on a card with these bytes, as if it stood at that path.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn of(&self, path: &Path, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut results = Results::new(&self.job);
        if let Some(scope) = results.scope(self.job.named(path)) {
            results.card(path.to_owned(), self.job.check(path, bytes, &scope));
        }
        let mut out = Vec::new();
        results.print(&self.job.outputs, &self.args.changes, &mut out)?;
        Ok(out)
    }
}

impl fmt::Debug for Reports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reports").field(&self.args.formats).finish()
    }
}
