//! What can go wrong around cards: folders that are closed, files that come, change and go, disks
//! that are full, signals, and names of every kind. Nothing is lost, nothing hangs, and the cards
//! that can be checked are checked.
//!
//! Set `GATECARD_FAULTS` to a number to try what depends on chance so many times as often.

#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says what it leaves out"
)]

#[path = "faults/closed.rs"]
mod closed;
#[path = "support/folder.rs"]
mod folder;
#[path = "faults/full.rs"]
mod full;
#[cfg(target_os = "linux")]
#[path = "faults/names.rs"]
mod names;
#[path = "support/needed.rs"]
mod needed;
#[path = "faults/odd.rs"]
mod odd;
#[path = "faults/signals.rs"]
mod signals;
#[path = "support/stoppable.rs"]
mod stoppable;
#[path = "faults/together.rs"]
mod together;

use std::{
    env, fs,
    path::Path,
    process::{Command, ExitStatus, Stdio},
    time::Duration,
};

use stoppable::stoppable;

/// A card without mistakes.
const RIGHT: &str = "---\nextra_gated_fields:\n  Company: text\n---\n# Amber\n";
/// A card with an error that has a safe fix.
const WRONG: &str = "---\nextra_gated_promt: Hello\n---\n# Amber\n";
/// What becomes of it.
const FIXED: &str = "---\nextra_gated_prompt: Hello\n---\n# Amber\n";
/// How long a run may take, on a slow machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// How a run ended and what it said.
struct Run {
    status: ExitStatus,
    out: String,
    err: String,
}

impl Run {
    fn code(&self) -> Option<i32> {
        self.status.code()
    }
}

/// How often something is tried that depends on chance.
fn times(usual: usize) -> usize {
    let factor = env::var("GATECARD_FAULTS").ok();
    usual * factor.and_then(|it| it.parse().ok()).unwrap_or(1)
}

/// A program in a folder, without the settings of the user.
fn program(name: &str, folder: &Path) -> Command {
    plain(Command::new(name), folder)
}

fn plain(mut command: Command, folder: &Path) -> Command {
    command.current_dir(folder).stdin(Stdio::null());
    for variable in [
        "NO_COLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "NO_GRAPHICS",
        "GITHUB_ACTIONS",
    ] {
        command.env_remove(variable);
    }
    command.env("LC_ALL", "C.UTF-8");
    command
}

/// The built command in a folder.
fn gatecard(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = plain(stoppable(env!("CARGO_BIN_EXE_gatecard")), folder);
    command.args(arguments);
    command
}

/// Runs a command, which may not hang.
fn run(command: &mut Command) -> Run {
    let mut command = assert_cmd::Command::from_std(std::mem::replace(command, Command::new("")));
    let output = command.timeout(PATIENCE).output();
    let output = output.expect("the command runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run {
        status: output.status,
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

/// The names in a folder, hidden ones included.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is a folder");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A folder with many cards, each in a folder of its own.
fn many(count: usize, card: &str) -> tempfile::TempDir {
    let cards = folder::folder(&[]);
    for number in 0..count {
        let card_folder = cards.path().join(format!("{number:04}"));
        fs::create_dir(&card_folder).expect("there is room");
        fs::write(card_folder.join("README.md"), card).expect("there is room");
    }
    cards
}

/// The texts of all cards that were made by `many`.
fn texts(cards: &Path, count: usize) -> Vec<String> {
    let path = |number: usize| cards.join(format!("{number:04}/README.md"));
    let read = |number| fs::read_to_string(path(number)).expect("the card is there");
    (0..count).map(read).collect()
}

/// What is beside the cards that were made by `many`.
fn leftovers(cards: &Path) -> Vec<String> {
    let folders = names_in(cards).into_iter();
    let names = folders.flat_map(|name| names_in(&cards.join(name)));
    names.filter(|name| name != "README.md").collect()
}
