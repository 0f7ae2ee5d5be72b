//! Code quality reports of GitLab: a part of what Code Climate specifies.

use std::io;

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
    fingerprint: String,
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
            // GitLab keeps one issue of each fingerprint.
            fingerprint: within_report(&path, fingerprint),
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
        run.join(["[\n", ",\n", "\n]\n"], out)
    }
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
