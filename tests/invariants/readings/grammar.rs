//! Where the grammars do not agree, by name.

use gatecard::{
    Reading,
    yaml::{NodeKind, Reader, ScalarStyle},
};

use super::{Form, Other};

/// The longest text that is compared, in bytes: libyaml takes the square of the length for some.
const MAX_LEN: usize = 16 * 1024;
/// How many brackets are compared, for the same reason.
const MAX_BRACKETS: usize = 40;

/// Why a text is not compared at all.
pub(super) fn unsettled(yaml: &str, _reader: Reader, _other: Other) -> Option<&'static str> {
    let line_start = |start: &str| yaml.starts_with(start) || yaml.contains(&format!("\n{start}"));
    let is_odd = |character: char| {
        (character.is_control() && !matches!(character, '\n' | '\r'))
            || matches!(
                character,
                '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
            )
    };
    let bare = yaml.replace("\r\n", "\n");
    let reasons = [
        (yaml.len() > MAX_LEN, "long"),
        (
            yaml.matches(['[', '{']).count() > MAX_BRACKETS,
            "many brackets",
        ),
        (bare.contains('\r'), "a lone return"),
        (yaml.contains('\t'), "a tab"),
        (
            yaml.contains(is_odd),
            "a control character, a mark, or a line end of Unicode",
        ),
        (
            ["---", "...", "%"].iter().any(|it| line_start(it)),
            "documents and directives",
        ),
        (has_property(yaml), "tags, anchors and aliases"),
    ];
    let mut reasons = reasons.into_iter();
    reasons.find_map(|(holds, reason)| holds.then_some(reason))
}

/// Whether something in a text looks like a tag, an anchor or an alias.
fn has_property(yaml: &str) -> bool {
    let bytes = yaml.as_bytes();
    let mut signs = yaml.match_indices(['!', '&', '*']);
    signs.any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let after = bytes.get(at + 1);
        let begins = before.is_none_or(|it| b" \n\r[{,:?-".contains(it));
        begins && (bytes[at] == b'!' || after.is_none_or(|it| !b" \n\r*".contains(it)))
    })
}

/// Why two parsers differ on a text that looked settled.
pub(super) fn difference(
    _yaml: &str,
    reading: &Reading<'_>,
    other: Other,
    ours: &Result<Form, String>,
    _theirs: &Result<Form, String>,
) -> Option<&'static str> {
    let _ = (reading, other, ours, NodeKind::Empty, ScalarStyle::Plain);
    None
}
