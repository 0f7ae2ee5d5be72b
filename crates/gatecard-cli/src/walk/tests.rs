//! What a walk finds, beside what `ignore` finds, whose own walk reads the same files.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    },
};

use ignore::WalkBuilder;
use proptest::{collection::vec, prelude::*, sample::select};

use super::{CARD, Visitor, crew, folders};

/// Collects cards.
#[derive(Default)]
struct Cards(Vec<PathBuf>);

impl Visitor for Cards {
    fn named(&mut self, _: PathBuf) {}

    fn card(&mut self, path: PathBuf) {
        self.0.push(path);
    }

    fn enter(&mut self, _: &Path) -> bool {
        true
    }

    fn config(&mut self, _: &Path) {}

    fn not_a_file(&mut self, path: &Path) {
        panic!("{} is a file", path.display());
    }

    fn failure(&mut self, folder: &Path, why: &str) {
        panic!("{}: {why}", folder.display());
    }
}

fn found(folder: &Path) -> BTreeSet<PathBuf> {
    let visitors = folders(&[folder.to_owned()], Cards::default);
    let cards: Vec<PathBuf> = visitors.into_iter().flat_map(|it| it.0).collect();
    let unique: BTreeSet<PathBuf> = cards.iter().cloned().collect();
    assert_eq!(unique.len(), cards.len(), "each card is found once");
    unique
}

/// What the walk of `ignore` finds.
fn found_by_ignore(folder: &Path) -> BTreeSet<PathBuf> {
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .ignore(false)
        .git_exclude(false)
        .git_global(false)
        .build();
    let entries = walk.map(|entry| entry.expect("the folder can be read"));
    let cards = entries.filter(|it| it.file_name() == CARD && it.path().is_file());
    cards.map(ignore::DirEntry::into_path).collect()
}

const NAMES: [&str; 6] = ["a", "b", "c", ".d", "build", "a b"];

const LINES: [&str; 22] = [
    "a",
    "/a",
    "a/",
    "b/*",
    "!b/a",
    "**/c",
    "c/**",
    "!c",
    "*",
    "!*/",
    "!README.md",
    "README.md",
    "/README.md",
    ".d",
    "!.d",
    "!/.d/",
    "build/",
    "# a",
    "\\#a",
    "a b",
    "[ab]",
    "[",
];

fn folder() -> impl Strategy<Value = Vec<&'static str>> {
    vec(select(&NAMES[..]), 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_walk_finds_what_ignore_finds(
        cards in vec(folder(), 1..12),
        ignores in vec((folder(), vec(select(&LINES[..]), 1..4)), 0..5),
        start in vec(select(&NAMES[..]), 0..2),
    ) {
        let place = tempfile::tempdir().expect("there is room for a folder");
        let root = place.path().join("root");
        let at = |parts: &[&str]| root.join(parts.iter().collect::<PathBuf>());
        for card in &cards {
            fs::create_dir_all(at(card)).expect("a folder can be made");
            fs::write(at(card).join(CARD), "").expect("a card can be written");
        }
        for (folder, lines) in &ignores {
            fs::create_dir_all(at(folder)).expect("a folder can be made");
            fs::write(at(folder).join(".gitignore"), lines.join("\n")).expect("it can be written");
        }
        let start = at(&start);
        fs::create_dir_all(&start).expect("a folder can be made");
        prop_assert_eq!(found(&start), found_by_ignore(&start));
    }
}

/// A folder with these files.
fn place(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("there is room for a folder");
    for (path, bytes) in files {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("there is room");
        fs::write(path, bytes).expect("there is room");
    }
    place
}

fn below(root: &Path, cards: &BTreeSet<PathBuf>) -> Vec<String> {
    let below = cards.iter().map(|card| card.strip_prefix(root));
    let below = below.map(|card| card.expect("it is below").display().to_string());
    below.collect()
}

#[test]
fn a_repository_is_not_ruled_from_above_it() {
    let place = place(&[
        (".gitignore", b"*"),
        ("repo/.git/HEAD", b""),
        ("repo/README.md", b""),
        ("repo/a/README.md", b""),
        ("repo/.gitignore", b"c"),
        ("repo/c/README.md", b""),
        ("repo/b/.git", b"gitdir: elsewhere"),
        ("repo/b/README.md", b""),
        ("repo/b/c/README.md", b""),
        ("other/README.md", b""),
    ]);
    let root = place.path();
    assert_eq!(found(root), BTreeSet::new());
    let repo = root.join("repo");
    let all = ["README.md", "a/README.md", "b/README.md", "b/c/README.md"];
    assert_eq!(below(&repo, &found(&repo)), all);
    assert_eq!(below(&repo, &found(&repo.join("a"))), ["a/README.md"]);
    assert_eq!(found(&root.join("other")), BTreeSet::new());
    // What is named is gone into.
    assert_eq!(below(&repo, &found(&repo.join("c"))), ["c/README.md"]);
}

