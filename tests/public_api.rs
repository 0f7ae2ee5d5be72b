//! Everything public of the library, as `tests/public-api/gatecard.txt` lists it, so that no change
//! of it goes unseen. `GATECARD_UPDATE_DOCS=1` writes the list anew.
//!
//! The list is made of what rustdoc knows, in a form that every version of Rust has its own of: it
//! is made with the oldest Rust that gatecard supports, and the test is skipped with others.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it leaves out"
)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use gatecard::{Card, Finding, Gate, LineIndex, Reading};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Whether cargo runs the version of Rust that the list is made with.
fn is_oldest_rust() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut version = Command::new(rustc);
    let version = version.arg("--version").current_dir(root());
    let said = version.output().expect("rustc runs").stdout;
    let said = String::from_utf8_lossy(&said).into_owned();
    let oldest = format!("rustc {}.", env!("CARGO_PKG_RUST_VERSION"));
    if !said.starts_with(&oldest) {
        println!("SKIPPED: {} is not {oldest}x", said.trim());
    }
    said.starts_with(&oldest)
}

/// What rustdoc knows of the library, in a file.
fn rustdoc() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("public-api");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut rustdoc = Command::new(cargo);
    rustdoc
        .current_dir(root())
        .env("RUSTC_BOOTSTRAP", "1")
        .args([
            "rustdoc",
            "--quiet",
            "--locked",
            "--lib",
            "--package",
            "gatecard",
        ])
        .arg("--target-dir")
        .arg(&folder)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"]);
    let done = rustdoc.output().expect("cargo runs");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said}");
    folder.join("doc/gatecard.json")
}

#[test]
fn the_public_interface_is_the_one_that_is_listed() {
    if !is_oldest_rust() {
        return;
    }
    let api = public_api::Builder::from_rustdoc_json(rustdoc())
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()
        .expect("rustdoc's file can be read");
    let items: Vec<String> = api.items().map(ToString::to_string).collect();
    let found = items.join("\n") + "\n";
    let path = root().join("tests/public-api/gatecard.txt");
    if env::var_os("GATECARD_UPDATE_DOCS").is_some() {
        fs::write(&path, &found).expect("the list can be written");
    }
    let listed = fs::read_to_string(&path)
        .expect("there is a list")
        .replace("\r\n", "\n");
    let missing = listed
        .lines()
        .filter(|line| !found.lines().any(|it| it == *line));
    let missing: Vec<String> = missing.map(|line| format!("- {line}")).collect();
    let new = found
        .lines()
        .filter(|line| !listed.lines().any(|it| it == *line));
    let new: Vec<String> = new.map(|line| format!("+ {line}")).collect();
    assert!(
        listed == found,
        "the public interface is another; is it meant? GATECARD_UPDATE_DOCS=1 writes the list anew\n{}\n{}",
        missing.join("\n"),
        new.join("\n")
    );
}

/// What goes from thread to thread in programs that check many cards.
#[test]
fn cards_and_findings_can_be_sent_to_other_threads() {
    fn is_send<T: Send>() {}
    fn is_shared<T: Send + Sync>() {}
    is_send::<Card<'_>>();
    is_send::<Reading<'_>>();
    is_shared::<Finding>();
    is_shared::<Gate<'_>>();
    is_shared::<LineIndex<'_>>();
}
