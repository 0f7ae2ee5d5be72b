//! What holds for any bytes at all, proved on every fixture, `fixtures/found` among them: what fuzz
//! targets came upon. `fuzz` goes on from there.

#[path = "invariants/mod.rs"]
mod invariants;

use std::{
    fs, panic,
    path::{Path, PathBuf},
};

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
