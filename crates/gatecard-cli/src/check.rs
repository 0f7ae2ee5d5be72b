//! `gatecard check`: settings, cards, reading, checking, baseline, fixes, output.
//!
//! * `job`: what is done with one card
//! * `visit`: the cards of each thread
//! * `fixing`: what is changed in cards
//! * `rewrite`: how they are put in the place of the old ones
//! * `results`: what came out, and how it is told

mod fixing;
mod job;
mod results;
mod rewrite;
mod visit;

use std::{
    collections::HashSet,
    fs,
    io::{self, Write as _},
    path::Path,
};

use gatecard::CheckOptions;

use self::{fixing::Fixing, job::Job, results::Results, visit::Thread};
use crate::{
    args::{CheckArgs, LookArgs},
    baseline::{self, Baseline},
    escape,
    exit::Exit,
    output::{Writer, counted, stream},
    read::{CardReader, whole_stdin},
    repo_path::RepoPaths,
    walk,
};

/// The path that means standard input.
const STDIN: &str = "-";

/// Whether a path of the command line means standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new(STDIN)
}

/// Checks cards and prints what was found.
pub(crate) fn run(args: &CheckArgs, look: LookArgs) -> io::Result<Exit> {
    stream::escape_panics();
    let job = match job(args, look) {
        Ok(job) => job,
        Err(failure) => {
            stream::complain(&failure);
            return Ok(Exit::Failure);
        }
    };
    let fixing = Fixing::new(&job, args, look);
    let mut results = found(&job, args);
    if let Some(fixing) = &fixing {
        fixing.files(&mut results);
    }
    let mut filtered = None;
    if args.paths.iter().any(|path| is_stdin(path)) {
        filtered = stdin(&job, fixing.as_ref(), &args.stdin_filename, &mut results);
    }
    results.outcomes.sort_by(|a, b| a.path.cmp(&b.path));
    compare(&job, args, &mut results);
    print(&job, args, &results, filtered.as_deref())?;
    results.tell(args);
    Ok(results.exit(&args.changes))
}

/// The settings for all cards.
fn job(args: &CheckArgs, look: LookArgs) -> Result<Job, String> {
    let baseline = args.changes.baseline.as_deref().map(Baseline::read);
    Ok(Job {
        options: CheckOptions {
            pedantic: args.pedantic,
            repo_type: args.repo_type.map(Into::into),
            ..CheckOptions::default()
        },
        fail_on: args.fail_on,
        writer: Writer::new(args.format, look),
        baseline: baseline.transpose()?,
        records: args.changes.write_baseline.is_some(),
        repo_paths: RepoPaths::default(),
    })
}

/// Checks all files and folders that the command line names.
fn found(job: &Job, args: &CheckArgs) -> Results {
    let mut results = Results::default();
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for path in args.paths.iter().filter(|path| !is_stdin(path)) {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => folders.push(path.clone()),
            Ok(_) => files.push(path.clone()),
            Err(error) => results.fail(path, &error),
        }
    }
    let new = || Thread::new(job);
    let visitors = walk::files(&files, new);
    let visitors = visitors.into_iter().chain(walk::folders(&folders, new));
    visitors.for_each(|thread| results.add(thread.results));
    if args.paths.len() > 1 {
        results.forget_repeats();
    }
    results.outcomes.sort_by(|a, b| a.path.cmp(&b.path));
    results
}

/// Checks standard input, and gives what becomes of it where cards are changed.
fn stdin(
    job: &Job,
    fixing: Option<&Fixing<'_>>,
    name: &Path,
    results: &mut Results,
) -> Option<Vec<u8>> {
    let Some(fixing) = fixing else {
        match CardReader::new().stdin() {
            Ok(bytes) => results.card(name, job.check(name, &bytes)),
            Err(error) => results.fail(name, &error),
        }
        return None;
    };
    match whole_stdin() {
        Ok(bytes) => {
            let (bytes, outcome) = fixing.stream(name, bytes, results);
            results.card(name, outcome);
            Some(bytes)
        }
        Err(error) => {
            results.fail(name, &error);
            None
        }
    }
}

/// Writes a new baseline, or says what of the old one is gone.
fn compare(job: &Job, args: &CheckArgs, results: &mut Results) {
    if let Some(path) = &args.changes.write_baseline {
        let name = escape::path(path);
        let known: Vec<_> = results
            .outcomes
            .iter()
            .flat_map(|it| it.recorded.clone())
            .collect();
        if results.has_failed() {
            let failure = format!("{name} is not written, since not all cards could be checked");
            results.failures.push(failure);
        } else if let Err(error) = baseline::write(path, &known) {
            results
                .failures
                .push(format!("cannot write {name}: {error}"));
        }
    }
    if let (Some(baseline), Some(path)) = (&job.baseline, &args.changes.baseline) {
        let files: HashSet<String> = results
            .cards
            .iter()
            .map(|card| job.repo_paths.of(card))
            .collect();
        let met = results.outcomes.iter().flat_map(|it| &it.known);
        let stale = baseline.stale(
            &files,
            &job.repo_paths,
            &met.map(String::as_str).collect(),
            job.options,
        );
        if stale > 0 {
            let name = escape::path(path);
            results.notices.push(format!(
                "{} in {name} are gone; --write-baseline {name} records what is left",
                counted(stale, "finding"),
            ));
        }
    }
}

/// Prints the findings, or what becomes of the cards.
fn print(
    job: &Job,
    args: &CheckArgs,
    results: &Results,
    filtered: Option<&[u8]>,
) -> io::Result<()> {
    if args.changes.diff {
        return stream::print(|out| out.write_all(results.diffs.concat().as_bytes()));
    }
    if filtered.is_none() && !results.has_output(&job.writer) {
        return Ok(());
    }
    let Some(filtered) = filtered else {
        return stream::print(|out| results.print(&job.writer, out));
    };
    stream::print(|out| out.write_all(filtered))?;
    results.print(&job.writer, &mut io::stderr().lock())
}
