//! Where the parts of a gate stand in the card.

use std::borrow::Cow;

use super::KEYS;
use crate::yaml::{Entry, NodeId};

/// The entries that a [`Gate`](crate::Gate) was made from, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GateSource<'a> {
    /// `extra_gated_heading`.
    pub heading: Option<Entry>,
    /// `extra_gated_description`.
    pub description: Option<Entry>,
    /// `extra_gated_prompt`.
    pub prompt: Option<Entry>,
    /// `extra_gated_button_content`.
    pub button_content: Option<Entry>,
    /// `extra_gated_eu_disallowed`.
    pub eu_disallowed: Option<Entry>,
    /// `extra_gated_fields`.
    pub fields: Option<Entry>,
    /// Each field, in the order of [`Gate::fields`](crate::Gate::fields).
    pub each_field: Vec<FieldSource<'a>>,
}

impl GateSource<'_> {
    /// Whether the card has none of the keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The entry of a key of the gate, where the card has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<Entry> {
        match key {
            "extra_gated_fields" => self.fields,
            "extra_gated_eu_disallowed" => self.eu_disallowed,
            _ => self
                .texts()
                .find(|(text, _)| *text == key)
                .map(|(_, entry)| entry),
        }
    }

    /// All entries with their keys, in the order of [`KEYS`](crate::KEYS), as far as the card has
    /// them.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, Entry)> {
        KEYS.into_iter()
            .filter_map(|key| Some((key, self.entry(key)?)))
    }

    /// The four texts with their keys, in the order of the form, as far as the card has them.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, Entry)> + use<> {
        [
            ("extra_gated_heading", self.heading),
            ("extra_gated_description", self.description),
            ("extra_gated_prompt", self.prompt),
            ("extra_gated_button_content", self.button_content),
        ]
        .into_iter()
        .filter_map(|(key, entry)| Some((key, entry?)))
    }
}

/// Where one field stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldSource<'a> {
    /// Its label and what stands behind it.
    pub entry: Entry,
    /// What names the type: the value itself in the short form, the value of `type` in the long.
    pub type_name: Option<NodeId>,
    /// The entries of the long form with their keys, `type` and `options` among them.
    pub attributes: Vec<(Cow<'a, str>, Entry)>,
    /// The value of `options` in the long form.
    pub options: Option<NodeId>,
    /// Whether an earlier field has the very same options, by an alias.
    pub options_seen: bool,
}

impl FieldSource<'_> {
    /// Whether the field is written as `label: type`.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.type_name == Some(self.entry.value)
    }
}
