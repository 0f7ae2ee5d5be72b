//! Findings with their lines.

use gatecard::{Finding, LineIndex, Severity};

/// A finding as a page shows it: with its line, and without the text of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedFinding {
    /// How much it matters.
    pub severity: Severity,
    /// The name of the rule.
    pub rule: &'static str,
    /// What is wrong; pieces of the card are in backticks.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The line of the card, from 1.
    pub line: usize,
    /// The value that it is about, as [`gatecard::YamlPath`] writes it; empty for the whole card.
    pub path: String,
}

impl PlacedFinding {
    /// All findings of the card with that text.
    #[must_use]
    pub fn all(text: &str, findings: &[Finding]) -> Vec<Self> {
        let mut lines = LineIndex::new(text);
        let place = |finding: &Finding| Self {
            severity: finding.severity,
            rule: finding.rule.name,
            message: finding.message.clone(),
            help: finding.help.clone(),
            line: lines.position(finding.span.range().start).line,
            path: finding.path.as_str().to_owned(),
        };
        findings.iter().map(place).collect()
    }
}
