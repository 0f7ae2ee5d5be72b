//! The page of one card.

use maud::{DOCTYPE, html};

use crate::preview::Preview;

/// The page: the form in all its states, the findings beside the parts they are about, and what
/// the author will receive.
#[must_use]
pub fn page(preview: &Preview<'_>) -> String {
    let fields = preview.gate.map_or(&[][..], |gate| &gate.fields);
    let page = html! {
        (DOCTYPE)
        title { (preview.name) }
        @for field in fields {
            label { (field.label) }
        }
    };
    page.into_string()
}
