//! What came out, and how it is told.

use std::{
    borrow::Cow,
    collections::HashSet,
    io::{self, IsTerminal as _, Write as _},
    path::{self, Path, PathBuf},
};

use crate::{
    args::{CheckArgs, Format},
    escape,
    exit::Exit,
    output::{Counts, Totals, Writer, counted, sentence, stream},
};

/// The findings of a card, as they are printed.
pub(super) struct Report {
    pub(super) path: PathBuf,
    pub(super) text: String,
    pub(super) counts: Counts,
}

/// What came out, of one thread or of all.
#[derive(Default)]
pub(super) struct Results {
    /// All cards that were checked, with findings or without.
    pub(super) cards: Vec<PathBuf>,
    pub(super) reports: Vec<Report>,
    pub(super) failures: Vec<String>,
    pub(super) notices: Vec<String>,
    pub(super) exit: Exit,
}

impl Results {
    /// Notes that a path cannot be read.
    pub(super) fn fail(&mut self, path: &Path, error: &io::Error) {
        let name = escape::path(path);
        self.failures.push(format!("cannot read {name}: {error}"));
        self.exit = Exit::Failure;
    }

    /// Takes over what came out elsewhere.
    pub(super) fn add(&mut self, other: Self) {
        self.cards.extend(other.cards);
        self.reports.extend(other.reports);
        self.failures.extend(other.failures);
        self.notices.extend(other.notices);
        self.exit = self.exit.max(other.exit);
    }

    /// Keeps one of each card that was named twice, or by itself and through its folder.
    pub(super) fn forget_repeats(&mut self) {
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
    pub(super) fn print(&self, writer: &Writer) -> io::Result<()> {
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
    pub(super) fn tell(&mut self, args: &CheckArgs) {
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
