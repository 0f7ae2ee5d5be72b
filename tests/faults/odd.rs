//! What is no file, has no end, or leads back to itself.

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::symlink,
    path::Path,
    process::{Command, Stdio},
};

use super::{FIXED, WRONG, folder::folder, gatecard, run};

fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.expect("mkfifo runs").success());
}

fn link(to: &str, path: &Path) {
    symlink(to, path).expect("there is room");
}

#[test]
fn links_that_lead_nowhere_or_to_themselves_are_left_out() {
    let cards = folder(&[("a/README.md", WRONG.as_bytes())]);
    let at = |name: &str| cards.path().join(name);
    for (to, name) in [
        ("README.md", "itself/README.md"),
        ("../other/README.md", "one/README.md"),
        ("../one/README.md", "other/README.md"),
        ("..", "a/up"),
        (".", "a/here"),
        ("../a", "loop/a"),
        ("../loop", "loop/loop"),
        ("nowhere", "none/README.md"),
        ("/dev/zero", "zero/README.md"),
        ("../a", "folder/README.md"),
    ] {
        fs::create_dir_all(at(name).parent().expect("a folder")).expect("there is room");
        link(to, &at(name));
    }
    let ran = run(&mut gatecard(
        cards.path(),
        &["check", "--format", "concise"],
    ));
    assert_eq!(
        (ran.code(), ran.out.lines().count()),
        (Some(1), 1),
        "{}",
        ran.out
    );
    assert!(ran.out.starts_with("a/README.md:2:1"), "{}", ran.out);
    for name in ["itself", "one", "other", "none", "zero", "folder"] {
        let said = format!("gatecard: {name}/README.md is no file: left out\n");
        assert!(ran.err.contains(&said), "{name}: {}", ran.err);
    }
    let ran = run(&mut gatecard(
        cards.path(),
        &["check", "itself/README.md", "loop"],
    ));
    assert_eq!(ran.code(), Some(2));
    let said = "gatecard: cannot read itself/README.md: Too many levels of symbolic links";
    assert!(ran.err.starts_with(said), "{}", ran.err);
    run(&mut gatecard(cards.path(), &["check", "--fix", "."]));
    let fixed = fs::read_to_string(at("a/README.md")).expect("it is there");
    assert_eq!(fixed, FIXED);
}

#[test]
fn a_pipe_that_stays_silent_stops_no_walk() {
    let cards = folder(&[("a/README.md", WRONG.as_bytes()), ("pipe/note.md", b"")]);
    let card = cards.path().join("pipe/README.md");
    pipe(&card);
    // Somebody has it open and writes nothing.
    let writer = OpenOptions::new().read(true).write(true).open(&card);
    let writer = writer.expect("a pipe can be opened for both");
    for command in ["check", "preview"] {
        let mut arguments = vec![command, "."];
        if command == "preview" {
            arguments.extend(["--output", "pages"]);
        }
        let ran = run(&mut gatecard(cards.path(), &arguments));
        assert!(
            ran.err.contains("pipe/README.md is no file: left out"),
            "{}",
            ran.err
        );
        assert_ne!(ran.code(), Some(2), "{}", ran.err);
    }
    drop(writer);
}

