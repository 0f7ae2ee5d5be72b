//! What is no YAML at all, and what only js-yaml's own words explain.

use super::entry::{Broken, Cause};
use crate::{finding::quoted, span::Span};

/// The types that js-yaml knows for some kind of value.
const KNOWN_TYPES: [&str; 13] = [
    "binary",
    "bool",
    "float",
    "int",
    "map",
    "merge",
    "null",
    "omap",
    "pairs",
    "seq",
    "set",
    "str",
    "timestamp",
];

/// Lines that are no YAML at all.
pub(super) fn no_yaml(broken: &Broken<'_>) -> Option<Cause> {
    let kind = |text: &str| {
        [
            ("<<<<<<<", "a merge conflict", "resolve the conflict"),
            ("=======", "a merge conflict", "resolve the conflict"),
            (">>>>>>>", "a merge conflict", "resolve the conflict"),
            ("```", "the fence of a code block", "remove the line"),
            ("<!--", "an HTML comment", "begin comments with `#`"),
            ("{%", "a piece of a template", "fill in the template first"),
            (
                "{{",
                "a piece of a template",
                "fill in the template first, or put the text in quotes",
            ),
        ]
        .into_iter()
        .find(|(mark, ..)| text.starts_with(mark))
    };
    let above = broken.above(broken.at);
    let near = [Some(broken.at), above, broken.lines.len().checked_sub(1)];
    near.into_iter().flatten().find_map(|index| {
        let line = broken.lines.get(index)?;
        let whole = kind(broken.text(line.content)).map(|kind| (kind, line.content));
        let value = || {
            let value = line.value?;
            kind(broken.text(value)).map(|kind| (kind, value))
        };
        let ((_, name, help), span) = whole.or_else(value)?;
        let what = format!("{name} is left in it, {}", quoted(broken.text(span)));
        Some(Cause::new(span, what, help))
    })
}

/// Leaves out the later marks of a merge conflict, and the end of a bracket whose beginning is a
/// mistake already.
pub(super) fn without_ends(broken: &mut Vec<Broken<'_>>) {
    let (mut conflict, mut bracket) = (false, false);
    broken.retain(|one| {
        let text = one.text(one.focus().content);
        let later_mark = text.starts_with("=======") || text.starts_with(">>>>>>>");
        let end = matches!(text, "}" | "]");
        let goes_on = (conflict && later_mark) || (bracket && end);
        conflict |= text.starts_with("<<<<<<<");
        bracket |= text.ends_with(['{', '[']);
        !goes_on
    });
}

/// Too much merging, which no other cause can explain.
pub(super) fn merging(broken: &Broken<'_>) -> Option<Cause> {
    said(
        broken,
        &[
            (
                "maxTotalMergeKeys",
                "`<<` copies more entries than the Hub accepts, which is 10,000 in a card",
                "write out what each mapping needs",
            ),
            (
                "merge sequence size",
                "`<<` names more mappings than the Hub accepts, which is 100",
                "write out what the mapping needs",
            ),
        ],
    )
}

/// Types and names before a value that do not go with it or with each other.
pub(super) fn properties(broken: &Broken<'_>) -> Option<Cause> {
    said(
        broken,
        &[
            (
                "duplication of a tag",
                "two types with `!` stand before one value",
                "keep one of them",
            ),
            (
                "duplication of an anchor",
                "two names with `&` stand before one value",
                "keep one of them",
            ),
        ],
    )
    .or_else(|| wrong_type(broken))
}

/// Whether the Hub refuses a type before a value, which can stand on other lines.
pub(super) fn is_about_type(broken: &Broken<'_>) -> bool {
    broken.says(&["explicit tag", "unknown tag", "unacceptable node kind"])
}

/// A type that a value is not of, or that the Hub does not know.
fn wrong_type(broken: &Broken<'_>) -> Option<Cause> {
    if !is_about_type(broken) {
        return None;
    }
    let start = broken.error.offset as usize;
    let rest = broken.source.get(start..)?;
    let is_end = |c: char| c.is_whitespace() || ",[]{}".contains(c);
    let length = match rest.strip_prefix("!<") {
        Some(name) => name.find('>').map(|length| length + "!<>".len()),
        None => rest.find(is_end),
    };
    let span = Span::new(start, start + length.unwrap_or(rest.len()));
    let found = quoted(broken.text(span));
    let name = broken
        .error
        .message
        .strip_prefix("unknown tag !<tag:yaml.org,2002:");
    let is_known = name.is_some_and(|name| KNOWN_TYPES.contains(&name.trim_end_matches('>')));
    let (what, help) = if broken.says(&["unknown tag"]) && !is_known {
        (
            format!("{found} names a type that the Hub does not know"),
            "remove it, or put the text in quotes",
        )
    } else {
        (
            format!("the value behind {found} is not of the type that it names"),
            "remove the type",
        )
    };
    Some(Cause::new(span, what, help))
}

/// The first cause, and its help, whose words js-yaml says.
fn said(broken: &Broken<'_>, known: &[(&str, &str, &str)]) -> Option<Cause> {
    let (_, what, help) = known.iter().find(|(words, ..)| broken.says(&[words]))?;
    Some(Cause::new(broken.focus().content, *what, *help))
}

/// What is known of a mistake by the words of js-yaml alone.
pub(super) fn other(broken: &Broken<'_>) -> Cause {
    let known = [
        (
            "single document",
            "it has a second YAML document",
            "remove the line that ends the first one",
        ),
        (
            "merge",
            "`<<` copies the entries of another mapping, but this is not one",
            "name a mapping, or put the label in quotes",
        ),
        (
            "tag ",
            "a `!` begins a type that is not written as YAML has it",
            "remove it, or put the text in quotes",
        ),
        (
            "nesting",
            "its values are nested too deeply",
            "write the values with less nesting",
        ),
    ];
    said(broken, &known).unwrap_or_else(|| {
        let line = broken.focus();
        let found = quoted(line.text.trim());
        Cause::new(
            line.content,
            format!("expected a key with a value, found {found}"),
            "put quotes around texts that hold special characters",
        )
    })
}
