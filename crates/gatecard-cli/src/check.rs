//! `gatecard check`: settings, cards, reading, checking, baseline, fixes, output.
//!
//! * `from_git`: cards that are read from git
//! * `job`: what is done with one card
//! * `visit`: the cards of each thread
//! * `fixing`: what is changed in cards
//! * `report`: the same for bytes, for fuzzers
//! * `rewrite`: how they are put in the place of the old ones
//! * `stop`: Ctrl-C meanwhile
//! * `results`: what came out, and how it is told

mod fixing;
mod from_git;
mod job;
mod report;
mod results;
mod rewrite;
mod stop;
mod visit;

use std::{
    borrow::Cow,
    collections::HashMap,
    fs,
    io::{self, Write as _},
    path::Path,
};

use clap::Parser as _;
use gatecard::Rule;

pub(crate) use self::from_git::{Wanted, is_card};
pub use self::report::Reports;
use self::{fixing::Fixing, job::Job, results::Results, visit::Thread};
use crate::{
    args::{CheckArgs, Cli, Command, LookArgs},
    baseline::{self, Baseline},
    config::Configs,
    escape,
    exit::Exit,
    output::{Outputs, Progress, cannot_write, counted, problems, stream},
    read::{CardReader, whole_stdin},
    repo_path::RepoPaths,
    spared::Spared,
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
    let mut results = if is_in_git(args) {
        in_git(&job, args)
    } else {
        found(&job, args)
    };
    let stop = fixing.as_ref().map(|it| it.files(&mut results));
    let stop = stop.unwrap_or_default();
    let mut filtered = None;
    if args.paths.iter().any(|path| is_stdin(path)) {
        // Nothing is cut short by an end while standard input is waited for.
        filtered = if stop.release() {
            Some(Vec::new())
        } else {
            stdin(&job, fixing.as_ref(), &args.stdin_filename, &mut results)
        };
    }
    let ended = end(&job, args, results, filtered.as_deref(), look);
    if stop.release() {
        stop.end();
        return Ok(Exit::Stopped);
    }
    ended
}

/// Checks cards that stand in git at some place, as `gatecard check` does without options.
pub(crate) fn cards(wanted: &[Wanted<'_>], place: &str, look: LookArgs) -> io::Result<Exit> {
    stream::escape_panics();
    let plain = Cli::try_parse_from(["gatecard", "check"]);
    let Ok(Command::Check(args)) = plain.map(|cli| cli.command) else {
        return Ok(Exit::Failure);
    };
    let job = match job(&args, look) {
        Ok(job) => job,
        Err(failure) => {
            stream::complain(&failure);
            return Ok(Exit::Failure);
        }
    };
    let mut results = Results::new(&job);
    results.place = Some(place.to_owned());
    from_git::read(&job, wanted, &mut results);
    end(&job, &args, results, None, look)
}

/// Prints what came out, and says how the run ends.
fn end(
    job: &Job,
    args: &CheckArgs,
    mut results: Results,
    filtered: Option<&[u8]>,
    look: LookArgs,
) -> io::Result<Exit> {
    results.outcomes.sort_by(|a, b| a.path.cmp(&b.path));
    results.broken(job.configs.broken());
    compare(job, args, &mut results);
    job.progress.clear();
    results.write_files(job, &args.changes);
    print(job, args, &results, filtered)?;
    results.tell(args, look, job.outputs.prints_reports());
    Ok(results.exit(&args.changes))
}

/// What is to be done with cards, or what is said where that is not clear.
fn job(args: &CheckArgs, look: LookArgs) -> Result<Job, String> {
    if is_in_git(args) && args.paths.iter().any(|path| is_stdin(path)) {
        let why = "gatecard: standard input is not in git: leave out - or --staged and --rev";
        return Err(why.to_owned());
    }
    let configs = Configs::new(&args.config, args.flags);
    let configs = configs.map_err(|broken| problems(&broken, look))?;
    let baseline = args.changes.baseline.as_deref().map(Baseline::read);
    let outputs = Outputs::new(args, look)?;
    let has_baseline = baseline.is_some() || args.changes.write_baseline.is_some();
    // Several paths can name one card.
    let names_several = args.paths.len() > 1;
    let keeps_paths = outputs.need_paths() || has_baseline || names_several;
    Ok(Job {
        configs,
        force_exclude: args.force_exclude,
        outputs,
        progress: Progress::new(args.quiet, look),
        baseline: baseline.transpose()?,
        records: args.changes.write_baseline.is_some(),
        keeps_paths,
        repo_paths: RepoPaths::default(),
    })
}

/// Checks all files and folders that the command line names.
fn found(job: &Job, args: &CheckArgs) -> Results {
    let mut results = Results::new(job);
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for path in args.paths.iter().filter(|path| !is_stdin(path)) {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                if job.starts(path) {
                    folders.push(path.clone());
                } else {
                    results.excluded += 1;
                }
            }
            Ok(_) => files.push(path.clone()),
            Err(error) => results.fail(path, error),
        }
    }
    let new = || Thread::new(job);
    let named = walk::files(files, new);
    let walked = walk::folders(&folders, new);
    let visitors = named.into_iter().chain(walked);
    visitors.for_each(|thread| results.add(thread.results));
    if job.keeps_paths {
        results.forget_repeats();
    }
    results.outcomes.sort_by(|a, b| a.path.cmp(&b.path));
    results
}

