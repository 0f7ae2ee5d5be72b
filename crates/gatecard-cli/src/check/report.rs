//! The report on a card that is at hand as bytes.

use std::path::Path;

use clap::{Parser as _, ValueEnum as _};

use super::{job, results::Results};
use crate::args::{Cli, Command, Format, LookArgs};

/// What `gatecard check --isolated --pedantic` prints of a card with these bytes, as if it stood at
/// that path. No card is read for it.
///
/// # Errors
/// A sentence, where the report cannot be written.
pub fn report(
    format: Format,
    look: LookArgs,
    path: &Path,
    bytes: &[u8],
) -> Result<Vec<u8>, String> {
    let value = format.to_possible_value();
    let name = value.as_ref().map_or("full", |value| value.get_name());
    let line = ["gatecard", "check", "--isolated", "--pedantic", "--format"];
    let cli = Cli::try_parse_from(line.into_iter().chain([name]));
    let Ok(Command::Check(args)) = cli.map(|cli| cli.command) else {
        return Err(format!("there is no format {name}"));
    };
    let job = job(&args, look)?;
    let mut results = Results::default();
    if let Some(scope) = results.scope(job.named(path)) {
        results.card(path, job.check(path, bytes, &scope));
    }
    let mut out = Vec::new();
    let written = results.print(&job.outputs, &args.changes, &mut out);
    written.map_err(|error| error.to_string())?;
    Ok(out)
}
