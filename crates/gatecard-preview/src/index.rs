//! The index of many previews.

use maud::{DOCTYPE, html};

use crate::{placed::PlacedFinding, preview::Preview};

/// One line of the index: a card, and where its preview is.
#[derive(Clone, Debug)]
pub struct IndexEntry {
    name: String,
    href: Option<String>,
    /// What kind of form it has, or why there is none.
    note: String,
    findings: Vec<PlacedFinding>,
}

impl IndexEntry {
    /// A card whose preview is at that address, relative to the index: a path with `/` between
    /// its parts, not yet percent-encoded.
    #[must_use]
    pub fn new(preview: &Preview<'_>, href: impl Into<String>) -> Self {
        Self {
            name: preview.name.to_owned(),
            href: Some(href.into()),
            note: String::new(),
            findings: preview.findings.clone(),
        }
    }

    /// A card that could not be read, and why.
    #[must_use]
    pub fn unreadable(name: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            href: None,
            note: why.into(),
            findings: Vec::new(),
        }
    }
}

/// A page that lists previews, in the order given, with their findings.
#[must_use]
pub fn index(entries: &[IndexEntry]) -> String {
    let page = html! {
        (DOCTYPE)
        title { "Gate previews" }
        @for entry in entries {
            p { a href=[&entry.href] { (entry.name) } " " (entry.note) " " (entry.findings.len()) }
        }
    };
    page.into_string()
}
