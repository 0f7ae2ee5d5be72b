//! What the texts of a gate say: the visible texts, and small tools to read them with.
//!
//! Texts can be long, so everything here takes one pass over them.

mod asking;
mod button;
mod glance;
mod html;
mod markup;
mod on_form;
mod optional;

use std::ops::Range;

pub(crate) use asking::{is_open_question, is_opt_in, is_question};
pub(crate) use button::pressed;
pub(crate) use glance::{Glance, Hint};
pub(crate) use html::{Lost, lost};
pub(crate) use markup::{Mark, markup};
pub(crate) use on_form::{BUTTON_KEY, OnForm};
pub(crate) use optional::optional_remark;

use glance::Pairs;

use crate::{context::Context, finding::YamlPath, yaml::NodeId};

/// A text that visitors see.
#[derive(Clone, Copy)]
pub(crate) struct Passage<'c> {
    /// Its key, for a field `extra_gated_fields`.
    key: &'static str,
    /// The node that holds it: the key of a field, the value of everything else.
    pub(crate) node: NodeId,
    pub(crate) text: &'c str,
}

impl Passage<'_> {
    /// Whether it is the label of a field.
    pub(crate) fn is_label(&self) -> bool {
        self.key == "extra_gated_fields"
    }

    /// Whether it is shown as it is written; the others are Markdown.
    pub(crate) fn is_plain_text(&self) -> bool {
        !matches!(self.key, "extra_gated_prompt" | "extra_gated_description")
    }

    /// What to call it in a sentence.
    pub(crate) fn noun(&self) -> &'static str {
        match self.key {
            "extra_gated_heading" => "heading",
            "extra_gated_description" => "description",
            "extra_gated_prompt" => "prompt",
            "extra_gated_button_content" => "button",
            _ => "label",
        }
    }

    pub(crate) fn path(&self) -> YamlPath {
        let path = YamlPath::top(self.key);
        if self.is_label() {
            path.key(self.text)
        } else {
            path
        }
    }
}

/// The texts that visitors see and that could hold something: heading, description, prompt, button,
/// and of the labels those that a glance does not rule out.
pub(crate) fn passages<'c>(cx: &Context<'c, '_>, hint: Hint) -> impl Iterator<Item = Passage<'c>> {
    let texts = cx.gate_source().texts();
    let texts = texts.map(|(key, entry)| (key, entry.value));
    let fields = cx.fields_with(hint);
    let labels = fields.map(|(_, source)| ("extra_gated_fields", source.entry.key));
    texts.chain(labels).filter_map(|(key, node)| {
        let text = cx.text(node)?;
        Some(Passage { key, node, text })
    })
}

/// The words of a text with their places: runs of letters and digits.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(char::is_alphanumeric)?;
        let rest = &text[at..];
        let len = rest.find(|c: char| !c.is_alphanumeric());
        let len = len.unwrap_or(rest.len());
        let range = at..at + len;
        at = range.end;
        Some((range.clone(), &text[range]))
    })
}

/// Pieces of words of four letters each, in lower case, of which a text has to hold one to be worth
/// a closer look. It spares most texts that look.
pub(crate) struct Pieces<const N: usize> {
    /// A bit for each letter that stands first in a piece, and the same for the next two.
    letters: [u32; 3],
    pieces: [[u8; 4]; N],
}

impl<const N: usize> Pieces<N> {
    pub(crate) const fn new(pieces: [[u8; 4]; N]) -> Self {
        let mut letters = [0; 3];
        let mut index = 0;
        while index < N {
            letters[0] |= bit(pieces[index][0]);
            letters[1] |= bit(pieces[index][1]);
            letters[2] |= bit(pieces[index][2]);
            index += 1;
        }
        Self { letters, pieces }
    }

    /// Whether a text with these pairs of characters holds one of the pieces.
    fn are_among(&self, pairs: &Pairs, text: &str) -> bool {
        let may_be_in = |&[first, second, third, fourth]: &[u8; 4]| {
            pairs.has(first, second) && pairs.has(second, third) && pairs.has(third, fourth)
        };
        self.pieces.iter().any(may_be_in) && self.are_in(text)
    }

    /// Whether a text holds one of the pieces, whatever its case.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let [first, second, third] = self.letters;
        text.as_bytes().windows(4).any(|window| {
            first & bit(window[0]) != 0
                && second & bit(window[1]) != 0
                && third & bit(window[2]) != 0
                && self
                    .pieces
                    .iter()
                    .any(|piece| window.eq_ignore_ascii_case(piece))
        })
    }
}

/// A bit for a letter, the same for both cases.
const fn bit(letter: u8) -> u32 {
    1 << (letter & 31)
}

/// A text as its words in lower case with single spaces, so that phrases can be looked for.
pub(crate) fn plain_words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (_, word) in words(text) {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase));
    }
    plain
}

/// Whether `plain`, made by [`plain_words`], holds one of the phrases as whole words.
pub(crate) fn says_any(plain: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| says(plain, phrase))
}

/// Whether `plain`, made by [`plain_words`], holds the phrase as whole words.
pub(crate) fn says(plain: &str, phrase: &str) -> bool {
    let mut rest = plain;
    // Building a searcher once for all occurrences costs more than labels are long.
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), phrase.as_bytes()) {
        let behind = &rest[at + phrase.len()..];
        let before = &plain[..plain.len() - rest.len() + at];
        let ends = behind.is_empty() || behind.starts_with(' ');
        if ends && (before.is_empty() || before.ends_with(' ')) {
            return true;
        }
        rest = behind;
    }
    false
}

/// At most `len` bytes of the text before `at`.
pub(crate) fn before(text: &str, at: usize, len: usize) -> &str {
    &text[text.floor_char_boundary(at.saturating_sub(len))..at]
}

/// At most `len` bytes of the text from `at` on.
pub(crate) fn after(text: &str, at: usize, len: usize) -> &str {
    &text[at..text.floor_char_boundary(text.len().min(at + len))]
}

#[cfg(test)]
mod tests {
    use super::{plain_words, says};

    #[test]
    fn phrases_are_whole_words() {
        let plain = plain_words("I’d like to *receive* e-mails.");
        assert_eq!(plain, "i d like to receive e mails");
        assert!(says(&plain, "d like to receive"));
        assert!(!says(&plain, "mail"));
        assert!(!says(&plain, "ceive"));
        assert!(says(&plain, "mails"));
    }
}
