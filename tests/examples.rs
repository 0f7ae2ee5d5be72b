//! Every block of code in the documentation is an example that runs: a table says how, and a block
//! that the table does not know is a mistake.
//!
//! The comment before a block says what belongs to it: `<!-- finds RULE RULE -->` before a card
//! what `gatecard check` finds in it (nothing, where there is no comment), and
//! `<!-- gatecard ARGUMENTS -->` before an output what prints it, for the card above. Where such an
//! output is out of date, `GATECARD_UPDATE_DOCS=1 cargo test -p gatecard-cli` writes it anew.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it leaves out"
)]
#![cfg(unix)]

#[path = "examples/cards.rs"]
mod cards;
#[path = "examples/commands.rs"]
mod commands;
#[path = "support/needed.rs"]
mod needed;
#[path = "support/pages.rs"]
mod pages;
#[path = "support/repo.rs"]
mod repo;
#[path = "examples/schemas.rs"]
mod schemas;
mod support;

use std::fs;

use pages::root;
use pages::{Block, Page, pages};

/// How a block runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A card, or its front matter: it has the findings that its comment says.
    Card,
    /// What the command in its comment prints.
    Output,
    /// Commands for a shell, one on a line.
    Commands,
    /// A `gatecard.toml`.
    Configuration,
    /// A workflow of GitHub.
    Workflow,
    /// Steps of such a workflow.
    Steps,
    /// A pipeline of GitLab.
    Pipeline,
    /// That test or script runs it.
    Elsewhere(&'static str),
    /// Nothing can be run: why.
    Never(&'static str),
}

/// Which blocks are of which kind: the page or the folder (any, where that is empty), the language,
/// and how the text or the comment before it begins. The first one that fits counts.
const KINDS: &[(&str, &str, &str, Kind)] = &[
    (
        "docs/rules/",
        "sh",
        "iconv ",
        Kind::Elsewhere("tests/docs.rs"),
    ),
    (
        "docs/rules/",
        "latin-1",
        "",
        Kind::Elsewhere("tests/docs.rs"),
    ),
    (
        "docs/rules/",
        "markdown",
        "",
        Kind::Elsewhere("tests/docs.rs"),
    ),
    ("docs/rules/", "text", "", Kind::Elsewhere("tests/docs.rs")),
    ("docs/rules/", "yaml", "", Kind::Elsewhere("tests/docs.rs")),
    ("docs/help.md", "text", "", Kind::Elsewhere("tests/help.rs")),
    (
        "docs/formats.md",
        "json",
        "gatecard ",
        Kind::Elsewhere("tests/formats/page.rs"),
    ),
    (
        "docs/formats.md",
        "text",
        "gatecard ",
        Kind::Elsewhere("tests/formats/page.rs"),
    ),
    (
        "docs/formats.md",
        "xml",
        "gatecard ",
        Kind::Elsewhere("tests/formats/page.rs"),
    ),
    ("docs/json.md", "json", "", Kind::Elsewhere("tests/json.rs")),
    (
        "docs/ignores.md",
        "json",
        "",
        Kind::Elsewhere("tests/changes.rs"),
    ),
    (
        "docs/editors.md",
        "json",
        "",
        Kind::Elsewhere("tests/editors.rs"),
    ),
    (
        "docs/editors.md",
        "lua",
        "",
        Kind::Elsewhere("tests/editors.rs"),
    ),
    (
        "docs/editors.md",
        "toml",
        "#:schema ",
        Kind::Elsewhere("tests/editors.rs"),
    ),
    (
        "docs/editors.md",
        "vim",
        "",
        Kind::Elsewhere("tests/editors.rs"),
    ),
    (
        "docs/editors.md",
        "yaml",
        "# yaml-language-server",
        Kind::Elsewhere("tests/editors.rs"),
    ),
    (
        "docs/pre-commit.md",
        "yaml",
        "repos:\n  - repo: local",
        Kind::Elsewhere("scripts/test-wheel"),
    ),
    (
        "docs/pre-commit.md",
        "yaml",
        "repos:",
        Kind::Elsewhere("tests/pre_commit.rs"),
    ),
    (
        "docs/hooks.md",
        "sh",
        "#!/bin/sh",
        Kind::Elsewhere("tests/hooks.rs"),
    ),
    (
        "docs/configuration.md",
        "sh",
        "gatecard schema",
        Kind::Elsewhere("tests/schemas.rs"),
    ),
    (
        "README.md",
        "rust",
        "",
        Kind::Elsewhere("crates/gatecard/src/lib.rs"),
    ),
    (
        "CONTRIBUTING.md",
        "text",
        "",
        Kind::Never("it is a drawing"),
    ),
    (
        "docs/ci.md",
        "console",
        "",
        Kind::Never("it takes a release"),
    ),
    ("", "diff", "gatecard ", Kind::Output),
    ("", "text", "gatecard ", Kind::Output),
    ("", "markdown", "", Kind::Card),
    ("", "yaml", "---\n", Kind::Card),
    ("", "yaml", "extra_gated_", Kind::Card),
    ("", "yaml", "name: ", Kind::Workflow),
    ("", "yaml", "- run: ", Kind::Steps),
    ("", "yaml", "include:", Kind::Pipeline),
    ("", "yaml", "gatecard:\n", Kind::Pipeline),
    ("", "toml", "", Kind::Configuration),
    ("", "sh", "", Kind::Commands),
];

/// The row of the table for a block.
fn row(page: &Page, block: &Block) -> Option<usize> {
    KINDS.iter().position(|(place, language, start, _)| {
        let is_there = match *place {
            folder if folder.is_empty() || folder.ends_with('/') => page.name.starts_with(folder),
            name => page.name == name,
        };
        let mark = block.mark.as_deref().unwrap_or_default();
        let starts = block.text.starts_with(start) || mark.starts_with(start);
        is_there && block.language == *language && starts
    })
}

/// The blocks of a kind, with their pages.
fn blocks(pages: &[Page], kind: Kind) -> Vec<(&Page, Block)> {
    let all = pages.iter().flat_map(|page| {
        let blocks = page.blocks().into_iter();
        blocks.map(move |block| (page, block))
    });
    let is_such =
        |(page, block): &(&Page, Block)| row(page, block).is_some_and(|row| KINDS[row].3 == kind);
    let blocks: Vec<_> = all.filter(is_such).collect();
    assert!(!blocks.is_empty(), "{kind:?}");
    blocks
}

#[test]
fn every_block_is_tested_somewhere() {
    let mut used = vec![false; KINDS.len()];
    for page in pages() {
        for block in page.blocks() {
            let place = format!("{}:{}", page.name, block.line);
            let row = row(&page, &block);
            let row = row.unwrap_or_else(|| panic!("{place}: nothing tests this:\n{}", block.text));
            used[row] = true;
            let known = block.mark.as_deref().is_none_or(|mark| {
                mark.starts_with("gatecard ")
                    || (mark.starts_with("finds ") && KINDS[row].3 == Kind::Card)
            });
            assert!(known, "{place}: {:?}", block.mark);
        }
    }
    for ((place, language, start, kind), used) in KINDS.iter().zip(used) {
        assert!(used, "no block is {place} {language} {start}");
        if let Kind::Elsewhere(test) = kind {
            let test = fs::read_to_string(root().join(test)).expect("there is such a test");
            let name = place.trim_end_matches('/').rsplit('/').next();
            assert!(test.contains(name.unwrap_or_default()), "{place}");
        }
    }
}
