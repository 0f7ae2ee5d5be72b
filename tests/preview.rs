//! `gatecard preview`: exit codes, where pages go, what they are called, and that every card has
//! one. What a page shows is tested in the crate that makes it and in a browser.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it leaves out"
)]

#[path = "support/folder.rs"]
mod temporary;

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Output,
};

use assert_cmd::Command;
use temporary::folder;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A card without mistakes.
const RIGHT: &str = "---\nextra_gated_fields:\n  Company: text\n---\n# Amber\n";
/// A card with a mistake, which can be read.
const MISSPELT: &str = "---\nextra_gated_promt: Hello\n---\n# Amber\n";
/// A card whose YAML is broken in line 3.
const BROKEN: &str = "---\nextra_gated_heading: Amber\nextra_gated_prompt: a: b\n---\n";
/// Broken YAML that the check is silent on.
const BROKEN_WITHOUT_GATE: &str = "---\nlicense: a: b\n---\n";

fn gatecard(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("gatecard").expect("the command is built");
    command.current_dir(folder).args(arguments);
    for variable in ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"] {
        command.env_remove(variable);
    }
    command
}

fn preview(folder: &Path, arguments: &[&str]) -> Output {
    let arguments = [&["preview"], arguments].concat();
    let output = gatecard(folder, &arguments).output();
    output.expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the output is UTF-8")
}

fn is_page(html: &str) -> bool {
    html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>")
}

/// The files of a folder.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names
        .map(|name| name.into_string().expect("a name in UTF-8"))
        .collect()
}

/// The pages that an index leads to.
fn links(index: &Path) -> BTreeSet<String> {
    let html = fs::read_to_string(index).expect("there is an index");
    let links = html.split(" href=\"").skip(1);
    let links = links.filter_map(|rest| Some(rest.split_once('"')?.0));
    let pages = links.filter_map(|link| link.strip_prefix("./"));
    pages.map(str::to_owned).collect()
}

const LARGE_ALIASES: &str = include_str!("../fixtures/rules/large-aliases/flag/nested.md");
const LARGE_ALIASES_WITHOUT_GATE: &str =
    include_str!("../fixtures/rules/large-aliases/leave/no-gate.md");

