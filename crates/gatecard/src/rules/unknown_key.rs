//! Top-level keys that look like those of a gate and are none.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    gate::KEYS,
    rule::rule,
    text::{most_alike, plain_name},
};

rule! {
    /// ## What it does
    /// Finds top-level keys that look like those of a gate but are none that the Hub knows:
    /// misspelt ones, and ones with another prefix, case or separator.
    ///
    /// ## Why it matters
    /// The Hub accepts unknown keys without a word and ignores them, so the part of the form that
    /// the key was meant for is missing: visitors never see the terms, or are never asked.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_promt: You agree not to redistribute the files.
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ```
    ///
    /// ## Evidence
    /// The six known keys are documented. That unknown ones pass the Hub's validation was recorded
    /// from the live Hub.
    UNKNOWN_KEY {
        name: "unknown-key",
        group: Keys,
        severity: Error,
        fix: Safe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let tree = cx.tree();
    for entry in tree.top() {
        let Some(key) = cx.text(entry.key) else {
            continue;
        };
        if KEYS.contains(&key) || !looks_like_gate(key) {
            continue;
        }
        let mut finding = Finding::new(
            &UNKNOWN_KEY,
            cx.span(entry.key),
            format!(
                "{} is no key of the gate: the Hub ignores it, and its part of the form is missing",
                quoted(key)
            ),
        )
        .path(YamlPath::top(key));
        finding = match most_alike(key, KEYS) {
            Some(known) => {
                let taken = tree
                    .top()
                    .iter()
                    .any(|other| cx.text(other.key) == Some(known));
                let edits = if taken {
                    None
                } else {
                    cx.rewrite(entry.key, known)
                };
                finding
                    .help(format!("did you mean `{known}`?"))
                    .safe_fix(format!("Write `{known}`"), edits)
            }
            None => finding.help(format!("the keys of the gate are {}", list_of_keys())),
        };
        findings.push(finding);
    }
}

fn looks_like_gate(key: &str) -> bool {
    let plain = plain_name(key);
    plain.starts_with("extra_gate") || plain.starts_with("extragate")
}

fn list_of_keys() -> String {
    KEYS.map(|key| format!("`{key}`")).join(", ")
}
