//! What `gatecard check` changes in files: fixes, comments, baselines, and what keeps it from that.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "support/folder.rs"]
mod temporary;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use assert_cmd::Command;
use gatecard::{Card, CheckOptions};
use temporary::folder;

/// A card without mistakes.
const RIGHT: &str = "---\nextra_gated_fields:\n  Company: text\n---\n# Amber\n";
/// A card with an error that has a safe fix, and a warning that has none.
const WRONG: &str = "---\nextra_gated_promt: Hello\nextra_gated_heading: '' # none\n---\n# Amber\n";
/// What becomes of it.
const FIXED: &str =
    "---\nextra_gated_prompt: Hello\nextra_gated_heading: '' # none\n---\n# Amber\n";

fn gatecard(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("gatecard").expect("the command is built");
    command.current_dir(folder).arg("check").args(arguments);
    for variable in [
        "NO_COLOR",
        "CLICOLOR",
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

/// How a run ended and what it printed.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code(),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output = gatecard(folder, arguments).output();
    output.expect("the command runs").into()
}

fn read(folder: &tempfile::TempDir, name: &str) -> String {
    let bytes = fs::read(folder.path().join(name)).expect("it is there");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is a folder");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn fixing_changes_the_card_and_tells_what_is_left() {
    let cards = folder(&[
        ("README.md", WRONG.as_bytes()),
        ("b/README.md", RIGHT.as_bytes()),
    ]);
    let fixed = run(cards.path(), &["--fix", "--format", "concise"]);
    assert_eq!(read(&cards, "README.md"), FIXED);
    assert_eq!(fixed.out.lines().count(), 1, "{}", fixed.out);
    assert!(fixed.out.contains("warning[empty-text]"), "{}", fixed.out);
    assert!(
        fixed
            .err
            .starts_with("2 cards checked: 1 fixed, 1 left (1 "),
        "{}",
        fixed.err
    );
    let again = run(cards.path(), &["--fix"]);
    assert!(
        again.err.starts_with("2 cards checked: 0 fixed, 1 left ("),
        "{}",
        again.err
    );
    assert_eq!(
        names(cards.path()),
        ["README.md", "b"],
        "nothing is left behind"
    );
}

#[test]
fn exit_codes() {
    let one = "---\nextra_gated_promt: Hello\n---\n";
    for (card, arguments, code) in [
        (one, &["--fix"][..], 0),
        (one, &["--fix", "--exit-non-zero-on-fix"], 1),
        (RIGHT, &["--fix", "--exit-non-zero-on-fix"], 0),
        (one, &["--diff"], 1),
        (RIGHT, &["--diff"], 0),
        (one, &["--unsafe-fixes"], 1),
        (one, &["--add-ignores"], 0),
        (one, &["--add-ignores", "--diff"], 1),
        (one, &["--add-ignores", "--fix"], 2),
        (one, &["--write-baseline", "b.json"], 0),
        (one, &["--baseline", "missing.json"], 2),
        (one, &["--fix", "missing"], 2),
    ] {
        let cards = folder(&[("README.md", card.as_bytes())]);
        let run = run(cards.path(), arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn unsafe_fixes_need_their_own_flag() {
    let card = "---\nextra_gated_fields:\n  May we write to you?: checkbox\n---\n";
    let cards = folder(&[("README.md", card.as_bytes())]);
    run(cards.path(), &["--fix"]);
    assert_eq!(read(&cards, "README.md"), card);
    run(cards.path(), &["--unsafe-fixes"]);
    assert_eq!(read(&cards, "README.md"), card, "alone, it changes nothing");
    let hint = run(cards.path(), &[]);
    assert!(
        hint.err.contains("--fix --unsafe-fixes mends 1"),
        "{}",
        hint.err
    );
    assert!(hint.out.contains("(--fix --unsafe-fixes)"), "{}", hint.out);
    run(cards.path(), &["--fix", "--unsafe-fixes"]);
    assert!(read(&cards, "README.md").contains("select"));
}

#[test]
fn every_other_byte_stays() {
    let body = "Text. \u{1b}[31m\r\rText\n".repeat(20_000);
    let tail: &[u8] = b"\xff\xfe\x00 no text \xe9";
    for (what, card) in [
        ("CRLF", WRONG.replace('\n', "\r\n").into_bytes()),
        ("no last line end", WRONG.trim_end().as_bytes().to_vec()),
        ("a long body", format!("{WRONG}{body}").into_bytes()),
        ("bytes behind it", [WRONG.as_bytes(), tail].concat()),
        (
            "a long body with bytes",
            [WRONG.as_bytes(), body.as_bytes(), tail].concat(),
        ),
        (
            "bytes far behind",
            [WRONG.as_bytes(), tail, b"\n", body.as_bytes()].concat(),
        ),
    ] {
        let cards = folder(&[("README.md", &card)]);
        run(cards.path(), &["--fix"]);
        let now = fs::read(cards.path().join("README.md")).expect("it is there");
        let at = card
            .windows(17)
            .position(|it| it == b"extra_gated_promt")
            .expect("it has one");
        let expected = [&card[..at], b"extra_gated_prompt", &card[at + 17..]].concat();
        assert!(now == expected, "{what}");
        let filter = gatecard(cards.path(), &["--fix", "-"])
            .write_stdin(card)
            .output();
        assert!(
            filter.expect("the command runs").stdout == expected,
            "{what}, as a filter"
        );
    }
}

#[test]
fn cards_that_are_no_utf_8_are_left_alone() {
    let latin = b"---\nextra_gated_promt: Caf\xe9\n---\n";
    let wide: Vec<u8> = WRONG.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for card in [&latin[..], &wide] {
        let cards = folder(&[("README.md", card)]);
        let ran = run(cards.path(), &["--add-ignores"]);
        assert_eq!(
            fs::read(cards.path().join("README.md")).expect("it is there"),
            card
        );
        assert!(
            ran.err
                .contains("README.md is not UTF-8, so nothing is changed in it"),
            "{}",
            ran.err
        );
        assert_eq!(ran.code, Some(1));
        run(cards.path(), &["--fix"]);
        assert_eq!(
            fs::read(cards.path().join("README.md")).expect("it is there"),
            card
        );
    }
}

#[test]
fn a_fix_that_would_do_harm_is_left_out_and_owned_up_to() {
    // What YAML takes for an anchor was meant as a label, but the tag allows no fields.
    let card = "---\nextra_gated_promt: Hello\nextra_gated_fields: !!str\n  &Company: text\n---\n";
    let cards = folder(&[("README.md", card.as_bytes())]);
    let ran = run(cards.path(), &["--fix", "--unsafe-fixes"]);
    let mended = card.replace("promt", "prompt");
    assert_eq!(
        read(&cards, "README.md"),
        mended,
        "the other fix is applied"
    );
    let said = "gatecard: the fix of fields-not-a-mapping for README.md would have broken the card, so it was left out: a mistake in gatecard, not in the card (Put the label in quotes)\n";
    assert_eq!(
        (ran.code, ran.err.starts_with(said)),
        (Some(2), true),
        "{}",
        ran.err
    );
}

#[test]
fn standard_input_comes_out_mended() {
    let here = folder(&[]);
    let filter = |card: &str, arguments: &[&str]| -> Run {
        let output = gatecard(here.path(), arguments).write_stdin(card).output();
        output.expect("the command runs").into()
    };
    let fixed = filter(WRONG, &["--fix", "-", "--format", "concise"]);
    assert_eq!(fixed.out, FIXED);
    assert!(fixed.err.starts_with("<stdin>:3:1: "), "{}", fixed.err);
    assert!(
        fixed.err.contains("1 card checked: 1 fixed, 1 left"),
        "{}",
        fixed.err
    );
    assert_eq!(filter(RIGHT, &["--fix", "-"]).out, RIGHT);
    assert_eq!(filter("", &["--fix", "-"]).out, "");
    assert!(
        filter(WRONG, &["--add-ignores", "-"])
            .out
            .contains("# gatecard: ignore[")
    );
    let diff = filter(
        WRONG,
        &["--diff", "-", "--stdin-filename", "docs/README.md"],
    );
    assert!(
        diff.out
            .starts_with("--- docs/README.md\n+++ docs/README.md\n@@ "),
        "{}",
        diff.out
    );
    assert_eq!(diff.code, Some(1));
}

#[test]
fn a_difference_is_a_patch_and_writes_nothing() {
    let odd = "---\nextra_gated_promt: \"a\tb\"\nextra_gated_heading: \u{202e}x\n---\n";
    let cards = folder(&[
        ("README.md", WRONG.as_bytes()),
        ("b/README.md", odd.as_bytes()),
    ]);
    let diff = run(cards.path(), &["--diff"]);
    assert_eq!(read(&cards, "README.md"), WRONG);
    assert!(
        diff.out
            .contains("\n-extra_gated_promt: Hello\n+extra_gated_prompt: Hello\n")
    );
    assert!(
        diff.out.contains("\n-extra_gated_promt: \"a\tb\"\n"),
        "tabs stay"
    );
    assert!(diff.out.contains('\u{202e}') && !diff.out.contains("\\u{202e}"));
    assert_eq!(diff.err, "2 cards checked: 2 findings would be fixed\n");
    let colored = run(cards.path(), &["--diff", "--color", "always"]);
    assert!(colored.out.contains("\u{1b}[32m+extra_gated_prompt"));
    let none = folder(&[("README.md", RIGHT.as_bytes())]);
    let none = run(none.path(), &["--diff"]);
    assert_eq!(
        (&*none.out, &*none.err),
        ("", "1 card checked: nothing would change\n")
    );
}

#[test]
fn comments_are_added_once() {
    let card = "---\r\nextra_gated_promt: |\r\n  <script>x</script>\r\nextra_gated_fields:\r\n  Company: string\r\n---\r\n";
    let cards = folder(&[("README.md", card.as_bytes())]);
    let first = run(cards.path(), &["--add-ignores=not \n yet"]);
    assert!(first.err.contains("silenced, none left"), "{}", first.err);
    let now = read(&cards, "README.md");
    assert!(
        now.contains("Company: string # gatecard: ignore[unknown-type] not yet\r\n"),
        "{now}"
    );
    assert!(now.starts_with("---\r\n# gatecard: ignore["), "{now}");
    let again = run(cards.path(), &["--add-ignores"]);
    assert_eq!(again.err, "1 card checked: 0 silenced, none left\n");
    assert_eq!(read(&cards, "README.md"), now);
    let broken = "---\nextra_gated_prompt: a: b\n---\n";
    let cards = folder(&[("README.md", broken.as_bytes())]);
    let ran = run(cards.path(), &["--add-ignores"]);
    assert_eq!(read(&cards, "README.md"), broken);
    assert!(
        ran.err.contains("no comment in the card can silence"),
        "{}",
        ran.err
    );
}

#[test]
fn a_baseline_hides_what_it_knows_wherever_the_run_starts() {
    let cards = folder(&[
        (".git/HEAD", b""),
        ("a/README.md", WRONG.as_bytes()),
        ("b/README.md", WRONG.as_bytes()),
    ]);
    let known = run(cards.path(), &["--write-baseline", "known.json"]);
    assert_eq!((known.code, &*known.out), (Some(0), ""));
    let file = read(&cards, "known.json");
    assert!(
        file.contains("\n  {\"file\":\"a/README.md\",\"rule\":\""),
        "{file}"
    );
    run(cards.path(), &["--write-baseline", "again.json", "b", "a"]);
    assert_eq!(
        read(&cards, "again.json"),
        file,
        "the same for the same findings"
    );

    fs::write(
        cards.path().join("a/README.md"),
        WRONG.replacen("---\n", "---\n\n# new\n", 1),
    )
    .expect("there is room");
    let nothing_new = run(cards.path(), &["--baseline", "known.json"]);
    assert_eq!((nothing_new.code, &*nothing_new.out), (Some(0), ""));
    assert_eq!(
        nothing_new.err,
        "2 cards checked: no new findings; 4 known from the baseline\n"
    );
    let within = run(&cards.path().join("a"), &["--baseline", "../known.json"]);
    assert_eq!(within.code, Some(0), "{}", within.err);
    let not_fixed = run(cards.path(), &["--baseline", "known.json", "--fix"]);
    assert_eq!(read(&cards, "b/README.md"), WRONG, "{}", not_fixed.err);

    let more = WRONG.replacen("---\n", "---\nextra_gated_descriptin: x\n", 1);
    fs::write(cards.path().join("a/README.md"), more).expect("there is room");
    let new = run(
        cards.path(),
        &["--baseline", "known.json", "--format", "concise"],
    );
    assert_eq!(
        (new.code, new.out.lines().count()),
        (Some(1), 1),
        "{}",
        new.out
    );
    let fixed = run(cards.path(), &["--baseline", "known.json", "--fix"]);
    assert_eq!(fixed.code, Some(0));
    let left = read(&cards, "a/README.md");
    assert!(
        left.contains("extra_gated_description: x") && left.contains("extra_gated_promt"),
        "{left}"
    );
}

#[test]
fn what_is_gone_from_a_baseline_is_told() {
    let cards = folder(&[
        ("a/README.md", WRONG.as_bytes()),
        ("b/README.md", WRONG.as_bytes()),
    ]);
    run(cards.path(), &["--write-baseline", "known.json"]);
    fs::write(cards.path().join("a/README.md"), RIGHT).expect("there is room");
    let gone = run(cards.path(), &["--baseline", "known.json"]);
    assert!(
        gone.err
            .contains("gatecard: 2 findings in known.json are gone; --write-baseline known.json"),
        "{}",
        gone.err
    );
    let elsewhere = run(cards.path(), &["--baseline", "known.json", "b"]);
    assert!(!elsewhere.err.contains("gone"), "{}", elsewhere.err);
    fs::remove_dir_all(cards.path().join("a")).expect("it is ours");
    let deleted = run(cards.path(), &["--baseline", "known.json"]);
    assert!(
        deleted.err.contains("2 findings in known.json are gone"),
        "{}",
        deleted.err
    );
}

#[test]
fn what_is_no_baseline_is_a_failure() {
    for (content, said) in [
        ("", "EOF"),
        (
            "{\"version\": 2, \"findings\": []}",
            "expected version 1, found 2",
        ),
        ("[\"\u{1b}[31m\"]", "known.json: "),
    ] {
        let cards = folder(&[
            ("README.md", WRONG.as_bytes()),
            ("known.json", content.as_bytes()),
        ]);
        let ran = run(cards.path(), &["--baseline", "known.json"]);
        assert_eq!((ran.code, &*ran.out), (Some(2), ""));
        assert!(
            ran.err
                .starts_with("gatecard: cannot read the baseline known.json: "),
            "{}",
            ran.err
        );
        assert!(
            ran.err.contains(said) && !ran.err.contains('\u{1b}'),
            "{}",
            ran.err
        );
    }
    let cards = folder(&[("README.md", WRONG.as_bytes())]);
    let ran = run(cards.path(), &["--write-baseline", "no/such.json"]);
    assert_eq!(ran.code, Some(2));
    let ran = run(
        cards.path(),
        &["--write-baseline", "known.json", ".", "missing"],
    );
    assert_eq!(ran.code, Some(2));
    assert!(!cards.path().join("known.json").exists(), "{}", ran.err);
}

#[test]
fn a_baseline_takes_the_place_of_nothing_else() {
    for (file, content, why) in [
        ("README.md", WRONG, "it is one of the cards"),
        ("b/../README.md", WRONG, "it is one of the cards"),
        ("b/notes.md", "", "it has the name of a card"),
        (
            "notes.txt",
            "mine\n",
            "it is there already and is no baseline",
        ),
    ] {
        let cards = folder(&[
            ("README.md", WRONG.as_bytes()),
            ("b/notes.md", b""),
            (file, content.as_bytes()),
        ]);
        let ran = run(cards.path(), &["--write-baseline", file, "README.md"]);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        let failure = format!("gatecard: cannot write {file}: {why}");
        assert!(ran.err.starts_with(&failure), "{}", ran.err);
        assert!(ran.err.contains("2 findings not recorded"), "{}", ran.err);
        let left = fs::read(cards.path().join(file)).expect("a file");
        assert_eq!(left, content.as_bytes());
    }
    let cards = folder(&[("README.md", WRONG.as_bytes()), ("known.json", b"")]);
    let ran = run(cards.path(), &["--write-baseline", "known.json"]);
    assert!(ran.err.contains("2 findings recorded"), "{}", ran.err);
    let again = run(cards.path(), &["--write-baseline", "known.json"]);
    assert_eq!(again.err, ran.err);
}

#[test]
fn a_patch_in_a_pipe_holds_the_bytes_of_the_card() {
    let card = b"---\nextra_gated_promt: \"a\xe2\x80\xaeb\" #\r# x\n---\n\xff\n";
    let cards = folder(&[("README.md", card)]);
    let output = gatecard(cards.path(), &["--diff"]).output();
    let patch = output.expect("the command runs").stdout;
    let line = b"+extra_gated_prompt: \"a\xe2\x80\xaeb\" #\r# x\n";
    let holds = |part: &[u8]| patch.windows(part.len()).any(|it| it == part);
    assert!(holds(line), "{}", String::from_utf8_lossy(&patch));
    assert!(holds(b"\n \xff\n"), "{}", String::from_utf8_lossy(&patch));
}

#[test]
fn a_comment_never_parts_a_line_end() {
    let cards = folder(&[(
        "README.md",
        b"---\r\n---\r\nextra_gated_heading: W\r\n".as_slice(),
    )]);
    run(cards.path(), &["--add-ignores"]);
    let text = read(&cards, "README.md");
    assert!(
        text.starts_with("---\r\n# gatecard: ignore-file["),
        "{text:?}"
    );
    assert_eq!(text.matches('\r').count(), text.matches("\r\n").count());
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(name);
    fs::read_to_string(path).expect("there is a page")
}

/// The blocks of a language in a page.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    let blocks = page.split(&opening).skip(1);
    let blocks = blocks.filter_map(|block| Some(block.split_once("```")?.0.to_owned()));
    blocks.collect()
}

#[test]
fn the_page_about_ignores_is_true() {
    let page = page("ignores.md");
    let yaml = blocks(&page, "yaml");
    let [line, card, before, after] = &yaml[..] else {
        panic!("expected four cards, found {}", yaml.len());
    };
    for silenced in [line, card, after] {
        let checked = Card::new(silenced).check_all(&CheckOptions::default());
        assert_eq!(checked.findings, [], "{silenced}");
        assert!(!checked.ignored.is_empty(), "{silenced}");
    }
    let cards = folder(&[("README.md", before.as_bytes())]);
    run(cards.path(), &["--write-baseline", "known.json"]);
    assert_eq!(read(&cards, "known.json"), blocks(&page, "json")[0]);
    run(cards.path(), &["--add-ignores=until spring"]);
    assert_eq!(read(&cards, "README.md"), *after);
}

#[test]
fn the_page_about_fingerprints_is_true() {
    let page = page("fingerprint.md");
    let card = "---\nextra_gated_promt: Hello\n---\n";
    let cards = folder(&[("docs/README.md", card.as_bytes())]);
    let json = run(cards.path(), &["--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let mark = json["findings"][0]["fingerprint"]
        .as_str()
        .expect("it has one");
    assert!(page.contains(&format!("# {mark}\n")), "{mark}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::{FIXED, Path, PathBuf, RIGHT, WRONG, folder, fs, gatecard, names, read, run};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path)
            .expect("it is there")
            .permissions()
            .mode()
            & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    }

    #[test]
    fn the_mode_stays_and_what_is_right_is_not_written() {
        let cards = folder(&[
            ("README.md", WRONG.as_bytes()),
            ("right/README.md", RIGHT.as_bytes()),
        ]);
        let card = cards.path().join("README.md");
        let right = cards.path().join("right/README.md");
        set_mode(&card, 0o751);
        let before = fs::metadata(&right).expect("it is there");
        run(cards.path(), &["--fix"]);
        assert_eq!(
            (read(&cards, "README.md"), mode(&card)),
            (FIXED.to_owned(), 0o751)
        );
        let after = fs::metadata(&right).expect("it is there");
        assert_eq!(
            (before.ino(), before.mtime_nsec()),
            (after.ino(), after.mtime_nsec())
        );
    }

    #[test]
    fn a_new_baseline_has_the_usual_mode() {
        let cards = folder(&[("README.md", WRONG.as_bytes())]);
        let usual = cards.path().join("usual");
        fs::write(&usual, "").expect("there is room");
        run(cards.path(), &["--write-baseline", "known.json"]);
        assert_eq!(mode(&cards.path().join("known.json")), mode(&usual));
    }

    #[test]
    fn a_read_only_card_is_a_failure_and_stays() {
        let cards = folder(&[("README.md", WRONG.as_bytes())]);
        set_mode(&cards.path().join("README.md"), 0o444);
        let ran = run(cards.path(), &["--fix"]);
        assert_eq!(ran.code, Some(2));
        let said = "gatecard: cannot change README.md, which is as it was: it is read-only\n";
        assert!(ran.err.starts_with(said), "{}", ran.err);
        assert!(
            ran.out.contains("unknown-key"),
            "the findings are told all the same"
        );
        assert_eq!(read(&cards, "README.md"), WRONG);
        assert_eq!(names(cards.path()), ["README.md"]);
    }

    #[test]
    fn links_stay_links() {
        let cards = folder(&[
            ("in/cards/one.md", WRONG.as_bytes()),
            ("out/README.md", WRONG.as_bytes()),
        ]);
        let at = |name: &str| -> PathBuf { cards.path().join(name) };
        symlink("cards/one.md", at("in/README.md")).expect("there is room");
        fs::create_dir(at("in/deep")).expect("there is room");
        symlink("../../out/README.md", at("in/deep/README.md")).expect("there is room");
        let ran = run(cards.path(), &["--fix", "in"]);
        assert_eq!(read(&cards, "in/cards/one.md"), FIXED);
        assert_eq!(read(&cards, "out/README.md"), WRONG);
        let said = "gatecard: in/deep/README.md is a link to a file outside of the folder";
        assert!(ran.err.contains(said), "{}", ran.err);
        run(cards.path(), &["--fix", "in", "in/deep/README.md"]);
        assert_eq!(read(&cards, "out/README.md"), FIXED);
        for link in ["in/README.md", "in/deep/README.md"] {
            assert!(at(link).is_symlink(), "{link}");
        }
    }

    #[test]
    fn one_file_with_two_names_is_mended_once() {
        let cards = folder(&[("a/README.md", WRONG.as_bytes())]);
        fs::create_dir(cards.path().join("b")).expect("there is room");
        symlink("../a/README.md", cards.path().join("b/README.md")).expect("there is room");
        let diff = run(cards.path(), &["--diff"]);
        assert_eq!(diff.out.matches("\n+extra_gated_prompt").count(), 1);
        let ran = run(cards.path(), &["--fix", ".", "a", "a/README.md"]);
        assert_eq!(read(&cards, "a/README.md"), FIXED);
        assert!(
            ran.err.contains("2 cards checked: 1 fixed, 2 left"),
            "{}",
            ran.err
        );
    }

    #[test]
    fn runs_at_once_do_no_harm() {
        let long = format!("{WRONG}{}", "Text. ".repeat(100_000));
        let cards = folder(&[("README.md", long.as_bytes())]);
        std::thread::scope(|scope| {
            let run = || gatecard(cards.path(), &["--fix"]).output();
            let runs: Vec<_> = (0..8).map(|_| scope.spawn(run)).collect();
            for run in runs {
                run.join().expect("it ends").expect("the command runs");
            }
        });
        assert_eq!(
            read(&cards, "README.md"),
            long.replacen("promt", "prompt", 1)
        );
        assert_eq!(names(cards.path()), ["README.md"]);
    }
}
