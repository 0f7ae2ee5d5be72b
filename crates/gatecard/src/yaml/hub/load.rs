//! What js-yaml does with the finished nodes: tags, keys, duplicates, merging, and values.

use std::{
    borrow::Cow,
    collections::{HashMap, hash_map},
};

use super::{
    number,
    resolve::{self, Plain, resolve},
};
use crate::{
    card::ValueType,
    yaml::{Entry, Node, NodeId, NodeKind, ReadError, ScalarStyle, Tree, Value},
};

/// js-yaml's `maxTotalMergeKeys`.
const MAX_MERGED_KEYS: usize = 10_000;
/// js-yaml's limit on `<<: [a, b, …]`.
const MAX_MERGE_SOURCES: usize = 100;
/// How many values are printed of one part of a card. Aliases can make a small card stand for
/// billions of them; the longest real gate has a few hundred.
const MAX_VALUES: usize = 1_000_000;
/// How deep printed values may nest. js-yaml allows 100 levels in the text, and aliases can add
/// further ones; JavaScript's own `JSON.stringify` gives up at some thousands.
const MAX_VALUE_DEPTH: usize = 1_000;
/// Up to this many entries, comparing all keys is faster than a table of them.
const FEW_ENTRIES: usize = 8;

const TAG_PREFIX: &str = "tag:yaml.org,2002:";

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
}

