//! The formats of `gatecard check`: each by its published schema or with a real program that reads
//! it, over all fixtures and over hostile cards.
//!
//! * `programs`: the schemas and the programs
//! * `hostile`: cards made to break a format
//! * `log`: what a terminal or a CI system would obey
//! * `places`: lines, columns and fixes, counted another way
//! * `usage`: what goes where
//! * `page`: docs/formats.md

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says what it leaves out"
)]

#[path = "formats/hostile.rs"]
mod hostile;
#[path = "formats/log.rs"]
mod log;
#[path = "support/needed.rs"]
mod needed;
#[path = "formats/page.rs"]
mod page;
#[path = "formats/places.rs"]
mod places;
#[path = "formats/programs.rs"]
mod programs;
mod support;
#[path = "support/folder.rs"]
mod temporary;
#[path = "formats/usage.rs"]
mod usage;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use assert_cmd::Command;
use serde_json::Value;

/// The formats that programs read.
pub(crate) const FORMATS: [&str; 8] = [
    "json",
    "json-lines",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "rdjson",
    "checkstyle",
];

/// The command in an environment that says nothing about the terminal or a CI system.
pub(crate) fn gatecard(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("gatecard").expect("the command is built");
    command.current_dir(folder).args(arguments);
    for variable in ["COLUMNS", "NO_COLOR", "NO_GRAPHICS", "GITHUB_ACTIONS", "CI"] {
        command.env_remove(variable);
    }
    command.env("LC_ALL", "C.UTF-8");
    command
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    let output = gatecard(folder, arguments).output();
    output.expect("the command runs")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the output is UTF-8")
}

/// A folder with texts in it.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let files = files.iter().map(|(name, text)| (*name, text.as_bytes()));
    temporary::folder(&files.collect::<Vec<_>>())
}

/// Prints each format, and writes all of them to files in one run: those hold the same. Gives the
/// files, in the order of [`FORMATS`].
pub(crate) fn reports(folder: &Path, to: &Path, arguments: &[&str]) -> Vec<PathBuf> {
    let files = FORMATS.map(|format| to.join(format!("report.{format}")));
    let wanted = FORMATS.iter().zip(&files);
    let wanted: Vec<String> = wanted
        .map(|(format, file)| format!("--format={format}={}", file.display()))
        .collect();
    let wanted = wanted.iter().map(String::as_str);
    let all: Vec<&str> = ["check"]
        .into_iter()
        .chain(wanted)
        .chain(arguments.iter().copied())
        .collect();
    let together = run(folder, &all);
    for (format, file) in FORMATS.iter().zip(&files) {
        let alone = [&["check", "--format", format], arguments].concat();
        let printed = run(folder, &alone);
        assert_eq!(printed.status.code(), together.status.code(), "{format}");
        let written = fs::read_to_string(file).expect("the report is written, in UTF-8");
        let (printed, written) = (stdout(&printed), without_time(&written));
        assert!(
            without_time(&printed) == written,
            "{format} is written as it is printed"
        );
    }
    files.to_vec()
}

/// A test report without the time at which it was made.
pub(crate) fn without_time(report: &str) -> String {
    let mut parts = report.split("timestamp=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        let (time, rest) = part.split_once('"').expect("a time ends");
        assert_eq!(time.len(), "2026-11-21T13:48:27".len());
        out + "timestamp=\"2026-01-01T00:00:00\"" + rest
    })
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

/// How many findings there are in a report.
pub(crate) fn count(format: &str, report: &str) -> usize {
    let list = |path: &str| {
        json(report)
            .pointer(path)
            .and_then(|it| it.as_array().map(Vec::len))
    };
    let count = match format {
        "json" => list("/findings"),
        "json-lines" | "github" => Some(report.lines().count()),
        "sarif" => {
            let log = json(report);
            let results = log["runs"][0]["results"].as_array();
            let told = |results: &Vec<Value>| {
                let told = results.iter().filter(|it| it.get("suppressions").is_none());
                told.count()
            };
            results.map(told)
        }
        "gitlab" => list(""),
        "junit" => Some(report.matches("<failure ").count()),
        "rdjson" => list("/diagnostics"),
        _ => Some(report.matches("<error ").count()),
    };
    count.expect("the report has findings")
}

/// All cards that a rule must flag, and whole ones, named from the root of the repository.
fn fixtures() -> Vec<String> {
    let root = support::root();
    let mut cards = Vec::new();
    for folder in ["fixtures/rules", "fixtures/cards"] {
        let walk = ignore::WalkBuilder::new(root.join(folder)).build();
        let files = walk.map(|entry| entry.expect("the folder can be read").into_path());
        let cards_here = files.filter(|path| path.is_file());
        cards.extend(cards_here.filter_map(|path| {
            let path = path.strip_prefix(&root).ok()?.to_str()?.to_owned();
            (!path.contains("/leave/")).then_some(path)
        }));
    }
    cards.sort();
    assert!(cards.len() > 100, "there are fixtures");
    cards
}

#[test]
fn every_fixture_is_valid_in_every_format() {
    let to = tempfile::tempdir().expect("there is room");
    let cards = fixtures();
    let cards = cards.iter().map(String::as_str);
    let arguments: Vec<&str> = ["--pedantic", "--fail-on=info"]
        .into_iter()
        .chain(cards)
        .collect();
    let files = reports(&support::root(), to.path(), &arguments);
    let report = |file: &PathBuf| fs::read_to_string(file).expect("the report can be read");
    let findings = count("json", &report(&files[0]));
    assert!(findings > 500);
    for (format, file) in FORMATS.iter().zip(&files) {
        assert_eq!(count(format, &report(file)), findings, "{format}");
    }
    programs::validate(&files);
}
