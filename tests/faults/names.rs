//! Names that are no text, and paths as long as the system allows.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fmt::Write as _,
    fs,
    os::unix::ffi::{OsStrExt as _, OsStringExt as _},
    path::{Path, PathBuf},
};

use super::{FIXED, WRONG, folder::folder, gatecard, names_in, program, run};

/// Names that differ in bytes that are no text.
const NAMES: [&[u8]; 4] = [b"a\xff", b"a\xfe", b"\xc3(", b"a\xed\xa0\x80"];

/// A folder with a card below each of them.
fn unreadable_names() -> tempfile::TempDir {
    let cards = folder(&[]);
    for name in NAMES {
        let path = cards.path().join(OsStr::from_bytes(name));
        fs::create_dir(&path).expect("there is room");
        fs::write(path.join("README.md"), WRONG).expect("there is room");
    }
    cards
}

/// The files that a report names, each once; nothing where it need not tell them apart.
fn files(format: &str, report: &str) -> Option<BTreeSet<String>> {
    let behind = match format {
        "sarif" => "\"artifactLocation\":{\"uri\":\"",
        "gitlab" => "\"location\":{\"path\":\"",
        "github" => ",file=",
        _ => return None,
    };
    let parts = report.split(behind).skip(1);
    let file = |part: &str| part.split([',', '"']).next().map(str::to_owned);
    Some(parts.filter_map(file).collect())
}

#[test]
fn names_that_are_no_text_are_told_apart() {
    for format in [
        "full",
        "concise",
        "json",
        "json-lines",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "rdjson",
        "checkstyle",
    ] {
        let cards = unreadable_names();
        let ran = run(&mut gatecard(cards.path(), &["check", "--format", format]));
        assert_eq!(ran.code(), Some(1), "{format}: {}", ran.err);
        assert!(
            ran.err.contains("4 cards checked: 4 errors in 4 of them"),
            "{}",
            ran.err
        );
        if let Some(files) = files(format, &ran.out) {
            assert_eq!(files.len(), NAMES.len(), "{format}: {files:?}");
        } else {
            assert!(!ran.out.is_empty(), "{format}");
        }
    }
    let cards = unreadable_names();
    let ran = run(&mut gatecard(
        cards.path(),
        &["preview", ".", "--output", "pages"],
    ));
    assert_eq!(ran.code(), Some(0), "{}", ran.err);
    let pages = names_in(&cards.path().join("pages"));
    assert_eq!(pages.len(), 5, "a page for each and the index: {pages:?}");
    let ran = run(&mut gatecard(cards.path(), &["check", "--fix"]));
    assert_eq!(ran.code(), Some(0), "{}", ran.err);
    for name in NAMES {
        let path = cards.path().join(OsStr::from_bytes(name)).join("README.md");
        assert_eq!(fs::read_to_string(path).expect("it is there"), FIXED);
    }
}

#[test]
fn a_baseline_tells_names_apart_that_are_no_text() {
    let cards = unreadable_names();
    let last = cards
        .path()
        .join(OsStr::from_bytes(NAMES[0]))
        .join("README.md");
    fs::write(&last, FIXED).expect("there is room");
    let ran = run(&mut gatecard(
        cards.path(),
        &["check", "--write-baseline", "known.json"],
    ));
    assert!(ran.err.contains("3 findings recorded"), "{}", ran.err);
    let known = &["check", "--baseline", "known.json"];
    let ran = run(&mut gatecard(cards.path(), known));
    assert_eq!(ran.code(), Some(0), "{}{}", ran.out, ran.err);
    // What is known of one card is not known of another.
    fs::write(&last, WRONG).expect("there is room");
    let ran = run(&mut gatecard(cards.path(), known));
    assert_eq!(ran.code(), Some(1), "{}{}", ran.out, ran.err);
}

/// The longest path that the system takes, without the zero at its end.
const LONGEST: usize = 4_095;

/// A path of so many bytes that ends in a card.
fn path_of(length: usize) -> PathBuf {
    let mut path = Vec::new();
    let end = b"/README.md".len();
    while path.len() + 201 + end < length {
        path.extend([b'a'; 200]);
        path.push(b'/');
    }
    path.extend(std::iter::repeat_n(b'b', length - path.len() - end));
    path.extend(b"/README.md");
    PathBuf::from(std::ffi::OsString::from_vec(path))
}

/// Makes a card at a path that no program could name at once.
fn make(folder: &Path, path: &Path) {
    let parent = path.parent().expect("a folder");
    let mut lines = String::from("set -e; ");
    for name in parent {
        let name = name.to_string_lossy();
        let _ = write!(lines, "mkdir -p {name}; cd -P {name}; ");
    }
    lines.push_str("printf %s \"$1\" > README.md");
    let made = run(program("sh", folder).args(["-c", &lines, "sh", WRONG]));
    assert_eq!(made.code(), Some(0), "{}", made.err);
}

#[test]
fn paths_may_be_as_long_as_the_system_allows() {
    for (length, is_read) in [
        (LONGEST - 1, true),
        (LONGEST, true),
        (LONGEST + 1, false),
        (9_000, false),
    ] {
        let cards = folder(&[("z/README.md", WRONG.as_bytes())]);
        let path = path_of(length);
        assert_eq!(path.as_os_str().len(), length);
        make(cards.path(), &path);
        let ran = run(&mut gatecard(
            cards.path(),
            &["check", "--format", "concise"],
        ));
        let findings = 1 + usize::from(is_read);
        assert_eq!(
            ran.out.lines().count(),
            findings,
            "{length}: {}{}",
            ran.out,
            ran.err
        );
        assert_eq!(
            ran.code(),
            Some(if is_read { 1 } else { 2 }),
            "{length}: {}",
            ran.err
        );
        assert_eq!(
            ran.err.contains("File name too long"),
            !is_read,
            "{length}: {}",
            ran.err
        );
        // A new file beside it would have a longer name, and an absolute path is longer still.
        let ran = run(&mut gatecard(cards.path(), &["check", "--fix"]));
        assert_eq!(ran.code(), Some(2), "{length}: {}", ran.err);
        assert!(
            ran.err.contains("File name too long"),
            "{length}: {}",
            ran.err
        );
        let near = fs::read_to_string(cards.path().join("z/README.md"));
        assert_eq!(near.expect("it is there"), FIXED, "{length}");
        if is_read {
            // From within, where its path is short, it can be mended.
            let parent = path.parent().expect("a folder");
            let half = parent.iter().take(10).collect::<PathBuf>();
            let rest = path.strip_prefix(&half).expect("it begins so").to_owned();
            let mut command = gatecard(&cards.path().join(half), &["check", "--format", "concise"]);
            let ran = run(command.arg(rest));
            assert_eq!(ran.code(), Some(1), "{length}: {}", ran.err);
        }
    }
}
