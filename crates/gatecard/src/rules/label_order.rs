//! Fields that the form shows in another place.

use std::collections::HashMap;

use crate::{
    context::{Context, field_path, sorts_first},
    finding::{Finding, quoted},
    rule::rule,
    yaml::NodeId,
};

rule! {
    /// ## What it does
    /// Finds fields whose label is a whole number and which stand behind others.
    ///
    /// ## Why it matters
    /// The form shows such fields first, whatever their place in the card.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    ///   2024: checkbox
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    ///   I took part in 2024: checkbox
    /// ```
    ///
    /// ## Evidence
    /// Measured on js-yaml: it gives a JavaScript object, in which such keys come first. That the
    /// form follows the order of the object is inferred.
    LABEL_ORDER {
        name: "label-order",
        group: Fields,
        severity: Warning,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(fields) = cx.gate_source().fields else {
        return;
    };
    if !cx.fields().any(|(field, _)| sorts_first(&field.label)) {
        return;
    }
    let entries = cx.tree().entries(fields.value);
    let order = entries.iter().map(|entry| entry.key).enumerate();
    let written: HashMap<NodeId, usize> = order.map(|(place, key)| (key, place)).collect();
    for (shown, (field, source)) in cx.fields().enumerate() {
        let key = source.entry.key;
        // What is merged from elsewhere has no place among the fields.
        let Some(place) = written.get(&key) else {
            return;
        };
        // A number that is written otherwise is no whole number once it is in quotes.
        let written_so = cx.text(key).is_some_and(|text| text == field.label)
            || cx
                .tree()
                .node(key)
                .scalar()
                .is_some_and(|(text, _)| *text == field.label);
        if shown >= *place || !written_so || !sorts_first(&field.label) {
            continue;
        }
        let message = format!(
            "the form moves {} up, before other fields, since its label is a whole number",
            quoted(&field.label)
        );
        findings.push(
            Finding::new(&LABEL_ORDER, cx.span(key), message)
                .path(field_path(&field.label))
                .help("add a word to the label, such as `Year 2024`, or put the field first"),
        );
    }
}
