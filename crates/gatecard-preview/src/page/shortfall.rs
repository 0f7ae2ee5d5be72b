//! Why the answers are not what the author would receive.

use gatecard::{Gate, State};

use crate::{
    places::{Places, has_error},
    preview::Preview,
};

/// Whether the card has fields and the Hub can use none of them.
pub(super) fn has_lost_fields(gate: &Gate<'_>, places: &Places<'_>) -> bool {
    gate.fields.is_empty() && has_error(&places.fields)
}

/// Why nobody could send this form on the Hub, or not all of it; `None` where all is well.
pub(super) fn shortfall(
    preview: &Preview<'_>,
    gate: &Gate<'_>,
    places: &Places<'_>,
) -> Option<String> {
    if preview.front_matter == State::Invalid {
        let refused = "The Hub refuses this card as it stands, so nobody could send this form.";
        return Some(refused.to_owned());
    }
    if preview.front_matter == State::Unread {
        let unread = "gatecard does not read this card, so what its form asks is not known.";
        return Some(unread.to_owned());
    }
    if has_lost_fields(gate, places) {
        let lost = "The fields of the card cannot be shown, so no answers to them are here.";
        return Some(lost.to_owned());
    }
    let gaps = gate.fields.iter().filter(|field| !field.can_be_shown());
    match gaps.count() {
        0 => None,
        1 => Some("One field cannot be shown, so no answer to it is here.".to_owned()),
        more => Some(format!(
            "{more} fields cannot be shown, so no answers to them are here."
        )),
    }
}
