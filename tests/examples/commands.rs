//! Commands for a shell, and configurations.

use std::{env, ffi::OsString, fs, path::Path, process::Output};

use super::{
    Kind, blocks, pages,
    repo::{GATECARD, Home, Repo, output, said},
    support::root,
};

/// Lines that are not run here, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "gatecard serve README.md --open",
        "it goes on for ever: tests/serve.rs",
    ),
    ("scripts/test", "this is a part of it"),
    ("scripts/test --quick", "this is a part of it"),
    (
        "cargo install --path crates/gatecard-cli",
        "it takes minutes: tests/release.rs does so with --debug",
    ),
    (
        "cargo test -p gatecard --test rules",
        "this is a part of it",
    ),
    (
        "INSTA_UPDATE=always cargo test -p gatecard --test findings",
        "this is a part of it",
    ),
    (
        "GATECARD_UPDATE_DOCS=1 INSTA_UPDATE=always cargo test -p gatecard-cli --lib --test docs --test config --test snapshots --test cli",
        "this is a part of it",
    ),
    (
        "git add --intent-to-add .",
        "it shows what the line above made",
    ),
    (
        "git diff docs crates tests",
        "it shows what the line above made",
    ),
    ("scripts/fuzz 60", "it takes cargo-fuzz: CI runs it"),
    ("scripts/fuzz 1260 yaml rules", "it takes cargo-fuzz"),
    ("scripts/fuzz-seed FOLDER", "it takes a folder of cards"),
    (
        r#"GATECARD_CARDS="$PWD/fuzz/corpus/yaml" cargo test -p gatecard-cli --test readers"#,
        "it takes a corpus",
    ),
    (
        "scripts/bench",
        "it takes minutes, and the packages that it compares",
    ),
    (
        "scripts/bench --update",
        "it takes minutes, and the packages that it compares",
    ),
    (
        "pip install gatecard",
        "it takes a release: scripts/test-wheel installs the wheel",
    ),
    (
        "cargo binstall gatecard-cli",
        "it takes a release: tests/release.rs looks at its places",
    ),
];

/// The commands of a block, without comments.
fn commands(block: &str) -> impl Iterator<Item = &str> {
    let lines = block.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.map(|line| line.split(" #").next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty())
}

/// Cards in a repository, with a name for all that the examples name.
fn cards<'h>(home: &'h Home, name: &str) -> Repo<'h> {
    let repo = home.repo(name);
    let card = root().join("fixtures/cards/harbor-speech/README.md");
    let card = fs::read_to_string(card).expect("the card is there");
    for folder in ["", "models/", "models/amber/", "datasets/", "docs/"] {
        repo.write(&format!("{folder}README.md"), &card);
    }
    repo.write("gatecard.toml", "pedantic = true\n");
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "--no-verify", "--message", "cards"]);
    repo
}

/// Where gatecard is found first.
fn path() -> OsString {
    let folder = Path::new(GATECARD).parent().expect("it lies in a folder");
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path);
    env::join_paths(std::iter::once(folder.to_owned()).chain(folders)).expect("plain names")
}

fn shell(repo: &Repo<'_>, line: &str) -> Output {
    let mut shell = repo.command("sh");
    output(shell.env("PATH", path()).args(["-c", line]))
}

/// Runs a line of a block. It has to say or to write something, and no more than find mistakes.
fn runs(repo: &Repo<'_>, line: &str) {
    // Another program reads this report.
    let line = line.split(" | reviewdog").next().unwrap_or_default();
    let done = shell(repo, line);
    assert!(
        matches!(done.status.code(), Some(0 | 1)),
        "{line}: {done:?}"
    );
    let written = line.split([' ', '=']).next_back().unwrap_or_default();
    let has_written =
        repo.path.join(written).is_file() && repo.git(&["status", "--short"]).contains(written);
    assert!(!said(&done).is_empty() || has_written, "{line}");
}

#[test]
fn commands_run() {
    let pages = pages();
    let mut left_out = vec![false; ELSEWHERE.len()];
    let mut count = 0;
    let home = Home::new();
    for (number, (page, block)) in blocks(&pages, Kind::Commands).into_iter().enumerate() {
        let repo = cards(&home, &number.to_string());
        for line in commands(&block.text) {
            if let Some(known) = ELSEWHERE.iter().position(|(known, _)| *known == line) {
                left_out[known] = true;
            } else if let Some(arguments) = line.strip_prefix("cargo run --release -- ") {
                let mut run = home.command(&root(), GATECARD);
                let done = output(run.args(arguments.split_whitespace()));
                assert_eq!(done.status.code(), Some(1), "{line}");
            } else if page.name == "docs/fingerprint.md" {
                digest(&repo, line, &block.text);
            } else {
                assert!(
                    line.starts_with("gatecard "),
                    "{}: nothing tests `{line}`",
                    page.name
                );
                runs(&repo, line);
                count += 1;
            }
        }
    }
    assert!(count >= 30, "{count}");
    for ((line, _), used) in ELSEWHERE.iter().zip(left_out) {
        assert!(used, "`{line}` is on no page");
    }
}

/// A digest is what the comment below says, where there is a program for it.
fn digest(repo: &Repo<'_>, line: &str, block: &str) {
    let done = shell(repo, line);
    if said(&done).contains("not found") {
        println!("SKIPPED: {}", said(&done));
        return;
    }
    let digest = said(&done);
    let digest = digest.split(' ').next().unwrap_or_default();
    assert!(block.contains(&format!("# {digest}\n")), "{digest}");
}

#[test]
fn configurations_can_be_used() {
    let pages = pages();
    let configurations = blocks(&pages, Kind::Configuration);
    assert!(configurations.len() >= 4);
    let home = Home::new();
    for (number, (page, block)) in configurations.into_iter().enumerate() {
        let repo = cards(&home, &number.to_string());
        repo.write("gatecard.toml", &block.text);
        let text = repo.says(0, &["config"]);
        assert!(text.contains("gatecard.toml:"), "{}: {text}", page.name);
    }
}

/// Scripts that are named are there.
#[test]
fn scripts_are_there() {
    for (line, _) in ELSEWHERE
        .iter()
        .filter(|(line, _)| line.starts_with("scripts/"))
    {
        let script = line.split(' ').next().unwrap_or_default();
        assert!(root().join(script).is_file(), "{line}");
    }
}
