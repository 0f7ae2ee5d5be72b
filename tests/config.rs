//! gatecard.toml: which one is in force for which card, what it does, and what is said where it is
//! wrong.
//!
//! Each file in tests/config is a case: files, each below a line `-- NAME --`, and, below
//! `-- commands --`, what to run there and in which folder of it: `models$ gatecard check`. What
//! comes out is compared with a snapshot.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "support/cases.rs"]
mod cases;

use std::{fmt::Write as _, fs, path::Path, process::Output};

use assert_cmd::Command;
use cases::{Case, cases};
use insta::{assert_snapshot, with_settings};

/// A card with one error in line 3.
const WRONG: &str = "---\nlicense: other\nextra_gated_promt: Hello\n---\n# Amber\n";

/// The command in an environment that says nothing about the terminal.
fn gatecard(folder: &Path, arguments: &[String]) -> Command {
    let mut command = Command::cargo_bin("gatecard").expect("the command is built");
    command.current_dir(folder).args(arguments);
    for variable in ["COLUMNS", "NO_GRAPHICS", "LANG", "LC_CTYPE"] {
        command.env_remove(variable);
    }
    command.env("LC_ALL", "C.UTF-8");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let arguments: Vec<String> = arguments.iter().map(|&text| text.to_owned()).collect();
    let output = gatecard(folder, &arguments).output();
    output.expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is UTF-8")
}

/// What a run came to, with so many lines of standard output.
fn told(output: &Output, lines: usize) -> String {
    let code = output.status.code().expect("the command ends by itself");
    let printed = text(&output.stdout);
    let mut told: String = printed.split_inclusive('\n').take(lines).collect();
    let errors = text(&output.stderr);
    if !errors.is_empty() {
        let _ = write!(told, "--- standard error\n{errors}");
    }
    told + &format!("--- exit {code}\n")
}

/// What the commands of a case come to.
fn played(case: &Case) -> String {
    let folder = tempfile::tempdir().expect("there is room");
    case.write(folder.path());
    let mut played = String::new();
    for step in case.steps() {
        let mut command = gatecard(&folder.path().join(&step.folder), &step.arguments);
        if let Some(input) = &step.input {
            command.write_stdin(fs::read(folder.path().join(input)).expect("a file of the case"));
        }
        let output = command.output().expect("the command runs");
        let _ = writeln!(played, "{}\n{}", step.line, told(&output, step.lines));
    }
    played
}

#[test]
fn cases_come_to_what_they_came_to() {
    let cases = cases();
    assert!(cases.len() >= 10, "the cases are found");
    for case in cases {
        with_settings!({ omit_expression => true, description => case.about.clone() }, {
            assert_snapshot!(case.name.as_str(), played(&case));
        });
    }
}

#[test]
fn no_settings_change_nothing() {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("README.md"), WRONG).expect("there is room");
    let without = run(folder.path(), &["check", "--format", "json"]);
    for empty in [
        "",
        "# nothing\n",
        "[rules]\n",
        "exclude = []\noverrides = []\n",
    ] {
        fs::write(folder.path().join("gatecard.toml"), empty).expect("there is room");
        let with = run(folder.path(), &["check", "--format", "json"]);
        assert_eq!(without, with, "{empty}");
    }
}

/// What is said of a configuration with these bytes, after its first line.
fn said_of(bytes: &[u8]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("README.md"), WRONG).expect("there is room");
    fs::write(folder.path().join("gatecard.toml"), bytes).expect("there is room");
    let output = run(folder.path(), &["check", "--format", "json"]);
    let printed: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("the output is JSON");
    assert_eq!(printed["summary"]["failures"], 1);
    assert_eq!(printed["summary"]["cards"], 0);
    (output.status.code(), text(&output.stderr))
}

