//! The built command: exit codes, streams, formats, and what hostile input does to them.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "support/folder.rs"]
mod temporary;

use std::{fmt::Write as _, path::Path, process::Output};

use assert_cmd::Command;
use insta::{assert_snapshot, with_settings};
use temporary::folder;

/// A card without mistakes.
const RIGHT: &str = "---\nextra_gated_fields:\n  Company: text\n---\n# Amber\n";
/// A card with one error in line 3.
const WRONG: &str = "---\nlicense: other\nextra_gated_promt: Hello\n---\n# Amber\n";

/// The command in an environment that says nothing about the terminal.
fn gatecard(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("gatecard").expect("the command is built");
    command.current_dir(folder).args(arguments);
    for variable in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "NO_GRAPHICS",
        "GITHUB_ACTIONS",
        "LANG",
        "LC_CTYPE",
    ] {
        command.env_remove(variable);
    }
    command.env("LC_ALL", "C.UTF-8");
    command
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the command runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the output is UTF-8")
}

/// Whether a text could do something to a terminal.
fn acts_on_terminal(text: &str) -> bool {
    text.chars().any(|character| {
        (character.is_control() && character != '\n')
            || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

#[test]
fn exit_codes() {
    let cards = folder(&[
        ("right/README.md", RIGHT.as_bytes()),
        ("wrong/README.md", WRONG.as_bytes()),
        ("empty/other.md", b"Text"),
    ]);
    for (arguments, expected) in [
        (&["check", "right"][..], 0),
        (&["check", "wrong"], 1),
        (&["check", "."], 1),
        (&["check"], 1),
        (&["check", "empty"], 0),
        (&["check", "wrong", "--fail-on", "never"], 0),
        (&["check", "wrong", "--fail-on", "error"], 1),
        (&["check", "missing"], 2),
        (&["check", "wrong", "missing"], 2),
        (&["check", "--format", "xml"], 2),
        (&["check", "--nonsense"], 2),
        (&[], 2),
        (&["show", "right/README.md"], 0),
        (&["show", "empty/other.md"], 0),
        (&["show", "missing"], 2),
        (&["show", "right"], 2),
        (&["rule", "unknown-key"], 0),
        (&["rule", "--all"], 0),
        (&["rule", "unknown-kye"], 2),
        (&["rules"], 0),
        (&["--help"], 0),
        (&["--version"], 0),
    ] {
        for format in ["full", "concise", "json"] {
            let mut arguments = arguments.to_vec();
            if arguments.first() == Some(&"check") && !arguments.contains(&"--format") {
                arguments.extend(["--format", format]);
            }
            let output = run(&mut gatecard(cards.path(), &arguments));
            assert_eq!(output.status.code(), Some(expected), "{arguments:?}");
        }
    }
}

#[test]
fn findings_go_to_stdout_and_everything_else_to_stderr() {
    let cards = folder(&[("README.md", WRONG.as_bytes()), ("none/x.md", b"")]);
    let output = run(&mut gatecard(
        cards.path(),
        &["check", ".", "missing", "--format", "concise"],
    ));
    assert_eq!(stdout(&output).lines().count(), 1);
    assert_snapshot!(stderr(&output), @r"
    gatecard: cannot read missing: No such file or directory (os error 2)
    1 card checked: 1 error; --fix mends 1; 1 path could not be read
    ");
    let output = run(&mut gatecard(cards.path(), &["check", "none"]));
    assert_eq!(stdout(&output), "");
    assert_snapshot!(stderr(&output), @"gatecard: no README.md in none, so nothing was checked (hidden folders and what a .gitignore names are left out)");
    let output = run(&mut gatecard(cards.path(), &["check", "none", "--quiet"]));
    assert_eq!(stderr(&output), "");
}

#[test]
fn formats() {
    let cards = folder(&[("README.md", WRONG.as_bytes())]);
    let format = |format| {
        stdout(&run(&mut gatecard(
            cards.path(),
            &["check", "--format", format],
        )))
    };
    assert_snapshot!("full", format("full"));
    assert_snapshot!("concise", format("concise"));
    assert_snapshot!("json", format("json"));
    let mut narrated = gatecard(cards.path(), &["check", "--no-graphics"]);
    let narrated = stdout(&run(&mut narrated));
    assert_snapshot!("narrated", narrated);
    let by_variable = run(gatecard(cards.path(), &["check"]).env("NO_GRAPHICS", "1"));
    assert_eq!(stdout(&by_variable), narrated);
}

#[test]
fn looks() {
    let cards = folder(&[("README.md", WRONG.as_bytes())]);
    let narrow = run(gatecard(cards.path(), &["check"]).env("COLUMNS", "44"));
    assert_snapshot!("narrow", stdout(&narrow));
    let ascii = run(gatecard(cards.path(), &["check"]).env("LC_ALL", "C"));
    assert!(stdout(&ascii).is_ascii());
    assert_snapshot!("ascii", stdout(&ascii));
    let colored = |color, no_color: &str| {
        let mut command = gatecard(cards.path(), &["check", "--color", color]);
        stdout(&run(command.env("NO_COLOR", no_color))).contains('\u{1b}')
    };
    assert!(colored("always", ""));
    assert!(!colored("never", ""));
    assert!(!colored("auto", "1"));
    assert!(!colored("auto", ""), "a pipe gets no colour");
}

#[test]
fn colored_reports_hold_no_links_outside_a_terminal() {
    let cards = folder(&[("README.md", WRONG.as_bytes())]);
    let output = run(&mut gatecard(cards.path(), &["check", "--color", "always"]));
    assert!(!stdout(&output).contains("\u{1b}]8"));
}

#[test]
fn standard_input() {
    let here = folder(&[("README.md", RIGHT.as_bytes())]);
    let arguments = &[
        "check",
        "-",
        "--stdin-filename",
        "docs/README.md",
        "--format",
        "concise",
    ];
    let output = run(gatecard(here.path(), arguments).write_stdin(WRONG));
    assert!(stdout(&output).starts_with("docs/README.md:3:1: error[unknown-key] "));
    let output =
        run(gatecard(here.path(), &["check", "-", ".", "--format", "concise"]).write_stdin(WRONG));
    assert!(stdout(&output).starts_with("<stdin>:3:1: "));
    assert_eq!(
        stderr(&output),
        "2 cards checked: 1 error in 1 of them; --fix mends 1\n"
    );
    let long = format!("{WRONG}{}", "Text. ".repeat(200_000));
    let output = run(gatecard(here.path(), &["show", "-", "--format", "json"]).write_stdin(long));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn nothing_hostile_reaches_the_terminal() {
    let key = "\"extra_gated_\\e[31m\\u202e\\n::error::x\": \u{202e}\u{200f}y\u{9b}";
    let card = format!(
        "---\n{key}\nextra_gated_\u{2066}x: 1\nextra_gated_fields:\n  \"\\e[2J\": foo\n---\n"
    );
    let long = format!(
        "---\nextra_gated_promt: {}\n---\n",
        "\u{202e}é".repeat(100_000)
    );
    let cards = folder(&[
        ("README.md", card.as_bytes()),
        ("long/README.md", long.as_bytes()),
    ]);
    for arguments in [
        &["check"][..],
        &["check", "--no-graphics"],
        &["check", "--format", "concise"],
        &["check", "--format", "json"],
        &["show", "README.md"],
        &["show", "README.md", "--format", "json"],
        &["show", "long/README.md"],
        &["check", "--pedantic", "a\u{1b}[31mb"],
        &["rule", "\u{1b}[31m"],
    ] {
        let output = run(&mut gatecard(cards.path(), arguments));
        let text = stdout(&output) + &stderr(&output);
        assert!(!text.is_empty(), "{arguments:?}");
        assert!(!acts_on_terminal(&text), "{arguments:?}: {text:?}");
        assert!(
            !text.lines().any(|line| line.starts_with("::")),
            "{arguments:?}"
        );
    }
    let output = run(&mut gatecard(cards.path(), &["check", "long"]));
    assert!(output.stdout.len() < 4000, "long lines are cut");
}

#[test]
fn bytes_that_are_no_text() {
    let card = b"---\nextra_gated_heading: Caf\xe9 \xff\n---\n";
    let body = [RIGHT.as_bytes(), b"\xff\xfe"].concat();
    let cards = folder(&[
        ("front.md", card),
        ("body.md", &body),
        ("null.md", b"\0\0\0"),
    ]);
    let output = run(&mut gatecard(
        cards.path(),
        &["check", "front.md", "--format", "concise"],
    ));
    assert!(stdout(&output).starts_with("front.md:2:25: error[not-utf-8] "));
    assert_eq!(output.status.code(), Some(1));
    for quiet in ["body.md", "null.md"] {
        let output = run(&mut gatecard(cards.path(), &["check", quiet]));
        assert_eq!(
            (output.status.code(), stdout(&output)),
            (Some(0), String::new())
        );
    }
}

#[test]
fn json_is_json_with_exact_places() {
    let card = "---\r\nlicense: \u{1f600}\r\nextra_gated_promt: é\r\n---\r\n";
    let cards = folder(&[
        ("README.md", card.as_bytes()),
        ("b/README.md", WRONG.as_bytes()),
    ]);
    let output = run(&mut gatecard(cards.path(), &["check", "--format", "json"]));
    let json: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("the output is JSON");
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["summary"]["errors"], 2);
    let finding = &json["findings"][0];
    assert_eq!(finding["file"], "README.md");
    let place = |end: &str, part: &str| finding["range"][end][part].as_u64();
    let key = card.find("extra").expect("it is there") as u64;
    assert_eq!(place("start", "byte"), Some(key));
    assert_eq!(
        (place("start", "line"), place("end", "column")),
        (Some(3), Some(18))
    );
    let edit = &finding["fixes"][0]["edits"][0];
    assert_eq!(edit["text"], "extra_gated_prompt");
    assert_eq!(json["findings"][1]["file"], "b/README.md");
}

#[test]
fn walking() {
    let cards = folder(&[
        ("b/README.md", WRONG.as_bytes()),
        ("a/README.md", WRONG.as_bytes()),
        ("a/readme.md", WRONG.as_bytes()),
        ("a/other.md", WRONG.as_bytes()),
        (".hidden/README.md", WRONG.as_bytes()),
        ("ignored/README.md", WRONG.as_bytes()),
        (".gitignore", b"ignored/\n"),
    ]);
    let files = |arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["check", "--format", "concise"];
        all.extend(arguments);
        let output = stdout(&run(&mut gatecard(cards.path(), &all)));
        output
            .lines()
            .filter_map(|line| Some(line.split_once(':')?.0.to_owned()))
            .collect()
    };
    for here in [&[][..], &["."], &["./"], &[".", "./"], &["./a", "././b/."]] {
        assert_eq!(files(here), ["a/README.md", "b/README.md"], "{here:?}");
    }
    assert_eq!(
        files(&["b", "a", "a/README.md"]),
        ["a/README.md", "b/README.md"]
    );
    assert_eq!(
        files(&["ignored/README.md", "a/other.md"]),
        ["a/other.md", "ignored/README.md"]
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_told_of_once() {
    let cards = folder(&[("README.md", WRONG.as_bytes())]);
    let made = std::process::Command::new("mkfifo")
        .arg(cards.path().join(".gitignore"))
        .status();
    assert!(made.expect("mkfifo runs").success());
    for paths in [&["."][..], &[".", "./"], &["./", ".", "././"]] {
        let output = run(&mut gatecard(cards.path(), &[&["check"], paths].concat()));
        let said = stderr(&output);
        assert_eq!(said.matches("cannot read .:").count(), 1, "{said}");
    }
}

#[test]
fn a_card_counts_once_however_it_is_named() {
    let cards = folder(&[
        ("a/README.md", WRONG.as_bytes()),
        ("b/README.md", RIGHT.as_bytes()),
    ]);
    let whole = cards.path().join("a/README.md");
    let whole = whole.to_str().expect("temporary folders are UTF-8");
    for paths in [
        &["a/README.md", "."][..],
        &[".", "a", "b"],
        &["./a/README.md", "a/README.md", "b/README.md", "./b"],
        &[whole, "b", "a"],
    ] {
        let arguments = [&["check", "--format", "concise"], paths].concat();
        let output = run(&mut gatecard(cards.path(), &arguments));
        assert_eq!(stdout(&output).lines().count(), 1, "{paths:?}");
        let summary = "2 cards checked: 1 error in 1 of them; --fix mends 1\n";
        assert_eq!(stderr(&output), summary, "{paths:?}");
    }
}

#[test]
fn the_summary_uses_the_names_of_severities() {
    let gated = "gated: auto\nextra_gated_fields:\n  Company: text\n";
    let info = format!("---\n{gated}---\n");
    let all = format!("---\nextra_gated_promt: x\nextra_gated_heading: ''\n{gated}---\n");
    let cards = folder(&[("info.md", info.as_bytes()), ("all.md", all.as_bytes())]);
    for (paths, expected) in [
        (&["info.md"][..], "1 card checked: 1 info\n"),
        (
            &["all.md"],
            "1 card checked: 1 error, 1 warning, 1 info; --fix mends 1, --unsafe-fixes 1 more\n",
        ),
        (
            &["info.md", "all.md"],
            "2 cards checked: 1 error, 1 warning, 2 info in 2 of them; --fix mends 1, --unsafe-fixes 1 more\n",
        ),
    ] {
        let arguments = [&["check"], paths].concat();
        let output = run(&mut gatecard(cards.path(), &arguments));
        assert_eq!(stderr(&output), expected);
    }
}

#[test]
fn a_file_in_utf_16_is_named_but_not_shown() {
    let wide: Vec<u8> = RIGHT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cards = folder(&[("wide.md", &[b"\xff\xfe", &*wide].concat())]);
    for look in [&[][..], &["--no-graphics"]] {
        let arguments = [&["check", "wide.md"], look].concat();
        let text = stdout(&run(&mut gatecard(cards.path(), &arguments)));
        assert!(text.contains("wide.md, line 1, column 1: the file is UTF-16"));
        assert!(!text.contains("u{0}"), "{text}");
    }
}

#[cfg(unix)]
mod unix {
    use std::{
        ffi::OsStr,
        fs,
        io::Read,
        os::unix::{ffi::OsStrExt, fs::PermissionsExt, fs::symlink},
        process::{Command, Stdio},
    };

    use super::{RIGHT, WRONG, folder, gatecard, run, stderr, stdout};

    #[test]
    fn what_cannot_be_read_fails_and_the_rest_is_reported() {
        let cards = folder(&[
            ("closed/README.md", RIGHT.as_bytes()),
            ("open/README.md", WRONG.as_bytes()),
        ]);
        let closed = cards.path().join("closed/README.md");
        let mode = fs::Permissions::from_mode(0o000);
        fs::set_permissions(&closed, mode).expect("the file is ours");
        let output = run(&mut gatecard(
            cards.path(),
            &["check", "--format", "concise"],
        ));
        assert_eq!(stdout(&output).lines().count(), 1);
        // The super-user reads it all the same.
        if fs::read(&closed).is_err() {
            assert_eq!(output.status.code(), Some(2));
            assert!(stderr(&output).contains("cannot read closed/README.md: Permission denied"));
        }
    }

    /// Whether that user may not read a folder of mode 0: the super-user may.
    fn is_closed(folder: &std::path::Path) -> bool {
        let mode = fs::Permissions::from_mode(0o000);
        fs::set_permissions(folder, mode).expect("the folder is ours");
        fs::read_dir(folder).is_err()
    }

    #[test]
    fn folders_that_cannot_be_read_are_named() {
        let cards = folder(&[
            ("README.md", WRONG.as_bytes()),
            ("closed/README.md", WRONG.as_bytes()),
        ]);
        let closed = cards.path().join("closed");
        let is_closed = is_closed(&closed);
        let output = run(&mut gatecard(cards.path(), &["check"]));
        let open = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&closed, open).expect("the folder is ours");
        if is_closed {
            assert_eq!(output.status.code(), Some(2));
            assert!(stderr(&output).starts_with("gatecard: cannot read closed: Permission denied"));
        }
        let output = run(&mut gatecard(cards.path(), &["show", "closed"]));
        let said = "gatecard: closed is a folder; show takes one card\n";
        assert_eq!(stderr(&output), said);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn output_that_cannot_be_written_is_a_failure() {
        let cards = folder(&[("README.md", WRONG.as_bytes())]);
        for arguments in [
            &["check"][..],
            &["check", "--format", "concise"],
            &["check", "--format", "json"],
            &["show", "README.md"],
            &["rule", "unknown-key"],
            &["rules"],
            &["--help"],
            &["check", "-h"],
            &["--version"],
        ] {
            let full = fs::OpenOptions::new().write(true).open("/dev/full");
            let output = Command::new(assert_cmd::cargo::cargo_bin("gatecard"))
                .args(arguments)
                .current_dir(cards.path())
                .stdout(full.expect("Linux has it"))
                .output()
                .expect("the command runs");
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            let said = stderr(&output);
            let expected = "gatecard: cannot write the output: No space left on device";
            assert!(said.starts_with(expected), "{arguments:?}: {said}");
        }
    }

    #[test]
    fn odd_files_do_not_stop_the_walk() {
        let cards = folder(&[
            ("z/README.md", WRONG.as_bytes()),
            ("store/blob", WRONG.as_bytes()),
        ]);
        let path = |name: &str| cards.path().join(name);
        for name in ["pipe", "dir/README.md", "dangling", "linked", "loop"] {
            fs::create_dir_all(path(name)).expect("there is room");
        }
        let made = Command::new("mkfifo").arg(path("pipe/README.md")).status();
        assert!(made.expect("mkfifo runs").success());
        symlink("nowhere", path("dangling/README.md")).expect("there is room");
        symlink("../store/blob", path("linked/README.md")).expect("there is room");
        symlink("..", path("loop/up")).expect("there is room");
        let mut command = gatecard(cards.path(), &["check", "--format", "concise"]);
        let output = run(command.timeout(std::time::Duration::from_secs(20)));
        assert_eq!(output.status.code(), Some(1));
        let lines: Vec<String> = stdout(&output).lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(
            lines[0].starts_with("linked/README.md:3:1") && lines[1].starts_with("z/README.md:3:1")
        );
    }

    #[test]
    fn a_folder_behind_a_link_can_be_named() {
        let cards = folder(&[("real/README.md", WRONG.as_bytes())]);
        symlink("real", cards.path().join("link")).expect("there is room");
        let output = run(&mut gatecard(
            cards.path(),
            &["check", "link", "--format", "concise"],
        ));
        assert!(stdout(&output).starts_with("link/README.md:3:1"));
    }

    #[test]
    fn odd_names_are_shown_escaped() {
        let cards = folder(&[]);
        for name in [&b"a\nb"[..], b"c\x1b[31m", b"d\xff"] {
            let dir = cards.path().join(OsStr::from_bytes(name));
            fs::create_dir(&dir).expect("there is room");
            fs::write(dir.join("README.md"), WRONG).expect("there is room");
        }
        let output = run(&mut gatecard(
            cards.path(),
            &["check", "--format", "concise"],
        ));
        let text = stdout(&output);
        let starts: Vec<&str> = text.lines().map(|line| &line[..5]).collect();
        assert_eq!(starts, ["a\\nb/", "c\\u{1", "d\\xff"]);
    }

    #[test]
    fn a_reader_that_goes_away_is_no_mistake() {
        let many = format!(
            "---\n{}---\n",
            (0..100_000).fold(String::new(), |keys, number| {
                keys + "extra_gated_" + &number.to_string() + ": x\n"
            })
        );
        let cards = folder(&[("README.md", many.as_bytes())]);
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("gatecard"))
            .args(["check", "--format", "concise", "--quiet"])
            .current_dir(cards.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut pipe = child.stdout.take().expect("there is a pipe");
        pipe.read_exact(&mut [0; 10]).expect("there is output");
        drop(pipe);
        let output = child.wait_with_output().expect("the command ends");
        assert_eq!(
            (output.status.code(), stderr(&output)),
            (Some(0), String::new())
        );
    }
}

#[test]
fn many_findings_are_counted_but_not_all_drawn() {
    let keys = (0..150).fold(String::new(), |keys, number| {
        keys + "extra_gated_"
            + &number.to_string()
            + ": x
"
    });
    let cards = folder(&[("README.md", format!("---\n{keys}---\n").as_bytes())]);
    let output = run(&mut gatecard(cards.path(), &["check"]));
    let text = stdout(&output);
    assert_eq!(text.matches("error[unknown-key]").count(), 100);
    assert!(text.ends_with(
        "50 findings more in README.md (unknown-key 50); --format concise prints all\n"
    ));
    assert_eq!(stderr(&output), "1 card checked: 150 errors\n");
}

#[test]
fn ten_thousand_findings_are_told_in_full_by_every_format_for_programs() {
    const FINDINGS: usize = 10_000;
    let fields = (0..FINDINGS).fold(String::new(), |mut fields, number| {
        let _ = writeln!(fields, "  Question {number}: string");
        fields
    });
    let card = format!("---\nextra_gated_fields:\n{fields}---\n");
    let cards = folder(&[("README.md", card.as_bytes())]);
    for (format, each) in [
        ("concise", ": error[unknown-type]"),
        ("json", "\"rule\":\"unknown-type\""),
        ("json-lines", "\"rule\":\"unknown-type\""),
        ("sarif", "\"ruleId\":\"unknown-type\""),
        ("github", "::error title=gatecard (unknown-type)"),
        ("gitlab", "\"check_name\":\"unknown-type\""),
        ("junit", "<failure "),
        ("rdjson", "\"code\":{\"value\":\"unknown-type\""),
        ("checkstyle", "<error "),
    ] {
        let output = run(&mut gatecard(cards.path(), &["check", "--format", format]));
        let found = stdout(&output).matches(each).count();
        assert_eq!(found, FINDINGS, "{format}: {:.2000}", stdout(&output));
        let summary = "1 card checked: 10000 errors; --fix mends 10000\n";
        assert_eq!(stderr(&output), summary);
    }
    let output = run(&mut gatecard(cards.path(), &["check"]));
    let last =
        "\n9900 findings more in README.md (unknown-type 9900); --format concise prints all\n";
    assert!(stdout(&output).ends_with(last));
}

/// A card whose every part is lost for another reason.
const BROKEN_PARTS: &str = "---
extra_gated_heading: 2024
extra_gated_prompt: []
extra_gated_fields:
  Nothing:
  Number: 1
  Unknown: string
  Short: select
  No options:
    type: select
  No text:
    type: select
    options: [1, {Other: please}]
  Some:
    type: select
    options: [Research, 1, yes]
extra_gated_eu_disallowed: 'true'
---
";

const LARGE_ALIASES: &str = include_str!("../fixtures/rules/large-aliases/flag/nested.md");

#[test]
fn showing() {
    let card = "---\nextra_gated_heading: Welcome\nextra_gated_prompt: |\n  Be kind.\n  Cite us.\nextra_gated_fields:\n  Company: text\n  2024: checkbox\n  Use:\n    type: select\n    options:\n      - Research\n      - label: Other\n        value: other\n  Broken: string\nextra_gated_eu_disallowed: true\nextra_gated_footer: x\n---\n";
    let cards = folder(&[
        ("README.md", card.as_bytes()),
        ("missing.md", b"# Title\n"),
        ("invalid.md", b"---\na: b\na: c\n---\n"),
        ("bomb.md", b"---\nextra_gated_fields: &a [*a]\n---\n"),
        ("unread.md", LARGE_ALIASES.as_bytes()),
        ("misspelt.md", WRONG.as_bytes()),
        ("astray.md", b"# Title\n---\nextra_gated_heading: Hi\n---\n"),
        ("broken.md", BROKEN_PARTS.as_bytes()),
    ]);
    let show = |arguments: &[&str]| {
        let mut all = vec!["show"];
        all.extend(arguments);
        stdout(&run(&mut gatecard(cards.path(), &all)))
    };
    assert_snapshot!("show", show(&["README.md"]));
    assert_snapshot!("show-json", show(&["README.md", "--format", "json"]));
    for name in [
        "missing.md",
        "invalid.md",
        "bomb.md",
        "unread.md",
        "misspelt.md",
        "astray.md",
        "broken.md",
    ] {
        let text = show(&[name]) + &show(&[name, "--format", "json"]);
        with_settings!({ description => name }, { assert_snapshot!(format!("show-{name}"), text) });
    }
}

#[test]
fn shown_texts_keep_their_lines_and_fit() {
    let prompt = "First words of a paragraph. ".repeat(8);
    let card = format!("---\nextra_gated_prompt: |\n  {prompt}\n\n  Last.\n---\n");
    let cards = folder(&[("README.md", card.as_bytes())]);
    let text = stdout(&run(&mut gatecard(cards.path(), &["show", "README.md"])));
    assert!(
        text.contains("paragraph.\n\n             Last.\n"),
        "{text}"
    );
    for line in text.lines() {
        assert!(line.len() <= 80 && line == line.trim_end(), "{line:?}");
    }
    let arguments = ["show", "README.md", "--color", "always"];
    let bold = stdout(&run(&mut gatecard(cards.path(), &arguments)));
    let plain = bold.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
    assert_eq!(plain, text, "colour moves nothing");
}

#[test]
fn explaining() {
    let here = folder(&[]);
    let page = run(&mut gatecard(here.path(), &["rule", "unknown-key"]));
    assert_snapshot!("rule", stdout(&page));
    let unknown = run(&mut gatecard(here.path(), &["rule", "unknwn-key"]));
    assert_snapshot!(stderr(&unknown), @"gatecard: there is no rule `unknwn-key`; did you mean `unknown-key`?");
    let list = run(&mut gatecard(here.path(), &["rules", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_slice(&list.stdout).expect("the output is JSON");
    let names = json["rules"].as_array().expect("it is a list");
    assert_eq!(names.len(), gatecard::RULES.len());
    let all = run(&mut gatecard(here.path(), &["rule", "--all"]));
    let rules = stdout(&run(&mut gatecard(here.path(), &["rules"])));
    assert!(rules.lines().all(|line| line.chars().count() <= 80));
    let narrow = run(gatecard(here.path(), &["rules"]).env("COLUMNS", "50"));
    let narrow = stdout(&narrow);
    assert!(narrow.lines().all(|line| line.chars().count() <= 50));
    let text = stdout(&all) + &rules;
    for rule in gatecard::RULES {
        assert_eq!(text.matches(&format!("{} (", rule.name)).count(), 1);
        assert!(
            text.contains(&format!("\n{}  ", rule.name))
                || text.contains(&format!("{}  ", rule.name))
        );
    }
}

#[test]
#[cfg_attr(not(feature = "serve"), ignore = "the help is that of all commands")]
fn help() {
    let here = folder(&[]);
    for command in [
        "", "check", "show", "preview", "serve", "rule", "rules", "config", "schema",
    ] {
        let mut arguments: Vec<&str> = Vec::from([command]);
        arguments.retain(|argument| !argument.is_empty());
        for flag in ["-h", "--help"] {
            let mut arguments = arguments.clone();
            arguments.push(flag);
            let output = run(gatecard(here.path(), &arguments).env("COLUMNS", "100"));
            let name = format!("help-{command}{flag}");
            assert_snapshot!(name, stdout(&output));
        }
    }
}

/// With --force-exclude, which programs give that name files, no name of a card is an option. The
/// entries of the hooks and of the example for pre-commit give it.
#[cfg(unix)]
#[test]
fn names_of_cards_are_no_options() {
    for name in [
        "--format=json=victim/README.md",
        "--config=fail-on=\"never\" #/README.md",
        "--add-ignores=x/README.md",
        "--stdin-filename=x/README.md",
        "-x/README.md",
    ] {
        let card = WRONG.as_bytes();
        let cards = folder(&[(name, card), ("a/README.md", card)]);
        let words = [
            "check",
            "--format=concise",
            "--force-exclude",
            name,
            "a/README.md",
        ];
        let output = run(&mut gatecard(cards.path(), &words));
        assert_eq!(output.status.code(), Some(1), "{name}: {}", stderr(&output));
        let found = stdout(&output);
        assert!(
            found.contains(&format!("./{name}:3:1: error")),
            "{name}: {found}"
        );
        assert_eq!(found.lines().count(), 2, "{name}: {found}");
    }
    for file in [".pre-commit-hooks.yaml", "docs/pre-commit.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(file);
        let text = std::fs::read_to_string(path).expect("it is there");
        let entries = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("entry: "));
        let entries: Vec<&str> = entries.collect();
        assert!(!entries.is_empty(), "{file}");
        for entry in entries {
            assert!(entry.ends_with(" --force-exclude"), "{file}: {entry}");
        }
    }
}

/// Editors say the name of what they write to standard input.
#[test]
fn the_name_of_standard_input_may_be_that_of_a_card() {
    let words = [
        "check",
        "-",
        "--force-exclude",
        "--stdin-filename=a/README.md",
    ];
    let none = folder(&[]);
    let output = run(gatecard(none.path(), &words).write_stdin(WRONG));
    assert!(
        stdout(&output).contains("[a/README.md:3:1]"),
        "{}",
        stdout(&output)
    );
}