/// Checks every node, and puts the entries of merging mappings into [`Tree::merged`].
pub(crate) fn load(tree: &mut Tree<'_>) -> Loaded {
    let mut loading = Loading {
        loaded: Loaded::default(),
        merged_keys: 0,
        merged: HashMap::new(),
    };
    let ids: Vec<NodeId> = tree
        .iter()
        .filter(|(_, node)| loading.needs_loading(node))
        .map(|(id, _)| id)
        .collect();
    for id in ids {
        loading.node(tree, id);
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

struct Loading {
    loaded: Loaded,
    merged_keys: usize,
    merged: HashMap<NodeId, Vec<Entry>>,
}

impl Loading {
    #[expect(clippy::unused_self, reason = "reads as a step of loading")]
    fn needs_loading(&self, node: &Node<'_>) -> bool {
        node.properties.is_some() || matches!(&node.kind, NodeKind::Mapping { .. })
    }

    fn refuse(&mut self, tree: &Tree<'_>, id: NodeId, message: impl Into<String>) {
        let offset = tree.span(id).range().start;
        self.loaded
            .errors
            .push(ReadError::new(message, offset, offset));
    }

    fn node(&mut self, tree: &Tree<'_>, id: NodeId) {
        let node = tree.node(id);
        if let Some(tag) = node.tag()
            && let Err(message) = check_tag(tree, id, tag)
        {
            self.refuse(tree, id, message);
        }
        if let NodeKind::Mapping { entries, .. } = &node.kind {
            if entries.iter().any(|entry| is_merge(tree, entry)) {
                self.merging_entries(tree, id);
            } else {
                self.duplicates(tree, entries);
            }
        }
    }

    fn duplicates(&mut self, tree: &Tree<'_>, entries: &[Entry]) {
        let mut keys: Vec<Cow<'_, str>> = Vec::new();
        let mut table: HashMap<Cow<'_, str>, NodeId> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let key = match key_text(tree, entry.key) {
                Ok(key) => key,
                Err(message) => {
                    self.refuse(tree, entry.key, message);
                    Cow::Borrowed("")
                }
            };
            let second = entry.key;
            if entries.len() <= FEW_ENTRIES {
                if let Some(first) = keys.iter().position(|other| *other == key) {
                    let first = entries[first].key;
                    self.loaded.duplicates.push(Duplicate { first, second });
                }
                keys.push(key);
                continue;
            }
            match table.entry(key) {
                hash_map::Entry::Occupied(first) => {
                    let first = *first.get();
                    self.loaded.duplicates.push(Duplicate { first, second });
                }
                hash_map::Entry::Vacant(free) => {
                    free.insert(entries[index].key);
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
                    self.merge(tree, source, &mut all, &mut places);
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
            NodeKind::Sequence { items, .. } if items.len() > MAX_MERGE_SOURCES => {
                self.refuse(tree, entry.key, "abnormal merge sequence size");
                Vec::new()
            }
            NodeKind::Sequence { items, .. } => {
                let (sources, others): (Vec<NodeId>, Vec<NodeId>) = items
                    .iter()
                    .map(|item| tree.target_id(*item))
                    .partition(|item| is_object(tree, *item));
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

    fn merge(
        &mut self,
        tree: &Tree<'_>,
        source: NodeId,
        all: &mut Vec<Entry>,
        places: &mut HashMap<String, (usize, bool)>,
    ) {
        let nested = tree
            .entries(source)
            .iter()
            .any(|entry| is_merge(tree, entry));
        if nested {
            self.merging_entries(tree, source);
        }
        let entries = match self.merged.get(&source) {
            Some(entries) => entries.clone(),
            None => tree.entries(source).to_vec(),
        };
        let before = self.merged_keys;
        self.merged_keys += 1 + entries.len();
        if self.merged_keys > MAX_MERGED_KEYS {
            if before <= MAX_MERGED_KEYS {
                let message = format!("merge keys exceeded maxTotalMergeKeys ({MAX_MERGED_KEYS})");
                self.refuse(tree, source, message);
            }
            return;
        }
        for entry in entries {
            let key = key_text(tree, entry.key).unwrap_or_default().into_owned();
            places.entry(key).or_insert_with(|| {
                all.push(entry);
                (all.len() - 1, true)
            });
        }
    }
}

const UNACCEPTABLE_SOURCE: &str =
    "cannot merge mappings; the provided source object is unacceptable";

/// Whether JavaScript calls the node an object that has keys.
fn is_object(tree: &Tree<'_>, id: NodeId) -> bool {
    matches!(
        tree.node(id).kind,
        NodeKind::Mapping { .. } | NodeKind::Sequence { .. }
    )
}

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
        (NodeKind::Empty, "str" | "null" | "merge" | "seq" | "map" | "set" | "omap" | "pairs") => {
            true
        }
        (NodeKind::Scalar { .. }, "str") => true,
        (NodeKind::Scalar { text, .. }, "null") => resolve::null(text),
        (NodeKind::Scalar { text, .. }, "bool") => resolve::boolean(text).is_some(),
        (NodeKind::Scalar { text, .. }, "int") => resolve::integer(text).is_some(),
        (NodeKind::Scalar { text, .. }, "float") => resolve::float(text).is_some(),
        (NodeKind::Scalar { text, .. }, "timestamp") => resolve::timestamp(text).is_some(),
        (NodeKind::Scalar { text, .. }, "merge") => text == "<<",
        (NodeKind::Scalar { text, .. }, "binary") => binary(text).is_some(),
        (NodeKind::Sequence { .. }, "seq") | (NodeKind::Mapping { .. }, "map") => true,
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
    let mut seen = std::collections::HashSet::new();
    items
        .iter()
        .flat_map(|item| tree.entries(*item))
        .all(|entry| seen.insert(key_text(tree, entry.key).unwrap_or_default()))
}

/// The meaning of a scalar or of nothing, its tag considered.
pub(crate) fn plain_value(tree: &Tree<'_>, id: NodeId) -> Option<Plain> {
    let node = tree.target(id);
    let tag = node
        .tag()
        .map(|tag| tag.strip_prefix(TAG_PREFIX).unwrap_or(tag));
    match &node.kind {
        NodeKind::Empty => match tag {
            None | Some("?" | "null" | "merge" | "!") => Some(Plain::Null),
            Some("str") => Some(Plain::Text),
            Some(_) => None,
        },
        NodeKind::Scalar { text, style } => Some(match tag {
            None if *style == ScalarStyle::Plain => resolve(text),
            Some("?") => resolve(text),
            Some("null") => Plain::Null,
            Some("bool") => resolve::boolean(text).map_or(Plain::Text, Plain::Bool),
            Some("int") => resolve::integer(text).map_or(Plain::Text, Plain::Number),
            Some("float") => resolve::float(text).map_or(Plain::Text, Plain::Number),
            Some("timestamp") => resolve::timestamp(text).map_or(Plain::Text, Plain::Date),
            _ => Plain::Text,
        }),
        _ => None,
    }
}

/// The type of a scalar or of nothing, its tag considered.
pub(crate) fn value_type(tree: &Tree<'_>, id: NodeId) -> ValueType {
    match plain_value(tree, id) {
        Some(Plain::Null) => ValueType::Null,
        Some(Plain::Bool(value)) => ValueType::Bool(value),
        Some(Plain::Number(_)) => ValueType::Number,
        Some(Plain::Date(_)) => ValueType::Date,
        Some(Plain::Merge | Plain::Text) => ValueType::Text,
        None => match tree.target(id).tag() {
            Some("tag:yaml.org,2002:map" | "tag:yaml.org,2002:set") => ValueType::Mapping,
            _ => ValueType::List,
        },
    }
}

/// A key as JavaScript makes a text of it.
///
/// # Errors
/// js-yaml's message for what cannot be a key.
pub(crate) fn key_text<'t>(tree: &'t Tree<'_>, id: NodeId) -> Result<Cow<'t, str>, String> {
    let node = tree.target(id);
    if let NodeKind::Sequence { items, .. } = &node.kind {
        let parts: Result<Vec<_>, String> = items
            .iter()
            .map(|item| match tree.target(*item).kind {
                NodeKind::Sequence { .. } => {
                    Err("nested arrays are not supported inside keys".to_owned())
                }
                _ if matches!(plain_value(tree, *item), Some(Plain::Null)) => Ok(Cow::Borrowed("")),
                _ => key_text(tree, *item),
            })
            .collect();
        return parts.map(|parts| Cow::Owned(parts.join(",")));
    }
    if let (Some("tag:yaml.org,2002:binary"), Some((text, _))) = (node.tag(), node.scalar()) {
        let bytes = binary(text).unwrap_or_default();
        let parts: Vec<String> = bytes.iter().map(u8::to_string).collect();
        return Ok(Cow::Owned(parts.join(",")));
    }
    Ok(match plain_value(tree, id) {
        None => match node.kind {
            NodeKind::Empty => Cow::Borrowed(""),
            _ => Cow::Borrowed("[object Object]"),
        },
        Some(Plain::Null) => Cow::Borrowed("null"),
        Some(Plain::Bool(value)) => Cow::Borrowed(if value { "true" } else { "false" }),
        Some(Plain::Number(number)) => Cow::Owned(number::print(number)),
        Some(Plain::Date(ms)) => Cow::Owned(number::spoken_date(ms)),
        Some(Plain::Merge) => Cow::Borrowed("<<"),
        Some(Plain::Text) => Cow::Borrowed(node.scalar().map_or("", |(text, _)| text)),
    })
}

/// The entries of a mapping as JavaScript holds them: merged, and with the keys that look like
/// whole numbers in front.
pub(crate) fn entries(tree: &Tree<'_>, id: NodeId) -> Vec<(String, Entry)> {
    let id = tree.target_id(id);
    let entries = match tree.merged.get(&id) {
        Some(entries) => entries,
        None => tree.entries(id),
    };
    let mut keyed: Vec<(String, Entry)> = entries
        .iter()
        .map(|entry| {
            (
                key_text(tree, entry.key).unwrap_or_default().into_owned(),
                *entry,
            )
        })
        .collect();
    if keyed.iter().any(|(key, _)| array_index(key).is_some()) {
        keyed.sort_by_key(|(key, _)| array_index(key).unwrap_or(u64::MAX));
    }
    keyed
}

/// The number that JavaScript sorts a key by: whole numbers below 2^32 - 1 in their usual form.
pub(crate) fn array_index(key: &str) -> Option<u64> {
    let usual = key == "0" || !key.starts_with('0');
    let digits =
        !key.is_empty() && key.len() <= 10 && key.bytes().all(|byte| byte.is_ascii_digit());
    if !(usual && digits) {
        return None;
    }
    key.parse()
        .ok()
        .filter(|number| *number < u64::from(u32::MAX))
}

/// The value of a node as `JSON.stringify` would print it.
///
/// # Errors
/// Where aliases make it endless, or larger than gatecard prints.
pub(crate) fn value(tree: &Tree<'_>, id: NodeId) -> Result<Value, ReadError> {
    Printing {
        tree,
        left: MAX_VALUES,
        open: Vec::new(),
    }
    .value(id)
}

struct Printing<'t, 'a> {
    tree: &'t Tree<'a>,
    left: usize,
    /// The collections around the node, to notice one that contains itself.
    open: Vec<NodeId>,
}

impl Printing<'_, '_> {
    fn refuse(&self, id: NodeId, message: impl Into<String>) -> ReadError {
        let offset = self.tree.span(id).range().start;
        ReadError::new(message, offset, offset)
    }

    fn value(&mut self, id: NodeId) -> Result<Value, ReadError> {
        let target = self.tree.target_id(id);
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            self.refuse(
                id,
                format!("aliases make this stand for more than {MAX_VALUES} values"),
            )
        })?;
        let node = self.tree.node(target);
        let is_collection = is_object(self.tree, target);
        if is_collection {
            if self.open.contains(&target) {
                return Err(self.refuse(id, "an alias makes this contain itself"));
            }
            if self.open.len() >= MAX_VALUE_DEPTH {
                return Err(self.refuse(
                    id,
                    format!("nested more than {MAX_VALUE_DEPTH} levels deep"),
                ));
            }
            self.open.push(target);
        }
        let value = match &node.kind {
            NodeKind::Sequence { items, .. } if node.tag() == Some("tag:yaml.org,2002:pairs") => {
                self.pairs(items)?
            }
            NodeKind::Sequence { items, .. } => Value::Sequence(
                items
                    .iter()
                    .map(|item| self.value(*item))
                    .collect::<Result<_, _>>()?,
            ),
            NodeKind::Mapping { .. } => self.mapping(target)?,
            _ => self.scalar(target),
        };
        if is_collection {
            self.open.pop();
        }
        Ok(value)
    }

    fn mapping(&mut self, id: NodeId) -> Result<Value, ReadError> {
        let entries = entries(self.tree, id);
        let mut printed = Vec::with_capacity(entries.len());
        for (key, entry) in entries {
            printed.push((key, self.value(entry.value)?));
        }
        Ok(Value::Mapping(printed))
    }

    fn pairs(&mut self, items: &[NodeId]) -> Result<Value, ReadError> {
        let mut pairs = Vec::with_capacity(items.len());
        for item in items {
            for (key, entry) in entries(self.tree, *item) {
                pairs.push(Value::Sequence(vec![
                    Value::Text(key),
                    self.value(entry.value)?,
                ]));
            }
        }
        Ok(Value::Sequence(pairs))
    }

    fn scalar(&self, id: NodeId) -> Value {
        let node = self.tree.node(id);
        let text = node.scalar().map_or("", |(text, _)| text);
        let tag = node.tag().and_then(|tag| tag.strip_prefix(TAG_PREFIX));
        match (plain_value(self.tree, id), tag) {
            (_, Some("binary")) => {
                let bytes = binary(text).unwrap_or_default();
                let numbered = bytes.iter().enumerate();
                Value::Mapping(
                    numbered
                        .map(|(index, byte)| (index.to_string(), Value::Number(byte.to_string())))
                        .collect(),
                )
            }
            (None, Some("seq" | "omap" | "pairs")) => Value::Sequence(Vec::new()),
            (None, Some("map" | "set")) => Value::Mapping(Vec::new()),
            (None | Some(Plain::Null), _) => Value::Null,
            (Some(Plain::Bool(value)), _) => Value::Bool(value),
            (Some(Plain::Number(number)), _) if number.is_finite() => {
                Value::Number(number::print(number))
            }
            (Some(Plain::Number(_)), _) => Value::Null,
            (Some(Plain::Date(ms)), _) => Value::Text(number::iso_date(ms)),
            (Some(Plain::Merge | Plain::Text), _) => Value::Text(text.to_owned()),
        }
    }
}

/// The bytes of a base64 text, where js-yaml accepts it.
fn binary(text: &str) -> Option<Vec<u8>> {
    let mut bits = 0_usize;
    let mut values = Vec::new();
    for byte in text.bytes() {
        match byte {
            b'\n' | b'\r' => continue,
            b'A'..=b'Z' => values.push(byte - b'A'),
            b'a'..=b'z' => values.push(byte - b'a' + 26),
            b'0'..=b'9' => values.push(byte - b'0' + 52),
            b'+' => values.push(62),
            b'/' => values.push(63),
            b'=' => {}
            _ => return None,
        }
        bits += 6;
    }
    if !bits.is_multiple_of(8) {
        return None;
    }
    Some(values.chunks(4).flat_map(decode_group).collect())
}

fn decode_group(group: &[u8]) -> impl Iterator<Item = u8> + use<> {
    let word = group
        .iter()
        .fold(0_u32, |word, value| (word << 6) | u32::from(*value));
    let word = word << (6 * (4 - group.len()));
    let bytes = word.to_be_bytes();
    let count = group.len() * 6 / 8;
    (1..=count).map(move |index| bytes[index])
}
