//! `gatecard check`.

use std::{
    borrow::Cow,
    collections::HashSet,
    fs, io,
    io::{IsTerminal as _, Write as _},
    path::{self, Path, PathBuf},
};

use gatecard::{CheckOptions, Damage, Finding, decode};

use crate::{
    args::{CheckArgs, FailOn, Format, LookArgs},
    escape,
    exit::Exit,
    output::{Checked, Counts, Totals, Writer, counted, sentence, stream},
    read::CardReader,
    walk,
};

/// The path that means standard input.
const STDIN: &str = "-";
/// The rule whose findings are about gatecard.
const INTERNAL_ERROR: &str = "internal-error";

/// Whether a path of the command line means standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new(STDIN)
}

/// Checks cards and prints what was found.
pub(crate) fn run(args: &CheckArgs, look: LookArgs) -> io::Result<Exit> {
    stream::escape_panics();
    let job = Job {
        options: CheckOptions {
            pedantic: args.pedantic,
            repo_type: args.repo_type.map(Into::into),
        },
        fail_on: args.fail_on,
        writer: Writer::new(args.format, look),
    };
    let mut results = job.all(args);
    results.print(&job.writer)?;
    results.tell(args);
    Ok(results.exit)
}

/// How to check each card.
struct Job {
    options: CheckOptions,
    fail_on: FailOn,
    writer: Writer,
}

/// The findings of a card, as they are printed.
struct Report {
    path: PathBuf,
    text: String,
    counts: Counts,
}

/// What came out, of one thread or of all.
#[derive(Default)]
struct Results {
    /// All cards that were checked, with findings or without.
    cards: Vec<PathBuf>,
    reports: Vec<Report>,
    failures: Vec<String>,
    notices: Vec<String>,
    exit: Exit,
}

impl Job {
    /// Checks everything that the command line names.
    fn all(&self, args: &CheckArgs) -> Results {
        let mut results = Results::default();
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for path in args.paths.iter().filter(|path| !is_stdin(path)) {
            match fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => folders.push(path.clone()),
                Ok(_) => files.push(path.clone()),
                Err(error) => results.fail(path, &error),
            }
        }
        let new = || Thread::new(self);
        let visitors = walk::files(&files, new);
        let visitors = visitors.into_iter().chain(walk::folders(&folders, new));
        visitors.for_each(|thread| results.add(thread.results));
        if args.paths.len() > 1 {
            results.forget_repeats();
        }
        if args.paths.iter().any(|path| is_stdin(path)) {
            self.stdin(&args.stdin_filename, &mut results);
        }
        results.reports.sort_by(|a, b| a.path.cmp(&b.path));
        results
    }

    fn stdin(&self, name: &Path, results: &mut Results) {
        match CardReader::new().stdin() {
            Ok(bytes) => self.check(name, &bytes, results),
            Err(error) => results.fail(name, &error),
        }
    }

    /// Checks the bytes of a card.
    fn check(&self, path: &Path, bytes: &[u8], results: &mut Results) {
        results.cards.push(path.to_owned());
        let decoded = decode(bytes);
        let findings = decoded.card().check(&self.options);
        if findings.is_empty() {
            return;
        }
        results.exit = results.exit.max(self.exit(&findings));
        let text = self.writer.card(&Checked {
            file: &path.to_string_lossy(),
            name: &escape::path(path),
            text: &decoded.text,
            is_legible: decoded.damage != Some(Damage::Utf16),
            findings: &findings,
        });
        results.reports.push(Report {
            path: path.to_owned(),
            text,
            counts: Counts::of(&findings),
        });
    }

    fn exit(&self, findings: &[Finding]) -> Exit {
        let worst = findings.iter().map(|finding| {
            if finding.rule.name == INTERNAL_ERROR {
                Exit::Failure
            } else if self.fail_on.includes(finding.severity) {
                Exit::Findings
            } else {
                Exit::Clean
            }
        });
        worst.max().unwrap_or_default()
    }
}

/// What one thread needs to check cards.
struct Thread<'j> {
    job: &'j Job,
    reader: CardReader,
    results: Results,
}

