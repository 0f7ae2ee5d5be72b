//! JSON for programs. docs/json.md describes it.

use std::{borrow::Cow, ops::Range};

use gatecard::{Finding, LineIndex, Span};
use serde::Serialize;

use super::{Checked, Totals};
use crate::escape::in_json;

/// The version of the shape. Within one, fields are only added.
pub(crate) const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct JsonFinding<'f> {
    file: &'f str,
    rule: &'f str,
    severity: &'f str,
    message: &'f str,
    range: JsonRange,
    label: &'f str,
    path: &'f str,
    help: Option<&'f str>,
    url: String,
    related: Vec<JsonPlace<'f>>,
    fixes: Vec<JsonFix<'f>>,
    fingerprint: &'f str,
}

#[derive(Serialize)]
struct JsonRange {
    start: JsonPosition,
    end: JsonPosition,
}

#[derive(Serialize)]
struct JsonPosition {
    byte: usize,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct JsonPlace<'f> {
    range: JsonRange,
    text: &'f str,
}

#[derive(Serialize)]
struct JsonFix<'f> {
    title: &'f str,
    safety: &'f str,
    edits: Vec<JsonPlace<'f>>,
}

#[derive(Serialize)]
struct JsonSummary {
    cards: usize,
    cards_with_findings: usize,
    failures: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    fixed: usize,
}

/// A value as JSON on one line, safe for a terminal.
pub(crate) fn to_json(value: &impl Serialize) -> String {
    // Texts and numbers under fixed keys: nothing in it can fail.
    let json = serde_json::to_string(value).unwrap_or_default();
    match in_json(&json) {
        Cow::Borrowed(_) => json,
        Cow::Owned(safe) => safe,
    }
}

/// The findings of a card, one on each line.
pub(super) fn card(card: &Checked<'_>) -> String {
    let mut lines = LineIndex::new(card.text);
    let mut out = String::new();
    for (number, finding) in card.findings.iter().enumerate() {
        if number > 0 {
            out.push_str(",\n");
        }
        let fingerprint = card.fingerprints.get(number).map_or("", |it| it);
        let finding = json_finding(card.file, &mut lines, finding, fingerprint);
        out.push_str(&to_json(&finding));
    }
    out
}

/// What stands around the findings.
pub(super) fn frame(totals: &Totals) -> [String; 3] {
    let summary = to_json(&JsonSummary {
        cards: totals.cards,
        cards_with_findings: totals.with_findings,
        failures: totals.failures,
        errors: totals.counts.errors,
        warnings: totals.counts.warnings,
        infos: totals.counts.infos,
        fixed: totals.changed.fixed,
    });
    let (start, end) = match totals.counts.all() {
        0 => ("", ""),
        _ => ("\n", "\n"),
    };
    [
        format!("{{\"schema_version\":{SCHEMA_VERSION},\"findings\":[{start}"),
        ",\n".to_owned(),
        format!("{end}],\"summary\":{summary}}}\n"),
    ]
}

fn json_finding<'f>(
    file: &'f str,
    lines: &mut LineIndex<'_>,
    finding: &'f Finding,
    fingerprint: &'f str,
) -> JsonFinding<'f> {
    let related = finding.related.iter();
    let related = related.map(|place| json_place(lines, place.span, &place.text));
    let related = related.collect();
    let fixes = finding.fix.iter().map(|fix| JsonFix {
        title: &fix.title,
        safety: fix.safety.name(),
        edits: fix
            .edits
            .iter()
            .map(|edit| json_place(lines, edit.span, &edit.text))
            .collect(),
    });
    let fixes = fixes.collect();
    JsonFinding {
        file,
        rule: finding.rule.name,
        severity: finding.severity.name(),
        message: &finding.message,
        range: json_range(lines, finding.span),
        label: &finding.label,
        path: finding.path.as_str(),
        help: finding.help.as_deref(),
        url: finding.rule.url(),
        related,
        fixes,
        fingerprint,
    }
}

fn json_place<'f>(lines: &mut LineIndex<'_>, span: Span, text: &'f str) -> JsonPlace<'f> {
    JsonPlace {
        range: json_range(lines, span),
        text,
    }
}

fn json_range(lines: &mut LineIndex<'_>, span: Span) -> JsonRange {
    let Range { start, end } = span.range();
    JsonRange {
        start: json_position(lines, start),
        end: json_position(lines, end),
    }
}

fn json_position(lines: &mut LineIndex<'_>, byte: usize) -> JsonPosition {
    let place = lines.position(byte);
    JsonPosition {
        byte,
        line: place.line,
        column: place.column,
    }
}
