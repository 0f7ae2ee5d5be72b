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

/// The page of a card, by the default options.
fn plain(text: &str) -> String {
    html("README.md", text, Options::default())
}

#[test]
fn the_line_of_the_mistake_is_that_of_the_yaml() {
    let bad = Card::new("---\nextra_gated_promt: a\nextra_gated_heading: b: c\n---\n");
    let findings = bad.check(&CheckOptions::default());
    let preview = Preview::new("README.md", &bad, &findings, Options::default());
    let first = preview.findings.iter().map(|found| found.line).min();
    assert_eq!(first, Some(2), "another error stands above");
    let html = page(&preview.with_last_good(None));
    assert!(html.contains("before the mistake in line 3."));
}

#[test]
fn options_are_lost_where_they_are_not_in_the_menu() {
    let menu = |options: &str| {
        plain(&format!(
            "---\nextra_gated_fields:\n  Use:\n    type: select\n    options: [{options}]\n---\n"
        ))
    };
    for (options, said) in [
        ("One, Two", None),
        ("One, \"\"", None),
        ("One, {a: b}", Some("One of its options cannot be used")),
        (
            "One, {a: b}, {c: d}, \"\"",
            Some("2 of its options cannot be used"),
        ),
        (
            "One, 5, 6, 7, Two, \"\", \" \"",
            Some("3 of its options cannot be used"),
        ),
    ] {
        let page = menu(options);
        let found = page.split_once("of its options").is_some();
        assert_eq!(found, said.is_some(), "{options}");
        assert!(said.is_none_or(|said| page.contains(said)), "{options}");
    }
}

#[test]
fn what_cannot_be_sent_is_said_beside_the_answers_and_after_sending() {
    let fields = |fields: &str| plain(&format!("---\nextra_gated_fields:\n{fields}---\n"));
    let would = "the author would now have the answers";
    for (page, said) in [
        (fields("  A: text\n  B: text\n"), would),
        (
            fields("  A: text\n  B: textarea\n"),
            "One field cannot be shown",
        ),
        (
            fields("  A: select\n  B: textarea\n"),
            "2 fields cannot be shown",
        ),
        (fields("  - A\n"), "The fields of the card cannot be shown"),
        (
            fields("  A: b: c\n"),
            "The Hub refuses this card as it stands",
        ),
    ] {
        let count = page.matches(said).count();
        assert_eq!(count, if said == would { 1 } else { 2 }, "{said}");
        assert_eq!(page.contains(would), said == would, "{said}");
    }
}

#[test]
fn an_empty_prompt_has_no_default() {
    let page = plain("---\nextra_gated_prompt: \"\"\nextra_gated_heading: \"\"\n---\n");
    assert!(page.contains("The prompt of the card is empty. What the Hub shows then is not known; most likely nothing."));
    assert!(page.contains("The heading of the card is empty. What the Hub shows then is not known; most likely its default."));
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
