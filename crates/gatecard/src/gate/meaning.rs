//! What a key is meant for that is not quite one of the gate.

use super::KEYS;
use crate::{
    card::GATE_PREFIX,
    text::{is_alike, plain_name, squashed},
    yaml::{Entry, Tree},
};

/// The prefix of all keys, without separators.
const PREFIX: &str = "extragated";
/// Other words for the parts of the form, without separators.
const SYNONYMS: [(&str, &[&str]); 4] = [
    ("extra_gated_heading", &["header", "headline", "title"]),
    (
        "extra_gated_prompt",
        &[
            "agreement",
            "conditions",
            "licence",
            "license",
            "message",
            "terms",
            "text",
            "tos",
        ],
    ),
    ("extra_gated_fields", &["form", "inputs", "questions"]),
    ("extra_gated_button_content", &["submit", "submittext"]),
];
/// How many typing mistakes the prefix may have.
const PREFIX_MISTAKES: usize = 2;
/// The longest key that is compared with the known ones, in bytes.
const MAX_COMPARED: usize = 64;

/// What a key seems to be meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The known key that it is a variant of.
    Evident(&'static str),
    /// The known key that it may be a short form of.
    Likely(&'static str),
    /// A key of the gate that does not exist.
    Unknown,
}

/// What a key is meant for that is not quite one of the gate; `None` for all other keys.
pub(crate) fn meaning(key: &str) -> Option<Meaning> {
    if KEYS.contains(&key) || !has_letters(key) {
        return None;
    }
    let squashed = squashed(key);
    let looks_like_gate =
        squashed.starts_with(PREFIX) || plain_name(key).starts_with("extra_gate_");
    let near = (key.len() <= MAX_COMPARED).then(|| nearest(&squashed));
    near.flatten()
        .or_else(|| looks_like_gate.then_some(Meaning::Unknown))
}

/// Whether a key is one of the gate, or meant for one.
pub(crate) fn is_meant_for_gate(key: &str) -> bool {
    KEYS.contains(&key) || meaning(key).is_some()
}

/// Whether a tree has a key that is meant for a gate at its top, or one of the gate anywhere.
pub(crate) fn has_key(tree: &Tree<'_>) -> bool {
    let key = |entry: &Entry| Some(&**tree.node(entry.key).scalar()?.0);
    let own = tree.iter().filter(|(id, _)| tree.target_id(*id) == *id);
    let mut all = own.flat_map(|(id, _)| tree.entries(id)).filter_map(key);
    let mut top = tree.top().iter().filter_map(key);
    top.any(is_meant_for_gate) || all.any(|key| KEYS.contains(&key))
}

/// Whether a key has enough letters of the prefix to be meant for a gate. Nearly every key of a
/// card is told apart here.
fn has_letters(key: &str) -> bool {
    let mut needed = PREFIX_LETTERS;
    let mut missing = PREFIX.len();
    for byte in key.bytes() {
        let left = &mut needed[usize::from(byte & 31)];
        if *left > 0 {
            *left -= 1;
            missing -= 1;
        }
    }
    missing <= PREFIX_MISTAKES
        || !key.is_ascii()
        || key
            .as_bytes()
            .first_chunk()
            .is_some_and(|start: &[u8; 5]| start.eq_ignore_ascii_case(b"gated"))
}

/// How often each letter stands in the prefix, by the last five bits, the same for both cases.
const PREFIX_LETTERS: [u8; 32] = {
    let mut letters = [0; 32];
    let mut index = 0;
    while index < PREFIX.len() {
        letters[(PREFIX.as_bytes()[index] & 31) as usize] += 1;
        index += 1;
    }
    letters
};

/// The known key that a name without separators is meant for: the prefix is taken off, and what
/// follows is compared on its own. Without `extra`, it has to be right.
fn nearest(name: &str) -> Option<Meaning> {
    let mut tails = tails(name).into_iter();
    let found = tails.find_map(|tail| of_tail(tail, means)).or_else(|| {
        let tail = name.strip_prefix("gated")?;
        of_tail(tail, |tail, known| tail == known)
    });
    found.or_else(|| synonym(name.strip_prefix(PREFIX)?))
}

/// The known key that a word of another kind for its part of the form is likely meant for.
fn synonym(tail: &str) -> Option<Meaning> {
    let mut rows = SYNONYMS.iter();
    let (key, _) = rows.find(|(_, words)| words.contains(&tail))?;
    Some(Meaning::Likely(key))
}

/// What may follow the prefix in a name, the likeliest first.
fn tails(name: &str) -> Vec<&str> {
    if let Some(tail) = name.strip_prefix(PREFIX) {
        return vec![tail];
    }
    let around = PREFIX.len() - PREFIX_MISTAKES..=PREFIX.len() + PREFIX_MISTAKES;
    let splits = around.filter_map(|end| name.split_at_checked(end));
    let mut tails: Vec<(usize, &str)> = splits
        .filter(|(prefix, _)| may_be_prefix(prefix))
        .map(|(prefix, tail)| (strsim::damerau_levenshtein(prefix, PREFIX), tail))
        .filter(|(mistakes, _)| *mistakes <= PREFIX_MISTAKES)
        .collect();
    tails.sort_by_key(|(mistakes, _)| *mistakes);
    tails.into_iter().map(|(_, tail)| tail).collect()
}

/// Whether a name has enough letters of the prefix to be one with a few mistakes: each mistake
/// can take away one. Nearly every key of a card is told apart here, before the costly comparison.
fn may_be_prefix(name: &str) -> bool {
    let mut left = name.as_bytes().to_vec();
    let missing = PREFIX.bytes().filter(|letter| {
        let found = left.iter().position(|other| other == letter);
        found.map(|at| left.swap_remove(at)).is_none()
    });
    missing.count() <= PREFIX_MISTAKES
}

/// The known key whose tail is meant by this one.
fn of_tail(tail: &str, means: impl Fn(&str, &str) -> bool) -> Option<Meaning> {
    KEYS.into_iter().find_map(|key| {
        let known = squashed(key.strip_prefix(GATE_PREFIX)?);
        let meaning = if turns_round(tail, &known) {
            Meaning::Likely(key)
        } else {
            Meaning::Evident(key)
        };
        means(tail, &known).then_some(meaning)
    })
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

#[cfg(test)]
mod tests {
    use super::{Meaning, meaning};

    #[test]
    fn near_misses_are_told_from_other_keys() {
        for (key, evident) in [
            ("extra-gated-prompt", "prompt"),
            ("extra_gate_fields", "fields"),
            ("Extra_Gated_Prompt", "prompt"),
            ("extraGatedButtonContent", "button_content"),
            ("extra gated heading", "heading"),
            ("extra_gatd_prompt", "prompt"),
            ("exra_gated_prompt", "prompt"),
            ("extra_gated_Fields", "fields"),
            ("extra_gated_field", "fields"),
            ("extra_gated_descripton", "description"),
            ("extra_gated_desc", "description"),
            ("extra_gated_button", "button_content"),
            ("extra_gated_button_text", "button_content"),
            ("extra_gated_buttom_content", "button_content"),
            ("extra_gated_eu_disallow", "eu_disallowed"),
            ("gated_prompt", "prompt"),
        ] {
            let found = meaning(key);
            let known = matches!(found, Some(Meaning::Evident(known)) if known.ends_with(evident));
            assert!(known, "{key}: {found:?}");
        }
        for key in [
            "extra_gated_eu",
            "extra_gated_eu_allowed",
            "extra_gated_title",
            "extra_gated_text",
            "extra_gated_Terms",
            "extra-gated-agreement",
        ] {
            assert!(matches!(meaning(key), Some(Meaning::Likely(_))), "{key}");
        }
        for key in ["footer", "approval", "email", "files", ""] {
            let key = format!("extra_gated_{key}");
            assert_eq!(meaning(&key), Some(Meaning::Unknown), "{key}");
        }
        for key in [
            "extra_gated_prompt",
            "gated",
            "extra",
            "extras",
            "extra_files",
            "extra_gpu",
            "extra_gates",
            "extra_gateways",
            "extra_prompt",
            "extra_data_fields",
            "aggregated_fields",
            "gated_mlp",
            "prompt",
            "",
        ] {
            assert_eq!(meaning(key), None, "{key}");
        }
    }
}
