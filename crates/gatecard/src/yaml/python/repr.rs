//! Texts as Python's `repr` shows them.

use std::fmt::Write as _;

/// A text in quotes, with escapes for what cannot be printed.
pub(super) fn text(value: &str) -> String {
    let quote = if value.contains('\'') && !value.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut out = String::with_capacity(value.len() + 2);
    out.push(quote);
    for character in value.chars() {
        push(character, quote, &mut out);
    }
    out.push(quote);
    out
}

/// One character in quotes.
pub(super) fn character(value: char) -> String {
    text(value.encode_utf8(&mut [0; 4]))
}

/// Bytes as `b'...'`.
pub(super) fn bytes(value: &[u8]) -> String {
    let quote = if value.contains(&b'\'') && !value.contains(&b'"') {
        '"'
    } else {
        '\''
    };
    let mut out = String::from("b");
    out.push(quote);
    for &byte in value {
        if byte.is_ascii() {
            push(char::from(byte), quote, &mut out);
        } else {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out.push(quote);
    out
}

/// Adds one character of a quoted text.
fn push(character: char, quote: char, out: &mut String) {
    let code = u32::from(character);
    let _ = match character {
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        '\\' => out.write_str("\\\\"),
        _ if character == quote => write!(out, "\\{character}"),
        _ if is_printable(character) => out.write_char(character),
        _ if code < 0x100 => write!(out, "\\x{code:02x}"),
        _ if code < 0x1_0000 => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// Whether Python's `str.isprintable` holds.
///
/// Rust's `Debug` for texts goes by the same classes of characters, save that it also escapes a
/// combining mark at the start of a text; hence the letter in front.
fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    !['a', character]
        .iter()
        .collect::<String>()
        .escape_debug()
        .any(|escaped| escaped == '\\')
}

#[cfg(test)]
mod tests {
    #[test]
    fn as_python_prints() {
        for (value, expected) in [
            ("a", "'a'"),
            ("it's", "\"it's\""),
            ("\"it's\"", "'\"it\\'s\"'"),
            ("\t\0\u{7f}", "'\\t\\x00\\x7f'"),
            ("é\u{301}\u{a0}", "'é\u{301}\\xa0'"),
            (
                "\u{200b}\u{1f600}\u{e0001}",
                "'\\u200b\u{1f600}\\U000e0001'",
            ),
        ] {
            assert_eq!(super::text(value), expected);
        }
        assert_eq!(super::bytes(b"a\xff'\n"), "b\"a\\xff'\\n\"");
    }
}
