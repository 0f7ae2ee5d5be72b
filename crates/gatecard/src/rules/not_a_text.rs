//! Heading, description, prompt and button that are no texts.

use crate::{
    card::ValueType,
    context::Context,
    finding::{Finding, YamlPath},
    rule::rule,
};

rule! {
    /// ## What it does
    /// Finds a heading, description, prompt or button that is a number, a date, true or false, a
    /// list or a mapping.
    ///
    /// ## Why it matters
    /// The Hub wants a text there. With anything else the card may be refused, or the form may
    /// come without that part.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_heading: 2024
    /// extra_gated_prompt:
    ///   - You agree to cite the paper.
    ///   - You agree not to redistribute the files.
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_heading: "2024"
    /// extra_gated_prompt: |
    ///   - You agree to cite the paper.
    ///   - You agree not to redistribute the files.
    /// ```
    ///
    /// ## Evidence
    /// The documentation gives texts for these four keys. What the Hub does with other values was
    /// never recorded. How it tells them apart was measured on js-yaml.
    NOT_A_TEXT {
        name: "not-a-text",
        group: Keys,
        severity: Error,
        fix: Safe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (key, entry) in cx.gate_source().texts() {
        let found = cx.value_type(entry.value);
        let noun = found.noun();
        let message =
            format!("expected a text for `{key}`, found {noun}: the form may not show it");
        let finding =
            Finding::new(&NOT_A_TEXT, cx.span(entry.value), message).path(YamlPath::top(key));
        findings.push(match found {
            ValueType::Text | ValueType::Null => continue,
            _ if cx.has_refused_tag(entry.value) => continue,
            ValueType::List | ValueType::Mapping => finding.help(format!(
                "write `{key}: |`, and the text below it, indented by two spaces"
            )),
            _ => finding
                .help("put quotes around it")
                .safe_fix("Put quotes around it", cx.quote(entry.value)),
        });
    }
}
