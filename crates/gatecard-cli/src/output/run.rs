//! What came out of a run, for the end of a report.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{RuleCount, Totals};
use crate::exit::Exit;

/// What came out of a run.
#[derive(Debug)]
pub(crate) struct Run<'r> {
    pub(crate) totals: &'r Totals,
    /// How it ends.
    pub(crate) exit: Exit,
    /// What was written for each card, sorted by the path of the card.
    pub(crate) texts: Vec<(&'r Path, &'r str)>,
    /// All cards that were checked, with findings or without, for a format that needs their paths.
    pub(crate) cards: &'r [PathBuf],
    /// What went wrong, in sentences.
    pub(crate) failures: Vec<&'r str>,
    /// How many findings of each rule there are.
    pub(crate) statistics: Vec<RuleCount>,
}

impl Run<'_> {
    /// Writes the texts of all cards, with what stands before the first one, between them, and
    /// behind the last one.
    pub(super) fn join(&self, frame: [&str; 3], out: &mut dyn io::Write) -> io::Result<()> {
        let [start, between, end] = frame;
        out.write_all(start.as_bytes())?;
        for (number, (_, text)) in self.texts.iter().enumerate() {
            if number > 0 {
                out.write_all(between.as_bytes())?;
            }
            out.write_all(text.as_bytes())?;
        }
        out.write_all(end.as_bytes())
    }
}
