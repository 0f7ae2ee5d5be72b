//! The documentation as a book (book.toml, docs/SUMMARY.md) and on GitHub: each page is in its
//! table of contents, and each link within the repository leads somewhere in both.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "support/pages.rs"]
mod pages;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use pages::{Page, pages, root};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Where links go, as they are written.
fn links(text: &str) -> Vec<String> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES);
    let links = events.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.into_string())
        }
        _ => None,
    });
    links.collect()
}

/// The names of the headings of a page in an address. Those of GitHub and of the book are the same.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(words) | Event::Code(words), Some(heading)) => heading.push_str(&words),
            (Event::End(TagEnd::Heading(_)), Some(text)) => {
                let anchor = anchor(text);
                let numbered = (1..).map(|number| format!("{anchor}-{number}"));
                let mut names = std::iter::once(anchor.clone()).chain(numbered);
                anchors.extend(names.find(|name| !anchors.contains(name)));
                heading = None;
            }
            _ => {}
        }
    }
    anchors
}

fn anchor(heading: &str) -> String {
    let letters = heading.trim().chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        _ => letter.is_alphanumeric().then_some(letter),
    });
    letters.flat_map(char::to_lowercase).collect()
}

/// The path that a link leads to from a page, from the top of the repository; nothing where it
/// leads out of it.
fn target(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." | "" => {}
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// What is wrong with a link of a page.
fn mistake(
    page: &Page,
    link: &str,
    anchors: &BTreeMap<String, BTreeSet<String>>,
) -> Option<String> {
    if link.contains("://") {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = match path {
        "" => Some(page.name.clone()),
        path => target(&page.name, path),
    };
    let Some(target) = target.filter(|path| root().join(path).exists()) else {
        return Some("leads nowhere".to_owned());
    };
    if page.name.starts_with("docs/") && !target.starts_with("docs/") {
        return Some("leads out of the book: write the address on GitHub".to_owned());
    }
    let is_there = anchor.is_empty() || anchors.get(&target)?.contains(anchor);
    (!is_there).then(|| format!("there is no such heading in {target}"))
}

/// mdBook makes an index.html of each README.md, and leaves links to README.html as they are.
#[test]
fn links_to_each_readme_lead_to_its_index() {
    let book = fs::read_to_string(root().join("book.toml")).expect("there is one");
    for page in pages() {
        let path = page.name.strip_prefix("docs").unwrap_or_default();
        if let Some(folder) = path.strip_suffix("README.md") {
            let redirect = format!("\n\"{folder}README.html\" = \"index.html\"\n");
            assert!(book.contains(&redirect), "expected{redirect}");
        }
    }
}

#[test]
fn links_lead_somewhere() {
    let pages = pages();
    let anchors = pages
        .iter()
        .map(|page| (page.name.clone(), anchors(&page.text)));
    let anchors: BTreeMap<String, BTreeSet<String>> = anchors.collect();
    let mut count = 0;
    let mut mistakes = Vec::new();
    for page in &pages {
        for link in links(&page.text) {
            count += 1;
            let mistake = mistake(page, &link, &anchors);
            mistakes.extend(mistake.map(|what| format!("{}: {link}: {what}", page.name)));
        }
    }
    assert!(count > 100, "the links are found: {count}");
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn mistakes_in_links_are_found() {
    let page = Page {
        name: "docs/fixes.md".to_owned(),
        text: "# A `b` c, d\n\n## A b c d\n".to_owned(),
    };
    let known = BTreeMap::from([(page.name.clone(), anchors(&page.text))]);
    assert_eq!(
        known[&page.name],
        BTreeSet::from(["a-b-c-d", "a-b-c-d-1"].map(str::to_owned))
    );
    for (link, is_right) in [
        ("https://example.org", true),
        ("hooks.md", true),
        ("images/check.svg", true),
        ("#a-b-c-d", true),
        ("#a-b", false),
        ("missing.md", false),
        ("../README.md", false),
        ("../../elsewhere.md", false),
    ] {
        assert_eq!(mistake(&page, link, &known).is_none(), is_right, "{link}");
    }
}

#[test]
fn each_page_is_in_the_table_of_contents_once() {
    let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).expect("there is one");
    let mut listed = links(&summary);
    // Groups of rules have no page.
    listed.retain(|link| !link.is_empty());
    let pages = pages().into_iter();
    let pages = pages.filter_map(|page| Some(page.name.strip_prefix("docs/")?.to_owned()));
    let pages: Vec<String> = pages.collect();
    for page in pages.iter().chain(&listed) {
        let count = |names: &[String]| names.iter().filter(|name| *name == page).count();
        assert_eq!((count(&pages), count(&listed)), (1, 1), "{page}");
    }
}
