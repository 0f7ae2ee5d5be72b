//! What holds for any bytes at all, proved on every fixture, `fixtures/found` among them: what fuzz
//! targets came upon. `fuzz` goes on from there.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it looks at"
)]

#[path = "invariants/mod.rs"]
mod invariants;
#[path = "readers/mutate.rs"]
#[allow(dead_code, reason = "the tests of readers use all of it")]
mod mutate;

use std::{
    collections::BTreeMap,
    fs, panic,
    path::{Path, PathBuf},
};

use gatecard::yaml::Reader;
use invariants::readings::{Other, Outcome, compare};

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
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut files = Vec::new();
    files_in(&root, &mut files);
    files.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("the card can be read");
        (path, bytes)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn every_invariant_holds_for_every_fixture() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 500, "there are fixtures");
    for (name, check) in invariants::ALL {
        for (path, bytes) in &fixtures {
            let proved = panic::catch_unwind(|| check(bytes));
            assert!(proved.is_ok(), "{name}: {}", path.display());
        }
    }
}

#[test]
fn explore() {
    let fixtures = fixtures();
    let mut texts: Vec<String> = fixtures
        .iter()
        .filter_map(|(_, b)| String::from_utf8(b.clone()).ok())
        .collect();
    let mut extra = Vec::new();
    if let Ok(folder) = std::env::var("EXPLORE") {
        files_in(Path::new(&folder), &mut extra);
    }
    for p in extra {
        if let Ok(t) = fs::read_to_string(p) {
            texts.push(t);
        }
    }
    let n = texts.len();
    let count: usize = std::env::var("COUNT")
        .ok()
        .and_then(|c| c.parse().ok())
        .unwrap_or(2000);
    let mut random = mutate::Random::new(
        std::env::var("SEED")
            .ok()
            .and_then(|c| c.parse().ok())
            .unwrap_or(1),
    );
    for i in 0..count {
        texts.push(match i % 6 {
            0 => mutate::invent(&mut random),
            _ => mutate::mutate(&texts[random.below(n)].clone(), &mut random),
        });
    }
    panic::set_hook(Box::new(|_| {}));
    for reader in [Reader::Hub, Reader::Python] {
        for other in Other::ALL {
            let mut outcomes: BTreeMap<Outcome, usize> = BTreeMap::new();
            let mut shown = Vec::new();
            let mut failed = 0;
            for text in &texts {
                match panic::catch_unwind(|| compare(text, reader, other)) {
                    Ok(o) => *outcomes.entry(o).or_default() += 1,
                    Err(e) => {
                        failed += 1;
                        let m = e.downcast_ref::<String>().cloned().unwrap_or_default();
                        shown.push(m);
                    }
                }
            }
            println!("=== {reader} {other:?}: {outcomes:#?} failed {failed}");
            shown.sort_by_key(|m| m.len());
            for m in shown.iter().take(25) {
                println!("--- {m:.700}");
            }
        }
    }
}
