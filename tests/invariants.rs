//! What holds for any bytes at all, proved on every fixture. `fuzz` proves the same on whatever it
//! comes upon, and what it found is in `fixtures/found`.
//!
//! The readings are compared on made cards as well: set `GATECARD_MUTATIONS` to their number and
//! `GATECARD_SEED` to another seed.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it looks at"
)]

#[path = "invariants/mod.rs"]
mod invariants;
#[path = "readers/mutate.rs"]
mod mutate;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs, panic,
    path::{Path, PathBuf},
};

use gatecard::yaml::Reader;
use invariants::{
    readings::{Other, Outcome, compare, reasons},
    with_block,
};
use mutate::{Random, invent, mutate};

/// How many cards are made, unless `GATECARD_MUTATIONS` says otherwise.
const MUTATIONS: usize = 1_000;
/// A reason explains at most one of so many made cards.
const EXPLAINED: usize = 25;
/// One of so many made cards has no original.
const INVENTED: usize = 6;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All files of a folder and of those within it.
fn files_in(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            files_in(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    files_in(&root().join("fixtures"), &mut files);
    files.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("the card can be read");
        (path, bytes)
    };
    files.into_iter().map(read).collect()
}

/// Proves one thing on all fixtures.
fn prove(name: &str) {
    let mut all = invariants::ALL.iter();
    let (_, check) = all.find(|(other, _)| *other == name).expect("it is known");
    let fixtures = fixtures();
    assert!(fixtures.len() > 500, "there are fixtures");
    for (path, bytes) in fixtures {
        let proved = panic::catch_unwind(|| check(&bytes));
        assert!(proved.is_ok(), "{}", path.display());
    }
}

#[test]
fn front_matter() {
    prove("front_matter");
}

#[test]
fn yaml() {
    prove("yaml");
}

#[test]
fn readings() {
    prove("readings");
}

#[test]
fn rules() {
    prove("rules");
}

#[test]
fn fixes() {
    prove("fixes");
}

#[test]
fn formats() {
    prove("formats");
}

#[test]
fn preview() {
    prove("preview");
}

#[test]
fn each_is_a_fuzz_target() {
    let mut targets = Vec::new();
    files_in(&root().join("fuzz/fuzz_targets"), &mut targets);
    let targets: BTreeSet<String> = targets
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    let known = invariants::ALL.iter().map(|(name, _)| (*name).to_owned());
    assert_eq!(targets, known.collect());
}

/// A number in an environment variable.
fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// Cards that are made of others.
fn made(originals: &[String]) -> Vec<String> {
    let count = number("GATECARD_MUTATIONS").map_or(MUTATIONS, |count| {
        usize::try_from(count).expect("the number of cards is small")
    });
    let mut random = Random::new(number("GATECARD_SEED").unwrap_or(1));
    let cards = (0..count).map(|index| match index % INVENTED {
        0 => invent(&mut random),
        _ => mutate(&originals[random.below(originals.len())], &mut random),
    });
    cards.collect()
}

/// A comparison that is always left out proves nothing, and a reason that no card needs hides what
/// it is not for.
#[test]
fn the_readings_are_compared() {
    let fixtures = fixtures();
    let cards = fixtures.iter();
    let cards: Vec<String> = cards
        .map(|(_, bytes)| with_block(bytes).into_owned())
        .collect();
    let made = made(&cards);
    let mut left: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for reader in [Reader::Hub, Reader::Python] {
        for other in Other::ALL {
            let outcomes = outcomes(&cards, reader, other);
            println!("{reader} and {other:?}: {outcomes:#?}");
            let count = |outcome| outcomes.get(&outcome).copied().unwrap_or_default();
            let compared = count(Outcome::Same) + count(Outcome::BothRefuse);
            assert!(
                compared * 4 > cards.len() * 3,
                "only {compared} of {} fixtures are compared",
                cards.len()
            );
            assert!(count(Outcome::Same) * 2 > cards.len());
            for (reason, count) in left_out(&outcomes) {
                let counts = left.entry(reason).or_default();
                counts.push(format!("{count} ({reader} and {other:?})"));
            }
            let outcomes = self::outcomes(&made, reader, other);
            let explained = left_out(&outcomes).filter(|(it, _)| reasons().any(|one| one == *it));
            for (reason, count) in explained {
                assert!(
                    count <= made.len() / EXPLAINED,
                    "{reason} explains {count} of {} made cards",
                    made.len()
                );
            }
        }
    }
    let unused: Vec<&str> = reasons()
        .filter(|reason| !left.contains_key(reason))
        .collect();
    assert_eq!(unused, [""; 0], "no fixture shows it");
    let counts = left.iter();
    let counts = counts.map(|(reason, counts)| format!("{reason}: {}\n", counts.join(", ")));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("invariants");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("reasons", counts.collect::<String>()));
}

/// How many cards are not compared, or differ, for each reason.
fn left_out(outcomes: &BTreeMap<Outcome, usize>) -> impl Iterator<Item = (&'static str, usize)> {
    outcomes
        .iter()
        .filter_map(|(outcome, count)| match outcome {
            Outcome::Left(reason) => Some((*reason, *count)),
            _ => None,
        })
}

fn outcomes(cards: &[String], reader: Reader, other: Other) -> BTreeMap<Outcome, usize> {
    let mut outcomes = BTreeMap::new();
    for card in cards {
        *outcomes.entry(compare(card, reader, other)).or_default() += 1;
    }
    outcomes
}
