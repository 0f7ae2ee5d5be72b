//! One part of the form with the findings about it.

use maud::{Markup, html};

use super::note;
use crate::placed::PlacedFinding;

/// A part and its findings. `key` tells it from all others, so that a page that follows a server
/// knows which is which.
pub(super) fn part(key: &str, findings: &[&PlacedFinding], content: &Markup) -> Markup {
    html! {
        div.part data-key=(key) {
            div.content { (content) }
            @if !findings.is_empty() {
                div.notes {
                    @for finding in findings { (note(finding)) }
                }
            }
        }
    }
}

/// Something of the card that is not shown, and why.
pub(super) fn gap(reason: &str) -> Markup {
    html! {
        p.gap { strong { "Not shown." } " " (reason) }
    }
}