#[test]
fn files_that_are_no_configuration_are_refused() {
    let utf_16: Vec<u8> = "\u{feff}pedantic = true\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let huge = "# ".repeat(1 << 20);
    let deep = format!("exclude = {}", "[".repeat(100_000));
    let many = (0..50_000).map(|number| format!("key-{number} = 1\n"));
    let many: String = many.collect();
    for (bytes, expected) in [
        (&b"pedantic = true # caf\xe9\n"[..], "not in UTF-8"),
        (&utf_16, "not in UTF-8"),
        (b"\0\0\0\0", "this is no TOML"),
        (b"\x1b[31mred\x07 = '\x9b'", "UTF-8"),
        (huge.as_bytes(), "larger than 1 MiB"),
        (deep.as_bytes(), "recurs"),
        (many.as_bytes(), "49980 mistakes"),
        (b"\"\\u001b[31m\\u202e\" = 1", r"`\u{1b}[31m\u{202e}`"),
    ] {
        let (code, said) = said_of(bytes);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(expected), "{said}");
        assert!(said.len() < 40_000, "{} bytes", said.len());
        let acts = |character: char| character.is_control() && character != '\n';
        assert!(!said.contains(acts), "{said:?}");
        assert!(!said.contains('\u{202e}'));
    }
}

#[cfg(unix)]
#[test]
fn a_configuration_that_cannot_be_read_is_a_failure_and_the_other_cards_are_checked() {
    let folder = tempfile::tempdir().expect("there is room");
    for name in ["a", "folder", "link", "pipe"] {
        fs::create_dir(folder.path().join(name)).expect("there is room");
        fs::write(folder.path().join(name).join("README.md"), WRONG).expect("there is room");
    }
    fs::create_dir(folder.path().join("folder/gatecard.toml")).expect("there is room");
    let link = folder.path().join("link/gatecard.toml");
    std::os::unix::fs::symlink("missing", link).expect("there is room");
    let pipe = std::process::Command::new("mkfifo")
        .arg(folder.path().join("pipe/gatecard.toml"))
        .status();
    assert!(pipe.expect("mkfifo runs").success());
    let output = run(folder.path(), &["check", "--format", "concise"]);
    assert_snapshot!(told(&output, usize::MAX), @r"
    a/README.md:3:1: error[unknown-key] `extra_gated_promt` is not a key of the gate, so the Hub ignores it, and its part of the form is missing
    --- standard error
    gatecard: cannot use folder/gatecard.toml: it is no file
    gatecard: cannot use link/gatecard.toml: No such file or directory (os error 2)
    gatecard: cannot use pipe/gatecard.toml: it is no file
    1 card checked: 1 error; --fix mends 1; 3 cards not checked, since the configuration cannot be used
    --- exit 2
    ");
}

#[cfg(unix)]
#[test]
fn folders_are_found_through_links_and_ways_back() {
    let folder = tempfile::tempdir().expect("there is room");
    let root = folder.path();
    for name in ["repo/models/amber", "elsewhere"] {
        fs::create_dir_all(root.join(name)).expect("there is room");
    }
    fs::write(root.join("repo/models/amber/README.md"), WRONG).expect("there is room");
    fs::write(
        root.join("repo/gatecard.toml"),
        "rules.unknown-key = 'info'\n",
    )
    .expect("room");
    let link = root.join("elsewhere/link");
    std::os::unix::fs::symlink(root.join("repo/models"), link).expect("there is room");
    let whole = root.join("repo/models/amber");
    let whole = whole.to_str().expect("a plain name");
    for (from, path, severity) in [
        ("repo", "models/amber", "info"),
        ("repo", "./models/amber/README.md", "info"),
        ("repo/models/amber", "..", "info"),
        ("repo/models/amber", "../../models", "info"),
        ("elsewhere", "../repo/models/amber/README.md", "info"),
        ("elsewhere", "../repo", "info"),
        ("elsewhere", whole, "info"),
        // A link is where it lies: what is above its target does not count.
        ("elsewhere", "link/amber/README.md", "error"),
        ("elsewhere", "link/../amber/README.md", "none"),
        ("elsewhere", "link/../models/amber/README.md", "info"),
    ] {
        let output = run(&root.join(from), &["check", path, "--format", "concise"]);
        let told = text(&output.stdout);
        let is_as_said = told.contains(&format!(": {severity}[unknown-key]"));
        assert!(
            is_as_said || (told.is_empty() && severity == "none"),
            "{from} {path}: {told}"
        );
    }
}

#[test]
fn a_walk_and_names_come_to_the_same() {
    let folder = tempfile::tempdir().expect("there is room");
    for number in 0..1000_usize {
        let path = folder.path().join(format!("{}/{number}", number % 10));
        fs::create_dir_all(&path).expect("there is room");
        fs::write(path.join("README.md"), WRONG).expect("there is room");
        if number.is_multiple_of(2) {
            fs::write(path.join("gatecard.toml"), "rules.unknown-key = 'info'\n").expect("room");
        }
    }
    let walked = text(&run(folder.path(), &["check", "--format", "concise"]).stdout);
    for line in walked.lines() {
        let (path, _) = line.split_once("/README.md").expect("a path");
        let number = path
            .rsplit('/')
            .next()
            .and_then(|number| number.parse().ok());
        let number: usize = number.expect("a number");
        assert_eq!(line.contains(": info["), number.is_multiple_of(2), "{line}");
    }
    assert_eq!(walked.lines().count(), 1000);
    let mut paths: Vec<&str> = walked
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    paths.insert(0, "check");
    paths.extend(["--format", "concise"]);
    let named = text(&run(folder.path(), &paths).stdout);
    assert_eq!(walked, named);
}

/// A folder with a card and a configuration in it.
fn configured(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("README.md"), WRONG).expect("there is room");
    fs::create_dir(folder.path().join("datasets")).expect("there is room");
    fs::write(folder.path().join("gatecard.toml"), text).expect("there is room");
    folder
}

