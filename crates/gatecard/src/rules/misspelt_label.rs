//! Typing mistakes in labels.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    fix::Edit,
    prose::words,
    rule::rule,
};

rule! {
    /// ## What it does
    /// Finds some common typing mistakes in the labels of fields, such as `Affilation`. It knows
    /// a short list of words that are words in no language, and nothing else.
    ///
    /// ## Why it matters
    /// Every visitor reads the labels, and they are the names of the answers that the author
    /// gets.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Affilation: text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Affiliation: text
    /// ```
    ///
    /// ## Evidence
    /// Such labels are seen in real cards. The fix counts as unsafe: the label is the key of the
    /// stored answers, so answers from before the change keep the old one.
    MISSPELT_LABEL {
        name: "misspelt-label",
        group: Fields,
        severity: Info,
        pedantic: true,
        fix: Unsafe,
        check: check,
    }
}

/// Mistakes, and what is meant. Words that another language has, such as `adress` in Swedish or
/// `comercial` in Spanish, are no part of it.
const MISTAKES: &[(&str, &str)] = &[
    ("acknowlege", "acknowledge"),
    ("affilation", "affiliation"),
    ("affliation", "affiliation"),
    ("afilliation", "affiliation"),
    ("agreeement", "agreement"),
    ("aknowledge", "acknowledge"),
    ("commerical", "commercial"),
    ("comapny", "company"),
    ("countrty", "country"),
    ("eamil", "email"),
    ("emial", "email"),
    ("instituion", "institution"),
    ("institiution", "institution"),
    ("liscense", "license"),
    ("organisaton", "organisation"),
    ("organizaton", "organization"),
    ("orgnization", "organization"),
    ("purpse", "purpose"),
    ("reserach", "research"),
    ("universtiy", "university"),
    ("univeristy", "university"),
];

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (field, source) in cx.fields() {
        let mistakes = words(&field.label).filter(|(_, word)| meant(word).is_some());
        let ranges: Vec<_> = mistakes.map(|(range, _)| range).collect();
        let spans = cx.spans_of_parts(source.entry.key, &ranges);
        let (Some(first), Some(span)) = (ranges.first(), spans.first()) else {
            continue;
        };
        let word = &field.label[first.clone()];
        let right = corrected(word);
        let message = format!(
            "a label has a typing mistake that visitors see: expected {}, found {}",
            quoted(&right),
            quoted(word)
        );
        let words = ranges.iter().map(|range| &field.label[range.clone()]);
        let edits = words.zip(&spans).map(|(word, span)| {
            let stands_there = span.slice(cx.source()) == word;
            stands_there.then(|| Edit::replace(*span, corrected(word)))
        });
        findings.push(
            Finding::new(&MISSPELT_LABEL, *span, message)
                .path(YamlPath::top("extra_gated_fields").key(&field.label))
                .help(format!("write {}", quoted(&right)))
                .unsafe_fix(format!("Write {}", quoted(&right)), edits.collect()),
        );
    }
}

fn meant(word: &str) -> Option<&'static str> {
    let known = |mistake: &&(&str, &str)| mistake.0.eq_ignore_ascii_case(word);
    MISTAKES.iter().find(known).map(|(_, right)| *right)
}

/// What is meant by a word, with its capitals.
fn corrected(word: &str) -> String {
    let right = meant(word).unwrap_or(word);
    let upper = |c: char| c.is_ascii_uppercase();
    if word.chars().all(upper) {
        right.to_ascii_uppercase()
    } else if word.starts_with(upper) {
        right[..1].to_ascii_uppercase() + &right[1..]
    } else {
        right.to_owned()
    }
}
