//! What came out, and how it is told.

use std::{
    collections::HashSet,
    fmt,
    io::{self, IsTerminal as _, Write},
    path::{self, Path, PathBuf},
    sync::Arc,
};

use super::{
    is_stdin,
    job::{Job, Outcome},
};
use crate::{
    args::{ChangeArgs, CheckArgs, LookArgs},
    config::{Broken, Found, Scope},
    escape,
    exit::Exit,
    output::{
        Changed, Counts, Outputs, RuleCounts, Run, Totals, cannot_read, counted, problem_line,
        problems, sentence, stream,
    },
    spared::Spared,
};

/// What came out, of one thread or of all.
#[derive(Default)]
pub(super) struct Results {
    /// How many cards were checked.
    checked: usize,
    /// Whether their paths are kept.
    keeps_paths: bool,
    /// The paths of all of them, with findings or without, where these are kept.
    pub(super) cards: Vec<PathBuf>,
    /// Those with findings.
    pub(super) outcomes: Vec<Outcome>,
    /// The paths that cannot be read, and why.
    pub(super) unread: Vec<String>,
    /// What else went wrong.
    pub(super) failures: Vec<String>,
    pub(super) notices: Vec<String>,
    /// How many cards and folders are excluded.
    pub(super) excluded: usize,
    /// How many cards in git were not checked, since git does not hold their text.
    pub(super) left_out: usize,
    /// How many cards were not checked, since their configuration cannot be used.
    pub(super) unchecked: usize,
    /// The configurations that cannot be used.
    broken: Vec<(Arc<Broken>, String)>,
    /// What was changed, or would be.
    pub(super) changed: Changed,
    /// What would be changed, as it is printed.
    pub(super) diffs: Vec<Vec<u8>>,
    /// Where in git cards were looked for.
    pub(super) place: Option<String>,
}

impl Results {
    /// Nothing yet.
    pub(super) fn new(job: &Job) -> Self {
        Self {
            keeps_paths: job.keeps_paths,
            ..Self::default()
        }
    }

    /// Takes in a card.
    pub(super) fn card(&mut self, path: PathBuf, outcome: Option<Outcome>) {
        self.checked += 1;
        if self.keeps_paths {
            self.cards.push(path);
        }
        self.outcomes.extend(outcome);
    }

    /// What is in force for a card; where it is not checked, that is counted.
    pub(super) fn scope(&mut self, found: Option<Found>) -> Option<Arc<Scope>> {
        match found {
            Some(Ok(scope)) => return Some(scope),
            Some(Err(_)) => self.unchecked += 1,
            None => self.excluded += 1,
        }
        None
    }

    /// Notes the configurations that cannot be used.
    pub(super) fn broken(&mut self, broken: Vec<Arc<Broken>>) {
        let broken = broken.into_iter();
        self.broken = broken
            .map(|it| (Arc::clone(&it), problem_line(&it)))
            .collect();
    }

    /// Notes that git does not hold the text of a card, and why.
    pub(super) fn leave_out(&mut self, path: &Path, why: &str) {
        let name = escape::path(path);
        self.notices.push(format!("{name} is left out: {why}"));
        self.left_out += 1;
    }

    /// Notes that a path cannot be read.
    pub(super) fn fail(&mut self, path: &Path, why: impl fmt::Display) {
        self.unread.push(cannot_read(path, why));
    }

    /// Takes over what came out elsewhere.
    pub(super) fn add(&mut self, other: Self) {
        self.checked += other.checked;
        self.cards.extend(other.cards);
        self.outcomes.extend(other.outcomes);
        self.unread.extend(other.unread);
        self.failures.extend(other.failures);
        self.notices.extend(other.notices);
        self.excluded += other.excluded;
        self.left_out += other.left_out;
        self.unchecked += other.unchecked;
    }

    /// Keeps one of each card that was named twice, or by itself and through its folder.
    pub(super) fn forget_repeats(&mut self) {
        let whole = |path: &Path| path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut seen = HashSet::new();
        self.cards.retain(|path| seen.insert(whole(path)));
        self.checked = self.cards.len();
        seen.clear();
        self.outcomes.sort_by(|a, b| a.path.cmp(&b.path));
        self.outcomes
            .retain(|outcome| seen.insert(whole(&outcome.path)));
        for said in [&mut self.unread, &mut self.notices] {
            said.sort_unstable();
            said.dedup();
        }
    }

    /// How the run ends.
    pub(super) fn exit(&self, changes: &ChangeArgs) -> Exit {
        let worst = self.outcomes.iter().map(|outcome| outcome.exit).max();
        let worst = worst.unwrap_or_default();
        if self.has_failed() || worst == Exit::Failure {
            Exit::Failure
        } else if changes.diff && self.diffs.is_empty() {
            Exit::Clean
        } else if changes.diff || (changes.exit_non_zero_on_fix && self.changed.fixed > 0) {
            Exit::Findings
        } else {
            worst
        }
    }

