//! A line for each finding: `path:line:column: severity[rule] message`.

use std::fmt::Write as _;

use gatecard::LineIndex;

use super::{Checked, Render};
use crate::escape::escaped;

/// Lines.
#[derive(Debug)]
pub(super) struct Concise;

impl Render for Concise {
    fn card(&self, card: &Checked<'_>) -> String {
        lines(card)
    }
}

/// The lines of a card.
fn lines(card: &Checked<'_>) -> String {
    let mut lines = LineIndex::new(card.text);
    let mut out = String::new();
    for finding in card.findings {
        let place = lines.position(finding.span.range().start);
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            card.name,
            place.line,
            place.column,
            finding.severity,
            finding.rule.name,
            escaped(&finding.message)
        );
    }
    out
}