/// Whether cards are read from git.
fn is_in_git(args: &CheckArgs) -> bool {
    args.git.staged || args.git.rev.is_some()
}

/// Checks all cards in git that the command line names.
fn in_git(job: &Job, args: &CheckArgs) -> Results {
    let mut results = Results::new(job);
    from_git::named(job, args, &mut results);
    results
}

/// Checks standard input, and gives what becomes of it where cards are changed.
fn stdin(
    job: &Job,
    fixing: Option<&Fixing<'_>>,
    name: &Path,
    results: &mut Results,
) -> Option<Vec<u8>> {
    let mut reader = CardReader::new();
    let bytes = match fixing {
        Some(_) => whole_stdin().map(Cow::Owned),
        None => reader.stdin(),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            results.fail(name, error);
            return None;
        }
    };
    let Some(scope) = results.scope(job.named(name)) else {
        // What is not looked at stays as it is.
        return fixing.map(|_| bytes.into_owned());
    };
    let Some(fixing) = fixing else {
        results.card(name.to_owned(), job.check(name, &bytes, &scope));
        return None;
    };
    let (bytes, outcome) = fixing.stream(name, bytes.into_owned(), &scope, results);
    results.card(name.to_owned(), outcome);
    Some(bytes)
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
        } else if let Err(error) = Spared::new(&results.cards, &job.configs)
            .may_overwrite(path)
            .and_then(|()| baseline::write(path, &known))
        {
            results.failures.push(cannot_write(path, error));
        }
    }
    if let (Some(baseline), Some(path)) = (&job.baseline, &args.changes.baseline) {
        let cards = results.cards.iter();
        let cards = cards.map(|card| (job.repo_paths.of(card), card.as_path()));
        let cards: HashMap<String, &Path> = cards.collect();
        let runs = |file: &str, rule: &Rule| {
            let card = cards.get(file);
            card.is_none_or(|card| job.settings(card).options.runs(rule))
        };
        let met = results.outcomes.iter().flat_map(|it| &it.known);
        let stale = baseline.stale(
            |file| cards.contains_key(file) || !job.repo_paths.exists(file),
            &met.map(String::as_str).collect(),
            runs,
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
        return stream::print(|out| out.write_all(&results.diffs.concat()));
    }
    if filtered.is_none() && !results.has_output(&job.outputs) {
        return Ok(());
    }
    let Some(filtered) = filtered else {
        return stream::print(|out| results.print(&job.outputs, &args.changes, out));
    };
    stream::print(|out| out.write_all(filtered))?;
    results.print(&job.outputs, &args.changes, &mut io::stderr().lock())
}
