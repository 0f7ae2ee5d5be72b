//! Top-level keys that look like those of a gate and are none.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    gate::KEYS,
    rule::rule,
    rules::modelscope_gate,
    text::{is_alike, plain_name, squashed},
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
        check: check,
    }
}

/// The prefix of all keys, without separators.
const PREFIX: &str = "extragated";
/// How many typing mistakes the prefix may have.
const PREFIX_MISTAKES: usize = 2;
/// The longest key that is compared with the known ones, in bytes.
const MAX_COMPARED: usize = 64;

/// What a key seems to be meant for.
enum Meaning {
    /// The known key that it is a variant of.
    Evident(&'static str),
    /// The known key that it may be a short form of.
    Likely(&'static str),
    /// A key of the gate that does not exist.
    Unknown,
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let mut taken: Vec<&str> = KEYS
        .into_iter()
        .filter(|key| cx.mentions_key(key))
        .collect();
    for entry in cx.tree().top() {
        let Some(key) = cx.text(entry.key) else {
            continue;
        };
        if let Some(meaning) = meaning(key)
            && !modelscope_gate::is_modelscope(cx, *entry)
        {
            findings.push(finding(cx, *entry, key, &meaning, &mut taken));
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
        "{} is no key of the gate: the Hub ignores it{lost}",
        quoted(key)
    );
    let finding = Finding::new(&UNKNOWN_KEY, cx.span(entry.key), message).path(YamlPath::top(key));
    match *meaning {
        Meaning::Unknown => finding.help(format!("the keys of the gate are {}", list_of_keys())),
        Meaning::Likely(known) => finding.help(format!("did you mean `{known}`?")),
        Meaning::Evident(known) if taken.contains(&known) => {
            finding.help(format!("the card has `{known}` as well: keep one of them"))
        }
        Meaning::Evident(known) => {
            taken.push(known);
            finding
                .help(format!("did you mean `{known}`?"))
                .safe_fix(format!("Write `{known}`"), cx.rewrite(entry.key, known))
        }
    }
}

/// What a key is meant for that is not quite one of the gate; `None` for all other keys.
fn meaning(key: &str) -> Option<Meaning> {
    if KEYS.contains(&key) {
        return None;
    }
    let squashed = squashed(key);
    let looks_like_gate =
        squashed.starts_with(PREFIX) || plain_name(key).starts_with("extra_gate_");
    let near = (key.len() <= MAX_COMPARED).then(|| nearest(&squashed));
    near.flatten()
        .or_else(|| looks_like_gate.then_some(Meaning::Unknown))
}

/// The known key that a name without separators is meant for: the prefix is taken off, give or
/// take some mistakes, and what follows is compared on its own.
fn nearest(name: &str) -> Option<Meaning> {
    let ends = name.char_indices().map(|(end, _)| end);
    let around = PREFIX.len() - PREFIX_MISTAKES..=PREFIX.len() + PREFIX_MISTAKES;
    let mut splits: Vec<(usize, &str)> = ends
        .filter(|end| around.contains(end))
        .map(|end| name.split_at(end))
        .map(|(prefix, tail)| (strsim::damerau_levenshtein(prefix, PREFIX), tail))
        .filter(|(mistakes, _)| *mistakes <= PREFIX_MISTAKES)
        .collect();
    splits.sort_by_key(|(mistakes, _)| *mistakes);
    let tails = || {
        KEYS.into_iter()
            .map(|known| (squashed(tail_of(known)), known))
    };
    let without_extra = name.strip_prefix("gated").and_then(|tail| {
        let (_, known) = tails().find(|(known, _)| known == tail)?;
        Some(Meaning::Evident(known))
    });
    splits
        .iter()
        .find_map(|(_, tail)| {
            let (known_tail, known) = tails().find(|(known, _)| means(tail, known))?;
            Some(if turns_round(tail, &known_tail) {
                Meaning::Likely(known)
            } else {
                Meaning::Evident(known)
            })
        })
        .or(without_extra)
}

/// Whether a tail is another spelling of a known one, or its beginning.
fn means(tail: &str, known: &str) -> bool {
    let short = (tail.len() > 3 || tail == "eu") && known.starts_with(tail);
    let of_button = known == "buttoncontent" && matches!(tail, "buttontext" | "buttonlabel");
    short || of_button || is_alike(tail, known)
}

/// Whether a tail may mean the opposite: `eu` or `eu_allowed` for `eu_disallowed`.
fn turns_round(tail: &str, known: &str) -> bool {
    known == "eudisallowed" && !tail.contains("dis")
}

fn tail_of(known: &str) -> &str {
    known.strip_prefix("extra_gated_").unwrap_or(known)
}

fn list_of_keys() -> String {
    KEYS.map(|key| format!("`{key}`")).join(", ")
}
