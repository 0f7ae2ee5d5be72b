//! Labels that call their fields optional.

use super::{Pieces, glance::Pairs};
use crate::gate::{Field, FieldType};

/// What says that a field may be left out, where it is a remark of its own.
const REMARKS: &[&str] = &[
    "optional",
    "opt.",
    "if any",
    "if applicable",
    "if available",
    "if relevant",
    "if you have any",
    "if you have one",
    "if you wish",
    "not mandatory",
    "not required",
    "non-mandatory",
    "not obligatory",
    "where applicable",
    "when applicable",
    "facultatif",
    "opcional",
    "optionnel",
    "opzionale",
    "facoltativo",
    "facultativo",
    "freiwillig",
    "nepovinné",
    "opcjonalne",
    "opcjonalnie",
    "optioneel",
    "valfritt",
    "valgfritt",
    "isteğe bağlı",
    "не обязательно",
    "по желанию",
];
/// How a question begins that can be answered with "none".
const QUESTION_WORDS: &[&str] = &["how", "what", "which", "who", "whose"];
/// What is asked for where a label begins with "optional"; before other words it can tell what kind
/// of thing is meant.
const ASKED_FOR: &[&str] = &[
    "affiliation",
    "address",
    "comment",
    "comments",
    "company",
    "contact",
    "country",
    "details",
    "email",
    "field",
    "github",
    "homepage",
    "information",
    "institution",
    "job",
    "link",
    "linkedin",
    "message",
    "name",
    "note",
    "notes",
    "orcid",
    "organisation",
    "organization",
    "phone",
    "remarks",
    "role",
    "telephone",
    "title",
    "url",
    "website",
];
/// What says so wherever it stands.
const ANYWHERE: &[&str] = &[
    "leave blank",
    "leave empty",
    "leave it blank",
    "leave it empty",
    "leave this blank",
    "leave this empty",
    "may be left blank",
    "may be left empty",
    "can be left blank",
    "can be left empty",
    "可选",
    "可選",
    "选填",
    "選填",
    "任意項目",
    "(任意)",
    "（任意）",
    "선택 사항",
    "선택사항",
    "(선택)",
    "необязательно",
];
/// What says when a field may stay empty, and so is no way out.
const WHEN_EMPTY: &[&str] = &["if none", "if not applicable", "if n/a"];
/// What names a way out.
const WAYS_OUT: &[&str] = &["n/a", "none", "not applicable", "\"-\"", "“-”"];

/// Pieces of which each of the remarks in Latin letters has one.
pub(super) const PIECES: Pieces<18> = Pieces::new([
    *b"opti", *b"opt.", *b"opci", *b"opzi", *b"facu", *b"faco", *b"if a", *b"if r", *b"if y",
    *b"not ", *b"non-", *b"appl", *b"leav", *b"left", *b"frei", *b"opcj", *b"valf", *b"valg",
]);

/// The words with which a label calls its field optional.
pub(crate) fn optional_remark<'f>(field: &'f Field<'_>) -> Option<&'f str> {
    let label = &*field.label;
    if label.is_ascii() && !PIECES.are_in(label) {
        return None;
    }
    let lower = label.to_lowercase();
    // Where the lower case has other lengths, places in it are none in the label.
    let place = |at: usize, len: usize| label.get(at..at + len).unwrap_or(label);
    let (pairs, _) = Pairs::of(&lower);
    let said = ANYWHERE
        .iter()
        .filter(|words| pairs.allow(words))
        .find_map(|words| Some((find(&lower, words)?, words.len())));
    let consent = field.field_type == Some(FieldType::Checkbox);
    let mut remarks = REMARKS
        .iter()
        .filter(|words| !consent || !words.starts_with("if "))
        .filter(|words| pairs.allow(words) && find(&lower, words).is_some());
    let remark = remarks.find_map(|words| {
        let mut places = lower.match_indices(words).map(|(at, _)| at);
        let at = places.find(|at| is_remark(&lower, *at, at + words.len()))?;
        Some((at, words.len()))
    });
    let (at, len) = said.or(remark).or_else(|| begins_optional(&lower))?;
    // Few labels get here, so this is looked for last.
    let has_way_out = |text: &str| {
        let said = WHEN_EMPTY
            .iter()
            .fold(text.to_owned(), |text, when| text.replace(when, ""));
        WAYS_OUT.iter().any(|way| said.contains(way))
    };
    let mut options = field.options.iter();
    let way_out =
        has_way_out(&lower) || options.any(|option| has_way_out(&option.label.to_lowercase()));
    (!way_out).then(|| place(at, len))
}

/// Where the words stand first. Labels are short, and for a short text this is much faster than
/// [`str::find`].
fn find(text: &str, words: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), words.as_bytes())
}

/// Whether the words from `start` to `end` are a remark: in brackets, set off, or at the end,
/// and not denied.
fn is_remark(label: &str, start: usize, end: usize) -> bool {
    let before = label[..start].trim_end();
    let after = label[end..].trim_start();
    let set_off = |c: char| "([{（【,;:-–—/|*".contains(c);
    let closes = |c: char| ")]}）】,;:-–—/|*.?!(".contains(c);
    let whole_word = !label[..start].ends_with(char::is_alphanumeric)
        && !label[end..].starts_with(char::is_alphanumeric);
    let denied = ["not", "non", "non-", "never", "or", "and"]
        .iter()
        .any(|word| before.ends_with(word));
    let opens = before.ends_with(set_off) && !before.ends_with("non-");
    // Right before a question mark it is what is asked.
    let asked = after.starts_with('?') && !opens;
    let ends = after.is_empty() || (after.starts_with(closes) && !asked);
    if label[start..end].ends_with("any") {
        return whole_word && !denied && ends && any_is_remark(label, before, after);
    }
    whole_word && !denied && (ends || opens)
}

/// Whether "if any" speaks of the answer: it begins or ends a label that asks no question. "None"
/// and "0" are answers to a question.
fn any_is_remark(label: &str, before: &str, after: &str) -> bool {
    let at_end = !after.contains(char::is_alphanumeric);
    let first = label
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty());
    let asks = label.contains('?') || first.is_some_and(|word| QUESTION_WORDS.contains(&word));
    let at_start = before.is_empty() && after.starts_with(',');
    (at_end || at_start) && !asks
}

/// "Optional" before what is asked for, at the start of a label.
fn begins_optional(label: &str) -> Option<(usize, usize)> {
    const WORD: &str = "optional";
    let rest = label.trim_start().strip_prefix(WORD)?.strip_prefix(' ')?;
    let thing = rest
        .split(' ')
        .next()?
        .trim_matches(|c: char| !c.is_alphanumeric());
    let at = label.len() - label.trim_start().len();
    ASKED_FOR.contains(&thing).then_some((at, WORD.len()))
}

#[cfg(test)]
mod tests {
    use super::{ANYWHERE, PIECES, REMARKS};

    #[test]
    fn the_quick_look_sees_each_remark() {
        let all = REMARKS.iter().chain(ANYWHERE);
        for words in all.filter(|words| words.is_ascii()) {
            assert!(PIECES.are_in(words), "{words}");
        }
    }
}
