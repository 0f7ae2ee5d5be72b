//! What a start computes: nothing that the run does not need. Valgrind says what is called.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it leaves out"
)]
#![cfg(target_os = "linux")]

#[allow(dead_code, reason = "the other tests that count need the rest")]
#[path = "linear/counter.rs"]
mod counter;
#[path = "support/needed.rs"]
mod needed;

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::Path,
};

use counter::Counter;
use tempfile::TempDir;

const GATECARD: &str = env!("CARGO_BIN_EXE_gatecard");

const CARD: &str = "\
---
extra_gated_heading: Ask for access
extra_gated_prompt: You agree to the **terms** of the *Amber* models.
extra_gated_fields:
  Affiliation: text
  Country: country
  I agree to the terms above: checkbox
---
# Amber
";

/// The crates that a check of a card without mistakes runs: no regular expression is compiled, no
/// configuration parsed, no Markdown, HTML or JSON touched.
const NEEDED: [&str; 14] = [
    "alloc",
    "anstream",
    "clap_builder",
    "clap_lex",
    "core",
    "gatecard",
    "gatecard_cli",
    "hashbrown",
    // No more than a type of it, where there is no .gitignore.
    "ignore",
    "linux_raw_sys",
    "memchr",
    "rustix",
    "std",
    "std_detect",
];

/// What a run calls, and how often.
struct Calls(HashMap<String, u64>);

impl Calls {
    fn of(counter: &Counter, folder: &Path, arguments: &[&str]) -> Self {
        let counts = TempDir::new().expect("there is room");
        let mut command = counter.command(counts.path());
        command.arg(GATECARD).args(arguments).current_dir(folder);
        let done = command.output().expect("valgrind runs");
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let text = fs::read_to_string(counts.path().join("count")).expect("it was counted");
        Self::read(&text)
    }

    /// A name is written once, with a number, and is that number from then on.
    fn read(text: &str) -> Self {
        let mut names = HashMap::new();
        let mut calls = HashMap::new();
        let mut called = String::new();
        for line in text.lines() {
            let function = line
                .strip_prefix("cfn=")
                .or_else(|| line.strip_prefix("fn="));
            if let Some((number, name)) = function.and_then(|it| it.split_once(')')) {
                let name = name.trim();
                if !name.is_empty() {
                    names.insert(number.to_owned(), name.to_owned());
                }
                called.clone_from(&names[number]);
                calls.entry(called.clone()).or_default();
            } else if let Some(times) = line.strip_prefix("calls=") {
                let times: u64 = times
                    .split(' ')
                    .next()
                    .and_then(|times| times.parse().ok())
                    .expect("a number");
                *calls.entry(called.clone()).or_default() += times;
            }
        }
        Self(calls)
    }

    /// The crates of the functions. Those of C have none.
    fn crates(&self) -> BTreeSet<&str> {
        let names = self.0.keys().filter_map(|name| {
            let name = name.trim_start_matches(['<', '&', '*', '(', '[']);
            let name = name.strip_prefix("mut ").unwrap_or(name);
            let name = name.strip_prefix("dyn ").unwrap_or(name);
            name.split_once("::").map(|(name, _)| name)
        });
        let names = names.map(|name| name.split('[').next().unwrap_or(name));
        let is_crate = |name: &&str| {
            name.bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'_')
        };
        names
            .filter(is_crate)
            .filter(|name| *name != "__rustc")
            .collect()
    }

    fn times(&self, function: &str) -> u64 {
        self.0.get(function).copied().unwrap_or_default()
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("there is room");
    fs::write(path, text).expect("there is room");
}

#[test]
fn a_check_runs_what_it_needs_alone() {
    let Some(counter) = Counter::find() else {
        return;
    };
    let folder = TempDir::new().expect("there is room");
    write(folder.path(), "README.md", CARD);
    let needed = BTreeSet::from(NEEDED);
    for path in ["README.md", "."] {
        let calls = Calls::of(&counter, folder.path(), &["check", path]);
        let crates = calls.crates();
        let others: Vec<_> = crates.difference(&needed).collect();
        assert!(others.is_empty(), "check {path} runs {others:?}");
        assert!(
            crates.contains("gatecard") && crates.contains("memchr"),
            "{crates:?}"
        );
    }
}

#[test]
fn a_configuration_is_read_once() {
    let Some(counter) = Counter::find() else {
        return;
    };
    let folder = TempDir::new().expect("there is room");
    write(folder.path(), "gatecard.toml", "pedantic = true\n");
    for card in ["a", "b/c", "b/d", "e/f/g"] {
        write(folder.path(), &format!("{card}/README.md"), CARD);
    }
    for arguments in [
        &["check", "."][..],
        &["check", "a/README.md", "b/c/README.md", "e/f/g/README.md"],
    ] {
        let calls = Calls::of(&counter, folder.path(), arguments);
        assert_eq!(
            calls.times("gatecard_cli::config::file::found"),
            1,
            "{arguments:?}"
        );
        assert!(calls.crates().contains("toml"), "{:?}", calls.crates());
    }
}
