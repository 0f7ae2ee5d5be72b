//! Code quality reports of GitLab: a part of what Code Climate specifies.

use std::{collections::HashSet, io};

use gatecard::{Finding, LineIndex, Severity};
use serde::Serialize;

use super::{Checked, Needs, Render, Run, json::to_json};
use crate::{fingerprint::within_report, repo_path::from_top};

/// A code quality report.
#[derive(Debug)]
pub(super) struct Gitlab;

#[derive(Serialize)]
struct Issue<'f> {
    description: &'f str,
    check_name: &'f str,
    fingerprint: &'f str,
    severity: &'f str,
    location: Location<'f>,
}

#[derive(Serialize)]
struct Location<'f> {
    path: &'f str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

impl Render for Gitlab {
    fn needs(&self) -> Needs {
        Needs {
            fingerprints: true,
            ..Needs::default()
        }
    }

    fn card(&self, card: &Checked<'_>) -> String {
        let path = from_top(card.path);
        let mut lines = LineIndex::new(card.text);
        let issues = card.findings.iter().zip(card.fingerprints);
        let issues = issues.map(|(finding, fingerprint)| Issue {
            description: &finding.message,
            check_name: finding.rule.name,
            fingerprint,
            severity: severity(finding.severity),
            location: Location {
                path: &path,
                positions: positions(&mut lines, finding),
            },
        });
        let issues: Vec<String> = issues.map(|issue| to_json(&issue)).collect();
        issues.join(",\n")
    }

    fn report(&self, run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let mut seen = HashSet::new();
        let texts = run.texts.iter();
        let texts = texts.map(|(card, text)| distinct(&from_top(card), text, &mut seen));
        let texts: Vec<String> = texts.collect();
        write!(out, "[\n{}\n]\n", texts.join(",\n"))
    }
}

/// The issues of a card, with other fingerprints in the place of those that were seen: GitLab keeps
/// one issue of each fingerprint.
fn distinct(path: &str, issues: &str, seen: &mut HashSet<String>) -> String {
    // No text within JSON holds this as it is: its quotes are escaped.
    let key = "\"fingerprint\":\"";
    let mut parts = issues.split(key);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (fingerprint, rest) = part.split_once('"').unwrap_or((part, ""));
        out.push_str(key);
        if seen.insert(fingerprint.to_owned()) {
            out.push_str(fingerprint);
        } else {
            out.push_str(&within_report(path, fingerprint));
        }
        out.push('"');
        out.push_str(rest);
    }
    out
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

fn positions(lines: &mut LineIndex<'_>, finding: &Finding) -> Positions {
    let range = finding.span.range();
    let [begin, end] = [range.start, range.end].map(|offset| {
        let place = lines.position(offset);
        Place {
            line: place.line,
            column: place.column,
        }
    });
    Positions { begin, end }
}
