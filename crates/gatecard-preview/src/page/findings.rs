//! The findings of the check.

use gatecard::{Severity, rule};
use maud::{Markup, html};

use crate::placed::PlacedFinding;

/// A finding with its severity, message and line.
pub(crate) fn note(finding: &PlacedFinding) -> Markup {
    let severity = finding.severity.name();
    let url = rule(finding.rule).map(gatecard::Rule::url);
    html! {
        div.note.(severity) {
            p.note-head {
                span.severity { (severity) }
                " line " (finding.line)
            }
            p { (with_code(&finding.message)) }
            @if let Some(help) = &finding.help {
                p.help { (with_code(help)) }
            }
            p.rule {
                a href=[url] rel="nofollow noopener" target="_blank" { (finding.rule) }
            }
        }
    }
}

/// How many findings there are of each severity; quiet where there is none.
pub(crate) fn counts(findings: &[PlacedFinding]) -> Markup {
    let each = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let of_it = |finding: &&PlacedFinding| finding.severity == severity;
        (severity, findings.iter().filter(of_it).count())
    });
    html! {
        @if findings.is_empty() {
            span.count.clean { "No findings" }
        }
        @for (severity, count) in each {
            @if count > 0 {
                span.count.(severity.name()) { (counted(count, severity)) }
                " "
            }
        }
    }
}

fn counted(count: usize, severity: Severity) -> String {
    let plural = if count == 1 { "" } else { "s" };
    match severity {
        Severity::Error => format!("{count} error{plural}"),
        Severity::Warning => format!("{count} warning{plural}"),
        Severity::Info => format!("{count} suggestion{plural}"),
    }
}

/// A message, with what it has in backticks as code.
fn with_code(message: &str) -> Markup {
    let is_paired = message.matches('`').count() % 2 == 0;
    html! {
        @if is_paired {
            @for (index, piece) in message.split('`').enumerate() {
                @if index % 2 == 1 {
                    code dir="auto" { (piece) }
                } @else {
                    (piece)
                }
            }
        } @else {
            (message)
        }
    }
}
