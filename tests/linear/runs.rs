//! Whole runs of the command, each to be counted.

use std::{fs, path::Path, process::Command};

/// A run.
pub(crate) struct Run {
    pub(crate) name: &'static str,
    /// Makes a folder ready for it, with so many findings or cards in it.
    pub(crate) ready: fn(&Path, usize),
    /// How many there are in the smallest folder.
    pub(crate) least: usize,
    /// A run before it, which is not counted.
    pub(crate) before: &'static [&'static str],
    pub(crate) arguments: &'static [&'static str],
}

/// All formats at once.
const FORMATS: &[&str] = &[
    "check",
    "--format",
    "concise",
    "--format",
    "full=a",
    "--format",
    "json=b",
    "--format",
    "sarif=c",
    "--format",
    "github=d",
    "--format",
    "gitlab=e",
    "--format",
    "junit=f",
    "--format",
    "rdjson=g",
    "--format",
    "checkstyle=h",
    "--statistics",
];

/// All runs: each way to say what is found, to change cards and to show them, with a card that has
/// many mistakes, and with many cards.
#[rustfmt::skip]
pub(crate) const RUNS: &[Run] = &[
    Run { name: "a report of many findings", ready: findings, least: 100, before: &[], arguments: FORMATS },
    Run { name: "a diff of many findings", ready: findings, least: 100, before: &[], arguments: &["check", "--diff"] },
    Run { name: "many fixes", ready: findings, least: 100, before: &[], arguments: &["check", "--fix"] },
    Run { name: "many comments", ready: findings, least: 100, before: &[], arguments: &["check", "--add-ignores"] },
    Run { name: "a new baseline of many findings", ready: findings, least: 200, before: &[], arguments: &["check", "--write-baseline", "known.json"] },
    Run { name: "a baseline of many findings", ready: findings, least: 200, before: &["check", "--write-baseline", "known.json"], arguments: &["check", "--baseline", "known.json"] },
    Run { name: "a gate of many fields", ready: fields, least: 400, before: &[], arguments: &["show", "README.md"] },
    Run { name: "a gate of many fields as JSON", ready: fields, least: 400, before: &[], arguments: &["show", "README.md", "--format", "json"] },
    Run { name: "many cards", ready: cards, least: 50, before: &[], arguments: FORMATS },
    Run { name: "fixes of many cards", ready: cards, least: 50, before: &[], arguments: &["check", "--fix"] },
    Run { name: "a new baseline of many cards", ready: cards, least: 50, before: &[], arguments: &["check", "--write-baseline", "known.json"] },
    Run { name: "a baseline of many cards", ready: cards, least: 50, before: &["check", "--write-baseline", "known.json"], arguments: &["check", "--baseline", "known.json"] },
    Run { name: "many cards that git has", ready: staged, least: 50, before: &[], arguments: &["check", "--staged"] },
    Run { name: "many cards of a commit", ready: committed, least: 50, before: &[], arguments: &["check", "--rev", "HEAD"] },
    Run { name: "pages of many cards", ready: cards, least: 25, before: &[], arguments: &["preview", ".", "--output", "pages"] },
    Run { name: "pages of many cards once more", ready: cards, least: 25, before: &["preview", ".", "--output", "pages"], arguments: &["preview", ".", "--output", "pages"] },
];

fn write(folder: &Path, card: &str) {
    fs::create_dir_all(folder).expect("there is room");
    fs::write(folder.join("README.md"), card).expect("there is room");
}

/// A card with two mistakes for each.
fn findings(folder: &Path, count: usize) {
    let lines = (0..count)
        .map(|number| format!("Extra_gated_{number:05}: a\nextra_gated_prompt : b{number}\n"));
    write(folder, &format!("---\n{}---\n", lines.collect::<String>()));
}

/// A card with so many fields.
fn fields(folder: &Path, count: usize) {
    let fields = (0..count).map(|number| format!("  Question {number}: text\n"));
    let fields: String = fields.collect();
    write(folder, &format!("---\nextra_gated_fields:\n{fields}---\n"));
}

/// So many cards with one mistake each.
fn cards(folder: &Path, count: usize) {
    for number in 0..count {
        let card = format!("---\nextra_gated_promt: Hello {number}\n---\n");
        write(&folder.join(format!("{number:05}")), &card);
    }
}

fn staged(folder: &Path, count: usize) {
    cards(folder, count);
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "."]);
}

fn committed(folder: &Path, count: usize) {
    staged(folder, count);
    let name = ["-c", "user.name=Amber", "-c", "user.email=a@example.org"];
    let commit = ["commit", "--quiet", "--message=Cards"];
    git(folder, &[&name[..], &commit].concat());
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments);
    let done = command.status().expect("git runs");
    assert!(done.success(), "{arguments:?}");
}
