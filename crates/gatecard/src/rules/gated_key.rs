//! The key `gated`, which belongs to the settings.

use crate::{
    context::Context,
    finding::{Finding, YamlPath},
    rule::rule,
};

rule! {
    /// ## What it does
    /// Finds the key `gated` beside the keys of a gate.
    ///
    /// It is left alone beside `extra_gated_eu_disallowed`, where the documentation itself has it,
    /// and in cards without any key of a gate.
    ///
    /// ## Why it matters
    /// Gating is switched on, and its approval mode chosen, in the settings of the repository. An
    /// author who relies on `gated` in the card may publish files that anyone can download.
    ///
    /// ## Example
    /// ```yaml
    /// gated: auto
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ```
    ///
    /// ## Evidence
    /// The documentation switches gating on in the settings. That the key does nothing is
    /// inferred. It is seen in real cards, and once in the documentation, in the example for the EU.
    GATED_KEY {
        name: "gated-key",
        group: Keys,
        severity: Info,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if cx.gate().is_none() || cx.gate_source().eu_disallowed.is_some() {
        return;
    }
    let mut top = cx.tree().top().iter();
    if let Some(entry) = top.find(|entry| cx.text(entry.key) == Some("gated")) {
        let message = "`gated` in a card is not known to have an effect: gating is switched on in the settings of the repository";
        findings.push(
            Finding::new(&GATED_KEY, cx.span(entry.key), message)
                .path(YamlPath::top("gated"))
                .help("make sure that the settings of the repository say so too"),
        );
    }
}
