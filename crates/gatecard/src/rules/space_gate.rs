//! A gate on a Space.

use crate::{
    card::RepoType,
    context::Context,
    finding::{Finding, YamlPath},
    rule::rule,
};

rule! {
    /// ## What it does
    /// Finds keys of the gate in the card of a Space.
    ///
    /// ## Why it matters
    /// Gating is documented for models and datasets only. Visitors of a Space most likely meet no
    /// form, and the author believes in a gate that is not there.
    ///
    /// ## Example
    /// ```yaml
    /// sdk: gradio
    /// extra_gated_prompt: You agree not to misuse the demo.
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// sdk: gradio
    /// ```
    /// Make the Space private, or gate the model that it loads.
    ///
    /// ## Evidence
    /// Gating is documented for models and datasets only; that the keys do nothing in a Space is
    /// inferred from that.
    SPACE_GATE {
        name: "space-gate",
        group: Keys,
        severity: Warning,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if cx.repo_type() != Some(RepoType::Space) {
        return;
    }
    let mut parts: Vec<_> = cx.gate_source().each().collect();
    parts.sort_by_key(|(_, entry)| cx.span(entry.key));
    let Some(((key, entry), others)) = parts.split_first() else {
        return;
    };
    let message = format!(
        "gating is documented for models and datasets only: in the card of a Space, `{key}` most likely has no effect"
    );
    let finding = Finding::new(&SPACE_GATE, cx.span(entry.key), message)
        .path(YamlPath::top(key))
        .help("make the Space private, or gate the model or dataset that it uses");
    findings.push(others.iter().fold(finding, |finding, (_, other)| {
        finding.related(cx.span(other.key), "most likely has no effect either")
    }));
}
