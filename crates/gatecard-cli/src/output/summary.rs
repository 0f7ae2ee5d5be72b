//! The last line.

use super::Totals;

/// A number with its noun: `1 card`, `2 cards`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// What came out of a run: `3 cards checked: 2 errors, 1 warning in 2 of them`.
pub(crate) fn sentence(totals: &Totals) -> String {
    let counts = totals.counts;
    let cards = counted(totals.cards, "card");
    if counts.all() == 0 {
        return format!("{cards} checked: no findings");
    }
    let parts: Vec<String> = [
        (counts.errors, "error"),
        (counts.warnings, "warning"),
        (counts.infos, "hint"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, noun)| counted(count, noun))
    .collect();
    let findings = parts.join(", ");
    match totals.cards {
        1 => format!("{cards} checked: {findings}"),
        _ => format!(
            "{cards} checked: {findings} in {} of them",
            totals.with_findings
        ),
    }
}
