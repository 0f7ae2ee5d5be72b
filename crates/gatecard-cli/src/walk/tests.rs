//! What a walk finds, beside what `ignore` finds, whose own walk reads the same files.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use ignore::WalkBuilder;
use proptest::{collection::vec, prelude::*, sample::select};

use super::{CARD, Visitor, crew, folders};

/// Collects cards.
#[derive(Default)]
struct Cards(Vec<PathBuf>);

impl Visitor for Cards {
    fn named(&mut self, _: &Path) {}

    fn card(&mut self, path: &Path) {
        self.0.push(path.to_owned());
    }

    fn enter(&mut self, _: &Path) -> bool {
        true
    }

    fn config(&mut self, _: &Path) {}

    fn not_a_file(&mut self, path: &Path) {
        panic!("{} is a file", path.display());
    }

    fn failure(&mut self, message: String) {
        panic!("{message}");
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
                *sum += u64::from(*number);
                let children = [number * 2, number * 2 + 1].into_iter();
                children.filter(|child| *child < 50_000).collect()
            },
        );
        assert!(sums.len() <= most());
        assert_eq!(sums.iter().sum::<u64>(), (1..50_000).sum::<u64>());
    }
}

#[test]
fn little_work_starts_no_thread() {
    let most = || panic!("nobody has to know");
    let visitors = crew::share(vec![1, 2, 3], most, || (), |(), _| Vec::new());
    assert_eq!(visitors.len(), 1);
}

#[test]
fn a_panic_ends_the_work_and_holds_nobody_up() {
    let met = AtomicUsize::new(0);
    let all = std::panic::catch_unwind(|| {
        crew::share(
            (0..1000).collect(),
            || 4,
            || (),
            |(), number| {
                met.fetch_add(1, Ordering::Relaxed);
                assert!(*number != 500, "this is to be seen");
                Vec::new()
            },
        )
    });
    assert!(all.is_err());
    assert!(met.load(Ordering::Relaxed) > 1);
}
