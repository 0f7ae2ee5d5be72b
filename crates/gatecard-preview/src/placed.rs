//! Findings with their lines.

use gatecard::{Finding, Group, LineIndex, Reading, Severity, State, yaml::ReadError};

/// The rule whose mistake makes the Hub refuse a card that it could not read.
pub(crate) const INVALID_YAML: &str = "invalid-yaml";
/// The rule whose mistake makes gatecard leave a card unread.
pub(crate) const LARGE_ALIASES: &str = "large-aliases";

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

    /// Whether it says that the Hub cannot read the card, or not all of it.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        let rule = gatecard::rule(self.rule);
        self.severity == Severity::Error && rule.is_some_and(|rule| rule.group == Group::Reading)
    }

    /// Why the Hub refuses a card, or gatecard does not read it. The check is silent on cards that do
    /// not mention a gate; a page has to say why it is empty.
    pub(crate) fn refusal(text: &str, reading: &Reading<'_>) -> Option<Self> {
        let ReadError {
            message, offset, ..
        } = reading.error()?;
        let offset = usize::try_from(offset).ok()?;
        let (rule, message) = match reading.state() {
            State::Unread => (LARGE_ALIASES, message),
            _ => (
                INVALID_YAML,
                format!("the YAML is invalid, so the Hub refuses the card: {message}"),
            ),
        };
        Some(Self {
            severity: Severity::Error,
            rule,
            message,
            help: None,
            line: LineIndex::new(text).position(offset).line,
            path: String::new(),
        })
    }
}
