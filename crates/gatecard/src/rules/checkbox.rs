//! Checkboxes that leave visitors no choice.

use crate::{
    context::Context,
    finding::{Finding, Severity, YamlPath, quoted},
    fix::Edit,
    gate::{Field, FieldSource, FieldType},
    prose::{Hint, is_open_question, is_opt_in, is_question, optional_remark, plain_words},
    rule::{Rule, rule},
    yaml::NodeKind,
};

rule! {
    /// ## What it does
    /// Finds checkboxes whose label asks a question, such as `May we contact you?`. Questions
    /// that ask for consent, such as `Do you agree to the terms?`, are left alone. Questions that
    /// "yes" does not answer, such as `How will you use it?`, are an info: nobody has to say
    /// what they do not mean, but the answer is lost.
    ///
    /// ## Why it matters
    /// The form cannot be sent before every checkbox is ticked, so the only answer is "yes":
    /// visitors who mean "no" have to lie or to go, and the answers tell nothing.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   May we contact you about your research?: checkbox
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   May we contact you about your research?:
    ///     type: select
    ///     options: ["Yes", "No"]
    /// ```
    ///
    /// ## Evidence
    /// That checkboxes are required was recorded from the live Hub. Optional questions as
    /// checkboxes are seen in real cards.
    CHECKBOX_QUESTION {
        name: "checkbox-question",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: questions,
    }
}

rule! {
    /// ## What it does
    /// Finds checkboxes with which visitors would ask for news or for being contacted, such as
    /// `I would like to receive updates`.
    ///
    /// ## Why it matters
    /// The form cannot be sent before every checkbox is ticked, so nobody gets access without
    /// asking for news, and the answers do not tell who wants them.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   I would like to receive the newsletter: checkbox
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   I would like to receive the newsletter:
    ///     type: select
    ///     options: ["Yes", "No"]
    /// ```
    ///
    /// ## Evidence
    /// That checkboxes are required was recorded from the live Hub. Real cards ask so, even with
    /// `optional: true`, which is believed to be ignored.
    CHECKBOX_OPT_IN {
        name: "checkbox-opt-in",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: opt_ins,
    }
}

fn questions(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (field, source, plain) in checkboxes(cx, Hint::Question) {
        if is_opt_in(&plain) || !is_question(&field.label, &plain) {
            continue;
        }
        if is_open_question(&plain) {
            let mut finding = Finding::new(
                &CHECKBOX_QUESTION,
                cx.span(source.entry.key),
                format!(
                    "the checkbox {} asks what a tick cannot answer, so you never learn the answer",
                    quoted(&field.label)
                ),
            );
            finding.severity = Severity::Info;
            let finding = finding
                .help("use the type `text`")
                .unsafe_fix("Write `text`", write_type(cx, source, "text"));
            findings.push(finding.path(path(field)));
        } else {
            let loss = "so the only answer is \"yes\"";
            findings.push(no_choice(cx, &CHECKBOX_QUESTION, loss, field, source));
        }
    }
}

fn opt_ins(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let loss = "so nobody can say no";
    for (field, source, plain) in checkboxes(cx, Hint::Wish) {
        if is_opt_in(&plain) {
            findings.push(no_choice(cx, &CHECKBOX_OPT_IN, loss, field, source));
        }
    }
}

/// The checkboxes whose labels could hold something, with the plain words of them.
fn checkboxes<'c>(
    cx: &Context<'c, '_>,
    hint: Hint,
) -> impl Iterator<Item = (&'c Field<'c>, &'c FieldSource<'c>, String)> {
    cx.fields_with(hint)
        .filter(|(field, _)| field.field_type == Some(FieldType::Checkbox))
        // Another rule speaks of those that call themselves optional.
        .filter(|(field, _)| optional_remark(field).is_none())
        .map(|(field, source)| (field, source, plain_words(&field.label)))
}

fn path(field: &Field<'_>) -> YamlPath {
    YamlPath::top("extra_gated_fields").key(&field.label)
}

fn no_choice(
    cx: &Context<'_, '_>,
    rule: &'static Rule,
    loss: &str,
    field: &Field<'_>,
    source: &FieldSource<'_>,
) -> Finding {
    let message = format!(
        "the form cannot be sent until the checkbox {} is ticked, {loss}",
        quoted(&field.label)
    );
    Finding::new(rule, cx.span(source.entry.key), message)
        .path(path(field))
        .help("use a `select` with the options `Yes` and `No`, or write what every visitor must agree to")
        .unsafe_fix("Offer `Yes` and `No`", offer_choice(cx, source))
}

/// Another type in the place of `checkbox`; `None` where an alias or a tag says it.
fn write_type(cx: &Context<'_, '_>, source: &FieldSource<'_>, name: &str) -> Option<Vec<Edit>> {
    let node = cx.tree().node(source.type_name?);
    let plain = node.scalar().is_some() && node.properties.is_none();
    plain.then(|| vec![Edit::replace(node.span, name)])
}

/// The checkbox as a menu of two.
fn offer_choice(cx: &Context<'_, '_>, source: &FieldSource<'_>) -> Option<Vec<Edit>> {
    const OPTIONS: &str = "options: [\"Yes\", \"No\"]";
    if source.options.is_some() {
        return None;
    }
    if source.is_short() {
        return write_type(cx, source, &format!("{{type: select, {OPTIONS}}}"));
    }
    if matches!(
        cx.tree().target(source.entry.value).kind,
        NodeKind::Mapping { flow: true, .. }
    ) {
        return write_type(cx, source, &format!("select, {OPTIONS}"));
    }
    let (_, entry) = source.attributes.iter().find(|(key, _)| key == "type")?;
    let mut edits = write_type(cx, source, "select")?;
    edits.extend(cx.behind(*entry)?.add(OPTIONS));
    Some(edits)
}