#[test]
fn exit_codes_and_messages() {
    let broken = LARGE_ALIASES.replacen("license: mit", "license: mit: or", 1);
    let cards = folder(&[
        ("README.md", RIGHT.as_bytes()),
        ("misspelt.md", MISSPELT.as_bytes()),
        ("broken.md", BROKEN.as_bytes()),
        ("silent.md", BROKEN_WITHOUT_GATE.as_bytes()),
        ("unread.md", LARGE_ALIASES.as_bytes()),
        ("unread-broken.md", broken.as_bytes()),
        ("unread-silent.md", LARGE_ALIASES_WITHOUT_GATE.as_bytes()),
        ("ungated.md", b"---\nlicense: mit\n---\n"),
        ("plain.md", b"# Amber\n"),
        ("empty.md", b""),
        ("latin.md", b"---\nextra_gated_heading: Caf\xe9\n---\n"),
        ("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("below/other.md", b""),
    ]);
    let default = "shows the default form";
    for (card, code, said) in [
        ("README.md", 0, ""),
        (
            "misspelt.md",
            0,
            "misspelt.md has none of the keys that make a form",
        ),
        ("broken.md", 1, "broken.md (line 3: the YAML is invalid"),
        ("silent.md", 1, "silent.md (line 2: the YAML is invalid"),
        (
            "unread.md",
            1,
            "the YAML of unread.md is not read (line 8: this alias and those before it",
        ),
        (
            "unread-broken.md",
            1,
            "the YAML of unread-broken.md is not read (line 8: this alias",
        ),
        (
            "unread-silent.md",
            1,
            "the YAML of unread-silent.md is not read (line 7: this alias and those before it",
        ),
        ("ungated.md", 0, default),
        ("plain.md", 0, "plain.md has no front matter"),
        ("empty.md", 0, default),
        ("latin.md", 0, ""),
        ("picture.md", 2, "cannot read picture.md: it is not text"),
        ("missing.md", 2, "cannot read missing.md: No such file"),
        ("below", 2, "-o FOLDER"),
    ] {
        let output = preview(cards.path(), &[card]);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{card}: {stderr}");
        assert!(stderr.contains(said), "{card}: {stderr}");
        assert_eq!(stderr.is_empty(), said.is_empty(), "{card}: {stderr}");
        assert_eq!(is_page(text(&output.stdout)), code < 2, "{card}");
        assert_eq!(output.stdout.is_empty(), code == 2, "{card}");
    }
    for (arguments, code) in [
        (&[][..], 0),
        (&["README.md", "misspelt.md"], 2),
        (&["README.md", "--state", "nonsense"], 2),
        (&["README.md", "--repo-type", "space"], 2),
        (&["README.md", "-o", "no/such/folder/page.html"], 2),
        (&["README.md", "misspelt.md", "-o", "README.md"], 2),
        (&["README.md", "-o", "-"], 0),
    ] {
        let output = preview(cards.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
    assert_eq!(
        fs::read_to_string(cards.path().join("README.md")).expect("still a card"),
        RIGHT
    );
}

#[test]
fn the_mistake_and_what_could_be_read_are_on_the_page() {
    let cards = folder(&[
        ("README.md", BROKEN.as_bytes()),
        ("silent.md", BROKEN_WITHOUT_GATE.as_bytes()),
        ("unread.md", LARGE_ALIASES.as_bytes()),
    ]);
    let page = preview(cards.path(), &[]);
    let page = text(&page.stdout);
    assert!(page.contains("YAML is invalid"), "the error");
    assert!(page.contains(">Amber<"), "the heading, which could be read");
    let page = preview(cards.path(), &["silent.md"]);
    assert!(text(&page.stdout).contains("YAML is invalid"));
    let page = preview(cards.path(), &["unread.md"]);
    let page = text(&page.stdout);
    assert!(page.contains("what visitors see is not known"), "no claim");
    assert!(
        page.contains("nothing in this gate is checked"),
        "the finding"
    );
    assert!(!page.contains("The Hub refuses"));
}

#[test]
fn standard_input() {
    let here = folder(&[]);
    let run = |arguments: &[&str], card: &[u8]| {
        let mut command = gatecard(here.path(), arguments);
        let output = command.write_stdin(card).output();
        output.expect("the command runs")
    };
    let output = run(&["preview", "-"], RIGHT.as_bytes());
    assert!(is_page(text(&output.stdout)));
    let named = ["preview", "-", "--stdin-filename", "models/amber/README.md"];
    let output = run(&named, RIGHT.as_bytes());
    assert!(text(&output.stdout).contains("amber/"));
    let output = run(&["preview", "-"], b"\0");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn options_are_what_the_page_shows_first() {
    let cards = folder(&[("README.md", RIGHT.as_bytes())]);
    let checked = |html: &str, word: &str| {
        let inputs = html.split("<input").skip(1);
        let mut inputs = inputs.filter_map(|rest| Some(rest.split_once('>')?.0));
        let input = inputs.find(|input| input.contains(&format!("value=\"{word}\"")));
        input.is_some_and(|input| input.split_whitespace().any(|word| word == "checked"))
    };
    for (option, words) in [
        (
            "--state",
            &["form", "signed-out", "pending", "rejected", "granted"][..],
        ),
        ("--approval", &["automatic", "manual"]),
        ("--repo-type", &["model", "dataset"]),
        ("--theme", &["system", "light", "dark"]),
    ] {
        let plain = preview(cards.path(), &[]);
        assert!(checked(text(&plain.stdout), words[0]), "{option}");
        for word in words {
            let output = preview(cards.path(), &[option, word]);
            let page = text(&output.stdout);
            for other in words {
                assert_eq!(checked(page, other), other == word, "{option} {word}");
            }
        }
    }
    let pedantic = "---\nextra_gated_fields:\n  Country: text\n---\n";
    let cards = folder(&[("README.md", pedantic.as_bytes())]);
    let quiet = preview(cards.path(), &[]).stdout;
    let loud = preview(cards.path(), &["--pedantic"]).stdout;
    assert!(quiet.len() < loud.len(), "advice is on the page as well");
}

#[test]
fn one_page_goes_into_a_file() {
    let cards = folder(&[("README.md", MISSPELT.as_bytes()), ("old.html", b"old")]);
    let output = preview(cards.path(), &["-o", "old.html"]);
    assert!(output.stdout.is_empty());
    assert!(text(&output.stderr).ends_with("old.html written: 1 card checked: 1 error\n"));
    let page = fs::read_to_string(cards.path().join("old.html")).expect("a page");
    assert!(is_page(&page));
    let output = preview(cards.path(), &["missing.md", "-o", "old.html"]);
    assert_eq!(output.status.code(), Some(2));
    let after = fs::read_to_string(cards.path().join("old.html")).expect("a page");
    assert!(after == page, "a failure leaves the page as it was");
    assert_eq!(names(cards.path()).len(), 2, "nothing is left behind");
}

#[test]
fn no_page_replaces_a_card() {
    let cards = folder(&[
        ("README.md", RIGHT.as_bytes()),
        ("other.MD", RIGHT.as_bytes()),
        ("card.html", RIGHT.as_bytes()),
        ("site/index.html", RIGHT.as_bytes()),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("README.md", cards.path().join("link.html")).expect("a link");
    let mut cases = vec![
        &["-o", "README.md"][..],
        &["README.md", "-o", "./README.md"],
        &["README.md", "-o", "other.MD"],
        &["-", "-o", "README.md"],
        &["card.html", "-o", "card.html"],
        &["README.md", "card.html", "-o", "."],
        &["README.md", "site/index.html", "-o", "site"],
        &["README.md", "-o", "site/index.html"],
    ];
    if cfg!(unix) {
        cases.push(&["README.md", "-o", "link.html"]);
        cases.push(&["link.html", "-o", "README.md"]);
    }
    for arguments in cases {
        let output = preview(cards.path(), arguments);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.contains("cannot write "), "{arguments:?}: {stderr}");
        for card in ["README.md", "other.MD", "card.html", "site/index.html"] {
            let after = fs::read_to_string(cards.path().join(card)).expect("still a card");
            assert_eq!(after, RIGHT, "{arguments:?}: {card}");
        }
    }
    let output = preview(cards.path(), &["-o", "new.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn several_pages_go_into_a_folder_with_an_index() {
    let cards = folder(&[
        ("models/a/README.md", RIGHT.as_bytes()),
        ("models/b/README.md", MISSPELT.as_bytes()),
        ("models-b/README.md", BROKEN.as_bytes()),
        ("models/index/README.md", RIGHT.as_bytes()),
        ("index.md", RIGHT.as_bytes()),
        ("picture.md", b"\0"),
    ]);
    let output = preview(
        cards.path(),
        &["models", "models/a/README.md", "-o", "site"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let site = cards.path().join("site");
    let expected = ["models-a.html", "models-b.html", "models-index.html"];
    assert_eq!(
        links(&site.join("index.html")),
        expected.map(String::from).into()
    );
    let output = preview(
        cards.path(),
        &[
            "models",
            "models-b",
            "index.md",
            "picture.md",
            "missing.md",
            "-o",
            "site",
        ],
    );
    assert_eq!(output.status.code(), Some(2), "2 beats 1");
    let stderr = text(&output.stderr);
    assert!(stderr.contains("cannot read missing.md"), "{stderr}");
    assert!(stderr.contains("cannot read picture.md"), "{stderr}");
    let index = site.join("index.html");
    let mut expected: BTreeSet<String> = links(&index);
    assert_eq!(expected.len(), 5, "{expected:?}");
    let html = fs::read_to_string(&index).expect("an index");
    assert!(is_page(&html));
    for said in [
        "missing.md",
        "picture.md",
        "it is not text",
        "extra_gated_promt",
    ] {
        assert!(html.contains(said), "{said}");
    }
    expected.insert("index.html".to_owned());
    assert_eq!(names(&site), expected);
    for name in expected {
        let page = fs::read_to_string(site.join(&name)).expect("a page");
        assert!(is_page(&page), "{name}");
    }
    let output = preview(cards.path(), &["models-b", "-o", "site"]);
    assert_eq!(output.status.code(), Some(1), "its YAML is broken");
}

#[cfg(unix)]
#[test]
fn no_name_leads_out_of_the_folder_or_into_the_index() {
    let script = "<script>alert(1)</script>/README.md";
    let quote = "\" onclick=\"x/README.md";
    let cards = folder(&[
        (script, RIGHT.as_bytes()),
        (quote, RIGHT.as_bytes()),
        ("javascript:alert(1)/README.md", RIGHT.as_bytes()),
        ("a\u{202e}\n\u{1b}[31m/README.md", MISSPELT.as_bytes()),
        ("here/x", b""),
        ("outside.txt", b"outside"),
    ]);
    let here = cards.path().join("here");
    fs::create_dir(here.join("site")).expect("a folder");
    std::os::unix::fs::symlink(
        cards.path().join("outside.txt"),
        here.join("site/index.html"),
    )
    .expect("a link");
    let output = preview(&here, &["..", "-o", "site"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(!text(&output.stderr).contains('\u{1b}'));
    let outside = fs::read(cards.path().join("outside.txt")).expect("a file");
    assert_eq!(outside, b"outside");
    let index = fs::read_to_string(here.join("site/index.html")).expect("an index");
    assert!(!index.contains("<script>alert") && !index.contains("\" onclick"));
    assert!(!index.contains('\u{202e}') && !index.contains('\u{1b}'));
    let mut pages = links(&here.join("site/index.html"));
    assert_eq!(pages.len(), 4, "{pages:?}");
    assert!(
        pages
            .iter()
            .all(|page| !page.contains([':', '/', '<', '%']))
    );
    pages.insert("index.html".to_owned());
    assert_eq!(names(&here.join("site")), pages);
    assert_eq!(names(&here).len(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn pages_are_opened_where_there_is_a_screen() {
    use std::os::unix::fs::PermissionsExt as _;
    let script = b"#!/bin/sh\nprintf %s \"$1\" > \"$OPENED.new\"\nmv \"$OPENED.new\" \"$OPENED\"\n";
    let cards = folder(&[
        ("README.md", RIGHT.as_bytes()),
        ("bin/xdg-open", script),
        ("tmp/x", b""),
    ]);
    let opener = cards.path().join("bin/xdg-open");
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).expect("a mode");
    let seen = cards.path().join("seen");
    let path = env::var("PATH").expect("there is a path");
    let bin = cards.path().join("bin");
    let open = |arguments: &[&str]| {
        let mut command = gatecard(cards.path(), arguments);
        command.env("PATH", format!("{}:{path}", bin.display()));
        command.env("DISPLAY", ":0").env("OPENED", &seen);
        command.env("TMPDIR", cards.path().join("tmp"));
        let output = command.output().expect("the command runs");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
        let page = (0..500).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            fs::read_to_string(&seen).ok()
        });
        fs::remove_file(&seen).expect("the browser was opened");
        PathBuf::from(page.expect("the browser was opened"))
    };
    let page = open(&["preview", "--open"]);
    let mode = fs::metadata(&page).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "nobody else reads it");
    assert!(is_page(&fs::read_to_string(&page).expect("a page")));
    let saved = open(&["preview", "--open", "-o", "page.html"]);
    assert!(saved.ends_with("page.html") && saved.is_absolute());
    let index = open(&["preview", ".", "--open"]);
    assert!(index.ends_with("index.html"));
    let mode = fs::metadata(index.parent().expect("a folder")).expect("a folder");
    assert_eq!(mode.permissions().mode() & 0o777, 0o700);

    let mut blind = gatecard(cards.path(), &["preview", "--open"]);
    let output = blind.env("TMPDIR", cards.path().join("tmp")).output();
    let output = output.expect("the command runs");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("no screen"));
    assert!(text(&output.stderr).contains(".html written"));
}

#[test]
fn every_card_has_a_page() {
    let site = folder(&[]);
    let real = env::var_os("GATECARD_CARDS");
    let real = real.map_or_else(|| root().join("../shared/cards"), PathBuf::from);
    let mut cards = Vec::new();
    markdown_in(&root().join("fixtures"), &mut cards);
    let fixtures = cards.len();
    markdown_in(&real, &mut cards);
    println!("{fixtures} fixtures, {} real cards", cards.len() - fixtures);
    if cards.len() == fixtures {
        println!("real cards: skipped, none in {}", real.display());
    }
    for some in cards.chunks(500) {
        let mut arguments: Vec<&str> = some.iter().map(String::as_str).collect();
        arguments.extend(["-o", "site", "--pedantic"]);
        let output = preview(site.path(), &arguments);
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 1)), "{}", text(&output.stderr));
        let pages = links(&site.path().join("site/index.html"));
        assert_eq!(pages.len(), some.len());
        for page in pages {
            let html = fs::read_to_string(site.path().join("site").join(&page));
            assert!(is_page(&html.expect("a page in UTF-8")), "{page}");
        }
    }
}

/// The Markdown files of a folder and of all within it.
fn markdown_in(folder: &Path, cards: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            markdown_in(&path, cards);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            cards.push(path.to_str().expect("a name in UTF-8").to_owned());
        }
    }
}
