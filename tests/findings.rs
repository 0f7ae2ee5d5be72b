//! Every finding on every card of the rules, in full: places, paths, texts and edits, as snapshots
//! under `tests/findings`, one for each folder of cards.
//!
//! The reports in `tests/snapshots` are what people read of the cards to flag. This has the cards
//! to leave as well, where other rules may have something to say, and every byte of every edit. The
//! cards in `fixtures/edges` stand at the edges of what rules tell apart: without each of them a
//! mutant of the code, as cargo-mutants makes them, went unnoticed, or a mistake did that a mutated
//! card brought to light.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "support/entries.rs"]
mod entries;

use std::{
    fmt::{self, Write as _},
    fs,
    path::{Path, PathBuf},
};

use entries::entries;
use gatecard::{Card, CheckOptions, Finding, LineIndex, Safety, Span, decode, fix};
use insta::{assert_snapshot, with_settings};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn options() -> CheckOptions {
    CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    }
}

/// A place as lines and columns.
fn place(lines: &mut LineIndex<'_>, span: Span) -> String {
    let (start, end) = (
        lines.position(span.range().start),
        lines.position(span.range().end),
    );
    format!(
        "{}:{}-{}:{}",
        start.line, start.column, end.line, end.column
    )
}

/// Writes one finding with everything that it says.
fn write_finding(out: &mut String, lines: &mut LineIndex<'_>, finding: &Finding) -> fmt::Result {
    let (severity, rule) = (finding.severity, finding.rule.name);
    let at = place(lines, finding.span);
    writeln!(out, "{at} {severity} {rule} {}", finding.path)?;
    writeln!(out, "  {:?}", finding.message)?;
    if !finding.label.is_empty() {
        writeln!(out, "  here: {:?}", finding.label)?;
    }
    for related in &finding.related {
        let at = place(lines, related.span);
        writeln!(out, "  at {at}: {:?}", related.text)?;
    }
    if let Some(help) = &finding.help {
        writeln!(out, "  help: {help:?}")?;
    }
    if let Some(fix) = &finding.fix {
        writeln!(out, "  {} fix: {:?}", fix.safety.name(), fix.title)?;
        for edit in &fix.edits {
            let (at, old) = (place(lines, edit.span), edit.span.slice(lines.text()));
            writeln!(out, "    {at} {old:?} -> {:?}", edit.text)?;
        }
    }
    Ok(())
}

/// Writes everything that is found on a card, and what is left when it is fixed.
fn write_card(out: &mut String, path: &Path) -> fmt::Result {
    let bytes = fs::read(path).expect("the card can be read");
    let decoded = decode(&bytes);
    let card = Card::new(&decoded.text).with_damage(decoded.damage);
    let checked = card.check_all(&options());
    let mut lines = LineIndex::new(card.text());
    for finding in &checked.findings {
        write_finding(out, &mut lines, finding)?;
    }
    for ignored in &checked.ignored {
        let at = place(&mut lines, ignored.comment);
        writeln!(out, "silenced at {at}: {:?}", ignored.reason)?;
        write_finding(out, &mut lines, &ignored.finding)?;
    }
    for most in [Safety::Safe, Safety::Unsafe] {
        let fixed = fix(card.text(), &options(), most);
        if fixed.applied > 0 {
            let left = Card::new(&fixed.text).check(&options());
            let left: Vec<&str> = left.iter().map(|finding| finding.rule.name).collect();
            let (name, applied, length) = (most.name(), fixed.applied, fixed.text.len());
            writeln!(
                out,
                "{name}: {applied} applied, {length} bytes, left: {left:?}"
            )?;
        }
    }
    Ok(())
}

/// Writes what is found on all cards of a folder.
fn write_cards(out: &mut String, folder: &Path) {
    let parent = folder.file_name().unwrap_or_default().to_string_lossy();
    for card in entries(folder) {
        let name = card.file_name().unwrap_or_default().to_string_lossy();
        writeln!(out, "== {parent}/{name}").expect("texts can be written to");
        write_card(out, &card).expect("texts can be written to");
    }
}

fn assert_same(name: &str, found: &str) {
    with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "findings" }, {
        assert_snapshot!(name, found);
    });
}

#[test]
fn findings_are_what_they_were() {
    for rule in entries(&fixtures().join("rules")) {
        let mut found = String::new();
        for folder in ["flag", "leave"] {
            write_cards(&mut found, &rule.join(folder));
        }
        let name = rule.file_name().unwrap_or_default().to_string_lossy();
        assert_same(&name, &found);
    }
}

#[test]
fn findings_at_the_edges_are_what_they_were() {
    let mut found = String::new();
    write_cards(&mut found, &fixtures().join("edges"));
    assert_same("edges", &found);
}