#[test]
fn documented_settings_are_those_there_are() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
    let page = fs::read_to_string(page).expect("there is a page");
    let (_, table) = page.split_once("| Setting | ").expect("a table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|row| row.starts_with("| `"));
    let mut names: Vec<&str> = rows.filter_map(|row| row.split('`').nth(1)).collect();
    names.sort_unstable();
    let schema = run(Path::new("."), &["schema", "config"]).stdout;
    let schema: serde_json::Value = serde_json::from_slice(&schema).expect("it is JSON");
    let known = schema["properties"].as_object().expect("settings");
    assert_eq!(names, known.keys().collect::<Vec<_>>());
}

#[test]
fn previews_show_what_the_configuration_has_on() {
    let folder = configured("exclude = ['old/']\nrules.unknown-key = 'off'\n");
    for name in ["old", "wrong"] {
        fs::create_dir(folder.path().join(name)).expect("there is room");
        fs::write(folder.path().join(name).join("README.md"), WRONG).expect("there is room");
    }
    fs::write(folder.path().join("wrong/gatecard.toml"), "rules = 1\n").expect("there is room");
    let page = |arguments: &[&str]| {
        let output = run(folder.path(), arguments);
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let (code, html, _) = page(&["preview", "README.md", "-o", "-"]);
    assert!(code == Some(0) && !html.contains("is not a key of the gate"));
    let (_, html, _) = page(&["preview", "README.md", "-o", "-", "--isolated"]);
    assert!(html.contains("is not a key of the gate"));
    let (code, html, said) = page(&["preview", "wrong/README.md", "-o", "-"]);
    assert_eq!((code, html.as_str()), (Some(2), ""));
    assert!(said.contains("wrong/gatecard.toml:1:9"), "{said}");
    let (code, _, said) = page(&["preview", ".", "-o", "site"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("1 card checked: no findings"), "{said}");
    let index = fs::read_to_string(folder.path().join("site/index.html")).expect("an index");
    assert!(index.contains("cannot use wrong/gatecard.toml") && !index.contains("old/"));
}
