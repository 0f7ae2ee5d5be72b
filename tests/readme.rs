//! What the README says is so: its exit codes are true, and its picture shows what the command
//! prints today. Its examples run in tests/examples.rs, that in Rust with the tests of the library.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use assert_cmd::Command;

/// The card of the picture.
const CARD: &str = "fixtures/cards/harbor-speech";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("there is a README")
}

fn gatecard<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Output {
    let mut command = Command::cargo_bin("gatecard").expect("the command is built");
    for variable in [
        "COLUMNS",
        "NO_GRAPHICS",
        "LANG",
        "LC_CTYPE",
        "GITHUB_ACTIONS",
    ] {
        command.env_remove(variable);
    }
    command
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .args(arguments)
        .output()
        .expect("the command runs")
}

#[test]
fn exit_codes_are_true() {
    let readme = readme();
    let (_, section) = readme.split_once("## Exit codes").expect("a section");
    let (section, _) = section.split_once("\n## ").expect("more sections");
    let codes = |code: &str| section.contains(&format!("\n| {code} | "));
    assert!(codes("0") && codes("1") && codes("2") && !codes("3"));
    assert!(section.contains("`--fail-on` (default: `warning`)"));
    let folder = tempfile::tempdir().expect("there is room");
    for (name, yaml) in [
        ("error.md", "extra_gated_promt: Hello\n"),
        ("warning.md", "extra_gated_heading: ''\n"),
        ("info.md", "gated: auto\nextra_gated_heading: Hello\n"),
    ] {
        let card = format!("---\n{yaml}---\n");
        fs::write(folder.path().join(name), card).expect("there is room");
    }
    for (arguments, code) in [
        (&["check", "info.md"][..], 0),
        (&["check"], 0),
        (&["check", "warning.md"], 1),
        (&["check", "error.md"], 1),
        (&["check", "error.md", "--fail-on", "never"], 0),
        (&["check", "warning.md", "--fail-on", "error"], 0),
        (&["check", "info.md", "--fail-on", "info"], 1),
        (&["check", "--wrong"], 2),
        (&["check", "missing.md"], 2),
        (&["check", "missing.md", "error.md"], 2),
    ] {
        let output = gatecard(folder.path(), arguments.iter().copied());
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if arguments.contains(&"error.md") {
            assert!(
                text.contains("unknown-key"),
                "the others are still reported"
            );
        }
    }
}

/// The lines of the picture, without blanks: renderers place those as they like.
fn picture() -> Vec<String> {
    let path = root().join("docs/images/check.svg");
    let svg = fs::read_to_string(path).expect("there is a picture");
    let mut rows: BTreeMap<u32, String> = BTreeMap::new();
    for line in svg.lines().filter(|line| line.starts_with("<text ")) {
        let (_, y) = line.split_once(" y=\"").expect("a text has a place");
        let (y, rest) = y.split_once('"').expect("a place ends");
        let (_, text) = rest.split_once('>').expect("a tag ends");
        let text = text.strip_suffix("</text>").expect("a text ends");
        let text = text.replace("&lt;", "<").replace("&gt;", ">");
        let text = text.replace("&amp;", "&").replace(' ', "");
        *rows.entry(y.parse().expect("a number")).or_default() += &text;
    }
    rows.into_values().collect()
}

#[test]
fn the_picture_shows_what_is_printed() {
    let output = gatecard(&root().join(CARD), ["check", "README.md"]);
    let summary = String::from_utf8(output.stderr).expect("summaries are UTF-8");
    let counts = summary.split(';').next().unwrap_or_default();
    let counts = counts.trim().replace("1 card checked: ", "");
    let alt = format!(
        "![gatecard check on a card with {}: ",
        counts.replace(", ", " and ")
    );
    assert!(readme().contains(&alt), "expected {alt}");

    let reports = String::from_utf8(output.stdout).expect("reports are UTF-8");
    let printed = ["$ gatecard check README.md", &reports, &summary].join("\n");
    let printed: Vec<String> = printed
        .lines()
        // In the terminal of the picture, this address is a link.
        .filter(|line| !line.trim().is_empty() && !line.starts_with("  more: "))
        .map(|line| line.replace(' ', ""))
        .collect();
    let shown: Vec<String> = picture()
        .into_iter()
        .map(|line| line.replace("(more)", ""))
        .collect();
    assert_eq!(shown, printed, "run scripts/picture");
}
