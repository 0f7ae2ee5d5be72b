//! A glance at a label: what it could hold, so that most rules need not read it.
//!
//! A form can have thousands of labels, and a dozen rules look for words in them. One pass notes
//! which two characters stand beside each other; a label in which those of a word do not occur
//! cannot hold the word.

use super::{asking, button, markup, optional};

/// What a label could hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Hint {
    /// Markdown or HTML.
    Markup = 1,
    /// A line break.
    LineBreak = 2,
    /// A question.
    Question = 4,
    /// A remark that calls the field optional.
    Remark = 8,
    /// A wish for news or for being contacted.
    Wish = 16,
    /// The name of a button to press.
    Button = 32,
}

/// What a glance at a label has shown: the hints that are not ruled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glance(u8);

impl Glance {
    /// Glances at a label.
    pub(crate) fn at(label: &str) -> Self {
        let (pairs, classes) = Pairs::of(label);
        let exotic = classes & NOT_ASCII != 0;
        let quoted = classes & QUOTE != 0;
        let hints = [
            (Hint::Markup, classes & MARKUP != 0),
            (Hint::LineBreak, classes & LINE_BREAK != 0),
            (
                Hint::Question,
                exotic || classes & QUESTION != 0 || asking::begins_question(label),
            ),
            (
                Hint::Remark,
                exotic || optional::PIECES.are_among(&pairs, label),
            ),
            (
                Hint::Wish,
                exotic || asking::PIECES.are_among(&pairs, label),
            ),
            (
                Hint::Button,
                quoted && button::PIECES.are_among(&pairs, label),
            ),
        ];
        let seen = hints.into_iter().filter(|(_, seen)| *seen);
        Self(seen.fold(0, |all, (hint, _)| all | hint as u8))
    }

    /// Whether the label could hold it.
    pub(crate) fn allows(self, hint: Hint) -> bool {
        self.0 & hint as u8 != 0
    }
}

/// The pairs of characters that stand beside each other in a text, by their last five bits: the
/// same for both cases of a letter.
pub(crate) struct Pairs([u64; 16]);

impl Pairs {
    /// The pairs of a text, and the classes of its bytes.
    pub(super) fn of(text: &str) -> (Self, u8) {
        let (mut pairs, mut classes, mut pair) = ([0; 16], 0, 0);
        for &byte in text.as_bytes() {
            classes |= CLASSES[usize::from(byte)];
            pair = (pair << 5 | usize::from(byte & 31)) & 1023;
            pairs[pair / 64] |= 1 << (pair % 64);
        }
        (Self(pairs), classes)
    }

    /// Whether the text could hold these words.
    pub(super) fn allow(&self, words: &str) -> bool {
        let mut pairs = words.as_bytes().windows(2);
        pairs.all(|pair| self.has(pair[0], pair[1]))
    }

    /// Whether two characters could stand beside each other.
    pub(super) fn has(&self, first: u8, second: u8) -> bool {
        let pair = usize::from(first & 31) << 5 | usize::from(second & 31);
        self.0[pair / 64] >> (pair % 64) & 1 != 0
    }
}

const MARKUP: u8 = 1;
const LINE_BREAK: u8 = 2;
const QUESTION: u8 = 4;
const QUOTE: u8 = 8;
const NOT_ASCII: u8 = 16;

/// The classes of each byte.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte: u8 = 0;
    loop {
        let mut class = 0;
        if markup::begins(byte) {
            class |= MARKUP;
        }
        if byte == b'\n' {
            class |= LINE_BREAK;
        }
        if byte == b'?' {
            class |= QUESTION;
        }
        if button::quotes(byte) {
            class |= QUOTE;
        }
        if !byte.is_ascii() {
            class |= NOT_ASCII;
        }
        classes[byte as usize] = class;
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::{Glance, Hint};

    #[test]
    fn hints_are_what_a_label_could_hold() {
        for (label, hints) in [
            ("Company", &[][..]),
            ("I agree to the terms", &[]),
            ("Phone (Optional)", &[Hint::Remark]),
            ("Do you agree", &[Hint::Question]),
            ("Really?", &[Hint::Question]),
            ("Name*", &[Hint::Markup]),
            ("One\ntwo", &[Hint::LineBreak]),
            ("SUBSCRIBE me", &[Hint::Wish]),
            ("Click \"Go\"", &[Hint::Button]),
            ("Click Go", &[]),
            ("名前", &[Hint::Question, Hint::Remark, Hint::Wish]),
        ] {
            let glance = Glance::at(label);
            let all = [
                Hint::Markup,
                Hint::LineBreak,
                Hint::Question,
                Hint::Remark,
                Hint::Wish,
                Hint::Button,
            ];
            let seen = all.into_iter().filter(|hint| glance.allows(*hint));
            assert_eq!(seen.collect::<Vec<_>>(), hints, "{label}");
        }
    }
}
