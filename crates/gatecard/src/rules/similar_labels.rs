//! Labels that hardly differ.

use std::collections::{HashMap, hash_map};

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
        let here = (label, source.entry.key);
        let (first, place) = match seen.entry(number(label)) {
            hash_map::Entry::Occupied(seen) => *seen.get(),
            hash_map::Entry::Vacant(free) => {
                free.insert(here);
                continue;
            }
        };
        if !letters(first).eq(letters(label)) || letters(label).next().is_none() {
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

/// Which bytes do not tell labels apart.
const ASCII_IGNORED: [bool; 128] = {
    let ignored = b" \t\n\x0b\x0c\r.,:;!?-_'\"()*/";
    let mut table = [false; 128];
    let mut index = 0;
    while index < ignored.len() {
        table[ignored[index] as usize] = true;
        index += 1;
    }
    table
};

/// A number that labels with the same letters have in common: the FNV-1a hash of the letters.
fn number(label: &str) -> u64 {
    let add =
        |number: u64, letter: char| (number ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3);
    let start = 0xcbf2_9ce4_8422_2325;
    if label.is_ascii() {
        let letters = label
            .bytes()
            .filter(|byte| !ASCII_IGNORED[usize::from(*byte)]);
        return letters.fold(start, |number, byte| {
            add(number, byte.to_ascii_lowercase().into())
        });
    }
    letters(label).fold(start, add)
}
