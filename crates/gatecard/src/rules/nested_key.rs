//! Keys of the gate below other keys.

use std::collections::HashMap;

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    gate::KEYS,
    rule::rule,
    yaml::{Entry, NodeId, NodeKind},
};

rule! {
    /// ## What it does
    /// Finds keys of the gate that stand below another key, mostly because they are indented too
    /// far.
    ///
    /// ## Why it matters
    /// The Hub looks for the keys of the gate at the top level. Further down they have no effect:
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
        check: check,
    }
}

/// The longest way to a key that a finding gives, in bytes of the keys on it.
const MAX_PATH: usize = 1000;

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let tree = cx.tree();
    let at_work: Vec<NodeId> = cx
        .gate_source()
        .each()
        .map(|(_, entry)| entry.key)
        .collect();
    let mut places = None;
    for (id, node) in tree.iter() {
        let NodeKind::Mapping { entries, .. } = &node.kind else {
            continue;
        };
        for entry in entries.iter().filter(|_| tree.root() != Some(id)) {
            let key = cx.text(entry.key).filter(|key| KEYS.contains(key));
            // What `<<` takes to the top level works. A text that is a mapping is a mistake of its
            // own, such as `{extra_gated_prompt}` in a template that was never filled in.
            let excused = |key| at_work.contains(&entry.key) || is_text(cx, key, id);
            if let Some(key) = key.filter(|key| !excused(key)) {
                let places = places.get_or_insert_with(|| Places::of(cx));
                findings.push(finding(cx, places, id, *entry, key));
            }
        }
    }
}

/// Whether a mapping is the value of that key of the gate, which wants a text.
fn is_text(cx: &Context<'_, '_>, key: &str, mapping: NodeId) -> bool {
    let mut texts = cx.gate_source().texts();
    texts.any(|(text, entry)| text == key && entry.value == mapping)
}

fn finding(
    cx: &Context<'_, '_>,
    places: &Places,
    mapping: NodeId,
    entry: Entry,
    key: &str,
) -> Finding {
    let fields = cx.gate_source().fields.map(|fields| fields.value);
    let message = if fields == Some(mapping) {
        format!("`{key}` stands among the fields, so the Hub takes it for a field of that name")
    } else {
        format!(
            "`{key}` stands below another key, where the Hub does not look for it: it has no effect"
        )
    };
    let finding = Finding::new(&NESTED_KEY, cx.span(entry.key), message)
        .path(places.path(cx, mapping).key(key));
    let Some(parent) = places.top_entry(mapping) else {
        return finding.help("write it at the top level");
    };
    let finding = match cx.text(parent.key) {
        Some(name) => finding.related(cx.span(parent.key), format!("below {}", quoted(name))),
        None => finding,
    };
    if cx.mentions_key(key) {
        return finding.help("the card has this key at the top level as well: keep one of them");
    }
    finding
        .help("write it at the top level, without blanks before it")
        .unsafe_fix("Move it to the top level", cx.lift_entry(parent, entry))
}

/// One step down the tree.
#[derive(Clone, Copy)]
enum Step {
    Key(Entry),
    Item(usize),
}

/// The parent of each node, and the step from there.
struct Places(HashMap<NodeId, (NodeId, Step)>);

impl Places {
    fn of(cx: &Context<'_, '_>) -> Self {
        let mut places = HashMap::new();
        for (id, node) in cx.tree().iter() {
            match &node.kind {
                NodeKind::Mapping { entries, .. } => {
                    places.extend(entries.iter().map(|e| (e.value, (id, Step::Key(*e)))));
                }
                NodeKind::Sequence { items, .. } => {
                    let items = items.iter().enumerate();
                    places.extend(items.map(|(index, item)| (*item, (id, Step::Item(index)))));
                }
                _ => {}
            }
        }
        Self(places)
    }

    /// The steps from a node up to the top.
    fn steps(&self, id: NodeId) -> impl Iterator<Item = Step> {
        let mut next = id;
        std::iter::from_fn(move || {
            let (parent, step) = self.0.get(&next)?;
            next = *parent;
            Some(*step)
        })
    }

    /// The entry of the top level that a node stands in.
    fn top_entry(&self, id: NodeId) -> Option<Entry> {
        match self.steps(id).last()? {
            Step::Key(entry) => Some(entry),
            Step::Item(_) => None,
        }
    }

    /// The way to a node; the way to nothing where it is too long to be of use.
    fn path(&self, cx: &Context<'_, '_>, id: NodeId) -> YamlPath {
        let steps: Vec<Step> = self.steps(id).collect();
        let key = |step: &Step| match step {
            Step::Key(entry) => cx.text(entry.key).unwrap_or_default(),
            Step::Item(_) => "",
        };
        if steps.iter().map(|step| key(step).len() + 1).sum::<usize>() > MAX_PATH {
            return YamlPath::default();
        }
        let down = steps.iter().rev();
        down.fold(YamlPath::default(), |path, step| match step {
            Step::Key(_) => path.key(key(step)),
            Step::Item(index) => path.item(*index),
        })
    }
}
