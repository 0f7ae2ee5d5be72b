//! Fields that belong to the field above by their indentation.

use std::collections::HashSet;

use crate::{
    card::ValueType,
    context::{Context, field_path},
    finding::{Finding, quoted},
    fix::Edit,
    gate::{Field, FieldSource, FieldType},
    rule::rule,
    rules::attributes::is_common,
    yaml::{Entry, NodeId},
};

rule! {
    /// ## What it does
    /// Finds fields that are indented so far that they are attributes of the field above.
    ///
    /// ## Why it matters
    /// A field has no attributes but `type` and `options`. What stands there besides is believed to
    /// be ignored, so the form never asks for it.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Job title:
    ///     type: select
    ///     options: [Student, Researcher]
    ///     geo: ip_location
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Job title:
    ///     type: select
    ///     options: [Student, Researcher]
    ///   geo: ip_location
    /// ```
    ///
    /// ## Evidence
    /// The mistake was seen in real cards. That the Hub ignores further attributes is inferred.
    SWALLOWED_FIELD {
        name: "swallowed-field",
        group: Fields,
        severity: Error,
        fix: Safe,
        check: check,
    }
}

/// Whether an attribute of a field looks like a field of its own.
pub(super) fn looks_like_field(cx: &Context<'_, '_>, name: &str, entry: Entry) -> bool {
    let known = |id: NodeId| cx.text(id).and_then(FieldType::from_name).is_some();
    let is_attribute = matches!(name, "type" | "options") || is_common(name);
    let value = match cx.value_type(entry.value) {
        ValueType::Mapping => cx
            .tree()
            .entries(entry.value)
            .iter()
            .any(|inner| cx.text(inner.key) == Some("type") && known(inner.value)),
        _ => known(entry.value),
    };
    value && !is_attribute
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let mut labels: Option<HashSet<&str>> = None;
    let mut seen = HashSet::new();
    for (field, source) in cx.own_fields() {
        if source.is_short() || source.type_name.is_none() {
            continue;
        }
        let is_swallowed = |(name, entry): &(String, Entry)| looks_like_field(cx, name, *entry);
        // Moved out, the last attributes are fields; one in the middle would take the rest along.
        let rest = source
            .attributes
            .iter()
            .rposition(|other| !is_swallowed(other));
        let attributes = source.attributes.iter().enumerate();
        for (index, (name, entry)) in attributes.filter(|(_, other)| is_swallowed(other)) {
            if !seen.insert(entry.key) {
                continue;
            }
            let labels = labels.get_or_insert_with(|| {
                cx.fields().map(|(field, _)| field.label.as_str()).collect()
            });
            let movable = labels.insert(name) && rest.is_none_or(|rest| rest < index);
            let edits = movable.then(|| moved_out(cx, source, *entry)).flatten();
            findings.push(finding(cx, field, (name, *entry), edits));
        }
    }
}

fn finding(
    cx: &Context<'_, '_>,
    field: &Field,
    (name, entry): (&str, Entry),
    edits: Option<Vec<Edit>>,
) -> Finding {
    let message = format!(
        "{} is indented as an attribute of {}: it is believed to be ignored, so the form never asks for it",
        quoted(name),
        quoted(&field.label)
    );
    Finding::new(&SWALLOWED_FIELD, cx.entry_span(entry), message)
        .path(field_path(&field.label).key(name))
        .help("give it the indentation of the other fields")
        .safe_fix("Move it left to the other fields", edits)
}

/// The attribute and those behind it, in the column of the fields.
fn moved_out(cx: &Context<'_, '_>, source: &FieldSource, first: Entry) -> Option<Vec<Edit>> {
    let last = *cx.own_block_entries(source)?.last()?;
    cx.outdent(first, last, source.entry.key)
}
