//! What several tests need.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Compares a generated file with what is committed, or writes it.
pub(crate) fn generated(path: &str, text: &str) {
    let path = root().join(path);
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let is_fresh = committed == text;
    // Other tests read these files at the same time.
    if !is_fresh && env::var_os("GATECARD_UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        fs::write(&path, text).expect("the file can be written");
        return;
    }
    assert!(
        is_fresh,
        "{} is out of date: run GATECARD_UPDATE_DOCS=1 cargo test -p gatecard-cli",
        path.display()
    );
}