    /// Whether anything went wrong.
    pub(super) fn has_failed(&self) -> bool {
        !self.unread.is_empty() || !self.failures.is_empty() || !self.broken.is_empty()
    }

    fn totals(&self) -> Totals {
        let counts = self.outcomes.iter().map(|outcome| outcome.counts);
        let with_findings = counts.clone().filter(|counts| counts.all() > 0).count();
        let sum = |of: fn(&Outcome) -> usize| self.outcomes.iter().map(of).sum();
        Totals {
            cards: self.checked,
            with_findings,
            failures: self.unread.len() + self.failures.len() + self.broken.len(),
            counts: counts.fold(Counts::default(), Counts::plus),
            changed: self.changed,
            fixable: [
                sum(|outcome| outcome.fixable[0]),
                sum(|outcome| outcome.fixable[1]),
            ],
            known: sum(|outcome| outcome.known.len() + outcome.recorded.len()),
        }
    }

    /// Whether there is anything to print.
    pub(super) fn has_output(&self, outputs: &Outputs) -> bool {
        outputs.has_frame() || self.outcomes.iter().any(|it| !it.texts.is_empty())
    }

    /// Whether all report files can be written, which is asked before any card is changed.
    pub(super) fn can_be_written(&self, job: &Job) -> bool {
        let spared = Spared::new(&self.cards, &job.configs);
        let (_, failures) = job.outputs.ready(&spared);
        failures.is_empty()
    }

    /// Writes the report files, and notes those that cannot be written.
    pub(super) fn write_files(&mut self, job: &Job, changes: &ChangeArgs) {
        let outputs = &job.outputs;
        let (files, failures) = outputs.ready(&Spared::new(&self.cards, &job.configs));
        self.failures.extend(failures);
        let totals = self.totals();
        let failures = outputs.write(files, |output| self.run(output, &totals, changes));
        self.failures.extend(failures);
    }

    /// Prints the findings.
    pub(super) fn print(
        &self,
        outputs: &Outputs,
        changes: &ChangeArgs,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let totals = self.totals();
        outputs.print(|output| self.run(output, &totals, changes), out)
    }

    /// What came out, for the output of that number.
    fn run<'r>(&'r self, output: usize, totals: &'r Totals, changes: &ChangeArgs) -> Run<'r> {
        let texts = self.outcomes.iter().filter_map(|outcome| {
            let text = outcome.texts.get(output).filter(|text| !text.is_empty())?;
            Some((&*outcome.path, &**text))
        });
        let mut rules = RuleCounts::default();
        for outcome in &self.outcomes {
            rules.merge(&outcome.rules);
        }
        Run {
            totals,
            exit: self.exit(changes),
            texts: texts.collect(),
            cards: &self.cards,
            failures: self
                .unread
                .iter()
                .chain(&self.failures)
                .chain(self.broken.iter().map(|(_, line)| line))
                .map(|it| &**it)
                .collect(),
            statistics: rules.sorted(),
        }
    }

    /// Says on standard error what went wrong, and how it went.
    pub(super) fn tell(&mut self, args: &CheckArgs, look: LookArgs, prints_reports: bool) {
        for (broken, _) in &self.broken {
            stream::complain(&problems(broken, look));
        }
        self.unread.sort_unstable();
        for failure in self.unread.iter().chain(&self.failures) {
            stream::complain(failure);
        }
        if args.quiet {
            return;
        }
        self.notices.sort_unstable();
        for notice in &self.notices {
            stream::complain(notice);
        }
        if self.checked == 0 {
            if !self.has_failed() {
                stream::complain(&self.nothing_found(args));
            }
            return;
        }
        let totals = self.totals();
        let mut line = sentence(&totals, &args.changes);
        if !self.unread.is_empty() {
            let paths = counted(self.unread.len(), "path");
            line = format!("{line}; {paths} could not be read");
        }
        if self.unchecked > 0 {
            let cards = counted(self.unchecked, "card");
            line = format!("{line}; {cards} not checked, since the configuration cannot be used");
        }
        let printed = totals.counts.all() > 0 && !args.changes.diff;
        if prints_reports && printed && io::stderr().is_terminal() {
            stream::note("");
        }
        stream::note(&line);
    }

    /// Why nothing was checked.
    fn nothing_found(&self, args: &CheckArgs) -> String {
        let names = args.paths.iter().map(|path| {
            let name = if is_stdin(path) {
                &args.stdin_filename
            } else {
                path
            };
            escape::path(name)
        });
        let names = names.collect::<Vec<_>>().join(", ");
        if self.left_out > 0 {
            return "no other card was found, so nothing was checked".to_owned();
        }
        if self.excluded > 0 {
            return format!(
                "the configuration excludes every card of what was named ({names}), so nothing was checked"
            );
        }
        if let Some(place) = &self.place {
            return format!(
                "no README.md in {place} below {names}, so nothing was checked (hidden folders are left out)"
            );
        }
        format!(
            "no README.md in {names}, so nothing was checked (hidden folders and what a .gitignore names are left out)"
        )
    }
}
