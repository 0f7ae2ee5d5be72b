//! Options with a label or a value, but not both.

use std::borrow::Cow;

use crate::{
    card::ValueType,
    context::Context,
    finding::{Finding, quoted},
    fix::{Edit, Safety},
    rule::rule,
    rules::options::{Menu, Wrong, menus, report},
    text::most_alike,
    yaml::{Entry, NodeId, NodeKind},
};

rule! {
    /// ## What it does
    /// Finds options with a `label` but no `value`, with a `value` but no `label`, or with one of
    /// them that is no text.
    ///
    /// ## Why it matters
    /// The menu shows the label and the author receives the value, so both are needed. The Hub is
    /// believed to refuse the card, or to show the menu without the option.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Intended use:
    ///     type: select
    ///     options:
    ///       - Research
    ///       - label: Something else
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Intended use:
    ///     type: select
    ///     options:
    ///       - Research
    ///       - label: Something else
    ///         value: other
    /// ```
    ///
    /// ## Evidence
    /// The documentation shows both together, and the types of the official client demand both, as
    /// texts. What the Hub does otherwise was never recorded.
    INCOMPLETE_OPTION {
        name: "incomplete-option",
        group: Fields,
        severity: Error,
        fix: Unsafe,
        check: check,
    }
}

/// What an option has where it is no text.
pub(super) const PARTS: [&str; 2] = ["label", "value"];

/// Other words for the parts.
const WORDS: [(&str, &str); 5] = [
    ("name", "label"),
    ("text", "label"),
    ("title", "label"),
    ("id", "value"),
    ("val", "value"),
];

/// How many entries of an option are looked at: it has two.
pub(super) const MAX_ENTRIES: usize = 8;

/// What is wrong with one part of an option.
enum Fault {
    /// Another entry was meant as it.
    Misspelt(Entry),
    /// There is none.
    Missing,
    /// It is no text.
    NoText(Entry),
}

/// Whether an option is meant as `label` and `value`.
pub(super) fn is_label_and_value(cx: &Context<'_, '_>, item: NodeId) -> bool {
    let entries = entries(cx, item);
    let mut keys = entries.iter().map(|(key, _)| &**key);
    keys.any(|key| PARTS.contains(&key) || most_alike(key, PARTS).is_some())
}

fn entries<'c>(cx: &Context<'c, '_>, item: NodeId) -> Vec<(Cow<'c, str>, Entry)> {
    if cx.tree().entries(item).len() > MAX_ENTRIES {
        return Vec::new();
    }
    cx.hub().entries(item)
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for menu in menus(cx) {
        let items = menu.own_items(cx).filter(|(_, item)| {
            cx.value_type(*item) == ValueType::Mapping && is_label_and_value(cx, *item)
        });
        let wrong = items.filter_map(|(index, item)| {
            let faults = faults(cx, item);
            let fix = (!faults.is_empty()).then(|| mended(cx, item, &faults))?;
            Some(Wrong { index, item, fix })
        });
        let wrong = wrong.collect();
        let words = |item| words(cx, menu, item);
        let title = "Mend the option";
        findings.extend(report(cx, &INCOMPLETE_OPTION, menu, wrong, words, title));
    }
}

fn faults(cx: &Context<'_, '_>, item: NodeId) -> Vec<(&'static str, Fault)> {
    let entries = entries(cx, item);
    let find = |name: &str| entries.iter().find(|(key, _)| key == name);
    let meant = |part: &str| {
        let mut others = entries.iter().filter(|(key, _)| !PARTS.contains(&&**key));
        others.find(|(key, _)| {
            most_alike(key, PARTS) == Some(part) || WORDS.contains(&(&**key, part))
        })
    };
    let parts = PARTS.into_iter();
    parts
        .filter_map(|part| {
            let fault = match (find(part), meant(part)) {
                (Some((_, entry)), _) if cx.text(entry.value).is_some() => return None,
                (Some((_, entry)), _) => Fault::NoText(*entry),
                (None, Some((_, entry))) => Fault::Misspelt(*entry),
                (None, None) => Fault::Missing,
            };
            Some((part, fault))
        })
        .collect()
}

/// The edits for all faults of an option.
fn mended(
    cx: &Context<'_, '_>,
    item: NodeId,
    faults: &[(&'static str, Fault)],
) -> Option<(Safety, Vec<Edit>)> {
    if matches!(cx.tree().node(item).kind, NodeKind::Alias { .. }) {
        return None;
    }
    if let ([(_, Fault::Missing)], [only]) = (faults, cx.tree().entries(item)) {
        let text = cx.span(only.value).slice(cx.source());
        let simple = cx.tree().node(item).properties.is_none() && cx.is_one_line(cx.span(item));
        let edits = vec![Edit::replace(cx.span(item), text)];
        return simple.then_some((Safety::Unsafe, edits));
    }
    let edits: Option<Vec<_>> = faults
        .iter()
        .map(|(part, fault)| match fault {
            Fault::Misspelt(entry) => {
                cx.text(entry.value)?;
                cx.rewrite(entry.key, part)
            }
            Fault::NoText(entry) => cx.quote(entry.value),
            Fault::Missing => None,
        })
        .collect();
    Some((Safety::Safe, edits?.into_iter().flatten().collect()))
}

fn words(cx: &Context<'_, '_>, menu: Menu<'_>, item: NodeId) -> (String, String) {
    let (what, help) = match faults(cx, item).first() {
        Some((part, Fault::Misspelt(entry))) => (
            format!("has no `{part}`"),
            format!(
                "did you mean `{part}` instead of {}?",
                quoted(cx.text(entry.key).unwrap_or_default())
            ),
        ),
        Some((part, Fault::NoText(entry))) => (
            format!(
                "has a wrong `{part}`: expected a text, found {}",
                cx.value_type(entry.value).noun()
            ),
            match cx.value_type(entry.value) {
                ValueType::Null => format!("write a text after `{part}:`"),
                _ => format!("put the `{part}` in quotes"),
            },
        ),
        Some((part, Fault::Missing)) => (
            format!("has no `{part}`"),
            "give it both a `label` and a `value`, or write a text alone".to_owned(),
        ),
        None => (String::new(), String::new()),
    };
    let message = format!(
        "an option of {} {what}, so the Hub is believed to refuse the card or to leave the option out",
        quoted(&menu.field.label)
    );
    (message, help)
}
