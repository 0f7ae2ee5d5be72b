//! What stands in a card but not on its form.

use gatecard::{
    Field, FieldSource, FieldType, Gate, KEYS, LineIndex, Reading, ValueType, yaml::NodeId,
};

use super::View;
use crate::escape::escaped;

/// The prefix of the keys of a gate.
const PREFIX: &str = "extra_gated_";

/// Something that is not on the form, and why.
pub(super) struct Lost {
    /// The line of the card, from 1.
    pub(super) line: usize,
    /// What it is and why, in words.
    pub(super) what: String,
}

/// Everything of the gate that is not on the form, in the order of the card.
pub(super) fn lost(view: &View<'_>, gate: &Gate<'_>) -> Vec<Lost> {
    let reading = view.reading;
    let mut losses = Losses {
        reading,
        lines: LineIndex::new(view.card.text()),
        found: Vec::new(),
    };
    losses.unknown_keys();
    losses.parts(gate);
    for (field, source) in gate.fields.iter().zip(&reading.gate_source().each_field) {
        losses.field(field, source);
    }
    losses.found.sort_by_key(|lost| lost.line);
    losses.found
}

struct Losses<'v> {
    reading: &'v Reading<'v>,
    lines: LineIndex<'v>,
    found: Vec<Lost>,
}

impl Losses<'_> {
    fn add(&mut self, node: NodeId, what: String) {
        let start = self.reading.tree().span(node).range().start;
        let line = self.lines.position(start).line;
        self.found.push(Lost { line, what });
    }

    fn unknown_keys(&mut self) {
        let root = self.reading.tree().root();
        let entries = root.map(|root| self.reading.entries(root));
        for (key, entry) in entries.unwrap_or_default() {
            if key.starts_with(PREFIX) && !KEYS.contains(&&*key) {
                let what = format!("{} is no key of the gate", escaped(&key));
                self.add(entry.key, what);
            }
        }
    }

    /// The parts with a value of the wrong type.
    fn parts(&mut self, gate: &Gate<'_>) {
        for (key, entry) in self.reading.gate_source().each() {
            let value = self.reading.value_type(entry.value);
            let wanted = match key {
                "extra_gated_fields" if value == ValueType::Mapping && gate.fields.is_empty() => {
                    self.add(entry.key, format!("{key} has no fields in it"));
                    continue;
                }
                "extra_gated_fields" if value != ValueType::Mapping => "a mapping",
                "extra_gated_eu_disallowed" if gate.eu_disallowed.is_none() => "true or false",
                "extra_gated_fields" | "extra_gated_eu_disallowed" => continue,
                _ if value == ValueType::Text => continue,
                _ => "a text",
            };
            let what = format!("{key}: expected {wanted}, found {}", value.noun());
            self.add(entry.key, what);
        }
    }

    fn field(&mut self, field: &Field<'_>, source: &FieldSource<'_>) {
        let why = if field.can_be_shown() {
            self.lost_options(field, source)
        } else {
            Some(self.why_not_shown(field, source))
        };
        if let Some(why) = why {
            let what = format!("field {}: {why}", escaped(&field.label));
            self.add(source.entry.key, what);
        }
    }

    fn why_not_shown(&self, field: &Field<'_>, source: &FieldSource<'_>) -> String {
        if field.field_type.is_some() {
            return match source.options {
                None => "a menu without options".to_owned(),
                Some(_) => "a menu none of whose options can be shown".to_owned(),
            };
        }
        let Some(name) = source.type_name else {
            return "it has no type".to_owned();
        };
        match (self.reading.value_type(name), self.reading.text(name)) {
            (_, Some(text)) if text == FieldType::Select.name() => {
                "a menu without options".to_owned()
            }
            (_, Some(text)) => format!("`{}` is no field type", escaped(text)),
            (ValueType::Null, None) => "it has no type".to_owned(),
            (value, None) => format!("expected a type, found {}", value.noun()),
        }
    }

    fn lost_options(&self, field: &Field<'_>, source: &FieldSource<'_>) -> Option<String> {
        if field.field_type != Some(FieldType::Select) {
            return None;
        }
        let tree = self.reading.tree();
        let written = tree.items(tree.target_id(source.options?)).len();
        let lost = written.checked_sub(field.options.len())?;
        (lost > 0).then(|| format!("{lost} of its {written} options cannot be shown"))
    }
}
