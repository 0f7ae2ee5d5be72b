//! The gate for people.

use std::fmt::{Display, Write as _};

use gatecard::{Field, FieldType, Gate, GateSource, KEYS, State, yaml::Reader};

use super::View;
use crate::escape::{self, escaped};

/// The width of the names on the left.
const NAMES: usize = 12;
/// How many options of a menu are listed; a menu of all languages would fill the screen.
const MAX_OPTIONS: usize = 12;

/// The gate, part by part, in the order of the form.
pub(super) fn page(view: &View<'_>) -> String {
    let reader = match view.reading.reader() {
        Reader::Hub => "the Hub",
        Reader::Python => "the Python clients",
    };
    let mut out = format!("{}, as {reader} read", escape::path(view.path));
    out.push_str(if view.reading.reader() == Reader::Hub {
        "s it\n"
    } else {
        " it\n"
    });
    if view.state == State::Missing {
        out.push_str("\nNo YAML block is found, so there is no gate and no other metadata.\n");
    }
    if let Some(error) = &view.error {
        let (line, column) = (error.line, error.column);
        let message = escaped(&error.message);
        let what = match view.state {
            State::Found => "The values cannot be written out",
            _ => "The YAML block is refused",
        };
        let _ = writeln!(out, "\n{what}: line {line}, column {column}: {message}");
    }
    match view.gate {
        Some(gate) => {
            parts(&mut out, gate);
            not_shown(&mut out, view, gate);
        }
        None if view.state == State::Found => {
            out.push_str("\nThe card has no gate: no top-level key starts with extra_gated_.\n");
        }
        None => {}
    }
    out
}

fn parts(out: &mut String, gate: &Gate) {
    out.push('\n');
    text(out, "Heading", gate.heading.as_deref());
    text(out, "Description", gate.description.as_deref());
    text(out, "Prompt", gate.prompt.as_deref());
    let shown: Vec<&Field> = gate
        .fields
        .iter()
        .filter(|field| field.can_be_shown())
        .collect();
    for (number, field) in shown.iter().enumerate() {
        row(
            out,
            if number == 0 { "Fields" } else { "" },
            &field_line(field),
        );
        options(out, field);
    }
    if shown.is_empty() {
        row(out, "Fields", &"none");
    }
    text(out, "Button", gate.button_content.as_deref());
    let eu = if gate.eu_disallowed == Some(true) {
        "refused"
    } else {
        "allowed"
    };
    row(out, "EU visitors", &eu);
}

fn row(out: &mut String, name: &str, value: &impl Display) {
    let _ = writeln!(out, "{name:NAMES$} {value}");
}

/// A text with its own lines, or that the form has its default one.
fn text(out: &mut String, name: &str, text: Option<&str>) {
    let Some(text) = text else {
        row(out, name, &"(default)");
        return;
    };
    if text.trim().is_empty() {
        row(out, name, &"(empty)");
    }
    for (number, line) in text.trim_end().lines().enumerate() {
        row(out, if number == 0 { name } else { "" }, &escaped(line));
    }
}

fn field_line(field: &Field) -> String {
    let kind = field.field_type.map_or("", FieldType::name);
    format!("{} ({kind})", escaped(&field.label))
}

fn options(out: &mut String, field: &Field) {
    for option in field.options.iter().take(MAX_OPTIONS) {
        let label = escaped(&option.label);
        if option.label == option.value {
            row(out, "", &format_args!("  - {label}"));
        } else {
            row(
                out,
                "",
                &format_args!("  - {label} = {}", escaped(&option.value)),
            );
        }
    }
    if let Some(more) = field
        .options
        .len()
        .checked_sub(MAX_OPTIONS)
        .filter(|more| *more > 0)
    {
        row(out, "", &format_args!("  and {more} more"));
    }
}

/// What stands in the card but not on the form.
fn not_shown(out: &mut String, view: &View<'_>, gate: &Gate) {
    let mut lost = lost_parts(gate, view.reading.gate_source());
    for field in gate.fields.iter().filter(|field| !field.can_be_shown()) {
        let why = match field.field_type {
            Some(_) => "a select without options that can be shown",
            None => "its type is none that the Hub knows",
        };
        lost.push(format!("field {}: {why}", escaped(&field.label)));
    }
    let unknown = view.values.iter().map(|(key, _)| key.as_str());
    for key in unknown.filter(|key| !KEYS.contains(key)) {
        lost.push(format!("{}: no key of the gate", escaped(key)));
    }
    if !lost.is_empty() {
        out.push_str("\nIn the card, but not on the form (gatecard check says more):\n");
    }
    for line in lost {
        let _ = writeln!(out, "  {line}");
    }
}

/// The parts that stand in the card with a value of the wrong type.
fn lost_parts(gate: &Gate, source: &GateSource) -> Vec<String> {
    let parts = [
        (
            "extra_gated_heading",
            source.heading,
            gate.heading.is_some(),
            "text",
        ),
        (
            "extra_gated_description",
            source.description,
            gate.description.is_some(),
            "text",
        ),
        (
            "extra_gated_prompt",
            source.prompt,
            gate.prompt.is_some(),
            "text",
        ),
        (
            "extra_gated_fields",
            source.fields,
            !gate.fields.is_empty(),
            "mapping with fields",
        ),
        (
            "extra_gated_button_content",
            source.button_content,
            gate.button_content.is_some(),
            "text",
        ),
        (
            "extra_gated_eu_disallowed",
            source.eu_disallowed,
            gate.eu_disallowed.is_some(),
            "true or false",
        ),
    ];
    let lost = parts
        .into_iter()
        .filter(|(_, entry, usable, _)| entry.is_some() && !usable);
    lost.map(|(key, _, _, kind)| format!("{key}: its value is no {kind}"))
        .collect()
}
