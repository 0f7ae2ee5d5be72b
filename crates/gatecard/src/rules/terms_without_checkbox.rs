//! Terms that nobody ticks.

use crate::{
    card::RepoType,
    context::Context,
    finding::{Finding, YamlPath},
    gate::{Field, FieldType},
    rule::rule,
};

rule! {
    /// ## What it does
    /// Finds prompts that set terms while no field records that the visitor accepts them.
    ///
    /// ## Why it matters
    /// A click on the button is all that the author has to show later. The answer to a checkbox is
    /// stored with the request, under a label that says what was accepted.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// extra_gated_fields:
    ///   Company: text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// extra_gated_fields:
    ///   Company: text
    ///   I agree not to redistribute the files: checkbox
    /// ```
    ///
    /// ## Evidence
    /// That a checkbox has to be ticked was recorded from the live Hub; that answers are kept by
    /// label is read in the official client. Prompts without a checkbox are seen in real cards.
    TERMS_WITHOUT_CHECKBOX {
        name: "terms-without-checkbox",
        group: Texts,
        severity: Info,
        pedantic: true,
        check: check,
    }
}

/// Words with which terms are set.
const TERMS: &[&str] = &[
    "you agree",
    "i agree",
    "you accept",
    "you confirm",
    "you must",
    "must not",
    "you may not",
    "shall not",
    "by accessing",
    "by downloading",
    "by requesting",
    "by using",
];
/// Words of labels that record consent, whatever the type of the field.
const CONSENT: &[&str] = &["agree", "accept", "consent", "confirm"];

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let (Some(gate), Some(entry)) = (cx.gate(), cx.gate_source().prompt) else {
        return;
    };
    let Some(prompt) = &gate.prompt else { return };
    let lower = prompt.to_ascii_lowercase();
    let Some((start, words)) = TERMS
        .iter()
        .filter_map(|words| Some((lower.find(words)?, words)))
        .min()
    else {
        return;
    };
    let no_form = cx.repo_type() == Some(RepoType::Space);
    if no_form || gate.fields.iter().any(records_consent) {
        return;
    }
    let said = prompt.get(start..start + words.len()).unwrap_or_default();
    let message = "the prompt sets terms, but no field records that the visitor accepts them";
    findings.push(
        Finding::new(
            &TERMS_WITHOUT_CHECKBOX,
            cx.span_of_part(entry.value, said),
            message,
        )
        .path(YamlPath::top("extra_gated_prompt"))
        .help("add a field such as `I agree to the terms above: checkbox`"),
    );
}

fn records_consent(field: &Field<'_>) -> bool {
    let label = field.label.to_ascii_lowercase();
    field.field_type == Some(FieldType::Checkbox) || CONSENT.iter().any(|word| label.contains(word))
}
