//! From a tree to a gate.

use std::{borrow::Cow, collections::HashSet};

use super::{Field, FieldOption, FieldSource, FieldType, Gate, GateSource};
use crate::{
    card::{Reading, ValueType},
    yaml::{Entry, NodeId},
};

/// Makes the gate of a card, with the places of its parts.
pub(crate) fn build<'a>(reading: &Reading<'a>) -> (Gate<'a>, GateSource<'a>) {
    let mut builder = Builder {
        reading,
        gate: Gate::default(),
        source: GateSource::default(),
        lists: HashSet::new(),
    };
    if let Some(root) = reading.tree().root() {
        for (key, entry) in reading.entries(root) {
            builder.part(&key, entry);
        }
    }
    (builder.gate, builder.source)
}

struct Builder<'r, 'a> {
    reading: &'r Reading<'a>,
    gate: Gate<'a>,
    source: GateSource<'a>,
    /// The lists of options that have been read.
    lists: HashSet<NodeId>,
}

impl<'a> Builder<'_, 'a> {
    fn part(&mut self, key: &str, entry: Entry) {
        let (gate, source) = (&mut self.gate, &mut self.source);
        let (text, place) = match key {
            "extra_gated_heading" => (&mut gate.heading, &mut source.heading),
            "extra_gated_description" => (&mut gate.description, &mut source.description),
            "extra_gated_prompt" => (&mut gate.prompt, &mut source.prompt),
            "extra_gated_button_content" => (&mut gate.button_content, &mut source.button_content),
            "extra_gated_eu_disallowed" => {
                source.eu_disallowed = Some(entry);
                gate.eu_disallowed = match self.reading.value_type(entry.value) {
                    ValueType::Bool(value) => Some(value),
                    _ => None,
                };
                return;
            }
            "extra_gated_fields" if self.reading.merging_cut() => return,
            "extra_gated_fields" => {
                source.fields = Some(entry);
                self.fields(entry.value);
                return;
            }
            _ => return,
        };
        *place = Some(entry);
        *text = self.reading.scalar_text(entry.value).cloned();
    }

    /// A key, copied only where the card does not have it word for word.
    fn owned(&self, key: Cow<'_, str>, id: NodeId) -> Cow<'a, str> {
        match self.reading.tree().target(id).scalar() {
            Some((Cow::Borrowed(text), _)) if *text == key => Cow::Borrowed(text),
            _ => Cow::Owned(key.into_owned()),
        }
    }

    fn fields(&mut self, fields: NodeId) {
        let entries = self.reading.entries(fields);
        self.gate.fields.reserve_exact(entries.len());
        self.source.each_field.reserve_exact(entries.len());
        for (label, entry) in entries {
            let (field, source) = self.field(self.owned(label, entry.key), entry);
            self.gate.fields.push(field);
            self.source.each_field.push(source);
        }
    }

    fn field(&mut self, label: Cow<'a, str>, entry: Entry) -> (Field<'a>, FieldSource<'a>) {
        let mut source = FieldSource {
            entry,
            type_name: None,
            attributes: Vec::new(),
            options: None,
            options_seen: false,
        };
        if self.reading.value_type(entry.value) == ValueType::Mapping {
            let attributes = self.reading.entries(entry.value).into_iter();
            source.attributes = attributes
                .map(|(key, entry)| (self.owned(key, entry.key), entry))
                .collect();
            let attribute = |name| {
                let mut attributes = source.attributes.iter();
                attributes
                    .find(|(key, _)| key == name)
                    .map(|(_, entry)| entry.value)
            };
            source.type_name = attribute("type");
            source.options = attribute("options");
        } else {
            source.type_name = Some(entry.value);
        }
        let field_type = source
            .type_name
            .and_then(|name| self.reading.text(name))
            .and_then(FieldType::from_name);
        // `select` has no short form, since it needs options.
        let field_type =
            field_type.filter(|known| *known != FieldType::Select || !source.is_short());
        let mut options = Vec::new();
        if let Some(options_at) = source.options {
            let tree = self.reading.tree();
            let list = tree.target_id(options_at);
            source.options_seen = !self.lists.insert(list);
            if field_type == Some(FieldType::Select) {
                let items = tree.items(list).iter();
                options = items.filter_map(|item| self.option(*item)).collect();
            }
        }
        let field = Field {
            label,
            field_type,
            options,
        };
        (field, source)
    }

    fn option(&self, item: NodeId) -> Option<FieldOption<'a>> {
        if let Some(text) = self.reading.scalar_text(item) {
            return Some(FieldOption {
                label: text.clone(),
                value: text.clone(),
            });
        }
        let entries = self.reading.entries(item);
        let part = |name| {
            let entry = entries.iter().find(|(key, _)| key == name)?.1;
            self.reading.scalar_text(entry.value).cloned()
        };
        Some(FieldOption {
            label: part("label")?,
            value: part("value")?,
        })
    }
}
