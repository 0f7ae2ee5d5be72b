//! What the tests of pages share.

#![allow(dead_code, unused_imports, reason = "each test uses a part of it")]

mod checks;

use std::{
    fs,
    path::{Path, PathBuf},
};

pub(crate) use checks::{elements, faults, parse};
use gatecard::{Gate, State};
use gatecard_preview::{Options, Preview, page};
use markup5ever_rcdom::{Handle, NodeData};

/// The page of a gate that was found, without findings.
pub(crate) fn page_of(gate: &Gate) -> String {
    page(&Preview {
        name: "README.md",
        gate: Some(gate),
        lost_options: Vec::new(),
        front_matter: State::Found,
        findings: Vec::new(),
        stale: false,
        trouble: None,
        options: Options::default(),
    })
}

/// The folder of the fixtures.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// The Markdown files of a folder and of all within it, in order: the path from there, and the
/// text.
pub(crate) fn card_files(folder: &Path) -> Vec<(String, String)> {
    let mut cards = Vec::new();
    add_cards(folder, folder, &mut cards);
    cards.sort();
    cards
}

fn add_cards(root: &Path, folder: &Path, cards: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            add_cards(root, &path, cards);
        } else if path.extension().is_some_and(|extension| extension == "md")
            && let Ok(bytes) = fs::read(&path)
        {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            cards.push((name.replace('\\', "/"), text));
        }
    }
}

/// A page for people: one element a line, without the style sheet, the script, their hashes and
/// the menu of all countries, which are the same on each page.
pub(crate) fn readable(html: &str) -> String {
    let (style, script) = (
        include_str!("../../src/assets/page.css"),
        include_str!("../../src/assets/page.js"),
    );
    let html = html.replace(style, "[style]").replace(script, "[script]");
    let mut out = String::new();
    for line in html.replace("><", ">\n<").lines() {
        let is_country =
            line.starts_with("<option value=\"") && line.as_bytes().get(17) == Some(&b'"');
        let is_edge = line.contains("AF\"") || line.contains("ZW\"");
        if is_country && !is_edge {
            continue;
        }
        let line = if line.contains("Content-Security-Policy") {
            "[policy]"
        } else {
            line
        };
        out += line.trim_end();
        out.push('\n');
    }
    out
}

/// The value of an attribute and the text of an element of that name.
pub(crate) fn text_of(node: &Handle, name: &str, attribute: &str) -> Option<(String, String)> {
    let NodeData::Element {
        name: found, attrs, ..
    } = &node.data
    else {
        return None;
    };
    if &*found.local != name {
        return None;
    }
    let attributes = attrs.borrow();
    let mut attributes = attributes.iter();
    let value = attributes
        .find(|other| &*other.name.local == attribute)?
        .value
        .to_string();
    let children = node.children.borrow();
    let text = children.iter().map(|child| match &child.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => String::new(),
    });
    Some((value, text.collect()))
}
