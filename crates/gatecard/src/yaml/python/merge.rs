//! What mappings hold: `<<` merged, keys that Python holds for one put together.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap, HashSet},
};

use super::{
    error::{self, Result},
    load::kind_name,
    number,
    object::{Object, Shown, scalar_text},
    resolve::{Type, type_of},
    start,
};
use crate::yaml::{Entry, NodeId, NodeKind, TooMuch, Tree};

/// How many entries `<<` may bring into all mappings of a card together, unless its block is longer.
/// Mappings that merge each other copy them again for each level.
const MAX_MERGED: usize = 1_000_000;

/// How deep mappings may merge each other: what Python's stack allows.
const MAX_MERGE_DEPTH: usize = 980;

/// Up to this many entries, comparing all keys is faster than a table of them.
const FEW_ENTRIES: usize = 8;

/// The mappings of a card while `<<` is taken out of them.
pub(super) struct Merging<'t, 'a> {
    tree: &'t Tree<'a>,
    /// The mappings that had a `<<`, and what they hold now.
    merged: BTreeMap<NodeId, Vec<Entry>>,
    /// The mappings that are being worked on.
    running: Vec<Running>,
    /// The `=` keys that a mapping has made plain.
    plain_keys: HashSet<NodeId>,
    /// How many more entries may be merged.
    left: usize,
    too_much: Option<TooMuch>,
}

/// A mapping that is being worked on.
struct Running {
    id: NodeId,
    /// Its entries so far, without `<<`.
    own: Vec<Entry>,
    /// How many of its entries are dealt with.
    next: usize,
}

impl<'t, 'a> Merging<'t, 'a> {
    /// Begins with nothing merged.
    pub(super) fn new(tree: &'t Tree<'a>, length: usize) -> Self {
        Self {
            tree,
            merged: BTreeMap::new(),
            running: Vec::new(),
            plain_keys: HashSet::new(),
            left: length.max(MAX_MERGED),
            too_much: None,
        }
    }

    /// Where merging was given up.
    pub(super) fn too_much(&self) -> Option<TooMuch> {
        self.too_much
    }

    /// What the mappings that had a `<<` hold.
    pub(super) fn into_merged(self) -> BTreeMap<NodeId, Vec<Entry>> {
        self.merged
    }

    /// Whether a `=` has become a plain key.
    pub(super) fn is_plain_key(&self, id: NodeId) -> bool {
        self.plain_keys.contains(&id)
    }

    /// The entries of a mapping at this point. `id` must not be an alias.
    pub(super) fn entries(&self, id: NodeId) -> &[Entry] {
        match self.merged.get(&id) {
            Some(entries) => entries,
            None => self.tree.entries(id),
        }
    }

    /// Takes `<<` out of a mapping and of those that it merges.
    ///
    /// As in `PyYAML`, a mapping that merges itself finds what it held at that moment.
    pub(super) fn flatten(&mut self, id: NodeId) -> Result<()> {
        if self.merged.contains_key(&id) || self.running.iter().any(|run| run.id == id) {
            return Ok(());
        }
        let entries = self.tree.entries(id);
        let mut has_merge = false;
        for entry in entries {
            match sign_key(self.tree, entry.key) {
                Some(Type::Merge) => has_merge = true,
                Some(Type::Value) => {
                    self.plain_keys.insert(self.tree.target_id(entry.key));
                }
                _ => {}
            }
        }
        if !has_merge {
            return Ok(());
        }
        if self.running.len() >= MAX_MERGE_DEPTH {
            return Err(error::recursion(start(self.tree, id)));
        }
        let (own, next) = (Vec::new(), 0);
        self.running.push(Running { id, own, next });
        let merged = self.merge_all(id, entries)?;
        self.merged.insert(id, merged);
        self.running.pop();
        Ok(())
    }

    /// The entries of a mapping that has a `<<`.
    fn merge_all(&mut self, id: NodeId, entries: &[Entry]) -> Result<Vec<Entry>> {
        let mut merged = Vec::new();
        for entry in entries {
            let is_merge = is_merge_key(self.tree, entry.key);
            if let Some(running) = self.running.last_mut() {
                running.next += 1;
                if !is_merge {
                    running.own.push(*entry);
                }
            }
            if is_merge {
                self.merge(id, self.tree.target_id(entry.value), &mut merged)?;
            }
        }
        let own = self
            .running
            .last_mut()
            .map(|run| std::mem::take(&mut run.own));
        merged.extend(own.into_iter().flatten());
        Ok(merged)
    }

