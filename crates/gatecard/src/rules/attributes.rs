//! Attributes of a field that do nothing.

use std::collections::HashSet;

use crate::{
    card::ValueType,
    context::{Context, field_path},
    finding::{Finding, quoted},
    gate::{Field, FieldSource},
    rule::{Rule, rule},
    rules::{select::misspelt_options, swallowed_field::looks_like_field},
    text::plain_name,
    yaml::Entry,
};

rule! {
    /// ## What it does
    /// Finds attributes of a field other than `type` and `options`, such as `description`,
    /// `placeholder` or `default`.
    ///
    /// ## Why it matters
    /// The form has no place for them, so visitors never see what they say. A `label` of its own
    /// does not replace the label of the field either.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Company:
    ///     type: text
    ///     description: where you work
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company (where you work): text
    /// ```
    ///
    /// ## Evidence
    /// The documentation and the types of the official client know no other attributes. They are
    /// seen in real cards; that the Hub ignores them is inferred.
    IGNORED_ATTRIBUTE {
        name: "ignored-attribute",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: check_ignored,
    }
}

rule! {
    /// ## What it does
    /// Finds fields that are meant to be optional: `required: false` or `optional: true`.
    ///
    /// ## Why it matters
    /// Every field is required, boxes to tick included, and nothing makes one optional. People who
    /// leave such a field empty cannot send the form.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   You may send me news:
    ///     type: checkbox
    ///     required: false
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   May we send you news?:
    ///     type: select
    ///     options: ['Yes', 'No']
    /// ```
    ///
    /// ## Evidence
    /// That inputs are required was recorded from the live Hub. That no attribute changes it is
    /// inferred; real cards try.
    OPTIONAL_FIELD {
        name: "optional-field",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: check_optional,
    }
}

rule! {
    /// ## What it does
    /// Finds `required: true` and `optional: false` on a field.
    ///
    /// ## Why it matters
    /// Every field is required without it. It makes others believe that fields without it are
    /// optional.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Company:
    ///     type: text
    ///     required: true
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    /// ```
    ///
    /// ## Evidence
    /// That inputs are required was recorded from the live Hub. That the Hub ignores the attribute
    /// is inferred; it is seen in real cards.
    NEEDLESS_REQUIRED {
        name: "needless-required",
        group: Fields,
        severity: Info,
        fix: Safe,
        check: check_needless,
    }
}

/// Attributes that people give to fields, in lower case. They are no fields swallowed by another,
/// whatever their value.
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
    name.len() <= 16 && COMMON.contains(&plain_name(name).as_str())
}

/// What the author wants of an attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
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
    match (name, on) {
        ("required" | "mandatory", Some(true)) | ("optional", Some(false)) => Wish::Required,
        ("required" | "mandatory", Some(false)) | ("optional", Some(true)) => Wish::Optional,
        _ => Wish::Other,
    }
}

fn check_ignored(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    check(
        cx,
        &IGNORED_ATTRIBUTE,
        Wish::Other,
        findings,
        |finding, name| {
            let message = format!(
                "{} is no attribute of a field: it is believed to be ignored, so visitors never see it",
                quoted(name)
            );
            Finding { message, ..finding }.help(match name {
            "label" | "title" | "name" => "the label is what stands before the colon of the field",
            _ => "a field has a `type`, and a menu `options`; say the rest in the label or the prompt",
        })
        },
    );
}

fn check_optional(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    check(
        cx,
        &OPTIONAL_FIELD,
        Wish::Optional,
        findings,
        |finding, name| {
            let message = format!(
                "{} is not known to make a field optional: every field is required, so nobody can leave it empty",
                quoted(name)
            );
            Finding { message, ..finding }
                .help("ask with a menu that has a way out, such as `No`, or leave the field out")
        },
    );
}

fn check_needless(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    check(
        cx,
        &NEEDLESS_REQUIRED,
        Wish::Required,
        findings,
        |finding, name| {
            let message = format!("{} changes nothing: every field is required", quoted(name));
            Finding { message, ..finding }.help("leave it out")
        },
    );
}

fn check(
    cx: &Context<'_, '_>,
    rule: &'static Rule,
    wanted: Wish,
    findings: &mut Vec<Finding>,
    words: fn(Finding, &str) -> Finding,
) {
    let mut seen = HashSet::new();
    for (field, source) in cx.own_fields() {
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
    field: &'s Field,
    source: &'s FieldSource,
) -> impl Iterator<Item = (&'s str, Entry)> {
    let options = misspelt_options(cx, field, source).map(|(_, entry)| entry);
    // A field without a type has a finding that is about all of its attributes.
    let typed = source.type_name.is_some();
    let attributes = source.attributes.iter().filter(move |_| typed);
    attributes.filter_map(move |(name, entry)| {
        let known = matches!(name.as_str(), "type" | "options") || options == Some(*entry);
        (!known && !looks_like_field(cx, name, *entry)).then_some((name.as_str(), *entry))
    })
}
