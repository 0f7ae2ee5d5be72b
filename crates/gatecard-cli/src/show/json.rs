//! The gate as JSON.

use gatecard::{Field, Gate};
use serde::Serialize;

use super::{Trouble, View};
use crate::{
    escape::{self, in_json},
    output::json::{SCHEMA_VERSION, to_json},
};

/// What is printed as JSON. It is put together from texts, and this is for its schema.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
pub(crate) struct JsonShow<'v> {
    /// The version of the shape.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    schema_version: u32,
    /// The path as it was given.
    file: String,
    /// Who reads.
    #[schemars(extend("enum" = ["hub", "python"]))]
    reader: String,
    /// Whether that reader finds a YAML block, and a mapping in it. A block is unread where its
    /// aliases, or what `<<` takes over, stand for more than gatecard reads.
    #[schemars(extend("enum" = ["found", "missing", "invalid", "unread"]))]
    front_matter: String,
    /// The reader's first objection to the block, or why it is not read.
    error: Option<JsonError<'v>>,
    /// Every top-level key that starts with `extra_gated_`, with the value that the reader has.
    values: serde_json::Map<String, serde_json::Value>,
    /// What can be shown of them.
    gate: Option<JsonGate<'v>>,
}

/// A reader's objection.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonError<'v> {
    /// Its own words.
    message: &'v str,
    /// The line, counted from 1.
    line: usize,
    /// The column, counted from 1, in Unicode scalar values.
    column: usize,
}

/// What can be shown of a gate. Where a text is null, the form has its own, or does without.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonGate<'v> {
    heading: Option<&'v str>,
    description: Option<&'v str>,
    prompt: Option<&'v str>,
    button_content: Option<&'v str>,
    eu_disallowed: Option<bool>,
    /// In the order of the form.
    #[cfg_attr(test, schemars(with = "Vec<JsonField>"))]
    fields: Vec<&'v Field<'v>>,
}

/// A field of the form, for its schema.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
struct JsonField {
    label: String,
    /// Such as `text`.
    r#type: String,
    /// Empty but for a `select`.
    options: Vec<JsonOption>,
}

/// An option of a menu, for its schema.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
struct JsonOption {
    /// What visitors see.
    label: String,
    /// What the author gets.
    value: String,
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
        to_json(&escape::name(view.path)),
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

fn json_gate<'g>(gate: &'g Gate<'_>) -> JsonGate<'g> {
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
