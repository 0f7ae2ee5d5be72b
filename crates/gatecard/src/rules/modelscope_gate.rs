//! A gate in the dialect of another hub.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    gate::KEYS,
    rule::rule,
    text::squashed,
    yaml::{Entry, NodeKind},
};

rule! {
    /// ## What it does
    /// Finds a gate under one key, `extra-gated:`, in a card that has no `extra_gated_*` key.
    ///
    /// ## Why it matters
    /// This is how another hub, `ModelScope`, writes a gate. On the Hugging Face Hub nothing is
    /// known to read it, so visitors see the default form without the terms.
    ///
    /// ## Example
    /// ```yaml
    /// extra-gated:
    ///   prompt: You agree not to redistribute the files.
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ```
    ///
    /// ## Evidence
    /// The dialect is seen in real cards. That it does nothing on the Hub is inferred: the
    /// documentation knows the keys `extra_gated_*` at the top level only.
    MODELSCOPE_GATE {
        name: "modelscope-gate",
        group: Keys,
        severity: Warning,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if cx.gate().is_some() {
        return;
    }
    for entry in cx.tree().top() {
        if let Some(key) = cx.text(entry.key).filter(|_| is_modelscope(cx, *entry)) {
            let message = format!(
                "{} with keys below it is how ModelScope writes a gate: the Hugging Face Hub is not known to read it, so visitors would see the default form",
                quoted(key)
            );
            let finding = Finding::new(&MODELSCOPE_GATE, cx.span(entry.key), message);
            findings.push(finding.path(YamlPath::top(key)).help(
                "write each part at the top level: `extra_gated_prompt`, `extra_gated_fields`, and so on",
            ));
        }
    }
}

/// Whether an entry of the top level holds a gate as `ModelScope` writes it. Keys that the Hub knows
/// and that are only in the wrong place are something else.
pub(crate) fn is_modelscope(cx: &Context<'_, '_>, entry: Entry) -> bool {
    let named_so = cx.text(entry.key).map(squashed).as_deref() == Some("extragated");
    let value = cx.tree().target(entry.value);
    let mapping = matches!(value.kind, NodeKind::Mapping { .. });
    let of_the_hub = |inner: &Entry| cx.text(inner.key).is_some_and(|key| KEYS.contains(&key));
    named_so && mapping && !cx.tree().entries(entry.value).iter().any(of_the_hub)
}
