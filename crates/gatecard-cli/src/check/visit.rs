//! The cards of each thread.

use std::path::{Path, PathBuf};

use super::{job::Job, results::Results};
use crate::{config::Found, escape, read::CardReader, walk};

/// What one thread needs to check cards.
pub(super) struct Thread<'j> {
    job: &'j Job,
    reader: CardReader,
    pub(super) results: Results,
}

impl<'j> Thread<'j> {
    /// A thread with its reader.
    pub(super) fn new(job: &'j Job) -> Self {
        Self {
            job,
            reader: CardReader::new(),
            results: Results::new(job),
        }
    }

    /// Checks a card with what is in force for it.
    fn check(&mut self, path: PathBuf, found: Option<Found>) {
        let Some(scope) = self.results.scope(found) else {
            return;
        };
        match self.reader.file(&path) {
            Ok(bytes) => {
                let outcome = self.job.check(&path, &bytes, &scope);
                self.results.card(path, outcome);
            }
            Err(error) => self.results.fail(&path, error),
        }
        self.job.progress.count();
    }
}

impl walk::Visitor for Thread<'_> {
    fn named(&mut self, path: PathBuf) {
        let found = self.job.named(&path);
        self.check(path, found);
    }

    fn card(&mut self, path: PathBuf) {
        let found = self.job.configs.walked(&path, false);
        self.check(path, found);
    }

    fn config(&mut self, path: &Path) {
        self.job.configs.meet(path);
    }

    fn enter(&mut self, folder: &Path) -> bool {
        let is_in = self.job.configs.enter(folder);
        self.results.excluded += usize::from(!is_in);
        is_in
    }

    fn not_a_file(&mut self, path: &Path) {
        let name = escape::path(path);
        self.results
            .notices
            .push(format!("{name} is no file: left out"));
    }

    fn failure(&mut self, folder: &Path, why: &str) {
        self.results.fail(folder, why);
    }
}