    /// Merges what stands behind one `<<` of the mapping `id`.
    fn merge(&mut self, id: NodeId, value: NodeId, merged: &mut Vec<Entry>) -> Result<()> {
        let refuse = |expected: &str, tree: &Tree<'_>, node| {
            let problem = format!(
                "{expected} for merging, but found {}",
                kind_name(tree, node)
            );
            let (began, offset) = (start(tree, id), start(tree, node));
            error::within("while constructing a mapping", began, &problem, offset)
        };
        match &self.tree.node(value).kind {
            NodeKind::Mapping { .. } => {
                self.flatten(value)?;
                self.extend(value, merged)
            }
            NodeKind::Sequence { items, .. } => {
                for item in items {
                    let item = self.tree.target_id(*item);
                    if !matches!(self.tree.node(item).kind, NodeKind::Mapping { .. }) {
                        return Err(refuse("expected a mapping", self.tree, item));
                    }
                    self.flatten(item)?;
                }
                let sources = items.iter().rev();
                let mut sources = sources.map(|item| self.tree.target_id(*item));
                sources.try_for_each(|source| self.extend(source, merged))
            }
            _ => Err(refuse(
                "expected a mapping or list of mappings",
                self.tree,
                value,
            )),
        }
    }

    /// Adds the entries of `source`.
    fn extend(&mut self, source: NodeId, merged: &mut Vec<Entry>) -> Result<()> {
        let before = merged.len();
        if let Some(running) = self.running.iter().find(|run| run.id == source) {
            let rest = &self.tree.entries(source)[running.next..];
            let is_own = |entry: &&Entry| !is_merge_key(self.tree, entry.key);
            merged.extend(&running.own);
            merged.extend(rest.iter().filter(is_own));
        } else {
            merged.extend(self.entries(source));
        }
        let Some(left) = self.left.checked_sub(1 + merged.len() - before) else {
            let too_much = TooMuch::Merging(self.tree.span(source));
            self.too_much = Some(too_much);
            return Err(error::at(too_much.reason(), start(self.tree, source)));
        };
        self.left = left;
        Ok(())
    }
}

/// Whether a key is `<<`.
fn is_merge_key(tree: &Tree<'_>, id: NodeId) -> bool {
    sign_key(tree, id) == Some(Type::Merge)
}

/// The type of a key, if it may be `<<` or `=`.
fn sign_key(tree: &Tree<'_>, id: NodeId) -> Option<Type> {
    let id = tree.target_id(id);
    let node = tree.node(id);
    let is_sign = match &node.kind {
        NodeKind::Scalar { text, .. } => text.len() < 3,
        _ => false,
    };
    (is_sign || node.tag().is_some()).then(|| type_of(tree, id))
}

/// What Python compares keys by.
#[derive(PartialEq, Eq, Hash)]
enum Identity<'t> {
    /// A text.
    Text(&'t str),
    /// Anything else, named so that what is equal has one name.
    Other(String),
}

/// A key.
pub(super) struct Key<'t> {
    identity: Identity<'t>,
    /// The key as JSON has it; as Python's `str` has it where JSON refuses it.
    pub(super) text: Cow<'t, str>,
}

impl Key<'_> {
    /// Whether it is a text.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.identity, Identity::Text(_))
    }
}

/// The key that a node is. Nothing where Python knows no such key.
pub(super) fn key<'t>(tree: &'t Tree<'_>, id: NodeId) -> Option<Key<'t>> {
    let id = tree.target_id(id);
    let text = scalar_text(tree, id).ok()?;
    let object = Object::new(type_of(tree, id), text).ok()?;
    let shown = object.show(text).map(Shown::into_text);
    let shown = shown.unwrap_or(Cow::Borrowed(text));
    let identity = match &object {
        Object::Text => Identity::Text(text),
        Object::Null => Identity::Other("null".to_owned()),
        Object::Bool(value) => Identity::Other(u8::from(*value).to_string()),
        Object::Int(_) => Identity::Other(shown.to_string()),
        Object::Float(value) if value.is_nan() && !text.contains('.') => {
            Identity::Other(format!("NaN {}", id.index()))
        }
        Object::Float(value) => Identity::Other(number::canonical(*value)),
        Object::Time(time) => Identity::Other(format!("time {}", time.canonical())),
        Object::Bytes(_) => Identity::Other(format!("bytes {shown}")),
    };
    let text = shown;
    Some(Key { identity, text })
}

/// The entries of a mapping as a Python dict holds them: of equal keys, the first gives place and
/// text, the last the value.
pub(crate) fn entries(tree: &Tree<'_>, id: NodeId) -> Vec<(String, Entry)> {
    let id = tree.target_id(id);
    let all = match tree.merged.get(&id) {
        Some(entries) => entries,
        None => tree.entries(id),
    };
    let mut places = Places::new(all.len() <= FEW_ENTRIES);
    let mut kept: Vec<(String, Entry)> = Vec::with_capacity(all.len());
    for entry in all {
        let Some(Key { identity, text }) = key(tree, entry.key) else {
            continue;
        };
        match kept.get_mut(places.place(identity)) {
            Some((_, kept)) => *kept = *entry,
            None => kept.push((text.into_owned(), *entry)),
        }
    }
    kept
}

/// The places of the keys of one mapping.
enum Places<'t> {
    /// Few keys, by place.
    Few(Vec<Identity<'t>>),
    /// Many keys, with the place of each.
    Many(HashMap<Identity<'t>, usize>),
}

impl<'t> Places<'t> {
    fn new(few: bool) -> Self {
        if few {
            Self::Few(Vec::new())
        } else {
            Self::Many(HashMap::new())
        }
    }

    /// The place of a key: the next one, if it is new.
    fn place(&mut self, key: Identity<'t>) -> usize {
        match self {
            Self::Few(keys) => {
                let place = keys.iter().position(|other| *other == key);
                place.unwrap_or_else(|| {
                    keys.push(key);
                    keys.len() - 1
                })
            }
            Self::Many(places) => {
                let next = places.len();
                *places.entry(key).or_insert(next)
            }
        }
    }
}
