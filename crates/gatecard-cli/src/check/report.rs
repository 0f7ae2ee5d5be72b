//! Reports on cards that are at hand as bytes.

use std::{fmt, io, path::Path};

use clap::Parser as _;

use super::{fixing::Fixing, job, job::Job, results::Results};
use crate::args::{CheckArgs, Cli, Command, LookArgs};

/// What `gatecard check --isolated --pedantic` prints of a card, without reading a file.
pub struct Reports {
    job: Job,
    args: CheckArgs,
    look: LookArgs,
}

impl Reports {
    /// Reports as further arguments ask for, such as `--format json` or `--diff`.
    ///
    /// # Errors
    /// A sentence, where there are no such arguments.
    pub fn new(arguments: &[&str], look: LookArgs) -> Result<Self, String> {
        let line = ["gatecard", "check", "--isolated", "--pedantic"];
        let line = line.iter().chain(arguments);
        let args = match Cli::try_parse_from(line).map(|cli| cli.command) {
            Ok(Command::Check(args)) => args,
            Ok(_) => return Err("that is no check".to_owned()),
            Err(error) => return Err(error.to_string()),
        };
        Ok(Self {
            job: job(&args, look)?,
            args,
            look,
        })
    }

    /// The report on a card with these bytes, as if it stood at that path.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn of(&self, path: &Path, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut results = Results::new(&self.job);
        if let Some(scope) = results.scope(self.job.named(path)) {
            let fixing = Fixing::new(&self.job, &self.args, self.look);
            let outcome = match fixing.map(Fixing::for_programs) {
                Some(fixing) => fixing.stream(path, bytes.to_vec(), &scope, &mut results).1,
                None => self.job.check(path, bytes, &scope),
            };
            results.card(path.to_owned(), outcome);
        }
        if self.args.changes.diff {
            return Ok(results.diffs.concat());
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
