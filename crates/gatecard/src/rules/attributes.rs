//! What the rules about attributes of a field share.

use std::collections::HashSet;

use crate::{
    card::ValueType,
    context::{Context, field_path},
    finding::{Finding, quoted},
    gate::{Field, FieldSource},
    rule::Rule,
    rules::{select_without_options::misspelt_options, swallowed_field::looks_like_field},
    yaml::Entry,
};

/// Attributes that people give to fields. They are no fields swallowed by another, whatever their
/// value; labels such as `Name` mostly begin with a capital.
const COMMON: [&str; 26] = [
    "required",
    "optional",
    "mandatory",
    "description",
    "desc",
    "placeholder",
    "label",
    "name",
    "title",
    "default",
    "help",
    "help_text",
    "hint",
    "tooltip",
    "id",
    "key",
    "format",
    "input",
    "kind",
    "widget",
    "datatype",
    "field_type",
    "input_type",
    "pattern",
    "multiline",
    "style",
];

/// Whether a name is one that people give to attributes.
pub(super) fn is_common(name: &str) -> bool {
    COMMON.contains(&name)
}

/// What the author wants of an attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Required,
    Optional,
    Other,
}

fn wish(cx: &Context<'_, '_>, name: &str, entry: Entry) -> Wish {
    let on = match cx.value_type(entry.value) {
        ValueType::Bool(value) => Some(value),
        _ => match cx.text(entry.value).map(str::to_ascii_lowercase).as_deref() {
            Some("yes" | "true" | "on" | "y") => Some(true),
            Some("no" | "false" | "off" | "n") => Some(false),
            _ => None,
        },
    };
    match (name.to_ascii_lowercase().as_str(), on) {
        ("required" | "mandatory", Some(true)) | ("optional", Some(false)) => Wish::Required,
        ("required" | "mandatory", Some(false)) | ("optional", Some(true)) => Wish::Optional,
        _ => Wish::Other,
    }
}

/// Reports the attributes of that wish, each once, with the words of the rule.
pub(super) fn check(
    cx: &Context<'_, '_>,
    rule: &'static Rule,
    wanted: Wish,
    findings: &mut Vec<Finding>,
    words: fn(Finding, &str) -> Finding,
) {
    let mut seen = HashSet::new();
    for (field, source) in cx.unusual_fields() {
        for (name, entry) in ignored(cx, field, source) {
            if wish(cx, name, entry) != wanted || !seen.insert(entry.key) {
                continue;
            }
            let finding = Finding::new(rule, cx.entry_span(entry), "")
                .path(field_path(&field.label).key(name));
            let title = format!("Remove {}", quoted(name));
            let edits = cx.remove_attribute(source, entry);
            let finding = words(finding, name);
            findings.push(match wanted {
                Wish::Required => finding.safe_fix(title, edits),
                _ => finding.unsafe_fix(title, edits),
            });
        }
    }
}

/// The attributes of a field that have no meaning and no rule of their own.
fn ignored<'s>(
    cx: &Context<'_, '_>,
    field: &'s Field<'_>,
    source: &'s FieldSource<'_>,
) -> impl Iterator<Item = (&'s str, Entry)> {
    let options = misspelt_options(cx, field, source).map(|(_, entry)| entry);
    // A field without a type has a finding that is about all of its attributes.
    let typed = source.type_name.is_some();
    let attributes = source.attributes.iter().filter(move |_| typed);
    attributes.filter_map(move |(name, entry)| {
        let known = matches!(&**name, "type" | "options") || options == Some(*entry);
        (!known && !looks_like_field(cx, name, *entry)).then_some((&**name, *entry))
    })
}
