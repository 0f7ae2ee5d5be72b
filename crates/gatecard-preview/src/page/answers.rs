//! What the author will receive.

use gatecard::{FieldType, Gate};
use maud::{Markup, html};

use super::shortfall::shortfall;
use crate::{places::Places, preview::Preview};

/// The panel, which the script fills with the answers.
pub(super) fn answers(preview: &Preview<'_>, gate: &Gate<'_>, places: &Places<'_>) -> Markup {
    let is_location =
        |field: &&gatecard::Field<'_>| field.field_type == Some(FieldType::IpLocation);
    let locations = gate.fields.iter().filter(is_location);
    html! {
        aside.answers aria-labelledby="answers-title" {
            h2 #answers-title { "What the author receives" }
            p #answered .aside data-keep="" { "The answers as a JSON object, as they are filled in." }
            @if let Some(why) = shortfall(preview, gate, places) {
                p.aside data-key="shortfall" { (why) }
            }
            pre #answers tabindex="0" role="region" aria-label="The answers as JSON" data-keep="" {
                noscript { "The answers need JavaScript, which this browser or its policy has switched off." }
            }
            @for field in locations {
                p.aside {
                    "And " code dir="auto" { (field.label) }
                    ": set by the server, from the visitor's Internet address."
                }
            }
            p.aside { "And the visitor's email and username, as the form says." }
        }
    }
}
