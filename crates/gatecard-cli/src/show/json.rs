//! The gate as JSON.

use gatecard::{Field, Gate};
use serde::Serialize;

use super::{Trouble, View};
use crate::{
    escape::in_json,
    output::json::{SCHEMA_VERSION, to_json},
};

#[derive(Serialize)]
struct JsonError<'v> {
    message: &'v str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct JsonGate<'v> {
    heading: Option<&'v str>,
    description: Option<&'v str>,
    prompt: Option<&'v str>,
    button_content: Option<&'v str>,
    eu_disallowed: Option<bool>,
    fields: Vec<&'v Field>,
}

/// One object on one line.
pub(super) fn object(view: &View<'_>) -> String {
    // Numbers stand in the values as the reader's own language writes them, so these are put
    // together from texts.
    let values: Vec<String> = view
        .values
        .iter()
        .map(|(key, value)| format!("{}:{}", to_json(key), in_json(&value.to_json())))
        .collect();
    let error = view.error.as_ref().map(json_error);
    format!(
        "{{\"schema_version\":{SCHEMA_VERSION},\"file\":{},\"reader\":{},\"front_matter\":{},\"error\":{},\"values\":{{{}}},\"gate\":{}}}\n",
        to_json(&view.path.to_string_lossy()),
        to_json(&view.reading.reader().name()),
        to_json(&view.state.name()),
        to_json(&error),
        values.join(","),
        to_json(&view.gate.map(json_gate)),
    )
}

fn json_error(trouble: &Trouble) -> JsonError<'_> {
    JsonError {
        message: &trouble.message,
        line: trouble.line,
        column: trouble.column,
    }
}

fn json_gate(gate: &Gate) -> JsonGate<'_> {
    JsonGate {
        heading: gate.heading.as_deref(),
        description: gate.description.as_deref(),
        prompt: gate.prompt.as_deref(),
        button_content: gate.button_content.as_deref(),
        eu_disallowed: gate.eu_disallowed,
        fields: gate
            .fields
            .iter()
            .filter(|field| field.can_be_shown())
            .collect(),
    }
}
