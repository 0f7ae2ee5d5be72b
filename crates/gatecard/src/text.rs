//! Words about texts: quoting, suggesting.

use std::fmt;

/// The longest piece of a card that a message repeats, in characters. A longer one fills the
/// terminal without helping: the place shows it whole.
const MAX_QUOTED: usize = 60;
/// The longest name that suggestions are looked for, in bytes: comparing costs the product of both
/// lengths, and no name that is meant to be a known one is longer.
const MAX_COMPARED: usize = 64;
/// How alike two names have to be for one to be suggested for the other, from 0 to 1.
const ALIKE: f64 = 0.72;

/// Characters that `PyYAML` takes for the end of a line, and js-yaml for some like others.
pub(crate) const ODD_LINE_ENDS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// Whether a text has one of [`ODD_LINE_ENDS`] in it.
pub(crate) fn has_odd_line_end(text: &str) -> bool {
    text.contains(ODD_LINE_ENDS)
}

/// A piece of a card, to be written in backticks.
#[derive(Clone, Copy, Debug)]
pub struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.chars().peekable();
        write!(f, "`")?;
        for _ in 0..MAX_QUOTED {
            match characters.next() {
                None => break,
                Some('\t') => write!(f, "\\t")?,
                Some('\n' | '\r') => {
                    // One space for a line break and the blanks behind it, but at the end it
                    // counts.
                    while characters.next_if(|next| next.is_whitespace()).is_some() {}
                    let end = characters.peek().is_none();
                    write!(f, "{}", if end { "\\n" } else { " " })?;
                }
                Some(character) => write!(f, "{character}")?,
            }
        }
        if characters.next().is_some() {
            write!(f, "…")?;
        }
        write!(f, "`")
    }
}

/// The known name that is most like `name`, where one is like it at all: case, separators and a
/// typing mistake or two aside.
pub(crate) fn most_alike<'n>(
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    if name.len() > MAX_COMPARED {
        return None;
    }
    let name = plain_name(name);
    known
        .into_iter()
        .map(|candidate| {
            (
                strsim::normalized_damerau_levenshtein(&name, &plain_name(candidate)),
                candidate,
            )
        })
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// A name in lower case with `_` for every separator.
pub(crate) fn plain_name(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            '-' | ' ' | '.' => '_',
            other => other,
        })
        .collect()
}

/// A name in lower case without separators: `extraGatedPrompt` and `Extra-Gated Prompt` are one.
pub(crate) fn squashed(name: &str) -> String {
    let characters = name.chars().filter(|character| character.is_alphanumeric());
    let mut squashed = String::with_capacity(name.len());
    squashed.extend(characters.flat_map(char::to_lowercase));
    squashed
}

/// Whether a name is another, a typing mistake or two aside.
pub(crate) fn is_alike(name: &str, other: &str) -> bool {
    name.len() <= MAX_COMPARED && strsim::normalized_damerau_levenshtein(name, other) >= ALIKE
}

/// The words of a short text such as a label, in lower case, with one space between them;
/// `None` for texts longer than any label that is known by its words.
pub(crate) fn words(text: &str) -> Option<String> {
    if text.len() > MAX_COMPARED {
        return None;
    }
    let text = text.replace(['\'', '\u{2019}'], "").to_lowercase();
    let words = text.split(|character: char| !character.is_alphanumeric());
    Some(
        words
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    )
}
