//! What js-yaml does with the finished nodes: tags, keys, duplicates, merging, and values.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet, hash_map},
};

use crate::span::Span;

use super::{
    binary::decode as binary,
    resolve::{self, Plain},
    value::{TAG_PREFIX, is_object, key_text, plain_value},
};
use crate::yaml::{Entry, Node, NodeId, NodeKind, ReadError, ScalarStyle, TooMuch, Tree};

/// js-yaml's `maxTotalMergeKeys`.
const MAX_MERGED_KEYS: usize = 10_000;
/// js-yaml's limit on `<<: [a, b, …]`.
const MAX_MERGE_SOURCES: usize = 100;
/// Up to this many entries, comparing all keys is faster than a table of them.
const FEW_ENTRIES: usize = 24;

/// A key that stands twice in one mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Duplicate {
    /// The key that stands first.
    pub(crate) first: NodeId,
    /// The key that repeats it.
    pub(crate) second: NodeId,
}

/// What there is to say of the nodes as a whole.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// Why js-yaml refuses the block, duplicate keys aside, in the order of the card.
    pub(crate) errors: Vec<ReadError>,
    /// The duplicate keys, which js-yaml refuses too, in the order of the card.
    pub(crate) duplicates: Vec<Duplicate>,
    /// Whether merging was given up, so that mappings with `<<` lack entries.
    pub(crate) merging_cut: bool,
    /// Where merging was given up by gatecard, so that nothing is known.
    pub(crate) too_much: Option<TooMuch>,
}

/// Checks every node, and puts the entries of merging mappings into [`Tree::merged`]; `length` is
/// that of the block.
pub(crate) fn load(tree: &mut Tree<'_>, length: usize) -> Loaded {
    let mut loading = Loading {
        loaded: Loaded::default(),
        merged_keys: 0,
        merged_text: TooMuch::limit(length),
        merged: HashMap::new(),
    };
    let mut keys = Vec::with_capacity(FEW_ENTRIES);
    for (id, _) in tree.iter().filter(|(_, node)| needs_loading(node)) {
        loading.node(tree, id, &mut keys);
    }
    let Loading {
        mut loaded, merged, ..
    } = loading;
    tree.merged = merged.into_iter().collect();
    loaded.errors.sort_by_key(|error| error.offset);
    loaded
        .duplicates
        .sort_by_key(|duplicate| tree.span(duplicate.second));
    loaded
}

/// The keys of a mapping as texts, with their places.
type Keys<'t> = Vec<(Cow<'t, str>, NodeId)>;

struct Loading {
    loaded: Loaded,
    merged_keys: usize,
    /// How many more bytes the keys may have that are merged: a list is a key as a text, which is
    /// made anew for each mapping.
    merged_text: usize,
    merged: HashMap<NodeId, Vec<Entry>>,
}

impl Loading {
    fn refuse(&mut self, tree: &Tree<'_>, id: NodeId, message: impl Into<String>) {
        self.refuse_at(tree.span(id), message);
    }

    fn refuse_at(&mut self, span: Span, message: impl Into<String>) {
        let offset = span.range().start;
        let error = ReadError::new(message, offset, offset);
        self.loaded.errors.push(error);
    }

