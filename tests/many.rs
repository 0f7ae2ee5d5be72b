//! The work of whole runs over many files: twice as many take at most twice the work. Valgrind
//! counts instructions; those of git, which has its own process, do not count.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says what it counts"
)]
#![cfg(unix)]

#[allow(dead_code, reason = "tests/linear.rs uses the rest")]
#[path = "linear/counter.rs"]
mod counter;
#[path = "support/needed.rs"]
mod needed;
#[path = "support/repo.rs"]
mod repo;

use std::{fs, os::unix::fs::symlink, path::Path, process::Command};

use counter::{Counter, factor};
use repo::{GATECARD, Home, RIGHT, Repo, output, said};

/// How many files the smallest run is about.
const FILES: usize = 64;

/// The instructions of a run of the command, which has to find nothing.
fn work(counter: &Counter, of: &Path, arguments: &[String], run: impl Fn(&str) -> Command) -> u64 {
    let valgrind = counter.command(of);
    let program = valgrind.get_program().to_str().expect("a plain name");
    let mut command = run(program);
    command
        .args(valgrind.get_args())
        .arg(GATECARD)
        .args(arguments);
    let done = output(&mut command);
    assert!(done.status.success(), "{arguments:?}: {}", said(&done));
    Counter::total(of)
}

/// Counts a run with so many files, twice and four times as many. What is done for each pair of
/// files is seen where it takes a few hundred instructions.
fn stays_linear(name: &str, work: impl Fn(usize) -> u64) {
    let [one, two, four] = [1, 2, 4].map(|times| work(FILES * factor() * times));
    println!("{name}: {one} {two} {four}");
    let [first, second] = [two.saturating_sub(one), four.saturating_sub(two)];
    assert!(
        second <= first * 22 / 10 + 200_000,
        "{name}: more than twice the work: {one} {two} {four}"
    );
}

fn strings(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(|it| (*it).to_owned()).collect()
}

/// A repository with so many cards that are links to the last of its files, all of them committed.
fn links(home: &Home, count: usize) -> Repo<'_> {
    let repo = home.repo("cards");
    for number in 0..count {
        let folder = repo.path.join(format!("m{number:05}"));
        fs::create_dir(&folder).expect("there is room");
        symlink("../z.txt", folder.join("README.md")).expect("there is room");
    }
    repo.commit("z.txt", RIGHT);
    repo
}

#[test]
fn pages_that_are_written_again() {
    let Some(counter) = Counter::find() else {
        return;
    };
    stays_linear("pages", |count| {
        let home = Home::new();
        let repo = home.repo("cards");
        for number in 0..count {
            repo.write(&format!("m{number:05}/README.md"), RIGHT);
        }
        let arguments = strings(&["preview", ".", "-o", "../pages"]);
        let run = |program: &str| repo.command(program);
        work(&counter, home.path(), &arguments, run);
        work(&counter, home.path(), &arguments, run)
    });
}

#[test]
fn links_in_a_commit() {
    let Some(counter) = Counter::find() else {
        return;
    };
    stays_linear("links", |count| {
        let home = Home::new();
        let repo = links(&home, count);
        let arguments = strings(&["check", "--rev", "HEAD"]);
        work(&counter, home.path(), &arguments, |it| repo.command(it))
    });
}

#[test]
fn paths_in_the_index() {
    let Some(counter) = Counter::find() else {
        return;
    };
    stays_linear("paths", |count| {
        let home = Home::new();
        let repo = links(&home, count);
        let paths = (0..count).map(|number| format!("m{number:05}/README.md"));
        let mut arguments = strings(&["check", "--staged"]);
        arguments.extend(paths);
        work(&counter, home.path(), &arguments, |it| repo.command(it))
    });
}
