//! Labels that hardly differ.

use std::collections::HashMap;

use crate::{
    context::{Context, field_path},
    finding::{Finding, quoted},
    rule::rule,
    yaml::NodeId,
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
    // Most labels are told apart by a number, which takes no memory of its own; those with the
    // letters of another in another order by the letters themselves.
    let mut numbers = HashMap::with_capacity(cx.gate_source().each_field.len());
    let mut orders: HashMap<String, (&str, NodeId)> = HashMap::new();
    for (field, source) in cx.fields() {
        let label = &*field.label;
        let here = (label, source.entry.key);
        let (mut first, mut place) = *numbers.entry(sum(label)).or_insert(here);
        if place != here.1 && !letters(first).eq(letters(label)) {
            (first, place) = *orders.entry(letters(label).collect()).or_insert(here);
        }
        if place == here.1 || letters(label).next().is_none() {
            continue;
        }
        // The same label twice is refused by the Hub, and found as a duplicate key.
        if first == label {
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

/// The letters of a label in lower case, without what does not tell it from another. Signs such as
/// `+` and `#` do: `C` and `C++` are two questions.
fn letters(label: &str) -> impl Iterator<Item = char> {
    let ignored = |c: &char| {
        c.is_whitespace()
            || matches!(
                c,
                '。' | '，'
                    | '、'
                    | '：'
                    | '；'
                    | '！'
                    | '？'
                    | '（'
                    | '）'
                    | '．'
                    | '·'
                    | '・'
                    | '…'
            )
            || matches!(
                c,
                '.' | ',' | ':' | ';' | '!' | '?' | '-' | '_' | '\'' | '"' | '(' | ')' | '*' | '/'
            )
    };
    let characters = label.chars().filter(move |c| !ignored(c));
    characters.flat_map(char::to_lowercase)
}

/// A number for each letter; 0 for what does not tell a label from another.
const NUMBERS: [u64; 128] = {
    let ignored = b" \t\n\x0b\x0c\r.,:;!?-_'\"()*/";
    let mut numbers = [0; 128];
    let mut byte: u8 = 0;
    while byte < 128 {
        numbers[byte as usize] = number(byte.to_ascii_lowercase() as char);
        byte += 1;
    }
    let mut index = 0;
    while index < ignored.len() {
        numbers[ignored[index] as usize] = 0;
        index += 1;
    }
    numbers
};

const fn number(letter: char) -> u64 {
    let mixed = (letter as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// A number that labels with the same letters have in common.
fn sum(label: &str) -> u64 {
    if label.is_ascii() {
        let numbers = label.bytes().map(|byte| NUMBERS[usize::from(byte & 127)]);
        return numbers.fold(0, u64::wrapping_add);
    }
    letters(label).map(number).fold(0, u64::wrapping_add)
}
