//! Attributes of a field that say something to nobody.

use std::collections::BTreeMap;

use crate::{
    context::{Context, MAX_RELATED, field_path},
    finding::{Finding, quoted},
    rule::rule,
    rules::{
        attributes::{self, Wish},
        incomplete_option::{MAX_ENTRIES, PARTS},
        options::{Menu, menus},
    },
    yaml::NodeId,
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
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for menu in menus(cx) {
        findings.extend(of_options(cx, menu));
    }
    attributes::check(
        cx,
        &IGNORED_ATTRIBUTE,
        Wish::Other,
        findings,
        |finding, name| {
            let message = format!(
                "the Hub is believed to ignore {}, which is not an attribute of fields: visitors would never see it",
                quoted(name)
            );
            Finding { message, ..finding }.help(match name {
            "label" | "title" | "name" => "write the label before the colon of the field",
            _ => "a field has only a `type`, and a menu its `options`: say the rest in the label or the prompt",
        })
        },
    );
}

/// What stands beside the label and the value of an option: one finding for each name in a menu.
fn of_options(cx: &Context<'_, '_>, menu: Menu<'_>) -> impl Iterator<Item = Finding> {
    let mut found: BTreeMap<&str, Finding> = BTreeMap::new();
    for (index, item) in menu
        .own_items(cx)
        .filter(|(_, item)| is_complete(cx, *item))
    {
        for entry in cx.tree().entries(item) {
            let Some(name) = cx.text(entry.key).filter(|name| !PARTS.contains(name)) else {
                continue;
            };
            let span = cx.entry_span(*entry);
            let new = || {
                let message = format!(
                    "the Hub is believed to ignore {}, which is no part of an option: an option has a `label` and a `value`",
                    quoted(name)
                );
                let path = field_path(&menu.field.label)
                    .key("options")
                    .item(index)
                    .key(name);
                Finding::new(&IGNORED_ATTRIBUTE, span, message)
                    .path(path)
                    .help("remove it")
            };
            let finding = found.remove(name);
            let finding = match finding {
                Some(finding) if finding.related.len() < MAX_RELATED => {
                    finding.related(span, "this one too")
                }
                Some(finding) => finding,
                None => new(),
            };
            found.insert(name, finding);
        }
    }
    found.into_values()
}

/// Whether an option has a label and a value, so that nothing else can be meant as one of them.
fn is_complete(cx: &Context<'_, '_>, item: NodeId) -> bool {
    let entries = cx.tree().entries(item);
    let has = |part: &str| entries.iter().any(|entry| cx.text(entry.key) == Some(part));
    entries.len() <= MAX_ENTRIES && PARTS.iter().all(|part| has(part))
}
