//! Which files a page may replace.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{check::is_stdin, escape};

/// The ending of cards.
const CARD: &str = "md";

/// Makes sure that a page does not replace a card: one of the inputs, or any other file that is
/// named as cards are. Links count as what they point to.
///
/// # Errors
/// Where it would, with what is said of it.
pub(super) fn spare_cards(output: &Path, cards: &[PathBuf]) -> Result<(), String> {
    let Ok(there) = fs::canonicalize(output) else {
        return Ok(());
    };
    let is_input =
        |card: &PathBuf| !is_stdin(card) && fs::canonicalize(card).is_ok_and(|card| card == there);
    let is_card = there.is_file()
        && (is_named_as_card(output) || is_named_as_card(&there) || cards.iter().any(is_input));
    if is_card {
        let name = escape::path(output);
        return Err(format!(
            "{name} is a card, which the page would replace: nothing was written"
        ));
    }
    Ok(())
}

fn is_named_as_card(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case(CARD))
}
