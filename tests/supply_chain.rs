//! What gatecard is built of: how much the library needs, from where, and under which licences.
//! cargo-deny looks further, with `deny.toml`, in CI; this needs nothing but cargo.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use toml::{Table, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("the file is there")
}

fn table(path: &str) -> Table {
    read(path).parse().expect("it is TOML")
}

/// What a package is built of: names with versions, and licences.
fn crates(package: &str, options: &[&str]) -> BTreeMap<String, String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut tree = Command::new(cargo);
    tree.current_dir(root())
        .args(["tree", "--locked", "--offline", "--edges", "normal"])
        .args(["--prefix", "none", "--no-dedupe", "--format", "{p}|{l}"])
        .args(["--package", package])
        .args(options);
    let done = tree.output().expect("cargo runs");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said}");
    let listed = String::from_utf8(done.stdout).expect("it is text");
    let lines = listed.lines().filter_map(|line| line.split_once('|'));
    let crates = lines.map(|(name, license)| (name.to_owned(), license.to_owned()));
    crates
        .filter(|(name, _)| !name.starts_with("gatecard"))
        .collect()
}

#[test]
fn the_readme_tells_how_many_crates_the_library_needs() {
    let all = crates("gatecard", &[]).len();
    let fewest = crates("gatecard", &["--no-default-features"]);
    let names: Vec<&str> = fewest
        .keys()
        .filter_map(|name| name.split(' ').next())
        .collect();
    let expected = format!(
        "It needs {all} other crates, or {} ({})",
        names.len(),
        names.join(" and ")
    );
    let readme = read("README.md").replace('\n', " ");
    assert!(readme.contains(&expected), "README.md lacks {expected:?}");
}

#[test]
fn the_readme_tells_which_rust_is_needed() {
    let manifest = table("Cargo.toml");
    let version = manifest["workspace"]["package"]["rust-version"].as_str();
    let expected = format!(
        "Rust](https://rustup.rs) {} or newer",
        version.expect("it is declared")
    );
    assert!(
        read("README.md").contains(&expected),
        "README.md lacks {expected:?}"
    );
}

#[test]
fn all_crates_come_from_crates_io_with_a_checksum() {
    for lock in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let lock = table(lock);
        let packages = lock["package"].as_array().expect("there are some");
        let (own, others): (Vec<_>, Vec<_>) = packages
            .iter()
            .partition(|package| package.get("source").is_none());
        assert!(
            own.iter().all(|package| package["name"]
                .as_str()
                .is_some_and(|name| name.starts_with("gatecard"))),
            "{own:?}"
        );
        for package in others {
            let from = package["source"].as_str();
            assert_eq!(
                from,
                Some("registry+https://github.com/rust-lang/crates.io-index"),
                "{package:?}"
            );
            assert!(package.get("checksum").is_some(), "{package:?}");
        }
    }
}

/// The licences that deny.toml allows: for all crates, and for single ones.
struct Allowed {
    everywhere: BTreeSet<String>,
    exceptions: BTreeSet<(String, String)>,
}

impl Allowed {
    fn read() -> Self {
        let texts = |value: &Value| -> Vec<String> {
            let items = value.as_array().expect("it is a list").iter();
            items
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect()
        };
        let deny = table("deny.toml");
        let licenses = &deny["licenses"];
        let exceptions = licenses["exceptions"]
            .as_array()
            .expect("it is a list")
            .iter();
        let exceptions = exceptions.flat_map(|exception| {
            let name = exception["crate"]
                .as_str()
                .expect("it has a name")
                .to_owned();
            texts(&exception["allow"])
                .into_iter()
                .map(move |license| (name.clone(), license))
        });
        Self {
            everywhere: texts(&licenses["allow"]).into_iter().collect(),
            exceptions: exceptions.collect(),
        }
    }

    /// Whether a crate can be used under an expression such as `(MIT OR Apache-2.0) AND
    /// Unicode-3.0`.
    fn accepts(&self, name: &str, license: &str) -> bool {
        let one = |license: &str| {
            let license = license.trim_matches(['(', ')', ' ']);
            self.everywhere.contains(license)
                || self
                    .exceptions
                    .contains(&(name.to_owned(), license.to_owned()))
        };
        license
            .split(" AND ")
            .all(|all| all.replace('/', " OR ").split(" OR ").any(one))
    }
}

#[test]
fn licences_are_those_that_deny_toml_allows() {
    let allowed = Allowed::read();
    assert!(!allowed.accepts("some", "GPL-3.0-only AND MIT"));
    for (name, license) in crates("gatecard-cli", &["--all-features"]) {
        let name = name.split(' ').next().unwrap_or_default();
        assert!(allowed.accepts(name, &license), "{name}: {license:?}");
    }
}
