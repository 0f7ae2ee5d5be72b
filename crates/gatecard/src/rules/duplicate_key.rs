//! Keys that stand twice in one mapping.

use std::collections::HashMap;

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    rule::rule,
    yaml::{Entry, NodeId},
};

rule! {
    /// ## What it does
    /// Finds keys that stand twice in the same mapping, anywhere in the front matter: two equal
    /// keys of the gate, two fields with one label.
    ///
    /// ## Why it matters
    /// The Hub refuses a card with a duplicate key. The Python clients take the last one without a
    /// word, so such a card can look right until it is pushed.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    ///   Company: country
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
    /// Measured on js-yaml and `PyYAML`: the one refuses a duplicate key, the other takes the last.
    /// That the Hub refuses what js-yaml refuses, with its message, was recorded from the live Hub.
    DUPLICATE_KEY {
        name: "duplicate-key",
        group: Reading,
        severity: Error,
        fix: Safe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let duplicates = cx.hub().duplicates();
    if duplicates.is_empty() || !cx.block_has_gate_key() {
        return;
    }
    let keys = duplicates
        .iter()
        .flat_map(|&(first, second)| [first, second]);
    let places = places(cx, keys);
    for (first, second) in duplicates {
        if let (Some(first), Some(second)) = (places.get(first), places.get(second)) {
            findings.push(finding(cx, *first, *second));
        }
    }
}

/// A mapping and one of its entries.
type Place = (NodeId, Entry);

/// Where each of some keys stands.
fn places(cx: &Context<'_, '_>, keys: impl Iterator<Item = NodeId>) -> HashMap<NodeId, Place> {
    let mut places: HashMap<NodeId, Option<Place>> = keys.map(|key| (key, None)).collect();
    for (id, _) in cx.tree().iter() {
        if cx.tree().target_id(id) != id {
            continue;
        }
        for entry in cx.tree().entries(id) {
            if let Some(place) = places.get_mut(&entry.key) {
                *place = Some((id, *entry));
            }
        }
    }
    let known = places.into_iter();
    known
        .filter_map(|(key, place)| Some((key, place?)))
        .collect()
}

fn finding(cx: &Context<'_, '_>, (_, first): Place, (mapping, second): Place) -> Finding {
    let written = |entry: Entry| {
        let span = cx.span(entry.key).to(cx.span(entry.value));
        span.slice(cx.source())
    };
    let same = written(first) == written(second);
    let key = cx.span(second.key).slice(cx.source());
    let label = cx
        .tree()
        .node(second.key)
        .scalar()
        .map_or(key, |(text, _)| text);
    let message = format!(
        "{} is written twice, so the Hub refuses the card",
        quoted(label)
    );
    let help = if same {
        "remove one of the two"
    } else {
        "remove one of the two, or rename it"
    };
    let edits = if same {
        cx.remove_entry(mapping, second)
    } else {
        None
    };
    Finding::new(&DUPLICATE_KEY, cx.span(second.key), message)
        .related(cx.span(first.key), "it is first written here")
        .help(help)
        .path(path(cx, mapping, label))
        .safe_fix("Remove the second", edits)
}

fn path(cx: &Context<'_, '_>, mapping: NodeId, label: &str) -> YamlPath {
    let fields = cx.gate_source().fields;
    if fields.is_some_and(|fields| cx.tree().target_id(fields.value) == mapping) {
        YamlPath::top("extra_gated_fields").key(label)
    } else if cx.tree().root() == Some(mapping) {
        YamlPath::top(label)
    } else {
        YamlPath::default()
    }
}
