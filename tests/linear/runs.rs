//! Whole runs of the command, each to be counted.

use std::{fs, os::unix::fs::symlink};

use super::repo::{RIGHT, Repo};

/// A run.
pub(crate) struct Run {
    pub(crate) name: &'static str,
    /// Makes a repository ready for it, with so many findings or cards in it.
    pub(crate) ready: fn(&Repo<'_>, usize),
    /// How many there are in the smallest repository.
    pub(crate) least: usize,
    /// A run before it, which is not counted.
    pub(crate) before: &'static [&'static str],
    pub(crate) arguments: &'static [&'static str],
    /// Whether it names all cards, too.
    pub(crate) names: bool,
    /// The code that it ends with.
    pub(crate) code: i32,
}

impl Run {
    /// All arguments, where there are so many cards.
    pub(crate) fn arguments(&self, count: usize) -> Vec<String> {
        let mut arguments: Vec<String> = self.arguments.iter().map(|&it| it.to_owned()).collect();
        if self.names {
            arguments.extend((0..count).map(card));
        }
        arguments
    }
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
    Run { name: "a report of many findings", ready: findings, least: 100, before: &[], arguments: FORMATS, code: 1, names: false },
    Run { name: "a diff of many findings", ready: mends, least: 400, before: &[], arguments: &["check", "--diff"], code: 1, names: false },
    Run { name: "many fixes", ready: mends, least: 400, before: &[], arguments: &["check", "--fix"], code: 0, names: false },
    Run { name: "many comments", ready: findings, least: 100, before: &[], arguments: &["check", "--add-ignores"], code: 0, names: false },
    Run { name: "a new baseline of many findings", ready: findings, least: 200, before: &[], arguments: &["check", "--write-baseline", "known.json"], code: 0, names: false },
    Run { name: "a baseline of many findings", ready: findings, least: 200, before: &["check", "--write-baseline", "known.json"], arguments: &["check", "--baseline", "known.json"], code: 0, names: false },
    Run { name: "a gate of many fields", ready: fields, least: 400, before: &[], arguments: &["show", "README.md"], code: 0, names: false },
    Run { name: "a gate of many fields as JSON", ready: fields, least: 400, before: &[], arguments: &["show", "README.md", "--format", "json"], code: 0, names: false },
    Run { name: "many cards", ready: cards, least: 50, before: &[], arguments: FORMATS, code: 1, names: false },
    Run { name: "fixes of many cards", ready: cards, least: 50, before: &[], arguments: &["check", "--fix"], code: 0, names: false },
    Run { name: "a new baseline of many cards", ready: cards, least: 50, before: &[], arguments: &["check", "--write-baseline", "known.json"], code: 0, names: false },
    Run { name: "a baseline of many cards", ready: cards, least: 50, before: &["check", "--write-baseline", "known.json"], arguments: &["check", "--baseline", "known.json"], code: 0, names: false },
    Run { name: "many cards that git has", ready: staged, least: 50, before: &[], arguments: &["check", "--staged"], code: 1, names: false },
    Run { name: "many cards of a commit", ready: committed, least: 50, before: &[], arguments: &["check", "--rev", "HEAD"], code: 1, names: false },
    Run { name: "many links in a commit", ready: links, least: 64, before: &[], arguments: &["check", "--rev", "HEAD"], code: 0, names: false },
    Run { name: "many links that are named", ready: links, least: 64, before: &[], arguments: &["check", "--staged"], code: 0, names: true },
    Run { name: "pages of many cards", ready: cards, least: 25, before: &[], arguments: &["preview", ".", "--output", "pages"], code: 0, names: false },
    Run { name: "pages of many cards once more", ready: cards, least: 25, before: &["preview", ".", "--output", "pages"], arguments: &["preview", ".", "--output", "pages"], code: 0, names: false },
];

/// The path of a card of many.
fn card(number: usize) -> String {
    format!("{number:05}/README.md")
}

/// A card with two mistakes for each.
fn findings(repo: &Repo<'_>, count: usize) {
    let lines = (0..count)
        .map(|number| format!("Extra_gated_{number:05}: a\nextra_gated_prompt : b{number}\n"));
    let lines: String = lines.collect();
    repo.write("README.md", &format!("---\n{lines}---\n"));
}

/// A card with so many mistakes that have a fix.
fn mends(repo: &Repo<'_>, count: usize) {
    fields_of(repo, count, "string");
}

/// A card with so many fields.
fn fields(repo: &Repo<'_>, count: usize) {
    fields_of(repo, count, "text");
}

/// A card with so many fields of one type.
fn fields_of(repo: &Repo<'_>, count: usize, field_type: &str) {
    let fields = (0..count).map(|number| format!("  Question {number:05}: {field_type}\n"));
    let fields: String = fields.collect();
    repo.write(
        "README.md",
        &format!("---\nextra_gated_fields:\n{fields}---\n"),
    );
}

/// So many cards with one mistake each.
fn cards(repo: &Repo<'_>, count: usize) {
    for number in 0..count {
        let text = format!("---\nextra_gated_promt: Hello {number}\n---\n");
        repo.write(&card(number), &text);
    }
}

fn staged(repo: &Repo<'_>, count: usize) {
    cards(repo, count);
    repo.git(&["add", "."]);
}

fn committed(repo: &Repo<'_>, count: usize) {
    cards(repo, count);
    repo.commit("z.txt", RIGHT);
}

/// So many cards that are links to the last file of the repository.
fn links(repo: &Repo<'_>, count: usize) {
    for number in 0..count {
        let link = repo.path.join(card(number));
        let folder = link.parent().expect("cards lie in folders");
        fs::create_dir(folder).expect("there is room");
        symlink("../z.txt", &link).expect("there is room");
    }
    repo.commit("z.txt", RIGHT);
}
