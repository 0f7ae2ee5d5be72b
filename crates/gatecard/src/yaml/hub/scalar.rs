//! What all scalars share: texts put together from parts of the source, and the characters that
//! js-yaml accepts.

use std::borrow::Cow;

use memchr::memchr2;

use super::loader::Loader;
use crate::yaml::{NodeId, NodeKind, ReadError, ScalarStyle};

/// The text of a scalar as it is put together from parts of the source.
///
/// As long as it is a single part, nothing is copied.
#[derive(Default)]
pub(super) struct Parts<'a> {
    text: Option<Cow<'a, str>>,
    /// The first half of a character that is written as two `\u` escapes.
    high_surrogate: Option<u16>,
}

impl<'a> Parts<'a> {
    pub(super) fn push(&mut self, part: &'a str) {
        if part.is_empty() {
            return;
        }
        self.end_surrogate();
        match &mut self.text {
            None => self.text = Some(Cow::Borrowed(part)),
            Some(text) => text.to_mut().push_str(part),
        }
    }

    pub(super) fn push_char(&mut self, character: char) {
        self.end_surrogate();
        self.owned().push(character);
    }

    /// A run of line breaks as folding leaves it: one is a space, more are one fewer.
    pub(super) fn fold(&mut self, breaks: usize) {
        match breaks {
            0 => {}
            1 => self.push_char(' '),
            _ => self.breaks(breaks - 1),
        }
    }

    fn breaks(&mut self, count: usize) {
        for _ in 0..count {
            self.push_char('\n');
        }
    }

    /// A code unit from a `\u` escape. A half of a pair without the other becomes U+FFFD, since
    /// Rust's texts cannot hold it as JavaScript's can.
    pub(super) fn push_unit(&mut self, unit: u16) {
        match (self.high_surrogate.take(), unit) {
            (Some(high), 0xdc00..=0xdfff) => {
                let pair = char::decode_utf16([high, unit]).next();
                self.push_char(
                    pair.and_then(Result::ok)
                        .unwrap_or(char::REPLACEMENT_CHARACTER),
                );
            }
            (pending, _) => {
                if pending.is_some() {
                    self.push_char(char::REPLACEMENT_CHARACTER);
                }
                if (0xd800..=0xdbff).contains(&unit) {
                    self.high_surrogate = Some(unit);
                } else {
                    let character = char::from_u32(u32::from(unit));
                    self.push_char(character.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
        }
    }

    fn end_surrogate(&mut self) {
        if self.high_surrogate.take().is_some() {
            self.owned().push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn owned(&mut self) -> &mut String {
        self.text.get_or_insert(Cow::Borrowed("")).to_mut()
    }

    pub(super) fn finish(mut self) -> Cow<'a, str> {
        self.end_surrogate();
        self.text.unwrap_or_default()
    }
}

impl<'a> Loader<'a> {
    /// Adds a scalar.
    pub(super) fn push_scalar(
        &mut self,
        text: Cow<'a, str>,
        style: ScalarStyle,
        start: usize,
        end: usize,
    ) -> NodeId {
        self.push(NodeKind::Scalar { text, style }, start, end)
    }

    /// The source from `start` to `end`, where js-yaml accepts its characters.
    pub(super) fn printable(&mut self, start: usize, end: usize) -> Result<&'a str, ReadError> {
        let part = self.cursor.slice(start, end);
        if self.all_printable || is_printable(part) {
            Ok(part)
        } else {
            Err(self.error("the stream contains non-printable characters"))
        }
    }

    /// The source from `start` to `end`, where js-yaml accepts its characters within quotes.
    pub(super) fn json(
        &mut self,
        start: usize,
        end: usize,
        began: usize,
    ) -> Result<&'a str, ReadError> {
        let part = self.cursor.slice(start, end);
        if self.all_printable || part.bytes().all(|byte| byte >= b' ' || byte == b'\t') {
            Ok(part)
        } else {
            Err(self.error_since("expected valid JSON character", began))
        }
    }
}

/// Whether there is nothing in the text but printable ASCII, tabs and line breaks.
pub(super) fn is_all_printable(bytes: &[u8]) -> bool {
    // Without a way out before the end, the compiler looks at many bytes at once.
    !bytes.iter().fold(false, |odd, &byte| odd | !is_plain(byte))
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r')
}

/// Whether js-yaml takes the text without quotes: no control characters but tab, line breaks and
/// U+0085, and neither of the last two code points of the basic plane.
fn is_printable(text: &str) -> bool {
    let bytes = text.as_bytes();
    if is_all_printable(bytes) {
        return true;
    }
    let controls = bytes.iter().any(|&byte| byte < 0x80 && !is_plain(byte));
    !controls
        && memchr2(0xc2, 0xef, bytes).is_none_or(|first| {
            text.get(first..).unwrap_or(text).chars().all(|character| {
                !matches!(
                    character,
                    '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'
                )
            })
        })
}
