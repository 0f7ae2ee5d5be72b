//! Labels that are none, or not what is written.

use std::cell::LazyCell;

use crate::{
    card::ValueType,
    context::{Context, FIELDS, field_path, is_invisible},
    finding::{Finding, YamlPath, quoted},
    rule::rule,
    yaml::{NodeKind, ScalarStyle, python},
};

rule! {
    /// ## What it does
    /// Finds fields whose label is empty, has only spaces, or is nothing at all.
    ///
    /// ## Why it matters
    /// Visitors see an input and are not told what to enter. The label is also the name under which
    /// the author receives the answers.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   "": text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    /// ```
    ///
    /// ## Evidence
    /// That the label is the visible text was recorded from the live Hub; that answers are keyed by
    /// it is in the official client. Whether the Hub refuses an empty one was never recorded.
    EMPTY_LABEL {
        name: "empty-label",
        group: Fields,
        severity: Error,
        check: check_empty,
    }
}

rule! {
    /// ## What it does
    /// Finds fields whose label is a mapping or a list: mostly a template whose `{name}` was never
    /// filled in.
    ///
    /// ## Why it matters
    /// The Hub makes the label `[object Object]` of a mapping, and the Python clients cannot read
    /// the card at all.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   {field_name}: text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    /// ```
    ///
    /// ## Evidence
    /// Measured on js-yaml and `PyYAML`. The official template for dataset cards has such labels.
    LABEL_NOT_TEXT {
        name: "label-not-text",
        group: Fields,
        severity: Error,
        check: check_collection,
    }
}

rule! {
    /// ## What it does
    /// Finds labels that YAML takes for a number, a date, true or false, and that are another text
    /// after that.
    ///
    /// ## Why it matters
    /// Visitors see another label than the one that stands in the card: `007` becomes `7`, and a
    /// date becomes a text such as `Wed Jan 01 2025 00:00:00 GMT+0000`.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   007: text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Agent number: text
    /// ```
    ///
    /// ## Evidence
    /// Measured on js-yaml. That the Hub reads with js-yaml 4 is a strong inference from recorded
    /// messages.
    LABEL_CHANGED {
        name: "label-changed",
        group: Fields,
        severity: Warning,
        fix: Safe,
        check: check_changed,
    }
}

fn check_empty(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (field, source) in cx.fields() {
        let key = source.entry.key;
        let shown = match cx.value_type(key) {
            ValueType::Null => "the form shows `null`",
            ValueType::Text if is_invisible(&field.label) => "visitors are not told what to enter",
            _ => continue,
        };
        findings.push(
            Finding::new(
                &EMPTY_LABEL,
                cx.place(key),
                format!("a field has no label: {shown}"),
            )
            .path(field_path(&field.label))
            .help("write what visitors should enter, as in `Company: text`"),
        );
    }
}

fn check_collection(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    // Two such labels are one and the same to the Hub, so what the gate holds is not enough.
    let fields = cx.gate_source().fields;
    let entries = fields.map_or(&[][..], |entry| cx.tree().entries(entry.value));
    for entry in entries {
        let label = match cx.tree().target(entry.key).kind {
            NodeKind::Mapping { .. } => "`[object Object]`",
            NodeKind::Sequence { .. } => "its items, with commas between them",
            _ => continue,
        };
        let found = cx.value_type(entry.key).noun();
        let message = format!("expected a text as a label, found {found}: the form shows {label}");
        findings.push(
            Finding::new(&LABEL_NOT_TEXT, cx.span(entry.key), message)
                .path(YamlPath::top(FIELDS))
                .help("fill in the label, or put it in quotes if the brackets are part of it"),
        );
    }
}

fn check_changed(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let labels = LazyCell::new(|| cx.labels());
    for (field, source) in cx.fields() {
        let key = source.entry.key;
        let Some((written, ScalarStyle::Plain)) = cx.tree().node(key).scalar() else {
            continue;
        };
        if matches!(cx.value_type(key), ValueType::Text | ValueType::Null) {
            continue;
        }
        // Another rule speaks of what the Python clients show otherwise.
        let disputed = python::typed(written).is_some_and(|(_, python)| python != field.label);
        if disputed || *written == field.label {
            continue;
        }
        let message = format!(
            "the label {} is {} to YAML: visitors see {} instead",
            quoted(written),
            cx.value_type(key).noun(),
            quoted(&field.label)
        );
        let edits = cx.quote(key).filter(|_| !labels.contains(&**written));
        findings.push(
            Finding::new(&LABEL_CHANGED, cx.span(key), message)
                .path(field_path(&field.label))
                .help("put the label in quotes")
                .safe_fix("Put the label in quotes", edits),
        );
    }
}
