//! The last line.

use super::{Changed, Totals};
use crate::args::ChangeArgs;

/// A number with its noun: `1 card`, `2 cards`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// What came out of a run: `3 cards checked: 2 errors, 1 warning, 4 info in 2 of them`.
pub(crate) fn sentence(totals: &Totals, changes: &ChangeArgs) -> String {
    let cards = counted(totals.cards, "card");
    let outcome = if changes.diff {
        would_change(totals)
    } else if changes.write_baseline.is_some() && totals.counts.all() == 0 {
        let not = if totals.failures > 0 { " not" } else { "" };
        format!("{}{not} recorded", counted(totals.known, "finding"))
    } else {
        left(totals, changed(totals, changes).as_deref()) + &fix_hint(totals, changes)
    };
    let known = match totals.known {
        0 => String::new(),
        _ if changes.write_baseline.is_some() => String::new(),
        known => format!("; {known} known from the baseline"),
    };
    format!("{cards} checked: {outcome}{known}")
}

/// What was changed, where that was asked for.
fn changed(totals: &Totals, changes: &ChangeArgs) -> Option<String> {
    match changes.add_ignores {
        Some(_) => Some(format!("{} silenced", totals.changed.ignored)),
        None => changes
            .fix
            .then(|| format!("{} fixed", totals.changed.fixed)),
    }
}

fn would_change(totals: &Totals) -> String {
    let Changed { fixed, ignored } = totals.changed;
    match (fixed, ignored) {
        (0, 0) => "nothing would change".to_owned(),
        (0, _) => format!("{} would be silenced", counted(ignored, "finding")),
        _ => format!("{} would be fixed", counted(fixed, "finding")),
    }
}

/// The findings that there are, or that are left behind what was changed.
fn left(totals: &Totals, changed: Option<&str>) -> String {
    let counts = totals.counts;
    let findings = [
        (counts.errors, counted(counts.errors, "error")),
        (counts.warnings, counted(counts.warnings, "warning")),
        // The name of a severity, which has no plural.
        (counts.infos, format!("{} info", counts.infos)),
    ];
    let findings = findings.into_iter().filter(|(count, _)| *count > 0);
    let findings: Vec<String> = findings.map(|(_, words)| words).collect();
    let findings = findings.join(", ");
    let place = match totals.cards {
        1 => String::new(),
        _ => format!(" in {} of them", totals.with_findings),
    };
    match (changed, counts.all()) {
        (Some(changed), 0) => format!("{changed}, none left"),
        (Some(changed), all) => format!("{changed}, {all} left ({findings}){place}"),
        (None, 0) if totals.known > 0 => "no new findings".to_owned(),
        (None, 0) => "no findings".to_owned(),
        (None, _) => format!("{findings}{place}"),
    }
}

/// How many findings can be mended, and how.
fn fix_hint(totals: &Totals, changes: &ChangeArgs) -> String {
    let [safe, not_safe] = totals.fixable;
    match (safe, not_safe) {
        (0, 0) => String::new(),
        _ if changes.add_ignores.is_some() => String::new(),
        (_, 0) => format!("; --fix mends {safe}"),
        _ if safe == 0 || changes.unsafe_fixes => {
            format!("; --fix --unsafe-fixes mends {}", safe + not_safe)
        }
        _ => format!("; --fix mends {safe}, --unsafe-fixes {not_safe} more"),
    }
}
