//! Keys of the gate below other keys.

use crate::{
    card::GATE_PREFIX,
    context::Context,
    finding::{Finding, quoted},
    gate::{KEYS, Meaning, meaning},
    node_paths::Places,
    rule::rule,
    yaml::{Entry, NodeId, NodeKind},
};

rule! {
    /// ## What it does
    /// Finds keys of the gate that stand below another key, mostly because they are indented too
    /// far.
    ///
    /// ## Why it matters
    /// The keys of the gate belong at the top level. Further down they most likely have no effect:
    /// visitors never see the terms, or are never asked. Among the fields, such a key becomes a
    /// field of that name.
    ///
    /// ## Example
    /// ```yaml
    /// dataset_info:
    ///   features: []
    ///   extra_gated_prompt: You agree not to redistribute the files.
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// dataset_info:
    ///   features: []
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ```
    ///
    /// ## Evidence
    /// The documentation gives these keys at the top level. The mistake is seen in real cards;
    /// that the Hub ignores the key there is inferred.
    NESTED_KEY {
        name: "nested-key",
        group: Keys,
        severity: Error,
        fix: Unsafe,
        hides_others: Unsafe,
        check: check,
    }
}

/// A key of the gate in another place than the top level.
struct Nested {
    mapping: NodeId,
    entry: Entry,
    key: &'static str,
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let nested = nested(cx);
    if nested.is_empty() {
        return;
    }
    let places = Places::of(cx.tree());
    let mut taken = taken(cx);
    for nested in nested {
        let finding = finding(cx, &places, &nested, &taken);
        if finding.fix.is_some() {
            taken.push(nested.key);
        }
        findings.push(finding);
    }
}

/// The keys of the gate at the top level, with those that a misspelt one there is meant for.
fn taken(cx: &Context<'_, '_>) -> Vec<&'static str> {
    let top = cx.tree().top().iter();
    let meanings = top.filter_map(|entry| meaning(cx.text(entry.key)?));
    let misspelt = meanings.filter_map(|meaning| match meaning {
        Meaning::Evident(known) => Some(known),
        Meaning::Likely(_) | Meaning::Unknown => None,
    });
    let there = KEYS.into_iter().filter(|key| cx.mentions_key(key));
    there.chain(misspelt).collect()
}

/// All such keys, but for those that `<<` takes to the top level, where they work.
fn nested(cx: &Context<'_, '_>) -> Vec<Nested> {
    // Where the front matter is no mapping, that is the mistake.
    let root = cx.tree().root().map(|root| &cx.tree().node(root).kind);
    if !matches!(root, Some(NodeKind::Mapping { .. })) {
        return Vec::new();
    }
    let parts = cx.gate_source().each();
    let at_work: Vec<NodeId> = parts.map(|(_, entry)| entry.key).collect();
    let mut nested = Vec::new();
    for (mapping, node) in cx.tree().iter() {
        let NodeKind::Mapping { entries, .. } = &node.kind else {
            continue;
        };
        if cx.tree().root() == Some(mapping) {
            continue;
        }
        nested.extend(entries.iter().filter_map(|&entry| {
            let (written, _) = cx.tree().target(entry.key).scalar()?;
            if !written.starts_with(GATE_PREFIX) || at_work.contains(&entry.key) {
                return None;
            }
            let key = cx.text(entry.key)?;
            let key = KEYS.into_iter().find(|known| *known == key)?;
            (!is_text(cx, key, mapping)).then_some(Nested {
                mapping,
                entry,
                key,
            })
        }));
    }
    nested
}

/// Whether a mapping is the value of that very key, which wants a text: `{extra_gated_prompt}` in
/// a template that was never filled in. That is a mistake of its own.
fn is_text(cx: &Context<'_, '_>, key: &str, mapping: NodeId) -> bool {
    let mut texts = cx.gate_source().texts();
    texts.any(|(text, entry)| text == key && cx.tree().target_id(entry.value) == mapping)
}

fn finding(cx: &Context<'_, '_>, places: &Places, nested: &Nested, taken: &[&str]) -> Finding {
    let Nested {
        mapping,
        entry,
        key,
    } = *nested;
    let path = places.path(cx, mapping).key(key);
    let finding = Finding::new(&NESTED_KEY, cx.span(entry.key), message(cx, nested)).path(path);
    let Some(parent) = places.top_entry(mapping) else {
        return finding.help("write it at the start of a line, outside of any list");
    };
    let finding = match cx.text(parent.key) {
        Some(name) => finding.related(cx.span(parent.key), format!("it is under {}", quoted(name))),
        None => finding,
    };
    if taken.contains(&key) {
        return finding.help(format!("keep one `{key}`, at the top level"));
    }
    finding
        .help("write it at the start of a line, without spaces before it")
        .unsafe_fix("Move it to the top level", cx.lift_entry(parent, entry))
}

fn message(cx: &Context<'_, '_>, nested: &Nested) -> String {
    let key = nested.key;
    let fields = cx.gate_source().fields;
    if fields.is_some_and(|fields| cx.tree().target_id(fields.value) == nested.mapping) {
        return format!(
            "`{key}` is written among the fields, so the Hub takes it for a field of that name"
        );
    }
    format!("`{key}` is nested under another key, where it most likely has no effect")
}
