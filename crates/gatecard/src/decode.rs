//! From the bytes of a file to the text of a card.

use std::borrow::Cow;

use memchr::memmem;

use crate::card::Card;

/// Why the bytes of a file are not the text that its author sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A byte that cannot stand there in UTF-8.
    InvalidUtf8 {
        /// The first such byte.
        offset: usize,
    },
    /// The file is UTF-16, and a gate can be read in it that way.
    Utf16,
}

/// The bytes of a file, read as a card.
///
/// ```
/// let decoded = gatecard::decode(b"---\nextra_gated_heading: Caf\xe9\n---\n");
/// assert_eq!(decoded.text, "---\nextra_gated_heading: Caf?\n---\n");
///
/// let findings = decoded.card().check(&gatecard::CheckOptions::default());
/// assert_eq!(findings[0].rule.name, "not-utf-8");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded<'a> {
    /// The text, with a `?` for each byte that is no UTF-8, so that offsets are those of the file.
    pub text: Cow<'a, str>,
    /// What is wrong with the bytes.
    pub damage: Option<Damage>,
}

impl Decoded<'_> {
    /// The card with that text, which knows what was wrong with the bytes.
    #[must_use]
    pub fn card(&self) -> Card<'_> {
        Card::new(&self.text).with_damage(self.damage)
    }
}

/// Reads the bytes of a file as the text of a card.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let utf16 = is_utf16(bytes).then_some(Damage::Utf16);
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded {
            text: Cow::Borrowed(text),
            damage: utf16,
        },
        Err(error) => Decoded {
            text: Cow::Owned(with_question_marks(bytes)),
            damage: utf16.or(Some(Damage::InvalidUtf8 {
                offset: error.valid_up_to(),
            })),
        },
    }
}

fn with_question_marks(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

/// Whether the bytes start as UTF-16 does, with a mark or with a character of one byte and a zero,
/// and mention a gate in it.
fn is_utf16(bytes: &[u8]) -> bool {
    let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "extra_gated".encode_utf16().flat_map(order).collect()
    };
    let needle = match bytes {
        [0xff, 0xfe, ..] | [1..=0xff, 0, ..] => wide(u16::to_le_bytes),
        [0xfe, 0xff, ..] | [0, 1..=0xff, ..] => wide(u16::to_be_bytes),
        _ => return false,
    };
    memmem::find(bytes, &needle).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Damage, decode};

    #[test]
    fn each_bad_byte_becomes_one() {
        let decoded = decode(b"a\xffb\xe2\x82c\xed\xa0\x80");
        assert_eq!(decoded.text, "a?b??c???");
        assert_eq!(decoded.damage, Some(Damage::InvalidUtf8 { offset: 1 }));
        assert_eq!(decode("é".as_bytes()).damage, None);
    }

    #[test]
    fn utf_16_is_known_by_the_gate_in_it() {
        let text = "---\nextra_gated_prompt: Hello\n---\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (mark, bytes) in [
            (&b"\xff\xfe"[..], &little),
            (b"\xfe\xff", &big),
            (b"", &little),
            (b"", &big),
        ] {
            let file = [mark, bytes].concat();
            assert_eq!(decode(&file).damage, Some(Damage::Utf16), "{mark:?}");
        }
        assert_ne!(decode(b"\xff\xfea\0").damage, Some(Damage::Utf16));
    }
}
