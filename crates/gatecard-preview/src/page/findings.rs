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
            p { (with_code(&sentence(&finding.message))) }
            @if let Some(help) = &finding.help {
                p.help { (with_code(&sentence(help))) }
            }
            p.rule {
                a href=[url] rel="nofollow noopener" target="_blank" { (finding.rule) }
            }
        }
    }
}

/// Why there is nothing to find anything in.
pub(super) fn trouble(why: &str) -> Markup {
    html! {
        div.note.error {
            p.note-head { span.severity { (Severity::Error.name()) } }
            p { (with_code(&sentence(why))) }
        }
    }
}

/// How many findings there are of each severity; quiet where there is none.
pub(crate) fn counts<'p>(findings: impl IntoIterator<Item = &'p PlacedFinding>) -> Markup {
    let mut each = [Severity::Error, Severity::Warning, Severity::Info].map(|one| (one, 0));
    for finding in findings {
        for (severity, count) in &mut each {
            *count += u32::from(*severity == finding.severity);
        }
    }
    html! {
        @if each.iter().all(|(_, count)| *count == 0) {
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

fn counted(count: u32, severity: Severity) -> String {
    let plural = if count == 1 { "" } else { "s" };
    match severity {
        Severity::Error => format!("{count} error{plural}"),
        Severity::Warning => format!("{count} warning{plural}"),
        // The name of a severity, which has no plural.
        Severity::Info => format!("{count} info"),
    }
}

/// A message as a sentence: with a capital letter and a full stop.
fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    let first = characters.next().unwrap_or_default().to_ascii_uppercase();
    let end = if message.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{end}", characters.as_str())
}

/// A message, with what it has in backticks as code.
fn with_code(message: &str) -> Markup {
    let is_paired = message.matches('`').count().is_multiple_of(2);
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
