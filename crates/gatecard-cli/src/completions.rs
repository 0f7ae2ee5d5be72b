//! `gatecard completions` and the manual.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::{args::Cli, exit::Exit, output::stream};

/// The command line, for programs that make a manual of it.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}

/// Prints the script for a shell.
pub(crate) fn print(shell: Shell) -> io::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "gatecard", &mut script);
    stream::print(|out| out.write_all(&script))?;
    Ok(Exit::Clean)
}