impl<'j> Thread<'j> {
    fn new(job: &'j Job) -> Self {
        Self {
            job,
            reader: CardReader::new(),
            results: Results::default(),
        }
    }
}

impl walk::Visitor for Thread<'_> {
    fn card(&mut self, path: &Path) {
        match self.reader.file(path) {
            Ok(bytes) => self.job.check(path, &bytes, &mut self.results),
            Err(error) => self.results.fail(path, &error),
        }
    }

    fn not_a_file(&mut self, path: &Path) {
        let name = escape::path(path);
        self.results
            .notices
            .push(format!("{name} is no file: left out"));
    }

    fn failure(&mut self, message: String) {
        // It begins with the path, as the walk has it.
        let message = escape::escaped(message.strip_prefix("./").unwrap_or(&message));
        self.results.failures.push(format!("cannot read {message}"));
        self.results.exit = Exit::Failure;
    }
}

impl Results {
    /// Notes that a path cannot be read.
    fn fail(&mut self, path: &Path, error: &io::Error) {
        let name = escape::path(path);
        self.failures.push(format!("cannot read {name}: {error}"));
        self.exit = Exit::Failure;
    }

    fn add(&mut self, other: Self) {
        self.cards.extend(other.cards);
        self.reports.extend(other.reports);
        self.failures.extend(other.failures);
        self.notices.extend(other.notices);
        self.exit = self.exit.max(other.exit);
    }

    /// Keeps one of each card that was named twice, or by itself and through its folder.
    fn forget_repeats(&mut self) {
        let whole = |path: &Path| path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut seen = HashSet::new();
        self.cards.retain(|path| seen.insert(whole(path)));
        seen.clear();
        self.reports.sort_by(|a, b| a.path.cmp(&b.path));
        self.reports
            .retain(|report| seen.insert(whole(&report.path)));
        for said in [&mut self.failures, &mut self.notices] {
            said.sort_unstable();
            said.dedup();
        }
    }

    fn totals(&self) -> Totals {
        let counts = self.reports.iter().map(|report| report.counts);
        Totals {
            cards: self.cards.len(),
            with_findings: self.reports.len(),
            failures: self.failures.len(),
            counts: counts.fold(Counts::default(), Counts::plus),
        }
    }

    /// Prints the findings.
    fn print(&self, writer: &Writer) -> io::Result<()> {
        let [start, between, end] = writer.frame(&self.totals());
        if self.reports.is_empty() && start.is_empty() {
            return Ok(());
        }
        stream::print(|out| {
            out.write_all(start.as_bytes())?;
            for (number, report) in self.reports.iter().enumerate() {
                if number > 0 {
                    out.write_all(between.as_bytes())?;
                }
                out.write_all(report.text.as_bytes())?;
            }
            out.write_all(end.as_bytes())
        })
    }

    /// Says on standard error what went wrong, and how it went.
    fn tell(&mut self, args: &CheckArgs) {
        self.failures.sort_unstable();
        for failure in &self.failures {
            stream::complain(failure);
        }
        if args.quiet {
            return;
        }
        self.notices.sort_unstable();
        for notice in &self.notices {
            stream::complain(notice);
        }
        if self.cards.is_empty() {
            if self.failures.is_empty() {
                stream::complain(&nothing_found(&args.paths));
            }
            return;
        }
        let mut line = sentence(&self.totals());
        if !self.failures.is_empty() {
            line = format!(
                "{line}; {} could not be read",
                counted(self.failures.len(), "path")
            );
        }
        if args.format == Format::Full && !self.reports.is_empty() && io::stderr().is_terminal() {
            stream::note("");
        }
        stream::note(&line);
    }
}

/// Why nothing was checked.
fn nothing_found(paths: &[PathBuf]) -> String {
    let names: Vec<Cow<'_, str>> = paths.iter().map(|path| escape::path(path).into()).collect();
    format!(
        "no README.md in {}, so nothing was checked (hidden folders and files that git ignores are left out)",
        names.join(", ")
    )
}
