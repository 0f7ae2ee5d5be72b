//! SARIF 2.1.0, for code scanning on GitHub and for viewers. docs/formats.md describes it.
//!
//! * `model`: the objects
//! * `log`: what is the same for all cards

mod log;
mod model;

use std::io;

use gatecard::{Finding, Fix, LineIndex, RULES, Severity, Span};

use self::model::{
    Artifact, ArtifactChange, Content, FixProperties, Location, LogicalLocation,
    PartialFingerprints, PhysicalLocation, Region, Replacement, SarifFix, SarifResult, Suppression,
    Text,
};
use super::{Checked, Needs, Render, Run, Silenced, json::to_json};
use crate::repo_path::uri_from_top;

/// What stands for the top of the repository.
const TOP: &str = "%SRCROOT%";
/// What some programs put before a text in UTF-8. The standard does not count it.
const MARK: char = '\u{feff}';

/// SARIF.
#[derive(Debug)]
pub(super) struct Sarif;

impl Render for Sarif {
    fn needs(&self) -> Needs {
        Needs {
            fingerprints: true,
            silenced: true,
            ..Needs::default()
        }
    }

    fn card(&self, card: &Checked<'_>) -> String {
        let (uri, is_relative) = uri_from_top(card.path);
        let mut results = Results {
            artifact: Artifact {
                uri: &uri,
                uri_base_id: is_relative.then_some(TOP),
            },
            lines: LineIndex::new(card.text),
        };
        let shown = card.findings.iter().enumerate().map(|(number, finding)| {
            let fingerprint = card.fingerprints.get(number).map_or("", |it| it);
            let mut result = results.result(finding, fingerprint);
            result.baseline_state = card.has_baseline.then_some("new");
            to_json(&result)
        });
        let mut texts: Vec<String> = shown.collect();
        let silenced = card
            .silenced
            .iter()
            .map(|it| to_json(&results.silenced(it)));
        texts.extend(silenced);
        texts.join(",\n")
    }

    fn report(&self, run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        run.join([&log::start(), ",\n", &log::end(run)], out)
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The results of one card.
struct Results<'r> {
    artifact: Artifact<'r>,
    lines: LineIndex<'r>,
}

impl<'r> Results<'r> {
    fn result(&mut self, finding: &'r Finding, fingerprint: &'r str) -> SarifResult<'r> {
        let mut place = self.location(finding.span, &finding.label);
        let path = finding.path.as_str();
        place.logical_locations = (!path.is_empty()).then_some([LogicalLocation {
            fully_qualified_name: path,
        }]);
        let related = finding.related.iter().enumerate().map(|(number, label)| {
            let mut place = self.location(label.span, &label.text);
            place.id = Some(number + 1);
            place
        });
        let related_locations = related.collect();
        SarifResult {
            rule_id: finding.rule.name,
            rule_index: RULES.iter().position(|rule| *rule == finding.rule),
            level: level(finding.severity),
            message: message(finding),
            locations: [place],
            related_locations,
            partial_fingerprints: PartialFingerprints {
                gatecard: fingerprint,
            },
            fixes: finding.fix.as_ref().and_then(|fix| self.fix(fix)),
            baseline_state: None,
            suppressions: None,
        }
    }

    fn silenced(&mut self, silenced: &Silenced<'r>) -> SarifResult<'r> {
        let mut result = self.result(silenced.finding, silenced.fingerprint);
        let (kind, justification) = match silenced.comment {
            Some(reason) => ("inSource", reason),
            None => ("external", "known from the baseline"),
        };
        result.baseline_state = silenced.comment.is_none().then_some("unchanged");
        result.suppressions = Some([Suppression {
            kind,
            status: "accepted",
            justification,
        }]);
        result
    }

    fn location(&mut self, span: Span, text: &str) -> Location<'r> {
        Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: self.artifact,
                region: self.region(span),
            },
            logical_locations: None,
            message: (!text.is_empty()).then(|| Text::quoting(text)),
        }
    }

    fn fix(&mut self, fix: &'r Fix) -> Option<[SarifFix<'r>; 1]> {
        let starts = fix.edits.iter().map(|edit| edit.span.range().start);
        if self.has_mark() && starts.min() < Some(MARK.len_utf8()) {
            // What is not counted cannot be replaced.
            return None;
        }
        let replacements = fix.edits.iter().map(|edit| Replacement {
            deleted_region: self.region(edit.span),
            inserted_content: Content { text: &edit.text },
        });
        let replacements = replacements.collect();
        Some([SarifFix {
            description: Text::quoting(&fix.title),
            artifact_changes: [ArtifactChange {
                artifact_location: self.artifact,
                replacements,
            }],
            properties: FixProperties {
                safety: fix.safety.name(),
            },
        }])
    }

    fn region(&mut self, span: Span) -> Region {
        let range = span.range();
        let [start, end] = [range.start, range.end].map(|offset| {
            let place = self.lines.position(offset);
            let shift = usize::from(self.has_mark() && place.line == 1);
            (place.line, place.column.saturating_sub(shift).max(1))
        });
        Region {
            start_line: start.0,
            start_column: start.1,
            end_line: end.0,
            end_column: end.1,
        }
    }

    fn has_mark(&self) -> bool {
        self.lines.text().starts_with(MARK)
    }
}

/// What is wrong, and in a paragraph of its own what to write instead. Braces are not doubled,
/// though the standard wants that: there are no arguments, and viewers then show texts as they are.
fn message(finding: &Finding) -> Text {
    let text = format!("{}.", finding.message);
    Text::quoting(&match &finding.help {
        Some(help) => format!("{text}\n\nHelp: {help}"),
        None => text,
    })
}
