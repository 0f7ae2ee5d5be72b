//! The command `gatecard`: checks the gate of Hugging Face cards, and shows it.
//!
//! All of the command stands in this library, so that benches and fuzzers reach its stages;
//! [`run`] is the command itself. Programs that want findings use the crate `gatecard`.

mod args;
mod baseline;
mod check;
mod completions;
mod config;
mod escape;
mod excerpt;
mod exit;
mod fingerprint;
mod git;
mod hook;
mod look;
mod open;
mod output;
mod preview;
mod read;
mod repo_path;
mod rule;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod spared;
mod suggest;
mod walk;
mod wrap;
mod write;

use std::{env, io, process::ExitCode};

use clap::Parser;

use crate::{
    args::{Cli, Command},
    exit::Exit,
    output::stream,
};
pub use crate::{
    args::{Color, FailOn, Format, LookArgs},
    check::Reports,
    completions::command,
    output::{Checked, Silenced, Writer},
};

/// Runs the command with the arguments of this process, and says how it ended.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse_from(args::told_apart(env::args_os())) {
        Ok(cli) => cli,
        Err(error) => {
            let exit = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
            return ended(error.print().map(|()| exit));
        }
    };
    let result = match &cli.command {
        Command::Check(args) => check::run(args, cli.look),
        Command::Show(args) => show::run(args, cli.look),
        Command::Preview(args) => preview::run(args, cli.look),
        #[cfg(feature = "serve")]
        Command::Serve(args) => Ok(serve::run(args, cli.look)),
        Command::Rule(args) => rule::explain(args, cli.look),
        Command::Rules(args) => rule::list(args, cli.look),
        Command::Schema(args) => schema::run(args),
        Command::Config(args) => config::command::run(args, cli.look),
        Command::Hook(args) => hook::run(&args.action, cli.look),
        Command::Completions(args) => completions::print(args.shell),
    };
    ended(result.map(Into::into))
}

/// How a run ends whose output could be written, or not. Output that nobody reads to the end is no
/// mistake.
fn ended(result: io::Result<ExitCode>) -> ExitCode {
    match result {
        Ok(exit) => exit,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Clean.into(),
        Err(error) => {
            stream::complain(&format!("cannot write the output: {error}"));
            Exit::Failure.into()
        }
    }
}
