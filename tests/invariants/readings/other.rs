//! The other parsers.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle};
use serde_yaml::Value;

use super::Form;

/// Another parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Other {
    /// `serde_yaml` under the name by which it is maintained: libyaml, which is close to `PyYAML`.
    Serde,
    /// granit: YAML 1.2.
    Granit,
}

impl Other {
    pub(crate) const ALL: [Self; 2] = [Self::Serde, Self::Granit];

    /// What it makes of a text, or why it refuses it.
    pub(crate) fn read(self, yaml: &str) -> Result<Form, String> {
        match self {
            Self::Serde => serde_yaml::from_str::<Value>(yaml)
                .map(|value| of_serde(&value))
                .map_err(|error| error.to_string()),
            Self::Granit => of_granit(yaml),
        }
    }
}

fn of_serde(value: &Value) -> Form {
    match value {
        Value::Null => Form::Null,
        Value::Bool(value) => Form::Bool(*value),
        Value::Number(number) if number.is_f64() => Form::Unclear,
        Value::Number(number) => Form::Whole(number.to_string()),
        Value::String(text) => Form::Text(text.clone()),
        Value::Sequence(items) => Form::List(items.iter().map(of_serde).collect()),
        Value::Mapping(entries) => {
            let entries = entries.iter();
            Form::Mapping(
                entries
                    .map(|(key, value)| (of_serde(key), of_serde(value)))
                    .collect(),
            )
        }
        Value::Tagged(_) => Form::Unclear,
    }
}

/// The values of a mapping or a list that is not at its end yet.
struct Open {
    is_mapping: bool,
    /// The number of its anchor; 0 is none.
    anchor: usize,
    parts: Vec<Form>,
}

impl Open {
    fn new(is_mapping: bool, anchor: usize) -> Self {
        Self {
            is_mapping,
            anchor,
            parts: Vec::new(),
        }
    }

    fn close(self) -> Form {
        if !self.is_mapping {
            return Form::List(self.parts);
        }
        let pairs = self.parts.chunks_exact(2);
        Form::Mapping(
            pairs
                .map(|pair| (pair[0].clone(), pair[1].clone()))
                .collect(),
        )
    }
}

fn of_granit(yaml: &str) -> Result<Form, String> {
    let mut open: Vec<Open> = vec![Open::new(false, 0)];
    let mut anchored: HashMap<usize, Form> = HashMap::new();
    for event in Parser::new_from_str(yaml) {
        let (event, _) = event.map_err(|error| error.to_string())?;
        let (finished, anchor) = match event {
            Event::Scalar(text, ScalarStyle::Plain, anchor, _) => (Form::of_plain(&text), anchor),
            Event::Scalar(text, _, anchor, _) => (Form::Text(text.into_owned()), anchor),
            // One that is within what it stands for is not compared.
            Event::Alias(of) => (anchored.get(&of).cloned().unwrap_or(Form::Unclear), 0),
            Event::SequenceStart(_, anchor, _) => {
                open.push(Open::new(false, anchor));
                continue;
            }
            Event::MappingStart(_, anchor, _) => {
                open.push(Open::new(true, anchor));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let finished = open.pop().expect("what ends has begun");
                let anchor = finished.anchor;
                (finished.close(), anchor)
            }
            _ => continue,
        };
        if anchor > 0 {
            anchored.insert(anchor, finished.clone());
        }
        let around = open.last_mut().expect("the document is open");
        around.parts.push(finished);
    }
    let document = open.pop().expect("the document is open");
    Ok(document.parts.into_iter().next().unwrap_or(Form::Null))
}
