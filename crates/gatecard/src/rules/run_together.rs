//! Labels and types without the colon and space that YAML needs between them.

use std::collections::HashSet;

use crate::{
    card::ValueType,
    context::{Context, FIELDS, field_path, label_in, run_together},
    finding::{Finding, YamlPath, quoted},
    fix::Edit,
    gate::{Field, FieldSource, FieldType},
    rule::rule,
    span::Span,
    text::has_odd_line_end,
    yaml::{Entry, NodeId},
};

rule! {
    /// ## What it does
    /// Finds fields without a space behind the colon, or with a full-width colon (`：`).
    ///
    /// ## Why it matters
    /// YAML sees no colon there. What was meant as fields is one text, or part of the field above
    /// it, so the fields are missing from the form.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Company:text
    ///   Country:country
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
    /// Measured: js-yaml and `PyYAML` both read the first as one text. That the Hub refuses a text
    /// here was reported in a public issue.
    FIELDS_RUN_TOGETHER {
        name: "fields-run-together",
        group: Fields,
        severity: Error,
        fix: Safe,
        hides_others: Safe,
        check: check,
    }
}

/// Whether the value of `extra_gated_fields` is a text that was meant as fields.
pub(super) fn is_run_together(cx: &Context<'_, '_>, fields: Entry) -> bool {
    cx.value_type(fields.value) == ValueType::Text
        && cx
            .plain_lines(fields.value)
            .any(|(_, line)| run_together(line).is_some())
}

/// Whether a field is made of several by a missing colon: its type holds a further field, or its
/// label holds its type.
pub(super) fn is_several(
    cx: &Context<'_, '_>,
    field: &Field<'_>,
    source: &FieldSource<'_>,
) -> bool {
    label_holds_type(cx, field, source) || type_holds_field(cx, source)
}

fn label_holds_type(cx: &Context<'_, '_>, field: &Field<'_>, source: &FieldSource<'_>) -> bool {
    cx.value_type(source.entry.value) == ValueType::Null && run_together(&field.label).is_some()
}

fn type_holds_field(cx: &Context<'_, '_>, source: &FieldSource<'_>) -> bool {
    source.is_short()
        && !cx.is_one_line(cx.span(source.entry.value))
        && cx
            .plain_lines(source.entry.value)
            .skip(1)
            .any(|(_, line)| run_together(line).is_some())
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(fields) = cx.gate_source().fields else {
        return;
    };
    if is_run_together(cx, fields) {
        findings.push(whole(cx, fields));
    }
    let mut labels: Option<HashSet<&str>> = None;
    for (field, source) in cx.unusual_fields() {
        if label_holds_type(cx, field, source) {
            findings.push(label(cx, field, source.entry));
        } else if type_holds_field(cx, source) {
            let labels = labels.get_or_insert_with(|| cx.labels());
            findings.push(neighbour(cx, (field, source), labels));
        }
    }
}

const HELP: &str = "write a colon and a space after the label, as in `Company: text`";

fn whole(cx: &Context<'_, '_>, fields: Entry) -> Finding {
    let message = format!(
        "expected a colon and a space between label and type, found {}: the Hub is believed to refuse the card",
        quoted(cx.text(fields.value).unwrap_or_default())
    );
    let indentation = cx.indentation(cx.span(fields.value));
    // A tag such as `!!str` allows no fields.
    let indentation = indentation.filter(|_| !cx.tree().node(fields.value).is_tagged());
    let mut labels = HashSet::new();
    let edits = indentation.map(|it| spaced(cx, fields.value, it, 0, &mut labels));
    Finding::new(&FIELDS_RUN_TOGETHER, cx.span(fields.value), message)
        .path(YamlPath::top(FIELDS))
        .help(HELP)
        .safe_fix(
            "Put a colon and a space between label and type",
            edits.flatten(),
        )
}

fn neighbour<'c>(
    cx: &Context<'c, '_>,
    (field, source): (&Field<'_>, &FieldSource<'_>),
    labels: &mut HashSet<&'c str>,
) -> Finding {
    let value = source.entry.value;
    let message = format!(
        "the field below {} lacks a colon and a space between label and type, so it becomes part of the type of {0}, and the Hub is believed to refuse the card",
        quoted(&field.label)
    );
    let mut lines = cx.plain_lines(value);
    let type_is_known = lines
        .next()
        .is_some_and(|(_, line)| FieldType::from_name(line.trim()).is_some());
    let indentation = cx.indentation(cx.span(source.entry.key));
    let edits = indentation.filter(|_| type_is_known);
    let edits = edits.and_then(|indentation| spaced(cx, value, indentation, 1, labels));
    Finding::new(&FIELDS_RUN_TOGETHER, cx.span(value), message)
        .path(field_path(&field.label))
        .help(HELP)
        .safe_fix("Put a colon and a space between label and type", edits)
}

/// The lines of a plain text from the one numbered `from` on as fields in the column of
/// `indentation`.
fn spaced<'c>(
    cx: &Context<'c, '_>,
    text: NodeId,
    indentation: Span,
    from: usize,
    labels: &mut HashSet<&'c str>,
) -> Option<Vec<Edit>> {
    let indentation = indentation.slice(cx.source());
    let mut edits = Vec::new();
    for (index, (span, line)) in cx.plain_lines(text).enumerate().skip(from) {
        let gap = run_together(line).filter(|_| !has_odd_line_end(line))?;
        if !labels.insert(label_in(line)) {
            return None;
        }
        if index > 0 {
            let before = cx.line(span.range().start).before(span);
            edits.push(Edit::replace(before, indentation));
        }
        edits.push(Edit::replace(span.part(gap), ": "));
    }
    Some(edits)
}

fn label(cx: &Context<'_, '_>, field: &Field<'_>, entry: Entry) -> Finding {
    let key = entry.key;
    let message = format!(
        "{} has no space after the colon, so it is a label without a type: the Hub is believed to refuse the card",
        quoted(&field.label)
    );
    let no_colon = !entry.explicit && !cx.has_colon(entry);
    let fields = cx.gate_source().fields;
    // In a set, the tag allows no types.
    let takes_types = fields.is_some_and(|it| !cx.tree().target(it.value).is_tagged());
    let mut lines = cx.plain_lines(key);
    let first = lines.next().filter(|_| no_colon && takes_types);
    let edits = first.and_then(|(span, line)| {
        let gap = run_together(line).filter(|_| !has_odd_line_end(line))?;
        Some(vec![Edit::replace(span.part(gap), ": ")])
    });
    Finding::new(&FIELDS_RUN_TOGETHER, cx.span(key), message)
        .path(field_path(&field.label))
        .help(HELP)
        .safe_fix("Put a space after the colon", edits)
}
