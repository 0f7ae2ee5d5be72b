//! Quoted scalars.

use super::{
    cursor::{is_blank, is_eol},
    loader::Loader,
    scalar::Parts,
};
use crate::yaml::{NodeId, ReadError, ScalarStyle};

impl<'a> Loader<'a> {
    /// Reads `'…'` or `"…"`; the opening quote stands at the cursor.
    pub(super) fn quoted(&mut self) -> Result<NodeId, ReadError> {
        let start = self.cursor.position;
        let quote = self.cursor.byte();
        let (style, name) = match quote {
            b'\'' => (ScalarStyle::SingleQuoted, "single"),
            _ => (ScalarStyle::DoubleQuoted, "double"),
        };
        let mut parts = Parts::default();
        self.cursor.position += 1;
        let mut part = self.cursor.position;
        let mut part_end = part;
        loop {
            let byte = self.cursor.byte();
            if byte == 0 {
                let message = format!("unexpected end of the stream within a {name} quoted scalar");
                return Err(self.error_since(message, start));
            }
            if byte == quote {
                parts.push(self.json(part, self.cursor.position, start)?);
                let next = self.cursor.step();
                if quote == b'"' || next != quote {
                    let end = self.cursor.position;
                    return Ok(self.push_scalar(parts.finish(), style, start, end));
                }
                part = self.cursor.position;
                self.cursor.position += 1;
                part_end = self.cursor.position;
            } else if byte == b'\\' && quote == b'"' {
                parts.push(self.json(part, self.cursor.position, start)?);
                self.escape(&mut parts, start)?;
                part = self.cursor.position;
                part_end = part;
            } else if is_eol(byte) {
                parts.push(self.json(part, part_end, start)?);
                parts.fold(self.skip_separation(false));
                part = self.cursor.position;
                part_end = part;
            } else if self.cursor.at_line_start() && self.cursor.at_document_separator() {
                let message =
                    format!("unexpected end of the document within a {name} quoted scalar");
                return Err(self.error_since(message, start));
            } else {
                self.quoted_run(quote, &mut part_end);
            }
        }
    }

    /// Moves over one byte that is part of the scalar, and all that follow without a doubt.
    fn quoted_run(&mut self, quote: u8, part_end: &mut usize) {
        let start = self.cursor.position;
        let rest = self.cursor.rest();
        let doubtful = |byte: u8| byte == quote || matches!(byte, b'\\' | b'\n' | b'\r');
        let length = rest
            .get(1..)
            .and_then(|rest| rest.iter().position(|byte| doubtful(*byte)))
            .map_or(rest.len(), |length| length + 1);
        let blanks = rest[..length]
            .iter()
            .rev()
            .take_while(|byte| is_blank(**byte))
            .count();
        if blanks < length {
            *part_end = start + length - blanks;
        }
        self.cursor.position = start + length;
    }

    fn escape(&mut self, parts: &mut Parts<'a>, began: usize) -> Result<(), ReadError> {
        let byte = self.cursor.step();
        if is_eol(byte) {
            self.skip_separation(false);
            return Ok(());
        }
        if let Some(character) = simple_escape(byte) {
            parts.push_char(character);
            self.cursor.position += 1;
            return Ok(());
        }
        let digits = match byte {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => return Err(self.error_since("unknown escape sequence", began)),
        };
        let mut code = 0_i32;
        for _ in 0..digits {
            let Some(digit) = char::from(self.cursor.step()).to_digit(16) else {
                return Err(self.error_since("expected hexadecimal character", began));
            };
            code = (code << 4) | digit.cast_signed();
        }
        self.cursor.position += 1;
        push_code(parts, code);
        Ok(())
    }
}

/// Adds a character by its number as js-yaml does: eight digits can make the number negative or
/// larger than any character's.
fn push_code(parts: &mut Parts<'_>, code: i32) {
    if let Some(behind) = code.checked_sub(0x1_0000).filter(|behind| *behind >= 0) {
        parts.push_unit(unit((behind >> 10) + 0xD800));
        parts.push_unit(unit((behind & 0x3FF) + 0xDC00));
    } else {
        parts.push_unit(unit(code));
    }
}

/// The lower half of a number, which is what JavaScript makes a part of a text of.
fn unit(code: i32) -> u16 {
    let [low, high, ..] = code.to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// What a single character behind a backslash stands for.
fn simple_escape(byte: u8) -> Option<char> {
    Some(match byte {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        b' ' => ' ',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}
