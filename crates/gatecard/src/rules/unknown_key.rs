//! Top-level keys that look like those of a gate and are none.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    gate::{KEYS, Meaning, meaning},
    rule::rule,
    rules::modelscope_gate,
    yaml::Entry,
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
        hides_others: Safe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let mut taken: Option<Vec<&str>> = None;
    for entry in cx.tree().top() {
        let Some(key) = cx.text(entry.key) else {
            continue;
        };
        if let Some(meaning) = meaning(key)
            && !modelscope_gate::is_modelscope(cx, *entry)
        {
            let mentioned = || KEYS.into_iter().filter(|key| cx.mentions_key(key));
            let taken = taken.get_or_insert_with(|| mentioned().collect());
            findings.push(finding(cx, *entry, key, &meaning, taken));
        }
    }
}

fn finding(
    cx: &Context<'_, '_>,
    entry: Entry,
    key: &str,
    meaning: &Meaning,
    taken: &mut Vec<&'static str>,
) -> Finding {
    let lost = match meaning {
        Meaning::Evident(known) if taken.contains(known) => "",
        _ => ", and its part of the form is missing",
    };
    let message = format!(
        "{} is not a key of the gate, so the Hub ignores it{lost}",
        quoted(key)
    );
    let finding = Finding::new(&UNKNOWN_KEY, cx.span(entry.key), message).path(YamlPath::top(key));
    match *meaning {
        Meaning::Unknown => finding.help(format!("the keys of the gate are {}", list_of_keys())),
        Meaning::Likely(known) => finding.help(format!("did you mean `{known}`?")),
        Meaning::Evident(known) if cx.mentions_key(known) => {
            finding.help(format!("the card also has `{known}`: keep one of the two"))
        }
        Meaning::Evident(known) if taken.contains(&known) => finding.help(format!(
            "another key above is meant for `{known}` too: keep one of the two, and write it so"
        )),
        Meaning::Evident(known) => {
            taken.push(known);
            finding
                .help(format!("did you mean `{known}`?"))
                .safe_fix(format!("Write `{known}`"), cx.rewrite(entry.key, known))
        }
    }
}

fn list_of_keys() -> String {
    KEYS.map(|key| format!("`{key}`")).join(", ")
}
