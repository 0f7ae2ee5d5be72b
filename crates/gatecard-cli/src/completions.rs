//! `gatecard completions` and the manual.

use std::io::{self, Write as _};

use clap::{CommandFactory as _, builder::PossibleValuesParser};
use clap_complete::Shell;
use gatecard::RULES;

use crate::{args::Cli, exit::Exit, output::stream};

/// The command line, for programs that make a manual of it.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}

/// Prints the script for a shell.
pub(crate) fn print(shell: Shell) -> io::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut with_names(), "gatecard", &mut script);
    stream::print(|out| out.write_all(&script))?;
    Ok(Exit::Clean)
}

/// The command line, which knows the names of rules as well: to explain one it finds out by itself
/// which is meant.
fn with_names() -> clap::Command {
    let mut command = command();
    command.build();
    let names = || PossibleValuesParser::new(RULES.iter().map(|rule| rule.name));
    command.mut_subcommand("rule", |rule| {
        rule.mut_arg("name", |name| name.value_parser(names()))
    })
}