#[test]
fn a_pipe_in_the_place_of_settings_stops_no_walk() {
    let cards = folder(&[
        ("a/README.md", WRONG.as_bytes()),
        ("b/in/README.md", WRONG.as_bytes()),
        ("c/README.md", WRONG.as_bytes()),
    ]);
    pipe(&cards.path().join("b/.gitignore"));
    // A repository of git can hold this.
    fs::create_dir(cards.path().join("d")).expect("there is room");
    link("/dev/zero", &cards.path().join("d/.gitignore"));
    pipe(&cards.path().join("c/gatecard.toml"));
    let ran = run(&mut gatecard(
        cards.path(),
        &["check", "--format", "concise"],
    ));
    assert_eq!(
        (ran.code(), ran.out.lines().count()),
        (Some(2), 1),
        "{}",
        ran.out
    );
    assert!(ran.out.starts_with("a/README.md:2:1"), "{}", ran.out);
    for folder in ["b", "d"] {
        let said =
            format!("gatecard: cannot read {folder}: .gitignore in it or above it is no file\n");
        assert!(ran.err.contains(&said), "{}", ran.err);
    }
    assert!(
        ran.err
            .contains("cannot use c/gatecard.toml: it is no file"),
        "{}",
        ran.err
    );
    for below in ["b", "b/in"] {
        let ran = run(&mut gatecard(cards.path(), &["check", below]));
        let said =
            format!("gatecard: cannot read {below}: .gitignore in it or above it is no file\n");
        assert!(ran.err.starts_with(&said), "{}", ran.err);
        assert_eq!(ran.code(), Some(2));
    }
    let named = run(&mut gatecard(cards.path(), &["check", "b/in/README.md"]));
    assert_eq!(named.code(), Some(1), "a card that is named needs no walk");
}

/// Patterns take hundreds of times their length in memory.
#[test]
fn no_list_of_patterns_takes_all_the_memory() {
    let fits = "*a*b?/**/c\n".repeat(20_000);
    let zeros = "\0".repeat(20 << 20);
    for (ignores, code) in [(&fits, 1), (&format!("{fits}{fits}"), 2), (&zeros, 2)] {
        let cards = folder(&[
            ("README.md", WRONG.as_bytes()),
            (".gitignore", ignores.as_bytes()),
        ]);
        let ran = run(&mut gatecard(cards.path(), &["check"]));
        assert_eq!(ran.code(), Some(code), "{}", ran.err);
        let said = "cannot read .: .gitignore in it or above it: larger than 256 KiB\n";
        assert_eq!(ran.err.contains(said), code == 2, "{}", ran.err);
    }
}

#[test]
fn a_pipe_that_is_named_is_read() {
    let cards = folder(&[("card.md", WRONG.as_bytes())]);
    pipe(&cards.path().join("pipe"));
    let mut writer = Command::new("sh");
    writer
        .args(["-c", "cat card.md > pipe"])
        .current_dir(cards.path());
    let mut writer = writer.spawn().expect("sh runs");
    let ran = run(&mut gatecard(
        cards.path(),
        &["check", "--fix", "pipe", "--format", "concise"],
    ));
    writer.wait().expect("it ends");
    assert!(
        ran.out.starts_with("pipe:2:1: error[unknown-key]"),
        "{}",
        ran.out
    );
    let said = "gatecard: cannot change pipe, which is as it was: it is no regular file\n";
    assert!(ran.err.starts_with(said), "{}", ran.err);
    assert_eq!(ran.code(), Some(2));
}

#[test]
fn what_has_no_end_is_not_read_to_its_end() {
    let here = folder(&[]);
    let most = "larger than 64 MiB, and its YAML block is not closed";
    for command in ["check", "show", "preview"] {
        let ran = run(&mut gatecard(here.path(), &[command, "/dev/zero"]));
        let said = format!("gatecard: cannot read /dev/zero: {most}");
        assert!(ran.err.starts_with(&said), "{command}: {}", ran.err);
        assert_eq!(ran.code(), Some(2));
    }
    let ran = run(&mut gatecard(here.path(), &["check", "/dev/null"]));
    assert_eq!(ran.err, "1 card checked: no findings\n");
    for (arguments, said) in [
        (
            &["check", "-"][..],
            format!("gatecard: cannot read <stdin>: {most}"),
        ),
        (
            &["check", "--fix", "-"],
            "gatecard: cannot read <stdin>: larger than 64 MiB\n".to_owned(),
        ),
    ] {
        let mut endless = Command::new("yes");
        let mut endless = endless.stdout(Stdio::piped()).spawn().expect("yes runs");
        let input = endless.stdout.take().expect("it is piped");
        let mut command = gatecard(here.path(), arguments);
        let output = command.stdin(input).output().expect("the command runs");
        endless.kill().expect("it runs");
        endless.wait().expect("it ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(err.starts_with(&said), "{err}");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    }
}
