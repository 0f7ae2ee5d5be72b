//! What is wrong with a configuration.

use std::fmt::Write as _;

use gatecard::LineIndex;

use super::{counted, full::Full};
use crate::{
    args::LookArgs,
    config::{Broken, Why},
    escape,
    look::Look,
};

/// How many mistakes are shown. More of them come from a file that is no configuration.
const MAX_SHOWN: usize = 20;

/// Why a configuration cannot be used, for standard error: a line, and a report for each mistake.
pub(crate) fn problems(broken: &Broken, look: LookArgs) -> String {
    let name = escape::path(&broken.name);
    let (text, problems) = match &broken.why {
        Why::Unreadable(error) => return format!("cannot use {name}: {error}"),
        Why::Wrong { text, problems } => (text, problems),
    };
    let full = Full::new(Look::of_errors(look));
    let mut lines = LineIndex::new(text);
    let mut out = format!("cannot use {name}:\n");
    let (shown, left) = problems.split_at(problems.len().min(MAX_SHOWN));
    for problem in shown {
        out.push('\n');
        out.push_str(&full.problem(&name, &mut lines, problem));
    }
    if !left.is_empty() {
        let _ = write!(out, "\n{} more in {name}", counted(left.len(), "mistake"));
    }
    out.truncate(out.trim_end().len());
    out
}

/// The same in one line, for pages.
pub(crate) fn problem_line(broken: &Broken) -> String {
    let name = escape::path(&broken.name);
    match &broken.why {
        Why::Unreadable(error) => format!("cannot use {name}: {error}"),
        Why::Wrong { .. } => format!("cannot use {name}"),
    }
}
