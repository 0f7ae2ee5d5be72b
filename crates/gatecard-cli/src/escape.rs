//! The one way for texts from cards and file names to a terminal or a log.
//!
//! A card comes from a stranger. Control characters in it could move the cursor and recolour the
//! screen, and bidirectional ones could make a line read as something else. Here they become
//! visible: `\u{1b}`. So does the first character of what a CI system would take for one of its
//! commands.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
    path::Path,
};

/// Whether a character acts on the terminal, or on its neighbours, instead of being seen.
///
/// The joiners U+200C and U+200D stay: Persian and many emoji need them, and they do no harm.
pub(crate) fn is_hostile(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Whether a text begins with what a CI system, which reads the log, takes for a command.
///
/// GitHub Actions and Azure Pipelines obey `##[group]` and `##vso[task.setvariable]` anywhere in a
/// line, `::error::` at its start, where a long text may be wrapped.
pub(crate) fn is_command(text: &str) -> bool {
    let is_letter = |character: char| character.is_ascii_alphabetic();
    if let Some(rest) = text.strip_prefix("##") {
        return rest.trim_start_matches(is_letter).starts_with('[');
    }
    let Some(name) = text
        .strip_prefix("::")
        .filter(|rest| rest.starts_with(is_letter))
    else {
        return false;
    };
    let rest = name.trim_start_matches(|character| is_letter(character) || character == '-');
    rest.starts_with("::") || (rest.starts_with(' ') && rest.contains("::"))
}

/// The offset of the first character that may not be shown as it is.
fn find_hostile(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let found = characters.find(|(at, character)| match character {
        '#' | ':' => is_command(&text[*at..]),
        character => is_hostile(*character),
    });
    found.map(|(at, _)| at)
}

/// A text on one line, with everything hostile in it visible.
pub(crate) fn escaped(text: &str) -> Escaped<'_> {
    Escaped(text)
}

/// See [`escaped`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_plain(self.0) {
            return f.write_str(self.0);
        }
        let mut rest = self.0;
        while let Some(at) = find_hostile(rest) {
            let (clean, tail) = rest.split_at(at);
            f.write_str(clean)?;
            let mut characters = tail.chars();
            if let Some(hostile) = characters.next() {
                f.write_str(&visible(hostile))?;
            }
            rest = characters.as_str();
        }
        f.write_str(rest)
    }
}

/// What to show for a hostile character: `\n`, `\r`, `\t`, and `\u{1b}` for the others.
pub(crate) fn visible(hostile: char) -> String {
    match hostile {
        '\n' | '\r' | '\t' => hostile.escape_default().collect(),
        _ => hostile.escape_unicode().collect(),
    }
}

/// The name of a file as a text, with `\xff` for each byte that is none, so that two names that
/// differ in such bytes are told apart. It is not escaped.
pub(crate) fn name(path: &Path) -> Cow<'_, str> {
    match path.to_str() {
        Some(name) => name.into(),
        None => text_of(path.as_os_str().as_encoded_bytes()).into(),
    }
}

/// The same of the bytes of a name.
pub(crate) fn text_of(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

/// The name of a file for people.
///
/// A name that a CI system would take for the start of a command at the start of a line gets `./`
/// before it.
pub(crate) fn path(path: &Path) -> String {
    let name = escaped(&name(path)).to_string();
    // GitHub Actions passes over blanks.
    if name.trim_start().starts_with("::") || name.starts_with("##") {
        format!("./{name}")
    } else {
        name
    }
}

/// Whether a text is plain ASCII without anything that could begin a command, which is seen at a
/// glance.
fn is_plain(text: &str) -> bool {
    let mut pairs = text.as_bytes().windows(2);
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !pairs.any(|pair| pair == b"##" || pair == b"::")
}

/// A text within an element or an attribute of XML, with everything hostile in it visible. XML has
/// no way at all to hold most control characters.
pub(crate) fn in_xml(text: &str) -> String {
    let text = escaped(text).to_string();
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // The two characters of Unicode besides surrogates that XML does not have.
            '\u{fffe}' | '\u{ffff}' => out.push_str(&visible(character)),
            character => out.push(character),
        }
    }
    out
}

