//! The Reviewdog Diagnostic Format: what reviewdog writes into reviews.

use std::io;

use gatecard::{Finding, Fix, LineIndex, Severity, Span};
use serde::Serialize;

use super::{Checked, Render, Run, json::to_json};

/// How many bytes may stand between the edits of one fix. A suggestion is one piece of text, so
/// all between them is part of it.
const MOST_BETWEEN: usize = 4096;

/// Reviewdog's JSON.
#[derive(Debug)]
pub(super) struct Rdjson;

#[derive(Serialize)]
struct Diagnostic<'f> {
    message: String,
    location: Location<'f>,
    severity: &'f str,
    code: Code<'f>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<[Suggestion; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'f>>,
}

#[derive(Serialize)]
struct Location<'f> {
    path: &'f str,
    range: Range,
}

#[derive(Serialize)]
struct RelatedLocation<'f> {
    message: &'f str,
    location: Location<'f>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Lines from 1; columns from 1, in bytes.
#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code<'f> {
    value: &'f str,
    url: String,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

impl Render for Rdjson {
    fn card(&self, card: &Checked<'_>) -> String {
        let mut lines = LineIndex::new(card.text);
        let diagnostics = card.findings.iter();
        let diagnostics: Vec<String> = diagnostics
            .map(|finding| to_json(&diagnostic(card.file, &mut lines, finding)))
            .collect();
        diagnostics.join(",\n")
    }

    fn report(&self, run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let address = env!("CARGO_PKG_REPOSITORY");
        let source = format!("{{\"name\":\"gatecard\",\"url\":\"{address}\"}}");
        let start = format!("{{\"source\":{source},\"diagnostics\":[\n");
        run.join([&start, ",\n", "\n]}\n"], out)
    }
}

fn diagnostic<'f>(
    path: &'f str,
    lines: &mut LineIndex<'_>,
    finding: &'f Finding,
) -> Diagnostic<'f> {
    let related = finding.related.iter().map(|label| RelatedLocation {
        message: &label.text,
        location: Location {
            path,
            range: range(lines, label.span),
        },
    });
    let related_locations = related.collect();
    Diagnostic {
        message: match &finding.help {
            Some(help) => format!("{}\nhelp: {help}", finding.message),
            None => finding.message.clone(),
        },
        location: Location {
            path,
            range: range(lines, finding.span),
        },
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code {
            value: finding.rule.name,
            url: finding.rule.url(),
        },
        suggestions: finding.fix.as_ref().and_then(|fix| suggestion(lines, fix)),
        related_locations,
    }
}

/// A fix as one piece of text, from its first edit to its last.
fn suggestion(lines: &mut LineIndex<'_>, fix: &Fix) -> Option<[Suggestion; 1]> {
    let text = lines.text();
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let start = edits.first()?.span.range().start;
    let (mut out, mut at) = (String::new(), start);
    for edit in &edits {
        out.push_str(text.get(at..edit.span.range().start)?);
        out.push_str(&edit.text);
        at = edit.span.range().end;
    }
    let inserted: usize = edits.iter().map(|edit| edit.text.len()).sum();
    (out.len() - inserted <= MOST_BETWEEN).then(|| {
        [Suggestion {
            range: range(lines, Span::new(start, at)),
            text: out,
        }]
    })
}

fn range(lines: &mut LineIndex<'_>, span: Span) -> Range {
    let [start, end] = [span.range().start, span.range().end].map(|offset| {
        let place = lines.position(offset);
        Position {
            line: place.line,
            column: offset.min(lines.text().len()) - place.line_start + 1,
        }
    });
    Range { start, end }
}
