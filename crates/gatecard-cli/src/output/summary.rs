//! The last line.

use super::Totals;

/// A number with its noun: `1 card`, `2 cards`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// What came out of a run: `3 cards checked: 2 errors, 1 warning, 4 info in 2 of them`.
pub(crate) fn sentence(totals: &Totals) -> String {
    let counts = totals.counts;
    let cards = counted(totals.cards, "card");
    if counts.all() == 0 {
        return format!("{cards} checked: no findings");
    }
    let findings = [
        (counts.errors, counted(counts.errors, "error")),
        (counts.warnings, counted(counts.warnings, "warning")),
        // The name of a severity, which has no plural.
        (counts.infos, format!("{} info", counts.infos)),
    ];
    let findings: Vec<String> = findings
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, words)| words)
        .collect();
    let findings = findings.join(", ");
    match totals.cards {
        1 => format!("{cards} checked: {findings}"),
        _ => format!(
            "{cards} checked: {findings} in {} of them",
            totals.with_findings
        ),
    }
}
