//! Gates, and cards that say them in one of the many ways that YAML has.

use std::fmt::Write as _;

use gatecard::{Field, FieldOption, FieldType, Gate};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Labels with the type that suits them. None is like another.
const LABELS: [(&str, FieldType); 14] = [
    ("Company", FieldType::Text),
    ("Job title", FieldType::Text),
    ("Ihr Fachgebiet: Größe", FieldType::Text),
    ("組織の名前", FieldType::Text),
    ("Grant number #7", FieldType::Text),
    ("- why, \"briefly\"", FieldType::Text),
    ("Project's web page", FieldType::Text),
    ("First day of use", FieldType::DatePicker),
    ("Country", FieldType::Country),
    ("geo", FieldType::IpLocation),
    (
        "I agree to use this model for research ONLY",
        FieldType::Checkbox,
    ),
    ("I accept the licence: all of it", FieldType::Checkbox),
    ("Intended use", FieldType::Select),
    ("Size of the team", FieldType::Select),
];
/// Entries of menus.
const CHOICES: [&str; 8] = [
    "Research",
    "Education",
    "Other",
    "1 to 9",
    "10: many",
    "# none",
    "\"quoted\"",
    "é, ñ",
];
/// Lines of texts.
const LINES: [&str; 8] = [
    "Please read this first.",
    "It is for research: nothing else.",
    "You keep what you make",
    "  indented, with \\ and \"quotes\"",
    "No. # 1: 100 % sure",
    "- a point {with} [brackets] & more",
    "Größe 漢字 👩",
    "don't, won't",
];

/// A gate without mistakes.
pub(crate) fn right_gate() -> impl Strategy<Value = Gate<'static>> {
    let line = || select(&LINES[..]).prop_map(|line| line.trim().into());
    let text =
        vec(select(&LINES[..]), 1..5).prop_map(|lines| lines.join("\n").trim().to_owned().into());
    let labels = Just(LABELS.to_vec()).prop_shuffle();
    let fields = (labels, 1..LABELS.len()).prop_flat_map(|(labels, count)| {
        let fields = labels
            .into_iter()
            .take(count)
            .map(|label| right_field(label).boxed());
        fields.collect::<Vec<_>>()
    });
    let eu = option::of(any::<bool>());
    let texts = (
        option::of(line()),
        option::of(line()),
        option::of(text),
        option::of(line()),
    );
    (texts, eu, fields).prop_map(
        |((heading, description, prompt, button), eu, fields)| Gate {
            heading,
            description,
            prompt,
            button_content: button,
            eu_disallowed: eu,
            fields,
        },
    )
}

fn right_field(
    (label, field_type): (&'static str, FieldType),
) -> impl Strategy<Value = Field<'static>> {
    let choices = Just(CHOICES.to_vec()).prop_shuffle();
    let values = vec(any::<bool>(), CHOICES.len());
    (choices, 2..CHOICES.len(), values).prop_map(move |(choices, count, has_value)| {
        let choices = choices.into_iter().zip(has_value).take(count);
        let options = choices.map(|(choice, has_value)| FieldOption {
            label: choice.into(),
            value: if has_value {
                format!("v {choice}").into()
            } else {
                choice.into()
            },
        });
        Field {
            label: label.into(),
            field_type: Some(field_type),
            options: if field_type == FieldType::Select {
                options.collect()
            } else {
                Vec::new()
            },
        }
    })
}

/// How a card is written: numbers that decide, one after the other.
#[derive(Debug)]
pub(crate) struct Style(Vec<u8>);

impl Style {
    /// Any style.
    pub(crate) fn any() -> impl Strategy<Value = Self> {
        vec(any::<u8>(), 1..40).prop_map(Self)
    }

    fn choose(&mut self, of: u8) -> u8 {
        self.0.rotate_left(1);
        self.0.last().map_or(0, |byte| byte % of)
    }
}

