//! Fields that stand beside `extra_gated_fields` instead of below it.

use std::collections::HashSet;

use crate::{
    card::ValueType,
    context::{Context, FIELDS, MAX_RELATED, can_start_label},
    finding::{Finding, YamlPath, quoted},
    fix::Edit,
    rule::rule,
    rules::swallowed_field::looks_like_field,
    span::Span,
    yaml::{Entry, NodeKind},
};

rule! {
    /// ## What it does
    /// Finds fields that are not indented below `extra_gated_fields`, or indented with no-break
    /// spaces or other spaces that YAML does not count.
    ///
    /// ## Why it matters
    /// The fields are top-level keys of the card then, which the Hub does not know, and are missing
    /// from the form. No-break spaces come from copying a card from a web page.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    /// Company: text
    /// Country: country
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    ///   Country: country
    /// ```
    ///
    /// ## Evidence
    /// Measured on js-yaml and `PyYAML`. That unknown top-level keys pass the Hub's validation was
    /// recorded from the live Hub.
    FIELDS_NOT_INDENTED {
        name: "fields-not-indented",
        group: Fields,
        severity: Error,
        fix: Safe,
        hides_others: Safe,
        check: check,
    }
}

/// Whether a character looks like a space, but is none to YAML.
fn is_false_space(c: char) -> bool {
    c.is_whitespace() && !c.is_ascii()
}

/// The top-level entries right behind `extra_gated_fields` that were meant to be below it.
pub(super) fn strays<'c>(cx: &Context<'c, '_>) -> &'c [Entry] {
    let top = cx.tree().top();
    let Some(fields) = cx.gate_source().fields else {
        return &[];
    };
    let Some(at) = top.iter().position(|entry| *entry == fields) else {
        return &[];
    };
    let empty = cx.value_type(fields.value) == ValueType::Null;
    let behind = &top[at + 1..];
    let is_stray = |entry: &Entry| {
        let key = written_key(cx, *entry);
        key.is_some_and(|key| {
            key.starts_with(is_false_space) || (empty && looks_like_field(cx, key, *entry))
        })
    };
    let count = behind.iter().take_while(|entry| is_stray(entry)).count();
    &behind[..count]
}

/// The key as it is written: a number can be a label, too.
fn written_key<'c>(cx: &Context<'c, '_>, entry: Entry) -> Option<&'c str> {
    let scalar = cx.tree().node(entry.key).scalar();
    cx.text(entry.key)
        .or_else(|| scalar.map(|(text, _)| text.as_ref()))
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let strays = strays(cx);
    let (Some(first), Some(fields)) = (strays.first(), cx.gate_source().fields) else {
        return;
    };
    let key = written_key(cx, *first).unwrap_or_default();
    let how = if key.starts_with(is_false_space) {
        "is indented with special spaces that YAML does not count"
    } else {
        "is not indented"
    };
    let message = format!(
        "{} {how}, so the form lacks it: it is not one of the `{FIELDS}`",
        quoted(key.trim())
    );
    let finding = Finding::new(&FIELDS_NOT_INDENTED, cx.span(first.key), message)
        .path(YamlPath::top(key))
        .help("indent each field by two ordinary spaces");
    let others = strays.iter().skip(1).take(MAX_RELATED);
    let finding = others.fold(finding, |finding, other| {
        finding.related(cx.span(other.key), "the same here")
    });
    findings.push(finding.safe_fix("Indent with spaces", indented(cx, fields, strays)));
}

/// The lines of the entries, indented like the fields that are in their place.
fn indented(cx: &Context<'_, '_>, fields: Entry, strays: &[Entry]) -> Option<Vec<Edit>> {
    let (first, last) = (strays.first()?, strays.last()?);
    let target = match &cx.tree().node(fields.value).kind {
        NodeKind::Empty => None,
        NodeKind::Mapping {
            entries,
            flow: false,
        } => Some(cx.indentation(cx.span(entries.first()?.key))?.len()),
        _ => return None,
    };
    let start = cx.line(cx.span(first.key).range().start);
    let lines = start.to(cx.entry_span(*last));
    let false_spaces = written_key(cx, *first)?.starts_with(is_false_space);
    let mut edits = Vec::new();
    for (span, line) in cx.lines(lines) {
        if line.trim().is_empty() {
            continue;
        }
        let before: &str = &line[..line.len() - line.trim_start().len()];
        let width = before.chars().count() + if false_spaces { 0 } else { 2 };
        edits.push(Edit::replace(span.part(0..before.len()), " ".repeat(width)));
    }
    let width = edits.first()?.text.len();
    let starts = strays
        .iter()
        .map(|stray| cx.line(cx.span(stray.key).range().start).start);
    let keys: HashSet<u32> = starts.collect();
    // Ordinary spaces in the place of special ones can end up left of what is below.
    let stays_below = |edit: &Edit| {
        let line = cx.line(edit.span.range().end);
        let is_comment = line.slice(cx.source()).trim_start().starts_with('#');
        edit.text.len() > width || is_comment || keys.contains(&line.start)
    };
    let below = !false_spaces || edits.iter().all(stays_below);
    let fits = below && width > 0 && target.is_none_or(|target| target == width);
    let mut labels = cx.labels();
    let all_alike = strays.iter().all(|stray| {
        let scalar = cx.tree().node(stray.value).scalar().is_some();
        let written = cx.span(stray.key).slice(cx.source()).trim();
        let fits = !false_spaces || (can_start_label(written) && labels.insert(written));
        fits && alike(cx, *stray, *first) && (!scalar || cx.is_one_line(cx.entry_span(*stray)))
    });
    (fits && all_alike).then_some(edits)
}

/// Whether two keys have the same spaces before them.
fn alike(cx: &Context<'_, '_>, one: Entry, other: Entry) -> bool {
    let before = |entry: Entry| {
        let key = cx.span(entry.key);
        let line: Span = cx.line(key.range().start).to(key);
        let text = line.slice(cx.source());
        text.chars().take_while(|c| c.is_whitespace()).count()
    };
    before(one) == before(other)
}
