//! The way from the top of a tree to each of its nodes.

use std::collections::HashMap;

use crate::{
    context::Context,
    finding::YamlPath,
    yaml::{Entry, NodeId, NodeKind, Tree},
};

/// The longest way to a key that a finding gives, in bytes of the keys on it.
const MAX_PATH: usize = 1000;

/// One step down the tree.
#[derive(Clone, Copy)]
enum Step {
    Key(Entry),
    Item(usize),
}

/// The parent of each node, and the step from there.
pub(crate) struct Places(HashMap<NodeId, (NodeId, Step)>);

impl Places {
    /// Looks at all nodes of a tree once.
    pub(crate) fn of(tree: &Tree<'_>) -> Self {
        let mut parents = HashMap::new();
        for (id, node) in tree.iter() {
            match &node.kind {
                NodeKind::Mapping { entries, .. } => {
                    parents.extend(entries.iter().map(|e| (e.value, (id, Step::Key(*e)))));
                }
                NodeKind::Sequence { items, .. } => {
                    let items = items.iter().enumerate();
                    parents.extend(items.map(|(index, item)| (*item, (id, Step::Item(index)))));
                }
                _ => {}
            }
        }
        Self(parents)
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
    pub(crate) fn top_entry(&self, id: NodeId) -> Option<Entry> {
        match self.steps(id).last()? {
            Step::Key(entry) => Some(entry),
            Step::Item(_) => None,
        }
    }

    /// The way to a node; the way to nothing where it is too long to be of use.
    pub(crate) fn path(&self, cx: &Context<'_, '_>, id: NodeId) -> YamlPath {
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
