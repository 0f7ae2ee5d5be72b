//! Anchors, aliases and tags.

use std::borrow::Cow;

use super::{
    cursor::Cursor,
    error::{self, Result},
    repr,
    token::TagToken,
};

/// Scans the name of an anchor or alias, and the sign before it.
pub(super) fn scan_name<'a>(cursor: &mut Cursor<'a>, context: &str) -> Result<&'a str> {
    let start = cursor.pos();
    cursor.advance(1);
    let name = scan_word(cursor);
    let ends = match cursor.peek() {
        b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`' => true,
        _ => cursor.is_space_or_end(cursor.pos()),
    };
    if name.is_empty() || !ends {
        let problem = "expected alphabetic or numeric character";
        return Err(unexpected(cursor, context, start, problem));
    }
    Ok(name)
}

/// Scans letters, digits, `-` and `_`.
pub(super) fn scan_word<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    let start = cursor.pos();
    while matches!(cursor.peek(), b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_') {
        cursor.advance(1);
    }
    cursor.since(start)
}

/// Scans a tag from its `!` on.
pub(super) fn scan<'a>(cursor: &mut Cursor<'a>) -> Result<TagToken<'a>> {
    const CONTEXT: &str = "while scanning a tag";
    let start = cursor.pos();
    let tag = if cursor.peek_at(1) == b'<' {
        scan_verbatim(cursor)?
    } else if cursor.is_space_or_end(start + 1) {
        cursor.advance(1);
        TagToken {
            handle: None,
            suffix: Cow::Borrowed("!"),
        }
    } else {
        let handle = if has_handle(cursor) {
            scan_handle(cursor, CONTEXT, start)?
        } else {
            cursor.advance(1);
            "!"
        };
        TagToken {
            handle: Some(handle),
            suffix: scan_uri(cursor, "tag", start)?,
        }
    };
    if cursor.peek() != b' ' && !cursor.is_at_line_end() {
        return Err(unexpected(cursor, CONTEXT, start, "expected ' '"));
    }
    Ok(tag)
}

/// Scans `!<...>`.
fn scan_verbatim<'a>(cursor: &mut Cursor<'a>) -> Result<TagToken<'a>> {
    let start = cursor.pos();
    cursor.advance(2);
    let suffix = scan_uri(cursor, "tag", start)?;
    if cursor.peek() != b'>' {
        let context = "while parsing a tag";
        return Err(unexpected(cursor, context, start, "expected '>'"));
    }
    cursor.advance(1);
    let handle = None;
    Ok(TagToken { handle, suffix })
}

/// Whether a second `!` comes before the next space or line break.
fn has_handle(cursor: &Cursor<'_>) -> bool {
    use super::cursor::Stops;
    const STOPS: Stops = Stops::new(b"! \r\n");
    let stop = cursor.find(cursor.pos() + 1, &STOPS);
    cursor.byte_at(stop) == b'!'
}

/// Scans a handle, such as `!e!`.
pub(super) fn scan_handle<'a>(
    cursor: &mut Cursor<'a>,
    context: &str,
    began: usize,
) -> Result<&'a str> {
    let start = cursor.pos();
    if cursor.peek() != b'!' {
        return Err(unexpected(cursor, context, began, "expected '!'"));
    }
    cursor.advance(1);
    if cursor.peek() != b' ' {
        scan_word(cursor);
        if cursor.peek() != b'!' {
            return Err(unexpected(cursor, context, began, "expected '!'"));
        }
        cursor.advance(1);
    }
    Ok(cursor.since(start))
}

/// Scans the rest of a tag, with its `%` escapes decoded.
pub(super) fn scan_uri<'a>(
    cursor: &mut Cursor<'a>,
    name: &str,
    began: usize,
) -> Result<Cow<'a, str>> {
    let start = cursor.pos();
    let mut uri = Cow::Borrowed("");
    loop {
        let part = scan_uri_part(cursor);
        if cursor.peek() != b'%' {
            if uri.is_empty() {
                uri = Cow::Borrowed(part);
            } else {
                uri.to_mut().push_str(part);
            }
            break;
        }
        uri.to_mut().push_str(part);
        scan_escapes(cursor, name, began, uri.to_mut())?;
    }
    if cursor.pos() == start {
        let context = format!("while parsing a {name}");
        return Err(unexpected(cursor, &context, began, "expected URI"));
    }
    Ok(uri)
}

/// Scans the characters of a tag that stand for themselves.
fn scan_uri_part<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    let start = cursor.pos();
    while cursor.peek().is_ascii_alphanumeric() || b"-;/?:@&=+$,_.!~*'()[]".contains(&cursor.peek())
    {
        cursor.advance(1);
    }
    cursor.since(start)
}

/// Scans a run of `%` escapes into `uri`.
fn scan_escapes(cursor: &mut Cursor<'_>, name: &str, began: usize, uri: &mut String) -> Result<()> {
    let context = format!("while scanning a {name}");
    let start = cursor.pos();
    let mut bytes = Vec::new();
    while cursor.peek() == b'%' {
        cursor.advance(1);
        let digits = [0, 1].map(|ahead| cursor.character_at(cursor.pos() + ahead));
        let mut byte = 0;
        for digit in digits {
            let Some(value) = digit.to_digit(16) else {
                let found = repr::character(digit);
                let problem = format!(
                    "expected URI escape sequence of 2 hexadecimal numbers, but found {found}"
                );
                return Err(error::within(&context, began, &problem, cursor.pos()));
            };
            byte = byte << 4 | value;
        }
        bytes.push(u8::try_from(byte).unwrap_or(u8::MAX));
        cursor.advance(2);
    }
    let decoded = std::str::from_utf8(&bytes)
        .map_err(|cause| error::within(&context, began, &undecodable(&bytes, cause), start))?;
    uri.push_str(decoded);
    Ok(())
}

/// Python's words for bytes that are not UTF-8.
fn undecodable(bytes: &[u8], cause: std::str::Utf8Error) -> String {
    let start = cause.valid_up_to();
    let length = cause.error_len().unwrap_or(bytes.len() - start);
    let reason = match (cause.error_len(), bytes[start]) {
        (None, _) => "unexpected end of data",
        (Some(1), 0x80..=0xC1 | 0xF5..) => "invalid start byte",
        _ => "invalid continuation byte",
    };
    if length == 1 {
        let byte = bytes[start];
        format!("'utf-8' codec can't decode byte {byte:#04x} in position {start}: {reason}")
    } else {
        let end = start + length - 1;
        format!("'utf-8' codec can't decode bytes in position {start}-{end}: {reason}")
    }
}

/// The error for another character than the expected ones.
pub(super) fn unexpected(
    cursor: &Cursor<'_>,
    context: &str,
    began: usize,
    expected: &str,
) -> crate::yaml::ReadError {
    let found = repr::character(cursor.character());
    let problem = format!("{expected}, but found {found}");
    error::within(context, began, &problem, cursor.pos())
}
