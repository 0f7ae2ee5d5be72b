//! Annotations of GitHub Actions: a workflow command on each line.

use std::{fmt::Write as _, io};

use gatecard::{Finding, LineIndex, Severity};

use super::{Checked, Render, Run};
use crate::{
    escape::{escaped, in_command},
    repo_path::from_top,
};

/// How many annotations of each level GitHub shows of one step.
const SHOWN: usize = 10;
/// The levels, the worst first.
const LEVELS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// Workflow commands.
#[derive(Debug)]
pub(super) struct Github {
    /// Whether they stand below a report for people: then they need not say where they are, and
    /// those that GitHub does not show are left out.
    below_report: bool,
}

impl Github {
    /// All of what is printed.
    pub(super) fn alone() -> Self {
        let below_report = false;
        Self { below_report }
    }

    /// Added to a report for people.
    pub(super) fn below_report() -> Self {
        let below_report = true;
        Self { below_report }
    }

    fn command(
        &self,
        file: &str,
        name: &str,
        lines: &mut LineIndex<'_>,
        finding: &Finding,
    ) -> String {
        let range = finding.span.range();
        let (start, end) = (lines.position(range.start), lines.position(range.end));
        let rule = finding.rule.name;
        let mut out = format!(
            "{}title=gatecard ({rule}),file={file}",
            prefix(finding.severity)
        );
        let _ = write!(out, ",line={},endLine={}", start.line, end.line);
        // The runner drops columns of places of several lines.
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
        let mut message = String::new();
        if !self.below_report {
            let _ = write!(message, "{name}:{}:{}: ", start.line, start.column);
        }
        let _ = write!(message, "{}", escaped(&finding.message));
        if let Some(help) = &finding.help {
            let _ = write!(message, "\nhelp: {}", escaped(help));
        }
        let _ = writeln!(out, "::{}", in_command(&message, false));
        out
    }
}

impl Render for Github {
    fn card(&self, card: &Checked<'_>) -> String {
        let file = in_command(&escaped(&from_top(card.path)).to_string(), true);
        let mut lines = LineIndex::new(card.text);
        let findings = card.findings.iter();
        findings
            .map(|finding| self.command(&file, card.name, &mut lines, finding))
            .collect()
    }

    /// The worst first: GitHub shows the first ones only.
    fn report(&self, run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let most = if self.below_report { SHOWN } else { usize::MAX };
        for level in LEVELS {
            let lines = run.texts.iter().flat_map(|(_, text)| text.lines());
            let of_level = lines.filter(|line| line.starts_with(prefix(level)));
            for line in of_level.take(most) {
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    }
}

fn prefix(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "::error ",
        Severity::Warning => "::warning ",
        Severity::Info => "::notice ",
    }
}
