//! What the rules about fields ask for.

use std::collections::HashSet;

use super::Context;
use crate::{
    card::ValueType,
    finding::YamlPath,
    fix::Edit,
    gate::{Field, FieldSource, FieldType},
    yaml::{Entry, Node, NodeId, NodeKind, hub},
};

/// The key of the fields.
pub(crate) const FIELDS: &str = "extra_gated_fields";

/// How many further places a finding points to at the most. A menu can repeat one option a
/// million times; the first few show what is meant.
pub(crate) const MAX_RELATED: usize = 10;

/// The path of a field.
pub(crate) fn field_path(label: &str) -> YamlPath {
    YamlPath::top(FIELDS).key(label)
}

/// All types as a message lists them.
pub(crate) fn list_of_types() -> String {
    FieldType::ALL.map(|known| format!("`{known}`")).join(", ")
}

/// Whether aliases can make other nodes stand for this one, or it is one.
pub(crate) fn is_shared(node: &Node<'_>) -> bool {
    let properties = node.properties.as_ref();
    matches!(node.kind, NodeKind::Alias { .. })
        || properties.is_some_and(|properties| properties.anchor.is_some())
}

impl<'c> Context<'c, '_> {
    /// Each field with its place, but of those that share one value by an alias only the first, so
    /// that a mistake in that value is found once.
    pub(crate) fn own_fields(&self) -> impl Iterator<Item = (&'c Field<'c>, &'c FieldSource<'c>)> {
        let tree = self.tree();
        let mut seen = HashSet::new();
        self.fields().filter(move |(_, source)| {
            let value = source.entry.value;
            !is_shared(tree.node(value)) || seen.insert(tree.target_id(value))
        })
    }

    /// The fields of [`Context::own_fields`] whose type or attributes could be wrong. A form can
    /// have thousands of fields, and most rules about them need not look at the others.
    pub(crate) fn unusual_fields(
        &self,
    ) -> impl Iterator<Item = (&'c Field<'c>, &'c FieldSource<'c>)> {
        let find = || {
            let fields = self.own_fields();
            let fields = fields.filter(|(field, source)| !self.is_usual(field, source));
            fields.collect()
        };
        self.unusual_fields.get_or_init(find).iter().copied()
    }

    /// Whether a field has a known type, all that belongs to the type, and nothing else.
    fn is_usual(&self, field: &Field<'_>, source: &FieldSource<'_>) -> bool {
        let mut names = source.attributes.iter().map(|(name, _)| &**name);
        let is_list = |list| {
            let sequence = self.value_type(list) == ValueType::List;
            sequence && !self.tree().items(list).is_empty()
        };
        match field.field_type {
            None => false,
            Some(FieldType::Select) => {
                source.options.is_some_and(is_list)
                    && !source.is_short()
                    && names.all(|name| matches!(name, "type" | "options"))
            }
            Some(_) => source.options.is_none() && names.all(|name| name == "type"),
        }
    }

    /// The labels that are taken.
    pub(crate) fn labels(&self) -> HashSet<&'c str> {
        self.fields().map(|(field, _)| &*field.label).collect()
    }

    /// Each menu of the card with the list of its options; of those that share a list only the
    /// first.
    pub(crate) fn menus(&self) -> impl Iterator<Item = (&'c Field<'c>, NodeId)> {
        self.own_fields().filter_map(move |(field, source)| {
            let list = source.options.filter(|_| !source.options_seen)?;
            let is_menu = field.field_type == Some(FieldType::Select);
            is_menu.then_some((field, list))
        })
    }

    /// Whether an attribute is written within the field itself: not behind an alias, and not taken
    /// over from another mapping.
    fn is_own(&self, source: &FieldSource<'_>, entry: Entry) -> bool {
        let value = source.entry.value;
        !matches!(self.tree().node(value).kind, NodeKind::Alias { .. })
            && self.span(value).contains(self.span(entry.key))
    }

    /// An attribute of a field, gone.
    pub(crate) fn remove_attribute(
        &self,
        source: &FieldSource<'_>,
        entry: Entry,
    ) -> Option<Vec<Edit>> {
        if !self.is_own(source, entry) || self.has_anchor(entry) {
            return None;
        }
        let value = source.entry.value;
        self.remove_entry(value, entry)
            .or_else(|| self.remove_flow_entry(value, entry))
    }

    /// Whether there may be an anchor in an entry, which others need.
    fn has_anchor(&self, entry: Entry) -> bool {
        let text = self.entry_span(entry).slice(self.source()).as_bytes();
        text.windows(3)
            .any(|bytes| bytes[1] == b'&' && b" \n[{,".contains(&bytes[0]) && bytes[2] != b' ')
    }

    /// Another name for an attribute of a field.
    pub(crate) fn rename_attribute(
        &self,
        source: &FieldSource<'_>,
        entry: Entry,
        name: &str,
    ) -> Option<Vec<Edit>> {
        let own = self.is_own(source, entry);
        own.then(|| self.rewrite(entry.key, name)).flatten()
    }

    /// A new attribute of a field, such as `type: select`, in front of another.
    pub(crate) fn add_attribute(
        &self,
        source: &FieldSource<'_>,
        before: Entry,
        text: &str,
    ) -> Option<Vec<Edit>> {
        let own = self.is_own(source, before);
        own.then(|| self.insert_before(source.entry.value, before, text))
            .flatten()
    }

    /// The attributes that are written on lines of their own within a field.
    pub(crate) fn own_block_entries(&self, source: &FieldSource<'_>) -> Option<&'c [Entry]> {
        match &self.tree().node(source.entry.value).kind {
            NodeKind::Mapping {
                entries,
                flow: false,
            } => Some(entries),
            _ => None,
        }
    }

    /// Whether a node is no value at all, or a text without a character to see.
    pub(crate) fn is_blank(&self, id: NodeId) -> bool {
        match self.text(id) {
            Some(text) => is_invisible(text),
            None => self.value_type(id) == ValueType::Null,
        }
    }
}

/// Whether JavaScript puts a key of that text in front of others.
pub(crate) fn sorts_first(key: &str) -> bool {
    hub::array_index(key).is_some()
}

/// Whether a text has no character to see.
pub(crate) fn is_invisible(text: &str) -> bool {
    let zero_width = |c: char| {
        matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
    };
    text.chars().all(|c| c.is_whitespace() || zero_width(c))
}
