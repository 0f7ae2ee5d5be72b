//! Cards, what is found in them, and what is printed for them.

use std::{fs, process::Command};

use gatecard::{Card, CheckOptions};

use super::{Block, KINDS, Kind, Page, blocks, pages, repo::GATECARD, row, support::generated};

/// A card as a file: front matter alone gets its lines around it.
fn file(block: &Block) -> String {
    if block.language == "yaml" && !block.text.starts_with("---\n") {
        format!("---\n{}---\n", block.text)
    } else {
        block.text.clone()
    }
}

#[test]
fn cards_have_the_findings_that_they_are_said_to_have() {
    let pages = pages();
    let cards = blocks(&pages, Kind::Card);
    assert!(cards.len() >= 10);
    for (page, block) in cards {
        let mark = block.mark.as_deref().unwrap_or_default();
        let expected: Vec<&str> = mark.split_whitespace().skip(1).collect();
        let card = file(&block);
        let findings = Card::new(&card).check(&CheckOptions::default());
        let found: Vec<&str> = findings.iter().map(|finding| finding.rule.name).collect();
        assert_eq!(found, expected, "{}:{}", page.name, block.line);
    }
}

/// What a command prints for a card.
fn printed(command: &str, card: &str) -> String {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("README.md"), card).expect("there is room");
    let mut run = Command::new(GATECARD);
    for variable in ["COLUMNS", "NO_GRAPHICS", "GITHUB_ACTIONS", "TF_BUILD"] {
        run.env_remove(variable);
    }
    let arguments = command.split_whitespace().skip(1);
    let run = run.args(arguments).env("LC_ALL", "C.UTF-8");
    let output = run.current_dir(folder.path()).output().expect("it runs");
    assert_ne!(output.status.code(), Some(2), "{command}: {output:?}");
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

/// A page with its outputs made anew.
fn made(page: &Page) -> String {
    let mut text = String::new();
    let mut done = 0;
    let mut card = None;
    for block in page.blocks() {
        match row(page, &block).map(|row| KINDS[row].3) {
            Some(Kind::Card) => card = Some(file(&block)),
            Some(Kind::Output) => {
                let card = card.as_deref().expect("a card stands above");
                let command = block.mark.as_deref().unwrap_or_default();
                text += &page.text[done..block.range.start];
                text += &printed(command, card);
                done = block.range.end;
            }
            _ => {}
        }
    }
    text + &page.text[done..]
}

#[test]
fn outputs_are_what_the_command_prints() {
    let pages = pages();
    assert!(blocks(&pages, Kind::Output).len() >= 5);
    for page in &pages {
        generated(&page.name, &made(page));
    }
}
