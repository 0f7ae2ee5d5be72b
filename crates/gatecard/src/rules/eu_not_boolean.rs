//! An EU key that is neither true nor false.

use crate::{
    card::ValueType,
    context::Context,
    finding::{Finding, YamlPath, quoted},
    rule::rule,
    yaml::NodeId,
};

rule! {
    /// ## What it does
    /// Finds `extra_gated_eu_disallowed` with a value other than `true` or `false`.
    ///
    /// ## Why it matters
    /// The Hub reads `yes`, `on` and quoted words as texts. The author relies on a block of the EU
    /// that may not be there.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_eu_disallowed: yes
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_eu_disallowed: true
    /// ```
    ///
    /// ## Evidence
    /// The documentation gives `true`. That js-yaml reads `yes` and `on` as texts, and `PyYAML`
    /// reads them as true, was measured. What the Hub does with such a value was never recorded.
    EU_NOT_BOOLEAN {
        name: "eu-not-boolean",
        group: Keys,
        severity: Error,
        fix: Safe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(entry) = cx.gate_source().eu_disallowed else {
        return;
    };
    let found = match cx.value_type(entry.value) {
        ValueType::Bool(_) => return,
        ValueType::Text => {
            let text = cx.text(entry.value).unwrap_or_default();
            format!("the text {}", quoted(text))
        }
        other => other.noun().to_owned(),
    };
    let message =
        format!("expected true or false, found {found}: visitors in the EU may still get in");
    let finding = Finding::new(&EU_NOT_BOOLEAN, cx.span(entry.value), message)
        .path(YamlPath::top("extra_gated_eu_disallowed"));
    findings.push(match meant(cx, entry.value) {
        Some(word) => finding
            .help(format!("write `{word}` without quotes"))
            .safe_fix(format!("Write `{word}`"), cx.write_plain(entry.value, word)),
        None => finding.help("write `true` to keep visitors in the EU out, or remove the key"),
    });
}

/// The value that a text is meant for.
fn meant(cx: &Context<'_, '_>, value: NodeId) -> Option<&'static str> {
    match cx.text(value)?.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" => Some("true"),
        "false" | "no" | "off" | "n" => Some("false"),
        _ => None,
    }
}
