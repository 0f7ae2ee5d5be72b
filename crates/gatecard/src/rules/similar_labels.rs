//! Labels that hardly differ.

use std::collections::HashMap;

use crate::{
    context::{Context, field_path},
    finding::{Finding, quoted},
    rule::rule,
};

rule! {
    /// ## What it does
    /// Finds labels that differ in nothing but case, spaces and punctuation.
    ///
    /// ## Why it matters
    /// Visitors are asked the same question twice, and the author receives two answers under two
    /// names.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Company name: text
    ///   Company Name: text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company name: text
    /// ```
    ///
    /// ## Evidence
    /// That answers are keyed by label is in the official client.
    SIMILAR_LABELS {
        name: "similar-labels",
        group: Fields,
        severity: Warning,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let mut seen = HashMap::new();
    for (field, source) in cx.fields() {
        let words = words(&field.label);
        if words.is_empty() {
            continue;
        }
        let (first, place) = *seen
            .entry(words)
            .or_insert((field.label.as_str(), source.entry.key));
        // The same label twice is refused by the Hub, and found as a duplicate key.
        if first == field.label {
            continue;
        }
        let message = format!(
            "{} hardly differs from {}: visitors are asked the same thing twice",
            quoted(&field.label),
            quoted(first)
        );
        findings.push(
            Finding::new(&SIMILAR_LABELS, cx.span(source.entry.key), message)
                .path(field_path(&field.label))
                .related(cx.span(place), "the other label")
                .help("keep one of the two fields, or say in the labels how they differ"),
        );
    }
}

/// A label without what does not tell it from another. Signs such as `+` and `#` do: `C` and `C++`
/// are two questions.
fn words(label: &str) -> String {
    let ignored = |c: &char| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | ',' | ':' | ';' | '!' | '?' | '-' | '_' | '\'' | '"' | '(' | ')' | '*' | '/'
            )
    };
    let characters = label.chars().filter(|c| !ignored(c));
    characters.flat_map(char::to_lowercase).collect()
}