/// The data of a command of GitHub Actions, or the value of one of its properties.
pub(crate) fn in_command(text: &str, is_property: bool) -> String {
    let mut out = text.replace('%', "%25");
    for (character, code) in [('\r', "%0D"), ('\n', "%0A")] {
        out = out.replace(character, code);
    }
    if is_property {
        out = out.replace(':', "%3A").replace(',', "%2C");
    }
    out
}

/// The bytes of a path within a URI. Everything but letters, digits and the simplest marks is
/// encoded, a colon, too: it would end a scheme.
pub(crate) fn in_uri(path: &[u8]) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(*byte));
            }
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// JSON with everything hostile in its texts as an escape of JSON.
pub(crate) fn in_json(json: &str) -> Cow<'_, str> {
    if is_plain(json) || find_hostile(json).is_none() {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for (at, character) in json.char_indices() {
        // Neither `#` nor two colons ever stand outside a text.
        let is_command = matches!(character, '#' | ':') && is_command(&json[at..]);
        if is_command || is_hostile(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{escaped, in_command, in_json, in_uri, in_xml, path};

    #[test]
    fn nothing_hostile_comes_through() {
        for (text, expected) in [
            ("plain", "plain"),
            ("plain é 漢 👩\u{200d}🔬", "plain é 漢 👩\u{200d}🔬"),
            ("a\u{1b}[31mb\u{7}", "a\\u{1b}[31mb\\u{7}"),
            ("\0\n\r\t\u{7f}", "\\u{0}\\n\\r\\t\\u{7f}"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("\u{202e}x\u{2066}\u{200f}", "\\u{202e}x\\u{2066}\\u{200f}"),
            ("\u{feff}\u{200b}\u{e0041}", "\\u{feff}\\u{200b}\\u{e0041}"),
        ] {
            assert_eq!(escaped(text).to_string(), expected);
        }
    }

    #[test]
    fn no_text_is_a_command() {
        for (text, expected) in [
            ("## Terms, a::b, #1, ::x y", "## Terms, a::b, #1, ::x y"),
            ("a ##[group]b", "a \\u{23}#[group]b"),
            ("###[x", "#\\u{23}#[x"),
            ("##vso[task.x]", "\\u{23}#vso[task.x]"),
            ("a ::error::b", "a \\u{3a}:error::b"),
            ("::error file=a::b", "\\u{3a}:error file=a::b"),
            ("é::stop-commands::b", "é\\u{3a}:stop-commands::b"),
        ] {
            assert_eq!(escaped(text).to_string(), expected);
        }
        let json = serde_json::to_string("a ##[group]").expect("a text");
        assert_eq!(in_json(&json), r#""a \u0023#[group]""#);
    }

    #[test]
    fn texts_in_other_languages() {
        assert_eq!(
            in_xml("<a b=\"c\">&]]>\u{1b}\n\u{ffff}"),
            "&lt;a b=&quot;c&quot;&gt;&amp;]]&gt;\\u{1b}\\n\\u{ffff}"
        );
        assert_eq!(in_command("50%\r\n:,", false), "50%25%0D%0A:,");
        assert_eq!(in_command("50%\r\n:,", true), "50%25%0D%0A%3A%2C");
        assert_eq!(in_uri("a b/é:%".as_bytes()), "a%20b/%C3%A9%3A%25");
    }

    #[test]
    fn names_are_no_commands() {
        assert_eq!(
            path(Path::new("::error::x/README.md")),
            "\\u{3a}:error::x/README.md"
        );
        assert_eq!(path(Path::new(" ::x y/a.md")), "./ ::x y/a.md");
        assert_eq!(path(Path::new("a\nb/README.md")), "a\\nb/README.md");
    }

    #[test]
    fn json_stays_json() {
        assert_eq!(in_json("{\"a\": \"b\"}"), "{\"a\": \"b\"}");
        let json = serde_json::to_string("a\u{202e}\u{e0041}\u{7f}\n").expect("a text");
        let safe = in_json(&json);
        assert_eq!(safe, r#""a\u202e\udb40\udc41\u007f\n""#);
        let back: String = serde_json::from_str(&safe).expect("still JSON");
        assert_eq!(back, "a\u{202e}\u{e0041}\u{7f}\n");
    }
}
