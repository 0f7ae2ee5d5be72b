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
    // Labels are told apart by a number, which takes no memory of its own.
    let mut seen = HashMap::new();
    for (field, source) in cx.fields() {
        let label = field.label.as_str();
        if letters(label).next().is_none() {
            continue;
        }
        let here = (label, source.entry.key);
        let (first, place) = *seen.entry(number(label)).or_insert(here);
        if !letters(first).eq(letters(label)) {
            continue;
        }
        // The same label twice is refused by the Hub, and found as a duplicate key.
        if first == label {
            continue;
        }
        let message = format!(
            "{} hardly differs from {}: visitors are asked the same twice",
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

/// The letters of a label in lower case, without what does not tell it from another. Signs such as
/// `+` and `#` do: `C` and `C++` are two questions.
fn letters(label: &str) -> impl Iterator<Item = char> {
    let ignored = |c: &char| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | ',' | ':' | ';' | '!' | '?' | '-' | '_' | '\'' | '"' | '(' | ')' | '*' | '/'
            )
    };
    let characters = label.chars().filter(move |c| !ignored(c));
    characters.flat_map(char::to_lowercase)
}

/// A number that labels with the same letters have in common: the FNV-1a hash of the letters.
fn number(label: &str) -> u64 {
    letters(label).fold(0xcbf2_9ce4_8422_2325, |number, letter| {
        (number ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
    })
}
