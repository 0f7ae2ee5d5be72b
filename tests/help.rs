//! docs/help.md is what the command says of itself.
//!
//! Where it is out of date, `GATECARD_UPDATE_DOCS=1 cargo test -p gatecard-cli` writes it anew.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use assert_cmd::Command;
use support::{generated, root};

/// The commands, in the order of the help.
const COMMANDS: [&[&str]; 9] = [
    &[],
    &["check"],
    &["show"],
    &["preview"],
    &["serve"],
    &["rule"],
    &["rules"],
    &["config"],
    &["schema"],
];

fn help(command: &[&str]) -> String {
    let output = Command::cargo_bin("gatecard")
        .expect("the command is built")
        .current_dir(root())
        .args(command)
        .arg("--help")
        .env("COLUMNS", "100")
        .output()
        .expect("the command runs");
    let text = String::from_utf8(output.stdout).expect("help is UTF-8");
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
