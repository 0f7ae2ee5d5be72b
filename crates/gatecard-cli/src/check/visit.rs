//! The cards of each thread.

use std::path::Path;

use super::{job::Job, results::Results};
use crate::{escape, read::CardReader, walk};

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
            results: Results::default(),
        }
    }
}

impl walk::Visitor for Thread<'_> {
    fn card(&mut self, path: &Path) {
        match self.reader.file(path) {
            Ok(bytes) => self.results.card(path, self.job.check(path, &bytes)),
            Err(error) => self.results.fail(path, &error),
        }
        self.job.progress.count();
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
        self.results.unread.push(format!("cannot read {message}"));
    }
}