/// An allow-list keeps hidden folders too, but what git keeps is nobody's card.
#[test]
fn what_git_keeps_is_never_gone_into() {
    let place = place(&[
        (".gitignore", b"*\n!*/\n!README.md\n"),
        (".git/README.md", b""),
        (".hidden/README.md", b""),
        ("a/.git/README.md", b""),
        ("a/README.md", b""),
    ]);
    let cards = below(place.path(), &found(place.path()));
    assert_eq!(cards, [".hidden/README.md", "a/README.md"]);
}

#[test]
fn a_line_that_is_no_pattern_is_passed_over() {
    let lines = b"\xef\xbb\xbfa/\r\ncaf\xe9/\n[\nb\\\nc/\n";
    let place = place(&[
        (".gitignore", lines),
        ("a/README.md", b""),
        ("c/README.md", b""),
        ("d/README.md", b""),
    ]);
    assert_eq!(below(place.path(), &found(place.path())), ["d/README.md"]);
}

#[test]
fn a_folder_may_have_the_name_of_a_file() {
    let place = place(&[
        ("gatecard.toml/README.md", b""),
        ("README.md/README.md", b""),
        (".gitignore/README.md", b""),
    ]);
    let cards = below(place.path(), &found(place.path()));
    assert_eq!(cards, ["README.md/README.md", "gatecard.toml/README.md"]);
}

/// Each number comes from another, and is met once, however many threads there are.
#[test]
fn work_is_done_once_and_to_its_end() {
    let counts: [fn() -> usize; 4] = [|| 1, || 2, || 3, || 16];
    for most in counts {
        let sums = crew::share(
            vec![1_u32],
            most,
            || 0_u64,
            |sum, number| {
                *sum += u64::from(number);
                let children = number * 64 - 62..=number * 64 + 1;
                children.filter(|child| *child < 50_000).collect()
            },
        );
        assert!(sums.len() <= most());
        assert_eq!(sums.iter().sum::<u64>(), (1..50_000).sum::<u64>());
    }
}

/// Each of the first two pieces waits for the other: one thread alone would never end.
#[test]
fn much_work_starts_a_thread() {
    let (both, met) = (Barrier::new(2), AtomicUsize::new(0));
    let visitors = crew::share(
        (0..64).collect(),
        || 2,
        || (),
        |(), _| {
            if met.fetch_add(1, Ordering::SeqCst) < 2 {
                both.wait();
            }
            Vec::new()
        },
    );
    assert_eq!(visitors.len(), 2);
}

#[test]
fn little_work_starts_no_thread() {
    let most = || panic!("nobody has to know");
    let visitors = crew::share(vec![1, 2, 3], most, || (), |(), _| Vec::new());
    assert_eq!(visitors.len(), 1);
}

/// All four threads are at work when one of them panics; the others do what is left, then the panic
/// goes on.
#[test]
fn a_panic_holds_nobody_up() {
    let (all, met) = (Barrier::new(4), AtomicUsize::new(0));
    let ended = std::panic::catch_unwind(|| {
        crew::share(
            (0..1000).collect(),
            || 4,
            || (),
            |(), number: i32| {
                let before = met.fetch_add(1, Ordering::SeqCst);
                if before < 4 {
                    all.wait();
                }
                assert!(before != 0, "this is to be seen");
                (1000..1003).filter(|_| number == 500).collect()
            },
        )
    });
    assert!(ended.is_err());
    assert_eq!(met.load(Ordering::SeqCst), 1003);
}

/// The system lists a folder as the standard library does.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_is_listed_as_elsewhere() {
    use super::entries::{Kind, each, others};

    let place = tempfile::tempdir().expect("there is room for a folder");
    for number in 0..2000 {
        let name = format!("a name that is not short, so that there are many buffers {number}");
        fs::write(place.path().join(name), "").expect("there is room");
    }
    fs::create_dir(place.path().join("folder")).expect("there is room");
    std::os::unix::fs::symlink("folder", place.path().join("link")).expect("there is room");
    std::os::unix::net::UnixListener::bind(place.path().join("socket")).expect("there is room");
    let mut ours = BTreeSet::new();
    let mut theirs = BTreeSet::new();
    let entry = |entry: std::io::Result<(&std::ffi::OsStr, Kind)>| {
        let (name, kind) = entry.expect("it is known");
        (name.to_owned(), format!("{kind:?}"))
    };
    each(place.path(), |it| assert!(ours.insert(entry(it)))).expect("it can be listed");
    others::each(place.path(), |it| assert!(theirs.insert(entry(it)))).expect("it can be listed");
    assert_eq!(ours.len(), 2003);
    assert_eq!(ours, theirs);
    let why = |listed: std::io::Result<()>| listed.err().map(|why| why.to_string());
    for path in ["none", "socket", "link/none"] {
        let path = place.path().join(path);
        assert_eq!(why(each(&path, |_| ())), why(others::each(&path, |_| ())));
    }
}
