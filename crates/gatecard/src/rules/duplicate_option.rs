//! Options that cannot be told apart.

use std::collections::{HashMap, hash_map};

use crate::{
    card::ValueType,
    context::{Context, MAX_RELATED, field_path},
    finding::{Finding, quoted},
    rule::rule,
    rules::options::{Menu, menus},
    yaml::NodeId,
};

rule! {
    /// ## What it does
    /// Finds two options of one menu that have the same value, or the same label.
    ///
    /// ## Why it matters
    /// Options with one value are one and the same answer, so the author cannot tell what was
    /// chosen. Options with one label look the same to visitors.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Intended use:
    ///     type: select
    ///     options:
    ///       - Research
    ///       - Education
    ///       - Research
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Intended use:
    ///     type: select
    ///     options:
    ///       - Research
    ///       - Education
    /// ```
    ///
    /// ## Evidence
    /// That the menu shows the label and posts the value was recorded from the live Hub; that the
    /// answers cannot be told apart follows from it.
    DUPLICATE_OPTION {
        name: "duplicate-option",
        group: Fields,
        severity: Warning,
        check: check,
    }
}

/// Up to this many options, comparing all is faster than a table of them.
const FEW_OPTIONS: usize = 16;
/// How many repeated texts are reported of one menu.
const MAX_REPEATED: usize = 100;

/// The options that share one text.
struct Same {
    first: NodeId,
    index: usize,
    others: Vec<NodeId>,
    count: usize,
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for menu in menus(cx) {
        let values = repeated(menu.items, |item| {
            // Of empty options another rule speaks.
            parts(cx, item).1.filter(|value| !value.trim().is_empty())
        });
        let labels = repeated(menu.items, |item| {
            let (label, value) = parts(cx, item);
            // A text is both, and found as a value.
            label.filter(|_| label != value)
        });
        for (text, same) in values.iter().take(MAX_REPEATED) {
            let lost = "the answers do not tell which of them was chosen";
            findings.push(finding(cx, menu, ("value", text), same, lost));
        }
        for (text, same) in labels.iter().take(MAX_REPEATED) {
            let lost = "visitors cannot tell them apart";
            findings.push(finding(cx, menu, ("label", text), same, lost));
        }
    }
}

/// The label and the value of an option.
fn parts<'c>(cx: &Context<'c, '_>, item: NodeId) -> (Option<&'c str>, Option<&'c str>) {
    if cx.value_type(item) != ValueType::Mapping {
        return (cx.text(item), cx.text(item));
    }
    let part = |name| {
        // An option has two entries; one with thousands is no option.
        let mut entries = cx.tree().entries(item).iter().take(8);
        let entry = entries.find(|entry| cx.text(entry.key) == Some(name))?;
        cx.text(entry.value)
    };
    (part("label"), part("value"))
}

/// The texts that several options have, in the order of their first repetition.
fn repeated<'t>(
    items: &[NodeId],
    text: impl Fn(NodeId) -> Option<&'t str>,
) -> Vec<(&'t str, Same)> {
    if items.len() <= FEW_OPTIONS && !has_repeats(items, &text) {
        return Vec::new();
    }
    let mut firsts = HashMap::with_capacity(items.len());
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut found: Vec<(&str, Same)> = Vec::new();
    for (index, item) in items.iter().copied().enumerate() {
        let Some(text) = text(item) else { continue };
        let first = match firsts.entry(text) {
            hash_map::Entry::Vacant(free) => {
                free.insert(item);
                continue;
            }
            hash_map::Entry::Occupied(first) => *first.get(),
        };
        let place = *places.entry(text).or_insert_with(|| {
            let others = Vec::new();
            found.push((
                text,
                Same {
                    first,
                    index,
                    others,
                    count: 0,
                },
            ));
            found.len() - 1
        });
        let same = &mut found[place].1;
        same.count += 1;
        if same.others.len() < MAX_RELATED {
            same.others.push(item);
        }
    }
    found
}

fn has_repeats<'t>(items: &[NodeId], text: impl Fn(NodeId) -> Option<&'t str>) -> bool {
    let texts: Vec<&str> = items.iter().filter_map(|item| text(*item)).collect();
    let mut places = texts.iter().enumerate();
    places.any(|(place, text)| texts[..place].contains(text))
}

fn finding(
    cx: &Context<'_, '_>,
    menu: Menu<'_>,
    (part, text): (&str, &str),
    same: &Same,
    lost: &str,
) -> Finding {
    let message = format!(
        "{} options of {} have the {part} {}: {lost}",
        same.count + 1,
        quoted(&menu.field.label),
        quoted(text)
    );
    let path = field_path(&menu.field.label)
        .key("options")
        .item(same.index);
    let mut others = same.others.iter();
    let repeats = others.next().map_or(same.first, |other| *other);
    let mut finding = Finding::new(&DUPLICATE_OPTION, cx.place(repeats), message)
        .path(path)
        .related(cx.place(same.first), "the first one")
        .help("remove the repeated option, or give each a text of its own");
    for other in others {
        finding = finding.related(cx.place(*other), "another one");
    }
    finding
}
