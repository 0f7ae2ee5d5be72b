//! `gatecard check`: settings, cards, reading, checking, output.
//!
//! * `job`: what is done with one card
//! * `visit`: the cards of each thread
//! * `results`: what came out, and how it is told

mod job;
mod results;
mod visit;

use std::{fs, io, panic, path::Path};

use gatecard::CheckOptions;

use self::{job::Job, results::Results, visit::Thread};
use crate::{
    args::{CheckArgs, LookArgs},
    escape,
    exit::Exit,
    output::{Writer, stream},
    read::CardReader,
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
    // A rule that panics becomes a finding; what it says may hold parts of the card.
    panic::set_hook(Box::new(|panic| {
        stream::complain(&escape::escaped(&panic.to_string()).to_string());
    }));
    let job = Job {
        options: CheckOptions {
            pedantic: args.pedantic,
            repo_type: args.repo_type.map(Into::into),
        },
        fail_on: args.fail_on,
        writer: Writer::new(args.format, look),
    };
    let mut results = all(&job, args);
    results.print(&job.writer)?;
    results.tell(args);
    Ok(results.exit)
}

/// Checks everything that the command line names.
fn all(job: &Job, args: &CheckArgs) -> Results {
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
    if args.paths.iter().any(|path| is_stdin(path)) {
        stdin(job, &args.stdin_filename, &mut results);
    }
    results.reports.sort_by(|a, b| a.path.cmp(&b.path));
    results
}

fn stdin(job: &Job, name: &Path, results: &mut Results) {
    match CardReader::new().stdin() {
        Ok(bytes) => job.check(name, &bytes, results),
        Err(error) => results.fail(name, &error),
    }
}