/// A card that says a gate, in some style.
pub(crate) fn written(gate: &Gate<'_>, style: &mut Style) -> String {
    let entries = [
        ("heading", &gate.heading),
        ("description", &gate.description),
        ("prompt", &gate.prompt),
        ("button_content", &gate.button_content),
    ];
    let mut parts: Vec<String> = Vec::new();
    for (name, text) in entries {
        if let Some(text) = text {
            parts.push(format!(
                "extra_gated_{name}: {}\n",
                scalar(text, "", style, false)
            ));
        }
    }
    if let Some(eu) = gate.eu_disallowed {
        parts.push(format!("extra_gated_eu_disallowed: {eu}\n"));
    }
    parts.push(fields(&gate.fields, style));
    for other in [
        "license: other\n",
        "tags:\n- amber\n- \"b: c\"\n",
        "# a note\n",
        "\n",
    ] {
        if style.choose(2) == 0 {
            parts.push(other.to_owned());
        }
    }
    let turn = usize::from(style.choose(u8::MAX)) % parts.len();
    parts.rotate_left(turn);
    let closing = ["---\n", "---  \n", "---"][usize::from(style.choose(3))];
    let body = if closing.ends_with('\n') {
        "# Amber\n\nText.\n"
    } else {
        ""
    };
    let card = format!("---\n{}{closing}{body}", parts.concat());
    match style.choose(3) {
        0 => card.replace('\n', "\r\n"),
        _ => card,
    }
}

fn fields(fields: &[Field<'_>], style: &mut Style) -> String {
    let indent = " ".repeat(1 + usize::from(style.choose(4)));
    let mut out = String::from("extra_gated_fields:\n");
    for field in fields {
        if style.choose(6) == 0 {
            let _ = writeln!(out, "{indent}# a note: with a colon");
        }
        let label = scalar(&field.label, &indent, style, true);
        let name = field.field_type.map_or("", FieldType::name);
        let has_options = !field.options.is_empty();
        match style.choose(3) {
            0 if !has_options => {
                let _ = writeln!(out, "{indent}{label}: {name}");
            }
            1 => {
                let options: Vec<String> = field.options.iter().map(in_braces).collect();
                let options = options.join(", ");
                let options = if has_options {
                    format!(", options: [{options}]")
                } else {
                    options
                };
                let _ = writeln!(out, "{indent}{label}: {{type: {name}{options}}}");
            }
            _ => {
                let _ = writeln!(out, "{indent}{label}:\n{indent}  type: '{name}'");
                if has_options {
                    let _ = writeln!(out, "{indent}  options:");
                }
                for option in &field.options {
                    let inner = format!("{indent}    ");
                    let label = scalar(&option.label, &inner, style, true);
                    let _ = if option.label == option.value {
                        writeln!(out, "{indent}  - {label}")
                    } else {
                        let value = scalar(&option.value, &inner, style, true);
                        writeln!(out, "{indent}  - label: {label}\n{inner}value: {value}")
                    };
                }
            }
        }
    }
    out
}

fn in_braces(option: &FieldOption<'_>) -> String {
    let [label, value] = [&option.label, &option.value].map(|text| double(text));
    if label == value {
        label
    } else {
        format!("{{label: {label}, value: {value}}}")
    }
}

/// A text as one of the scalars that YAML has for it; on one line where it has to be.
fn scalar(text: &str, indent: &str, style: &mut Style, one_line: bool) -> String {
    let is_simple = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.');
    let is_plain = text.starts_with(char::is_alphabetic) && text.chars().all(is_simple);
    let has_lines = text.contains('\n');
    match style.choose(4) {
        0 if is_plain => text.to_owned(),
        1 if !has_lines => format!("'{}'", text.replace('\'', "''")),
        2 if !one_line => {
            let lines = text.lines().map(|line| format!("{indent}    {line}"));
            format!("|4-\n{}", lines.collect::<Vec<_>>().join("\n"))
        }
        3 if !one_line => {
            let lines = text.lines().map(|line| format!("{indent}    {line}"));
            let is_foldable = !text.contains("\n ");
            if is_foldable {
                // A blank line is one line break in a folded text.
                format!(">4-\n{}", lines.collect::<Vec<_>>().join("\n\n"))
            } else {
                double(text)
            }
        }
        _ => double(text),
    }
}

fn double(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.replace('\n', "\\n"))
}