    /// Looks at a node, with the room that the keys of the mapping before it took.
    fn node<'t>(&mut self, tree: &'t Tree<'_>, id: NodeId, keys: &mut Keys<'t>) {
        let node = tree.node(id);
        let properties = node.properties.as_deref();
        if let Some((tag, span)) = properties.and_then(|of| of.tag.as_ref())
            && let Err(message) = check_tag(tree, id, tag)
        {
            self.refuse_at(*span, message);
        }
        if let Some((tag, span)) = properties.and_then(|of| of.late_tag.as_ref())
            && !takes_late_tag(tree, id, tag)
        {
            let message = format!("cannot resolve a node with !<{tag}> explicit tag");
            self.refuse_at(*span, message);
        }
        if let NodeKind::Mapping { entries, .. } = &node.kind {
            if entries.iter().any(|entry| is_merge(tree, entry)) {
                self.merging_entries(tree, id);
            } else {
                self.duplicates(tree, entries, keys);
            }
        }
    }

    fn duplicates<'t>(&mut self, tree: &'t Tree<'_>, entries: &[Entry], keys: &mut Keys<'t>) {
        keys.clear();
        let mut table: HashMap<Cow<'_, str>, NodeId> = HashMap::new();
        for entry in entries {
            let second = entry.key;
            let key = match key_text(tree, entry.key) {
                Ok(key) => key,
                Err(message) => {
                    self.refuse(tree, entry.key, message);
                    Cow::Borrowed("")
                }
            };
            if entries.len() <= FEW_ENTRIES {
                if let Some((_, first)) = keys.iter().find(|(other, _)| *other == key) {
                    let first = *first;
                    self.loaded.duplicates.push(Duplicate { first, second });
                }
                keys.push((key, second));
                continue;
            }
            match table.entry(key) {
                hash_map::Entry::Occupied(first) => {
                    let first = *first.get();
                    self.loaded.duplicates.push(Duplicate { first, second });
                }
                hash_map::Entry::Vacant(free) => {
                    free.insert(second);
                }
            }
        }
    }

    /// The entries of a mapping with `<<`, in the order in which js-yaml sets them.
    fn merging_entries(&mut self, tree: &Tree<'_>, id: NodeId) {
        if self.merged.contains_key(&id) {
            return;
        }
        // An alias to the mapping itself finds it empty.
        self.merged.insert(id, Vec::new());
        let mut all: Vec<Entry> = Vec::new();
        let mut places: HashMap<String, (usize, bool)> = HashMap::new();
        for entry in tree.entries(id) {
            if is_merge(tree, entry) {
                for source in self.merge_sources(tree, entry) {
                    let entries = self.entries_to_merge(tree, source, entry);
                    self.merge(tree, entry.key, entries, &mut all, &mut places);
                }
                continue;
            }
            let key = key_text(tree, entry.key).unwrap_or_default().into_owned();
            match places.get(&key).copied() {
                Some((place, true)) => {
                    all[place] = *entry;
                    places.insert(key, (place, false));
                }
                Some((place, false)) => self.loaded.duplicates.push(Duplicate {
                    first: all[place].key,
                    second: entry.key,
                }),
                None => {
                    places.insert(key, (all.len(), false));
                    all.push(*entry);
                }
            }
        }
        self.merged.insert(id, all);
    }

    fn merge_sources(&mut self, tree: &Tree<'_>, entry: &Entry) -> Vec<NodeId> {
        let value = tree.target_id(entry.value);
        match &tree.node(value).kind {
            NodeKind::Mapping { .. } => vec![value],
            NodeKind::Empty if is_object(tree, value) => Vec::new(),
            // JavaScript's dates and bytes are objects too, and have no keys to speak of.
            NodeKind::Scalar { .. } if is_keyless_object(tree, value) => Vec::new(),
            NodeKind::Sequence { items, .. } if items.len() > MAX_MERGE_SOURCES => {
                self.refuse(tree, entry.key, "abnormal merge sequence size");
                Vec::new()
            }
            NodeKind::Sequence { items, .. } => {
                let (sources, others): (Vec<NodeId>, Vec<NodeId>) = items
                    .iter()
                    .map(|item| tree.target_id(*item))
                    .partition(|item| is_object(tree, *item) || is_keyless_object(tree, *item));
                if !others.is_empty() {
                    self.refuse(tree, entry.key, UNACCEPTABLE_SOURCE);
                }
                sources
            }
            _ => {
                self.refuse(tree, entry.key, UNACCEPTABLE_SOURCE);
                Vec::new()
            }
        }
    }

    /// What a mapping holds at the time when it is merged. One that is merged within itself holds
    /// no more than what is finished before that place.
    fn entries_to_merge(&mut self, tree: &Tree<'_>, source: NodeId, at: &Entry) -> Vec<Entry> {
        if self.loaded.merging_cut {
            return Vec::new();
        }
        let place = tree.span(at.key);
        if tree.span(source).contains(place) {
            let entries = tree.entries(source).iter().copied();
            return entries
                .take_while(|entry| tree.span(entry.value).end <= place.start)
                .filter(|entry| !is_merge(tree, entry))
                .collect();
        }
        if tree
            .entries(source)
            .iter()
            .any(|entry| is_merge(tree, entry))
        {
            self.merging_entries(tree, source);
        }
        let merged = self.merged.get(&source).map(Vec::as_slice);
        merged.unwrap_or_else(|| tree.entries(source)).to_vec()
    }

    fn merge(
        &mut self,
        tree: &Tree<'_>,
        at: NodeId,
        entries: Vec<Entry>,
        all: &mut Vec<Entry>,
        places: &mut HashMap<String, (usize, bool)>,
    ) {
        self.merged_keys += 1 + entries.len();
        if self.merged_keys > MAX_MERGED_KEYS {
            if !self.loaded.merging_cut {
                let message = format!("merge keys exceeded maxTotalMergeKeys ({MAX_MERGED_KEYS})");
                self.refuse(tree, at, message);
                self.loaded.merging_cut = true;
            }
            return;
        }
        for entry in entries {
            let key = key_text(tree, entry.key).unwrap_or_default().into_owned();
            let Some(rest) = self.merged_text.checked_sub(key.len()) else {
                self.loaded.merging_cut = true;
                self.loaded.too_much = Some(TooMuch::Merging(tree.span(at)));
                return;
            };
            self.merged_text = rest;
            places.entry(key).or_insert_with(|| {
                all.push(entry);
                (all.len() - 1, true)
            });
        }
    }
}

