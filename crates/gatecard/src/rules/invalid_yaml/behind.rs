//! The mistakes of an entry that lie behind its first one.

use super::{
    INVALID_YAML, cause,
    entry::{Broken, Cause},
};
use crate::{
    finding::{Finding, quoted},
    fix::Safety,
    span::Span,
};

/// How many mistakes behind the first one are explained in an entry at the most. Each costs one more
/// reading of the entry.
const MAX_BEHIND: usize = 15;
/// The longest entry that is read again for what lies behind its first mistake, in bytes.
const MAX_LENGTH: usize = 64 * 1024;

/// The first mistake of an entry, and those behind it where the entry is whole once all of them are
/// mended. Otherwise nobody knows what a change would lead to, so none is offered.
pub(super) fn findings(broken: &Broken<'_>) -> Vec<Finding> {
    let cause = cause(broken);
    let behind = behind(broken, &cause, MAX_BEHIND);
    let first = finding(broken, cause, behind.is_some());
    std::iter::once(first)
        .chain(behind.unwrap_or_default())
        .collect()
}

/// What else is wrong with an entry after its first mistake is mended; `None` where it stays
/// unreadable.
fn behind(broken: &Broken<'_>, cause: &Cause, most: usize) -> Option<Vec<Finding>> {
    if cause.edits.is_empty() {
        return None;
    }
    let (relocation, error) = broken.after(&cause.edits)?;
    let Some(error) = error else {
        return Some(Vec::new());
    };
    let rest = Span::new(0, relocation.text.len());
    let most = most.checked_sub(1).filter(|_| rest.len() <= MAX_LENGTH)?;
    let next = Broken::new(&relocation.text, broken.block, &error, rest);
    let cause = super::cause(&next);
    let behind = behind(&next, &cause, most)?;
    let found = std::iter::once(finding(&next, cause, true)).chain(behind);
    Some(
        found
            .filter_map(|found| relocation.finding(found))
            .collect(),
    )
}

fn finding(broken: &Broken<'_>, cause: Cause, is_mended: bool) -> Finding {
    let message = format!(
        "the YAML is invalid, so the Hub refuses the card: {}",
        cause.what
    );
    let words = quoted(&broken.error.message);
    let help = format!("{}; a push would be refused with {words}", cause.help);
    let edits = is_mended.then_some(cause.edits);
    let finding = Finding::new(&INVALID_YAML, cause.span, message)
        .help(help)
        .path(broken.path());
    match cause.safety {
        Safety::Safe => finding.safe_fix(cause.title, edits),
        Safety::Unsafe => finding.unsafe_fix(cause.title, edits),
    }
}
