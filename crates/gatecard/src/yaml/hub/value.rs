//! What js-yaml makes of single nodes: types, keys as texts, the order of keys, values.

use std::borrow::Cow;

use super::{
    binary::decode as binary,
    number,
    resolve::{self, Plain, is_surely_text, resolve},
};
use crate::{
    card::ValueType,
    yaml::{Entry, Node, NodeId, NodeKind, ReadError, ScalarStyle, Tree, Value},
};

/// The prefix of the tags that js-yaml knows.
pub(super) const TAG_PREFIX: &str = "tag:yaml.org,2002:";
/// How deep printed values may nest. js-yaml allows 100 levels in the text, and aliases can add
/// further ones. Printing takes stack, and a thread has little of it.
const MAX_VALUE_DEPTH: usize = 300;

/// The text of a scalar that is a text at first sight, as nearly all are.
pub(crate) fn sure_text<'n, 'a>(node: &'n Node<'a>) -> Option<&'n Cow<'a, str>> {
    let (text, style) = node.scalar()?;
    let sure = style != ScalarStyle::Plain || is_surely_text(text);
    (sure && node.properties.is_none()).then_some(text)
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

/// Whether JavaScript calls the node an object that has keys.
pub(super) fn is_object(tree: &Tree<'_>, id: NodeId) -> bool {
    plain_value(tree, id).is_none()
}

/// The tags with which js-yaml makes a list of nothing.
const LIST_TAGS: [&str; 3] = [
    "tag:yaml.org,2002:omap",
    "tag:yaml.org,2002:pairs",
    "tag:yaml.org,2002:seq",
];

/// The type of a scalar or of nothing, its tag considered.
pub(crate) fn value_type(tree: &Tree<'_>, id: NodeId) -> ValueType {
    match plain_value(tree, id) {
        Some(Plain::Null) => ValueType::Null,
        Some(Plain::Bool(value)) => ValueType::Bool(value),
        Some(Plain::Number(_)) => ValueType::Number,
        Some(Plain::Date(_)) => ValueType::Date,
        Some(Plain::Merge | Plain::Text) => ValueType::Text,
        None => match (&tree.target(id).kind, tree.target(id).tag()) {
            (NodeKind::Mapping { .. }, _)
            | (_, Some("tag:yaml.org,2002:map" | "tag:yaml.org,2002:set")) => ValueType::Mapping,
            (NodeKind::Empty, Some(tag)) if !LIST_TAGS.contains(&tag) => ValueType::Null,
            _ => ValueType::List,
        },
    }
}

const NESTED_KEY: &str = "nested arrays are not supported inside keys";

/// A key as JavaScript makes a text of it.
///
/// # Errors
/// js-yaml's message for what cannot be a key.
pub(crate) fn key_text<'t>(tree: &'t Tree<'_>, id: NodeId) -> Result<Cow<'t, str>, String> {
    let node = tree.target(id);
    if let Some(text) = sure_text(node) {
        return Ok(Cow::Borrowed(text));
    }
    if let NodeKind::Sequence { items, .. } = &node.kind {
        if node.tag() == Some("tag:yaml.org,2002:pairs") && !items.is_empty() {
            return Err(NESTED_KEY.to_owned());
        }
        let parts: Result<Vec<_>, String> = items
            .iter()
            .map(|item| match tree.target(*item).kind {
                NodeKind::Sequence { .. } => Err(NESTED_KEY.to_owned()),
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
        None => Cow::Borrowed(match value_type(tree, id) {
            ValueType::Mapping => "[object Object]",
            _ => "",
        }),
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
pub(crate) fn entries<'t>(tree: &'t Tree<'_>, id: NodeId) -> Vec<(Cow<'t, str>, Entry)> {
    let id = tree.target_id(id);
    let entries = match tree.merged.get(&id) {
        Some(entries) => entries,
        None => tree.entries(id),
    };
    let mut keyed: Vec<(Cow<'_, str>, Entry)> = entries
        .iter()
        .map(|entry| (key_text(tree, entry.key).unwrap_or_default(), *entry))
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
/// Where aliases make it endless, or nested deeper than gatecard prints.
pub(crate) fn value(tree: &Tree<'_>, id: NodeId) -> Result<Value, ReadError> {
    Printing {
        tree,
        open: Vec::new(),
    }
    .value(id)
}

struct Printing<'t, 'a> {
    tree: &'t Tree<'a>,
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
            printed.push((key.into_owned(), self.value(entry.value)?));
        }
        Ok(Value::Mapping(printed))
    }

    fn pairs(&mut self, items: &[NodeId]) -> Result<Value, ReadError> {
        let mut pairs = Vec::with_capacity(items.len());
        for item in items {
            for (key, entry) in entries(self.tree, *item) {
                pairs.push(Value::Sequence(vec![
                    Value::Text(key.into_owned()),
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
            (Some(Plain::Bool(value)), _) => Value::Bool(value),
            (Some(Plain::Number(number)), _) if number.is_finite() => {
                Value::Number(number::print(number))
            }
            (None | Some(Plain::Null | Plain::Number(_)), _) => Value::Null,
            (Some(Plain::Date(ms)), _) => Value::Text(number::iso_date(ms)),
            (Some(Plain::Merge | Plain::Text), _) => Value::Text(text.to_owned()),
        }
    }
}
