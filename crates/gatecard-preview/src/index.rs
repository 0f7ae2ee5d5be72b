//! The index of many previews.

use std::fmt::Write as _;

use gatecard::State;
use maud::{Markup, html};

use crate::{
    page::{Document, counts, document, gate_mark, note, path},
    placed::PlacedFinding,
    preview::Preview,
};

/// One line of the index: a card, and where its preview is.
#[derive(Clone, Debug)]
pub struct IndexEntry {
    name: String,
    href: Option<String>,
    /// What there is to know besides the findings.
    remark: String,
    findings: Vec<PlacedFinding>,
}

impl IndexEntry {
    /// A card whose preview is at that address, relative to the index: a path with `/` between
    /// its parts, not yet percent-encoded.
    #[must_use]
    pub fn new(preview: &Preview<'_>, href: impl AsRef<str>) -> Self {
        let remark = match (preview.front_matter, preview.gate) {
            (State::Missing, _) => "The Hub finds no metadata: default form".to_owned(),
            (State::Invalid, _) => "The Hub refuses this card".to_owned(),
            (State::Unread, _) => "gatecard does not read this card".to_owned(),
            (State::Found, None) => "No gate: default form".to_owned(),
            (State::Found, Some(gate)) => match gate.fields.len() {
                0 => "No fields".to_owned(),
                1 => "1 field".to_owned(),
                more => format!("{more} fields"),
            },
        };
        Self {
            name: preview.name.to_owned(),
            href: Some(address(href.as_ref())),
            remark,
            findings: preview.findings.clone(),
        }
    }

    /// A card that could not be read, and why.
    #[must_use]
    pub fn unreadable(name: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            href: None,
            remark: why.into(),
            findings: Vec::new(),
        }
    }
}

/// A page that lists previews, in the order given, with their findings.
///
/// ```
/// use gatecard::{Card, CheckOptions};
/// use gatecard_preview::{IndexEntry, Options, Preview, index};
///
/// let card = Card::new("---\nextra_gated_fields:\n  Company: string\n---\n");
/// let findings = card.check(&CheckOptions::default());
/// let preview = Preview::new("README.md", &card, &findings, Options::default());
/// let html = index(&[IndexEntry::new(&preview, "README.html")]);
/// assert!(html.contains("href=\"./README.html\"") && html.contains("1 error"));
/// ```
#[must_use]
pub fn index(entries: &[IndexEntry]) -> String {
    let findings = entries.iter().flat_map(|entry| &entry.findings);
    let body = html! {
        header.top {
            div.top-name {
                p.brand { (gate_mark()) "gatecard preview" }
                h1 {
                    @if entries.len() == 1 { "1 card" } @else { (entries.len()) " cards" }
                }
            }
            p.counts { (counts(findings)) }
        }
        main.cards {
            @if entries.is_empty() { p { "There is no card to show." } }
            ul {
                @for entry in entries { li { (card(entry)) } }
            }
        }
        footer.about { p { "Made by gatecard. These pages load nothing and send nothing." } }
    };
    document(&Document {
        title: "Gate previews",
        has_script: false,
        is_live: false,
        has_notes: false,
        body,
    })
}

fn card(entry: &IndexEntry) -> Markup {
    html! {
        div.card-head {
            h2 dir="auto" {
                @if let Some(href) = &entry.href {
                    a href=(href) { (path(&entry.name)) }
                } @else {
                    (path(&entry.name))
                }
            }
            p.aside { (entry.remark) }
            p.counts {
                @if entry.href.is_some() {
                    (counts(&entry.findings))
                } @else {
                    span.count.error { "Not read" }
                }
            }
        }
        @if !entry.findings.is_empty() {
            details {
                summary { "Findings" span.unseen { " of " (entry.name) } }
                @for finding in &entry.findings { (note(finding)) }
            }
        }
    }
}

/// A relative path as an address. `./` keeps a name with a colon from being taken for a scheme.
fn address(path: &str) -> String {
    let mut address = String::from("./");
    for byte in path.strip_prefix("./").unwrap_or(path).bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => address.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::{IndexEntry, address, index};

    #[test]
    fn addresses_stay_within_the_folder() {
        for (path, expected) in [
            ("a/README.html", "./a/README.html"),
            ("./a.html", "./a.html"),
            ("javascript:alert(1)", "./javascript%3Aalert%281%29"),
            ("a b?c#d%.html", "./a%20b%3Fc%23d%25.html"),
            ("//example.org", ".///example.org"),
            ("漢.html", "./%E6%BC%A2.html"),
        ] {
            assert_eq!(address(path), expected);
        }
    }

    #[test]
    fn names_and_reasons_are_escaped() {
        let html = index(&[IndexEntry::unreadable(
            "<b>.md",
            "<script>alert(1)</script>",
        )]);
        assert!(html.contains("&lt;b&gt;.md") && html.contains("&lt;script&gt;"));
        assert!(html.contains("1 card") && html.contains("Not read"));
        assert!(!html.contains("<script"));
    }
}
