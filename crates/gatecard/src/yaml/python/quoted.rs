//! Texts in quotes.

use std::borrow::Cow;

use super::{
    cursor::{Cursor, Stops},
    error::{self, Result},
    plain, repr,
    scanner::Scalar,
};
use crate::yaml::ScalarStyle;

/// What a text in single quotes may not simply go over.
const SINGLE: Stops = Stops::new(b"'\r\n");

/// What a text in double quotes may not simply go over.
const DOUBLE: Stops = Stops::new(b"\"\\\r\n");

/// What errors in the whole of a text are about.
const CONTEXT: &str = "while scanning a quoted scalar";

/// What errors in an escape are about.
const ESCAPE_CONTEXT: &str = "while scanning a double-quoted scalar";

/// Scans a text from its opening quote on.
pub(super) fn scan<'a>(cursor: &mut Cursor<'a>, style: ScalarStyle) -> Result<Scalar<'a>> {
    let double = style == ScalarStyle::DoubleQuoted;
    let (quote, stops) = if double {
        (b'"', &DOUBLE)
    } else {
        (b'\'', &SINGLE)
    };
    let start = cursor.pos();
    cursor.advance(1);
    let mut text = Cow::Borrowed("");
    loop {
        let from = cursor.pos();
        cursor.advance_to(cursor.find(from, stops));
        let part = cursor.since(from);
        match cursor.peek() {
            b'\\' => {
                text.to_mut().push_str(part);
                scan_escape(cursor, start, text.to_mut())?;
            }
            sign if sign == quote => {
                push(&mut text, part);
                cursor.advance(1);
                if double || cursor.peek() != quote {
                    break;
                }
                text.to_mut().push('\'');
                cursor.advance(1);
            }
            _ => {
                text.to_mut().push_str(part.trim_end_matches([' ', '\t']));
                scan_break(cursor, start, text.to_mut())?;
            }
        }
    }
    let span = (start, cursor.pos());
    Ok(Scalar { text, style, span })
}

/// Adds a part as it stands, without a copy if it is the only one.
fn push<'a>(text: &mut Cow<'a, str>, part: &'a str) {
    match text {
        Cow::Borrowed("") => *text = Cow::Borrowed(part),
        _ => text.to_mut().push_str(part),
    }
}

/// Scans the line breaks at the cursor into `text`; the end of the block is an error.
fn scan_break(cursor: &mut Cursor<'_>, start: usize, text: &mut String) -> Result<()> {
    if !cursor.is_at_break() {
        let problem = "found unexpected end of stream";
        return Err(error::within(CONTEXT, start, problem, cursor.pos()));
    }
    let first = cursor.take_break();
    let rest = scan_breaks(cursor, start)?;
    text.push_str(&plain::fold(first, rest));
    Ok(())
}

/// Moves over empty lines and the indentation of the next line.
fn scan_breaks(cursor: &mut Cursor<'_>, start: usize) -> Result<String> {
    let mut breaks = String::new();
    loop {
        if cursor.is_at_document_mark() {
            let problem = "found unexpected document separator";
            return Err(error::within(CONTEXT, start, problem, cursor.pos()));
        }
        cursor.skip_blanks();
        if !cursor.is_at_break() {
            return Ok(breaks);
        }
        breaks.push_str(cursor.take_break());
    }
}

/// Scans an escape from its backslash on.
fn scan_escape(cursor: &mut Cursor<'_>, start: usize, text: &mut String) -> Result<()> {
    cursor.advance(1);
    if cursor.is_at_break() {
        cursor.take_break();
        text.push_str(&scan_breaks(cursor, start)?);
        return Ok(());
    }
    let sign = cursor.peek();
    let character = match sign {
        b'x' => scan_code(cursor, start, 2)?,
        b'u' => scan_code(cursor, start, 4)?,
        b'U' => scan_code(cursor, start, 8)?,
        _ => escaped(sign).ok_or_else(|| {
            let found = repr::character(cursor.character());
            let problem = format!("found unknown escape character {found}");
            error::within(ESCAPE_CONTEXT, start, &problem, cursor.pos())
        })?,
    };
    cursor.advance(1);
    text.push(character);
    Ok(())
}

/// The character for which an escape of one character stands.
fn escaped(sign: u8) -> Option<char> {
    Some(match sign {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        b' ' | b'"' | b'\\' | b'/' => char::from(sign),
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}

/// Scans the hexadecimal digits of an escape, all but the last of them.
///
/// Python keeps half of a surrogate pair as a character of its own. A Rust text cannot, so it
/// becomes the replacement character.
fn scan_code(cursor: &mut Cursor<'_>, start: usize, length: usize) -> Result<char> {
    cursor.advance(1);
    let from = cursor.pos();
    let mut code: u32 = 0;
    for ahead in 0..length {
        let character = cursor.character_at(from + ahead);
        let Some(digit) = character.to_digit(16) else {
            let found = repr::character(character);
            let problem = format!(
                "expected escape sequence of {length} hexadecimal numbers, but found {found}"
            );
            return Err(error::within(ESCAPE_CONTEXT, start, &problem, from));
        };
        code = code << 4 | digit;
    }
    cursor.advance(length - 1);
    match code {
        0xD800..=0xDFFF => Ok(char::REPLACEMENT_CHARACTER),
        0..=0x7FFF_FFFF => char::from_u32(code)
            .ok_or_else(|| error::at("ValueError: chr() arg not in range(0x110000)", from)),
        _ => {
            let problem = "OverflowError: Python int too large to convert to C int";
            Err(error::at(problem, from))
        }
    }
}
