//! Fields that belong to the field above by their indentation.

use std::{borrow::Cow, collections::HashSet};

use crate::{
    card::ValueType,
    context::{Context, MAX_RELATED, field_path},
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
        hides_others: Safe,
        check: check,
    }
}

/// How many entries of a mapping are looked at to see whether it is a field: an alias can stand for
/// a large one many times.
const MAX_ATTRIBUTES: usize = 8;

/// Whether an attribute of a field looks like a field of its own.
pub(super) fn looks_like_field(cx: &Context<'_, '_>, name: &str, entry: Entry) -> bool {
    let known = |id: NodeId| cx.text(id).and_then(FieldType::from_name).is_some();
    let is_attribute = matches!(name, "type" | "options") || is_common(name);
    let value = match cx.value_type(entry.value) {
        ValueType::Mapping => cx
            .tree()
            .entries(entry.value)
            .iter()
            .take(MAX_ATTRIBUTES)
            .any(|inner| cx.text(inner.key) == Some("type") && known(inner.value)),
        _ => known(entry.value),
    };
    value && !is_attribute
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let mut labels: Option<HashSet<&str>> = None;
    let mut seen = HashSet::new();
    for (field, source) in cx.unusual_fields() {
        if source.is_short() || source.type_name.is_none() {
            continue;
        }
        let attributes = source.attributes.iter();
        let swallowed: Vec<&(Cow<'_, str>, Entry)> = attributes
            .filter(|(name, entry)| looks_like_field(cx, name, *entry) && seen.insert(entry.key))
            .collect();
        if swallowed.is_empty() {
            continue;
        }
        let labels = labels.get_or_insert_with(|| cx.labels());
        let free = swallowed.iter().filter(|(name, _)| labels.insert(name));
        let edits = (free.count() == swallowed.len())
            .then(|| moved_out(cx, source, &swallowed))
            .flatten();
        findings.extend(finding(cx, field, &swallowed, edits));
    }
}

fn finding(
    cx: &Context<'_, '_>,
    field: &Field<'_>,
    swallowed: &[&(Cow<'_, str>, Entry)],
    edits: Option<Vec<Edit>>,
) -> Option<Finding> {
    let ((name, first), others) = swallowed.split_first()?;
    let (are, them) = match others.len() {
        0 => (" is indented as an attribute".to_owned(), "it"),
        more => (
            format!(" and {more} more are indented as attributes"),
            "them",
        ),
    };
    let message = format!(
        "{}{are} of {}: the Hub is believed to ignore {them}, so the form never asks for {them}",
        quoted(name),
        quoted(&field.label)
    );
    let finding = Finding::new(&SWALLOWED_FIELD, cx.entry_span(*first), message)
        .path(field_path(&field.label).key(name))
        .help("indent it like the other fields")
        .safe_fix("Move left to the other fields", edits);
    let others = others.iter().take(MAX_RELATED);
    Some(others.fold(finding, |finding, (_, other)| {
        finding.related(cx.entry_span(*other), "the same here")
    }))
}

/// The swallowed fields in the column of the others, where nothing else stands behind them.
fn moved_out(
    cx: &Context<'_, '_>,
    source: &FieldSource<'_>,
    swallowed: &[&(Cow<'_, str>, Entry)],
) -> Option<Vec<Edit>> {
    let (_, first) = swallowed.first()?;
    let entries = cx.own_block_entries(source)?;
    let last = entries.get(entries.len().checked_sub(swallowed.len())?..)?;
    let in_place = last.first().is_some_and(|entry| entry == first);
    in_place
        .then(|| cx.outdent(*first, *last.last()?, source.entry.key))
        .flatten()
}
