//! JSON for programs. docs/json.md describes it.

use std::{borrow::Cow, io, ops::Range};

use gatecard::{Finding, LineIndex, Span};
use serde::Serialize;

use super::{Checked, Needs, Render, RuleCount, Run};
use crate::escape::in_json;

/// The version of the shape. Within one, fields are only added.
pub(crate) const SCHEMA_VERSION: u32 = 1;

/// What is printed as JSON. It is printed in parts, and this is for its schema.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
pub(crate) struct JsonCheck<'f> {
    /// The version of the shape.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    schema_version: u32,
    /// Sorted by file, then by place.
    findings: Vec<JsonFinding<'f>>,
    summary: JsonSummary,
}

/// A finding.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonFinding<'f> {
    /// The path of the card as it was given or found.
    file: &'f str,
    /// The name of the rule.
    rule: &'f str,
    /// How much it matters.
    #[cfg_attr(test, schemars(extend("enum" = ["error", "warning", "info"])))]
    severity: &'f str,
    /// What is wrong: one sentence.
    message: &'f str,
    /// The place itself.
    range: JsonRange,
    /// What is there, in a few words; empty where the message says it.
    label: &'f str,
    /// The value in the YAML block, such as `extra_gated_fields.Company`; empty for the whole card.
    path: &'f str,
    /// What to write instead.
    help: Option<&'f str>,
    /// The page about the rule.
    url: String,
    /// Further places.
    related: Vec<JsonPlace<'f>>,
    /// Changes that mend it.
    fixes: Vec<JsonFix<'f>>,
    /// What it is known by, which does not change when lines move.
    fingerprint: &'f str,
}

/// The end is the place behind the last character.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonRange {
    start: JsonPosition,
    end: JsonPosition,
}

/// A place in a file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonPosition {
    /// Counted from 0 from the first byte of the file.
    byte: usize,
    /// Counted from 1.
    line: usize,
    /// Counted from 1, in Unicode scalar values.
    column: usize,
}

/// A place with a text.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonPlace<'f> {
    range: JsonRange,
    /// What is said of it, or what to put there.
    text: &'f str,
}

/// A change: its edits belong together and do not overlap.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonFix<'f> {
    /// What it does.
    title: &'f str,
    /// Whether it needs a person's look.
    #[cfg_attr(test, schemars(extend("enum" = ["safe", "unsafe"])))]
    safety: &'f str,
    /// Bytes to replace, and by what.
    edits: Vec<JsonPlace<'f>>,
}

/// How many of each there are.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonSummary {
    /// Cards that were checked.
    cards: usize,
    /// Cards that have findings.
    cards_with_findings: usize,
    /// Paths that could not be read, and configurations that could not be used.
    failures: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    /// Findings that were mended.
    fixed: usize,
}

#[derive(Serialize)]
struct JsonRule<'r> {
    rule: &'r str,
    severity: &'r str,
    findings: usize,
    cards: usize,
    fixable: usize,
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

/// JSON.
#[derive(Debug)]
pub(super) struct Json {
    /// Whether it has the number of findings of each rule.
    pub(super) statistics: bool,
}

impl Render for Json {
    fn needs(&self) -> Needs {
        Needs {
            fingerprints: true,
            statistics: self.statistics,
            ..Needs::default()
        }
    }

    fn card(&self, card: &Checked<'_>) -> String {
        findings(card, ",\n")
    }

    fn report(&self, run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let (start, end) = match run.totals.counts.all() {
            0 => ("", ""),
            _ => ("\n", "\n"),
        };
        let statistics = if self.statistics {
            let rules: Vec<JsonRule<'_>> = run.statistics.iter().map(json_rule).collect();
            format!(",\"statistics\":{}", to_json(&rules))
        } else {
            String::new()
        };
        let start = format!("{{\"schema_version\":{SCHEMA_VERSION},\"findings\":[{start}");
        let summary = to_json(&json_summary(run));
        let end = format!("{end}],\"summary\":{summary}{statistics}}}\n");
        run.join([&start, ",\n", &end], out)
    }
}

/// The findings of a card as objects, with that text between them.
pub(super) fn findings(card: &Checked<'_>, between: &str) -> String {
    let mut lines = LineIndex::new(card.text);
    let mut out = String::new();
    for (number, finding) in card.findings.iter().enumerate() {
        if number > 0 {
            out.push_str(between);
        }
        let fingerprint = card.fingerprints.get(number).map_or("", |it| it);
        let finding = json_finding(card.file, &mut lines, finding, fingerprint);
        out.push_str(&to_json(&finding));
    }
    out
}

fn json_summary(run: &Run<'_>) -> JsonSummary {
    let totals = run.totals;
    JsonSummary {
        cards: totals.cards,
        cards_with_findings: totals.with_findings,
        failures: totals.failures,
        errors: totals.counts.errors,
        warnings: totals.counts.warnings,
        infos: totals.counts.infos,
        fixed: totals.changed.fixed,
    }
}

fn json_rule(count: &RuleCount) -> JsonRule<'_> {
    JsonRule {
        rule: count.rule.name,
        severity: count.severity.name(),
        findings: count.findings,
        cards: count.cards,
        fixable: count.fixable,
    }
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
