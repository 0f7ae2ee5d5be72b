//! Cards with known mistakes.

use std::fmt::Write as _;

use gatecard::Gate;

use super::model::{Style, written};

/// A mistake within the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    UnknownType,
    SelectAlone,
    NumberAsOption,
    LabelAlone,
    SameOptions,
    NoType,
    /// The label stands twice.
    SameLabel,
    /// Another field is indented too far.
    Swallowed,
    /// A `#` cuts the label.
    Cut,
    /// A `#` cuts an option.
    CutOption,
    /// No space behind the colon.
    RunTogether,
    /// Two colons, which YAML does not take.
    TwoColons,
    UnknownKey,
    EmptyHeading,
    ListAsPrompt,
}

/// A mistake of the fields as a whole, behind which those of single fields stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Mapping,
    /// A dash before each field.
    List,
    /// The key of the fields is misspelt.
    Misspelt,
}

impl Shape {
    pub(crate) const ALL: [Self; 3] = [Self::Mapping, Self::List, Self::Misspelt];
}

impl Mistake {
    pub(crate) const ALL: [Self; 12] = [
        Self::UnknownType,
        Self::SelectAlone,
        Self::NumberAsOption,
        Self::LabelAlone,
        Self::SameOptions,
        Self::NoType,
        Self::SameLabel,
        Self::Swallowed,
        Self::CutOption,
        Self::UnknownKey,
        Self::EmptyHeading,
        Self::ListAsPrompt,
    ];

    /// Those that leave YAML which cannot be read, so that others may hide behind them.
    pub(crate) const BREAKING: [Self; 3] = [Self::Cut, Self::RunTogether, Self::TwoColons];

    /// The lines of a field with the mistake; nothing where it is not one of a field.
    fn field(self, label: &str) -> Option<String> {
        let menu =
            |options: &str| format!("  {label}:\n    type: select\n    options: {options}\n");
        Some(match self {
            Self::UnknownType => format!("  {label}: string\n"),
            Self::SelectAlone => format!("  {label}: select\n"),
            Self::NumberAsOption => menu("[Some, 10]"),
            Self::LabelAlone => menu("[Some, {label: Other}]"),
            Self::SameOptions => menu("[Some, Other, Some]"),
            Self::NoType => format!("  {label}:\n"),
            Self::SameLabel => format!("  {label}: text\n  {label}: checkbox\n"),
            Self::Swallowed => format!("  Team of one:\n    type: text\n    {label}: text\n")
                .replace("one", &label.to_lowercase()),
            Self::Cut => format!("  {label} # home: text\n"),
            Self::CutOption => {
                let options = "\n    - Some #1\n    - Other";
                format!("  {label}:\n    type: select\n    options:{options}\n")
            }
            Self::RunTogether => format!("  {label}:text\n"),
            Self::TwoColons => format!("  {label}: I agree: checkbox\n"),
            Self::UnknownKey | Self::EmptyHeading | Self::ListAsPrompt => return None,
        })
    }

    /// The rule that finds it.
    fn rule(self) -> &'static str {
        match self {
            Self::UnknownType => "unknown-type",
            Self::SelectAlone => "select-without-options",
            Self::NumberAsOption => "option-not-text",
            Self::LabelAlone => "incomplete-option",
            Self::SameOptions => "duplicate-option",
            Self::NoType => "missing-type",
            Self::SameLabel => "duplicate-key",
            Self::Swallowed => "swallowed-field",
            Self::CutOption => "text-cut-by-comment",
            Self::Cut | Self::TwoColons | Self::RunTogether => "invalid-yaml",
            Self::UnknownKey => "unknown-key",
            Self::EmptyHeading => "empty-text",
            Self::ListAsPrompt => "not-a-text",
        }
    }
}

/// Labels that are like no other.
const LABELS: [&str; 6] = ["Falcon", "Garnet", "Hollow", "Indigo", "Jasper", "Kernel"];

/// A card with a gate and with mistakes besides, and what is to be found: the rule, and the label
/// or key that it is about.
pub(crate) fn with_mistakes(
    gate: &Gate<'_>,
    mistakes: &[Mistake],
    shape: Shape,
    style: &mut Style,
) -> (String, Vec<(&'static str, String)>) {
    let mut gate = gate.clone();
    let mut expected = Vec::new();
    let mut keys = String::new();
    let mut fields = String::new();
    for (mistake, label) in mistakes.iter().zip(LABELS) {
        // Two items of a list may have the same label, as far as YAML goes.
        if shape == Shape::List && *mistake == Mistake::SameLabel {
            continue;
        }
        let rule = mistake.rule();
        if let Some(field) = mistake.field(label) {
            fields.push_str(&field);
            expected.push((rule, label.to_owned()));
            continue;
        }
        let (key, value) = match mistake {
            Mistake::EmptyHeading => ("extra_gated_heading", "''"),
            Mistake::ListAsPrompt => ("extra_gated_prompt", "[a, b]"),
            _ => ("extra_gated_footer", "a"),
        };
        if !keys.contains(key) {
            let _ = writeln!(keys, "{key}: {value}");
            expected.push((rule, key.to_owned()));
        }
    }
    if keys.contains("heading") {
        gate.heading = None;
    }
    if keys.contains("prompt") {
        gate.prompt = None;
    }
    let card = with_fields(&gate, &fields, shape, style);
    let card = card.replacen("---\n", &format!("---\n{keys}"), 1);
    match shape {
        Shape::Mapping => {}
        Shape::List => expected.push(("fields-not-a-mapping", "extra_gated_fields".to_owned())),
        Shape::Misspelt => expected.push(("unknown-key", "extra_gated_field".to_owned())),
    }
    (card, expected)
}

/// A card whose fields are these, in some shape, if there are any.
fn with_fields(gate: &Gate<'_>, fields: &str, shape: Shape, style: &mut Style) -> String {
    let mut others = gate.clone();
    others.fields.clear();
    let card = written(&others, style).replace("\r\n", "\n");
    let right = "  Company: text\n";
    let (key, fields) = match shape {
        Shape::Mapping => ("extra_gated_fields", format!("{right}{fields}")),
        Shape::Misspelt => ("extra_gated_field", format!("{right}{fields}")),
        Shape::List => ("extra_gated_fields", listed(&format!("{right}{fields}"))),
    };
    card.replace("extra_gated_fields:\n", &format!("{key}:\n{fields}"))
}

/// The same fields with a dash before each.
fn listed(fields: &str) -> String {
    let lines = fields.lines().map(|line| match line.strip_prefix("  ") {
        Some(field) if !field.starts_with(' ') => format!("  - {field}\n"),
        _ => format!("  {line}\n"),
    });
    lines.collect()
}
