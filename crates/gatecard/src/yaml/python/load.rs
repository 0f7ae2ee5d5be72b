//! From tree to Python objects, as far as that can fail: `PyYAML`'s `SafeConstructor`.
//!
//! Lists and mappings are filled in the order in which `PyYAML` fills them, level by level, so that
//! the first error here is its first.

use std::collections::VecDeque;

use super::{
    error::{self, Result},
    merge::Merging,
    object::{Object, scalar_text, tag_of},
    repr,
    resolve::{Type, type_of},
    start,
};
use crate::yaml::{NodeId, NodeKind, ReadError, TooMuch, Tree};

/// What there is to say of the nodes as a whole.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// The first error that `PyYAML` would raise when it makes objects of the tree.
    pub(crate) error: Option<ReadError>,
    /// Where merging was given up, so that nothing is known.
    pub(crate) too_much: Option<TooMuch>,
}

/// Puts the entries of merging mappings into [`Tree::merged`]; `length` is that of the block.
pub(crate) fn load(tree: &mut Tree<'_>, length: usize) -> Loaded {
    let Some(root) = tree.root() else {
        return Loaded::default();
    };
    let mut loading = Loading {
        tree,
        merging: Merging::new(tree, length),
        made: vec![false; tree.len()],
        pending: VecDeque::new(),
    };
    let error = loading.document(root).err();
    let too_much = loading.merging.too_much();
    tree.merged = loading.merging.into_merged();
    Loaded {
        error: error.filter(|_| too_much.is_none()),
        too_much,
    }
}

/// The objects as they are made.
struct Loading<'t, 'a> {
    tree: &'t Tree<'a>,
    merging: Merging<'t, 'a>,
    /// Which nodes have an object.
    made: Vec<bool>,
    /// The collections that are still empty.
    pending: VecDeque<(NodeId, Type)>,
}

impl Loading<'_, '_> {
    /// Makes everything.
    fn document(&mut self, root: NodeId) -> Result<()> {
        self.make(root)?;
        while let Some((id, kind)) = self.pending.pop_front() {
            self.fill(id, kind)?;
        }
        Ok(())
    }

    /// The type of a node, with `=` as a text where a mapping has it for a key.
    fn type_of(&self, id: NodeId) -> Type {
        match type_of(self.tree, id) {
            Type::Value if self.merging.is_plain_key(id) => Type::Text,
            kind => kind,
        }
    }

    /// An error at a node.
    fn error(&self, problem: impl Into<String>, id: NodeId) -> ReadError {
        error::at(problem, start(self.tree, id))
    }

    /// Makes the object of a node, unless there is one, and gives its type. A list or mapping is
    /// filled later.
    fn make(&mut self, id: NodeId) -> Result<Type> {
        let id = self.tree.target_id(id);
        let kind = self.type_of(id);
        if !std::mem::replace(&mut self.made[id.index()], true) {
            self.make_new(id, kind)?;
        }
        Ok(kind)
    }

    /// Makes the object of a node.
    fn make_new(&mut self, id: NodeId, kind: Type) -> Result<()> {
        match kind {
            Type::Text if matches!(self.tree.node(id).kind, NodeKind::Scalar { .. }) => Ok(()),
            Type::Sequence | Type::Mapping | Type::Set | Type::Pairs { .. } => {
                self.pending.push_back((id, kind));
                Ok(())
            }
            Type::Other | Type::Merge | Type::Value => {
                let tag = repr::text(&tag_of(self.tree, id));
                let problem = format!("could not determine a constructor for the tag {tag}");
                Err(self.error(problem, id))
            }
            _ => self.make_scalar(id, kind),
        }
    }

    /// Makes the object of a scalar.
    fn make_scalar(&self, id: NodeId, kind: Type) -> Result<()> {
        let text =
            scalar_text(self.tree, id).map_err(|(problem, node)| self.error(problem, node))?;
        if kind == Type::Timestamp && matches!(self.tree.node(id).kind, NodeKind::Mapping { .. }) {
            let problem = "TypeError: expected string or bytes-like object, got 'list'";
            return Err(self.error(problem, id));
        }
        let object = Object::new(kind, text);
        object
            .map(|_| ())
            .map_err(|problem| self.error(problem, id))
    }

    /// Fills a list or mapping.
    fn fill(&mut self, id: NodeId, kind: Type) -> Result<()> {
        match kind {
            Type::Pairs { ordered } => self.fill_pairs(id, ordered),
            Type::Sequence => self.fill_sequence(id),
            _ => self.fill_mapping(id),
        }
    }

    /// Fills a list.
    fn fill_sequence(&mut self, id: NodeId) -> Result<()> {
        let NodeKind::Sequence { items, .. } = &self.tree.node(id).kind else {
            return Err(self.error(self.unexpected("expected a sequence node", id), id));
        };
        for item in items {
            self.make(*item)?;
        }
        Ok(())
    }

    /// Fills a mapping or set.
    fn fill_mapping(&mut self, id: NodeId) -> Result<()> {
        if !matches!(self.tree.node(id).kind, NodeKind::Mapping { .. }) {
            return Err(self.error(self.unexpected("expected a mapping node", id), id));
        }
        self.merging.flatten(id)?;
        for index in 0..self.merging.entries(id).len() {
            let entry = self.merging.entries(id)[index];
            if !is_hashable(self.make(entry.key)?) {
                let context = "while constructing a mapping";
                let key = self.tree.target_id(entry.key);
                let (began, offset) = (start(self.tree, id), start(self.tree, key));
                return Err(error::within(
                    context,
                    began,
                    "found unhashable key",
                    offset,
                ));
            }
            self.make(entry.value)?;
        }
        Ok(())
    }

    /// Fills a list of pairs.
    fn fill_pairs(&mut self, id: NodeId, ordered: bool) -> Result<()> {
        let context = if ordered {
            "while constructing an ordered map"
        } else {
            "while constructing pairs"
        };
        let began = start(self.tree, id);
        let fail =
            |problem: &str, node| error::within(context, began, problem, start(self.tree, node));
        let NodeKind::Sequence { items, .. } = &self.tree.node(id).kind else {
            return Err(fail(&self.unexpected("expected a sequence", id), id));
        };
        for item in items {
            let item = self.tree.target_id(*item);
            if !matches!(self.tree.node(item).kind, NodeKind::Mapping { .. }) {
                let problem = self.unexpected("expected a mapping of length 1", item);
                return Err(fail(&problem, item));
            }
            let &[entry] = self.merging.entries(item) else {
                let count = self.merging.entries(item).len();
                let problem = format!("expected a single mapping item, but found {count} items");
                return Err(fail(&problem, item));
            };
            self.make(entry.key)?;
            self.make(entry.value)?;
        }
        Ok(())
    }

    /// What was expected, and what the node is instead.
    fn unexpected(&self, expected: &str, id: NodeId) -> String {
        format!("{expected}, but found {}", kind_name(self.tree, id))
    }
}

/// What `PyYAML` calls a node.
pub(super) fn kind_name(tree: &Tree<'_>, id: NodeId) -> &'static str {
    match tree.target(id).kind {
        NodeKind::Sequence { .. } => "sequence",
        NodeKind::Mapping { .. } => "mapping",
        _ => "scalar",
    }
}

/// Whether Python takes an object of the type for a key.
fn is_hashable(kind: Type) -> bool {
    !matches!(
        kind,
        Type::Sequence | Type::Mapping | Type::Set | Type::Pairs { .. }
    )
}
