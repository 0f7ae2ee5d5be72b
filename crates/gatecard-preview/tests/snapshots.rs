//! The pages of the fixtures, as they were read and found right. `INSTA_UPDATE=always` accepts new
//! ones.

#![allow(clippy::expect_used, reason = "a test stops where it cannot go on")]

mod support;

use gatecard::{Card, CheckOptions};
use gatecard_preview::{IndexEntry, Options, Preview, index, page};
use support::{card_files, fixtures, readable};

/// The fixture whose page is kept from its first line.
const WHOLE: &str = "cedar-7b/README.md";
/// The fixture of attacks, which `tests/safety.rs` looks at.
const ATTACKS: &str = "xss.md";

fn html(name: &str, text: &str, options: Options) -> String {
    let card = Card::new(text);
    let findings = card.check(&CheckOptions::default());
    page(&Preview::new(name, &card, &findings, options))
}

#[test]
fn the_pages_of_the_fixtures() {
    let folders = ["cards", "preview"].map(|name| fixtures().join(name));
    let cards: Vec<_> = folders
        .iter()
        .flat_map(|folder| card_files(folder))
        .collect();
    assert!(cards.len() >= 14, "only {} fixtures", cards.len());
    for (name, text) in cards.into_iter().filter(|(name, _)| name != ATTACKS) {
        let page = readable(&html(&name, &text, Options::default()));
        // The switches and the end are the same on each page.
        let shown = match page.split_once("<main") {
            Some((_, rest)) if name != WHOLE => {
                let end = rest.find("</aside>").unwrap_or(rest.len());
                format!("<main{}", &rest[..end])
            }
            _ => page,
        };
        insta::assert_snapshot!(name.replace('/', "-"), shown);
    }
}

#[test]
fn the_index_of_the_fixtures() {
    let cards = card_files(&fixtures().join("cards"));
    let mut entries = Vec::new();
    for (name, text) in &cards {
        let card = Card::new(text);
        let findings = card.check(&CheckOptions::default());
        let preview = Preview::new(name, &card, &findings, Options::default());
        entries.push(IndexEntry::new(&preview, format!("{name}.html")));
    }
    entries.push(IndexEntry::unreadable(
        "gone/README.md",
        "No such file or directory",
    ));
    insta::assert_snapshot!("index", readable(&index(&entries)));
}

#[test]
fn an_older_gate_stays_while_the_card_cannot_be_read() {
    let good = Card::new("---\nextra_gated_fields:\n  Company: text\n---\n");
    let bad = Card::new("---\nextra_gated_heading: a: b\nextra_gated_fields:\n  Comp\n---\n");
    let findings = bad.check(&CheckOptions::default());
    let gate = good.reading(gatecard::yaml::Reader::Hub).gate();
    let preview = Preview::new("README.md", &bad, &findings, Options::default());
    let html = page(&preview.with_last_good(gate));
    assert!(html.contains("This is the form as it was before the mistake in line 2."));
    assert!(html.contains("data-label=\"Company\"") && html.contains("invalid-yaml"));
}

#[test]
fn what_is_shown_at_first_is_as_the_options_say() {
    use gatecard::RepoType;
    use gatecard_preview::{Approval, FormState, Theme, Width};
    let options = Options {
        repo_type: Some(RepoType::Dataset),
        approval: Approval::Manual,
        state: FormState::Pending,
        theme: Theme::Dark,
        width: Width::Phone,
        live: true,
    };
    let html = html("README.md", "", options);
    for word in ["dataset", "manual", "pending", "dark", "phone"] {
        let switch = format!("value=\"{word}\" autocomplete=\"off\" checked");
        assert!(html.contains(&switch), "{word}");
    }
    let page = readable(&html);
    assert_eq!(page.matches(" checked>").count(), 5);
    assert!(html.contains("; connect-src 'self'\">"));
    assert!(page.contains("<body data-live>"));
}