fn is_keyless_object(tree: &Tree<'_>, id: NodeId) -> bool {
    let binary = tree
        .node(id)
        .tag()
        .and_then(|tag| tag.strip_prefix(TAG_PREFIX))
        == Some("binary");
    binary || matches!(plain_value(tree, id), Some(Plain::Date(_)))
}

/// Whether there is anything to check: a tag, or keys.
fn needs_loading(node: &Node<'_>) -> bool {
    node.properties.is_some() || matches!(&node.kind, NodeKind::Mapping { .. })
}

const UNACCEPTABLE_SOURCE: &str =
    "cannot merge mappings; the provided source object is unacceptable";

fn is_merge(tree: &Tree<'_>, entry: &Entry) -> bool {
    let key = tree.node(entry.key);
    if entry.explicit {
        return false;
    }
    match (&key.kind, key.tag()) {
        (NodeKind::Scalar { text, style }, None | Some("?")) => {
            *style == ScalarStyle::Plain && text == "<<"
        }
        (_, Some(tag)) => tag.strip_prefix(TAG_PREFIX) == Some("merge"),
        _ => false,
    }
}

/// Whether js-yaml accepts a tag around a scalar that already has a value.
fn takes_late_tag(tree: &Tree<'_>, id: NodeId, tag: &str) -> bool {
    let name = tag.strip_prefix(TAG_PREFIX);
    let node = tree.node(id);
    let own = node.tag().and_then(|tag| tag.strip_prefix(TAG_PREFIX));
    match plain_value(tree, id) {
        _ if tag == "!" => true,
        // It asks bytes for characters, which they do not have.
        _ if own == Some("binary") => name == Some("str"),
        // It has made something of nothing, and does not know any more of what kind that is.
        _ if node.kind == NodeKind::Empty && own.is_some() => false,
        None | Some(Plain::Text) => check_tag(tree, id, tag).is_ok(),
        _ if name == Some("str") => true,
        Some(Plain::Null) => matches!(name, Some("null" | "merge")),
        _ => false,
    }
}

/// Whether js-yaml's schema knows the tag for such a node and accepts what stands there.
fn check_tag(tree: &Tree<'_>, id: NodeId, tag: &str) -> Result<(), String> {
    let node = tree.node(id);
    if tag == "!" {
        return Ok(());
    }
    if tag == "?" {
        return match node.kind {
            NodeKind::Sequence { .. } | NodeKind::Mapping { .. } => {
                Err("unacceptable node kind for !<?> tag".to_owned())
            }
            _ => Ok(()),
        };
    }
    let unknown = || format!("unknown tag !<{tag}>");
    let name = tag.strip_prefix(TAG_PREFIX).ok_or_else(unknown)?;
    let accepted = match (&node.kind, name) {
        (NodeKind::Empty, "bool" | "int" | "float" | "timestamp" | "binary") => false,
        (NodeKind::Scalar { text, .. }, "null") => resolve::null(text),
        (NodeKind::Scalar { text, .. }, "bool") => resolve::boolean(text).is_some(),
        (NodeKind::Scalar { text, .. }, "int") => resolve::integer(text).is_some(),
        (NodeKind::Scalar { text, .. }, "float") => resolve::float(text).is_some(),
        (NodeKind::Scalar { text, .. }, "timestamp") => resolve::timestamp(text).is_some(),
        (NodeKind::Scalar { text, .. }, "merge") => text == "<<",
        (NodeKind::Scalar { text, .. }, "binary") => binary(text).is_some(),
        (NodeKind::Empty, "str" | "null" | "merge" | "seq" | "map" | "set" | "omap" | "pairs")
        | (NodeKind::Scalar { .. }, "str")
        | (NodeKind::Sequence { .. }, "seq")
        | (NodeKind::Mapping { .. }, "map") => true,
        (NodeKind::Mapping { entries, .. }, "set") => entries.iter().all(|entry| {
            matches!(
                plain_value(tree, tree.target_id(entry.value)),
                Some(Plain::Null)
            )
        }),
        (NodeKind::Sequence { items, .. }, "omap" | "pairs") => {
            items.iter().all(|item| tree.entries(*item).len() == 1)
                && (name == "pairs" || distinct_keys(tree, items))
        }
        _ => return Err(unknown()),
    };
    if accepted {
        Ok(())
    } else {
        Err(format!("cannot resolve a node with !<{tag}> explicit tag"))
    }
}

fn distinct_keys(tree: &Tree<'_>, items: &[NodeId]) -> bool {
    let mut seen = HashSet::new();
    items
        .iter()
        .flat_map(|item| tree.entries(*item))
        .all(|entry| seen.insert(key_text(tree, entry.key).unwrap_or_default()))
}
