//! What the command says of itself: docs/help.md, the manual pages in docs/man, the scripts in
//! completions.
//!
//! Where they are out of date, `GATECARD_UPDATE_DOCS=1 cargo test -p gatecard-cli` writes them
//! anew.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says what it leaves out"
)]

mod support;

use std::fs;

use assert_cmd::Command;
use support::{generated, root};

/// The commands, in the order of the help.
const COMMANDS: [&[&str]; 15] = [
    &[],
    &["check"],
    &["show"],
    &["preview"],
    &["serve"],
    &["rule"],
    &["rules"],
    &["config"],
    &["schema"],
    &["hook"],
    &["hook", "install"],
    &["hook", "uninstall"],
    &["hook", "status"],
    &["hook", "pre-push"],
    &["completions"],
];

/// The shells, and what the script for each is called.
const SHELLS: [(&str, &str); 5] = [
    ("bash", "gatecard.bash"),
    ("elvish", "gatecard.elv"),
    ("fish", "gatecard.fish"),
    ("powershell", "_gatecard.ps1"),
    ("zsh", "_gatecard"),
];

fn printed(arguments: &[&str]) -> String {
    let output = Command::cargo_bin("gatecard")
        .expect("the command is built")
        .current_dir(root())
        .args(arguments)
        .env("COLUMNS", "100")
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

fn help(command: &[&str]) -> String {
    let text = printed(&[command, &["--help"]].concat());
    let lines = text.lines().map(|line| line.trim_end().to_owned() + "\n");
    lines.collect()
}

#[test]
#[cfg_attr(not(feature = "serve"), ignore = "the help is that of all commands")]
fn help_page_is_fresh() {
    let mut page = String::from("# Help\n\nWhat `gatecard --help` says, for each command.\n");
    for command in COMMANDS {
        let words = [&["gatecard"], command].concat().join(" ");
        page += &["\n## ", &words, "\n\n```text\n", &help(command), "```\n"].concat();
    }
    generated("docs/help.md", &page);
}

#[test]
fn completions_are_fresh() {
    for (shell, name) in SHELLS {
        let script = printed(&["completions", shell]);
        generated(&format!("completions/{name}"), &script);
    }
    assert_eq!(count("completions"), SHELLS.len());
}

/// How many files are in a folder.
fn count(folder: &str) -> usize {
    let files = fs::read_dir(root().join(folder));
    files.expect("the folder is there").count()
}

/// Shells take the scripts, as far as they are here.
#[test]
fn shells_take_the_completions() {
    for (shell, arguments, name) in [
        ("bash", &["-n"][..], "gatecard.bash"),
        ("zsh", &["-n"], "_gatecard"),
        ("fish", &["--no-execute"], "gatecard.fish"),
    ] {
        let mut run = std::process::Command::new(shell);
        run.args(arguments)
            .arg(root().join("completions").join(name));
        match run.output() {
            Ok(done) => {
                let said = String::from_utf8_lossy(&done.stderr);
                assert!(done.status.success() && said.is_empty(), "{shell}: {said}");
            }
            Err(error) => println!("SKIPPED: {shell}: {error}"),
        }
    }
}

#[test]
fn manual_pages_are_fresh() {
    let mut command = gatecard_cli::command();
    command.build();
    let pages = manual(&command, "gatecard");
    assert_eq!(count("docs/man"), pages, "a page of a command that is gone");
}

/// The page of a command, and those of the commands below it: how many they are.
fn manual(command: &clap::Command, name: &str) -> usize {
    let page = clap_mangen::Man::new(command.clone().display_name(name.to_owned()));
    let mut text = Vec::new();
    page.render(&mut text).expect("memory can be written to");
    let text = String::from_utf8(text).expect("pages are UTF-8");
    generated(&format!("docs/man/{name}.1"), &text);
    let inner = command.get_subcommands();
    let below = inner.map(|inner| manual(inner, &format!("{name}-{}", inner.get_name())));
    1 + below.sum::<usize>()
}
