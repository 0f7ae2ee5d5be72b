//! Parts of the gate that the Hub and the Python clients read differently.

mod refusal;
mod suspicion;

use std::borrow::Cow;

use crate::{
    card::{State, ValueType},
    context::{Context, GateText},
    finding::{Finding, YamlPath, quoted},
    rule::rule,
    yaml::{NodeId, ScalarStyle, Value, python},
};

rule! {
    /// ## What it does
    /// Finds parts of the gate that the Hub and the Python clients (`huggingface_hub`, `datasets`)
    /// read differently, and cards that only one of them can read.
    ///
    /// ## Why it matters
    /// The form looks right on the Hub until one of the Python clients rewrites the card: then
    /// labels and options change, and answers are stored under other names. Where the clients
    /// cannot read the card, they cannot update it either.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Do you work for a company?:
    ///     type: select
    ///     options:
    ///       - Yes
    ///       - No
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Do you work for a company?:
    ///     type: select
    ///     options:
    ///       - "Yes"
    ///       - "No"
    /// ```
    ///
    /// ## Evidence
    /// Measured on js-yaml 4.3 and `PyYAML` 6.0. That the Hub reads with js-yaml 4 is a strong
    /// inference from recorded messages; that the clients use `PyYAML` is in their code.
    READERS_DISAGREE {
        name: "readers-disagree",
        group: Reading,
        severity: Warning,
        fix: Safe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if cx.gate().is_none() {
        return;
    }
    let before = findings.len();
    let mut others_differ = other_rule_speaks(cx);
    for (id, place) in cx.gate_texts() {
        match disagreement(cx, id, place) {
            Some(finding) if is_text(cx, id, place) => findings.push(finding),
            Some(_) => others_differ = true,
            None => {}
        }
    }
    if cx.hub().state() != State::Found {
        return;
    }
    findings.extend(refusal::byte_order_mark(cx));
    if !suspicion::may_differ(cx) {
        return;
    }
    findings.extend(refusal::refusal(cx));
    let both_read = cx.python().state() == State::Found;
    if both_read && findings.len() == before && !others_differ {
        findings.extend(other_value(cx));
    }
}

/// Whether the Hub takes a node for a text, so that the difference is what is wrong with it. Other
/// rules ask for a text where there is none. Labels become texts in any case.
fn is_text(cx: &Context<'_, '_>, id: NodeId, place: GateText) -> bool {
    matches!(place, GateText::Label(_)) || cx.value_type(id) == ValueType::Text
}

/// Whether a rule about the fields speaks of what the readers would read differently.
fn other_rule_speaks(cx: &Context<'_, '_>) -> bool {
    let fields = cx.gate_source().fields;
    fields.is_some_and(|fields| cx.value_type(fields.value) != ValueType::Mapping)
        || cx.fields().any(|(_, source)| match source.type_name {
            Some(id) => cx.value_type(id) != ValueType::Text,
            None => true,
        })
}

/// What both readers make of a plain scalar, where that is not the same.
fn disagreement(cx: &Context<'_, '_>, id: NodeId, place: GateText) -> Option<Finding> {
    let node = cx.tree().node(id);
    let (written, style) = node.scalar()?;
    if style != ScalarStyle::Plain || node.tag().is_some() || !suspicion::may_be_typed(written) {
        return None;
    }
    let (python_type, python) = python::typed(written)?;
    let hub = match place {
        GateText::Label(index) => cx.gate()?.fields.get(index)?.label.clone(),
        _ => cx
            .text(id)
            .map_or_else(|| as_hub_shows(cx, id).into(), Cow::Borrowed),
    };
    if hub == python {
        return None;
    }
    let what = match place {
        GateText::Text(_) => "the text",
        GateText::Label(_) => "the label",
        GateText::Option(..) => "the option",
    };
    // Python writes dates back as they stand.
    let change = match python_type {
        ValueType::Date => "",
        _ => ", which would write that back",
    };
    let message = format!(
        "{what} {} is {} to the Hub but {} to the Python clients{change}",
        quoted(written),
        quoted(&hub),
        quoted(&python)
    );
    let finding = Finding::new(&READERS_DISAGREE, node.span, message)
        .help("put it in quotes, so that both read it as a text")
        .path(cx.text_path(place))
        .safe_fix("Put it in quotes", cx.quote(id));
    Some(finding)
}

fn as_hub_shows(cx: &Context<'_, '_>, id: NodeId) -> String {
    match cx.hub().value(id) {
        Ok(Value::Text(text)) => text,
        Ok(value) => value.to_json(),
        Err(_) => String::new(),
    }
}

/// The first key of the gate whose value differs for a reason that is not known here.
fn other_value(cx: &Context<'_, '_>) -> Option<Finding> {
    let (hub, python) = (cx.hub().values().ok()?, cx.python().values().ok()?);
    let (key, _) = hub.iter().find(|(key, value)| {
        let other = python.iter().find(|(other, _)| other == key);
        // Only one of them keeps the line break at the end of the front matter.
        let shown = |value: &Value| value.to_json().replace("\\n\"", "\"");
        let same = other.is_some_and(|(_, other)| shown(other) == shown(value));
        !same && key != "extra_gated_eu_disallowed"
    })?;
    let mut top = cx.tree().top().iter();
    let entry = top.find(|entry| cx.text(entry.key) == Some(key));
    let span = entry.map(|entry| cx.span(entry.key)).unwrap_or_default();
    let message = format!(
        "the Hub and the Python clients read {} differently, so visitors may not see what your tools show",
        quoted(key)
    );
    let help = "write it in plain YAML: texts in quotes, and no anchors, tags or tabs";
    let finding = Finding::new(&READERS_DISAGREE, span, message);
    Some(finding.help(help).path(YamlPath::top(key)))
}
