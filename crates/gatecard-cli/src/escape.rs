//! The one way for texts from cards and file names to a terminal or a log.
//!
//! A card comes from a stranger. Control characters in it could move the cursor and recolour the
//! screen, and bidirectional ones could make a line read as something else. Here they become
//! visible: `\u{1b}`.

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

/// A text on one line, with every hostile character visible.
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
        while let Some(at) = rest.find(is_hostile) {
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

/// The name of a file for people.
///
/// A name that a CI system would take for one of its commands at the start of a line gets `./`
/// before it.
pub(crate) fn path(path: &Path) -> String {
    let name = escaped(&path.to_string_lossy()).to_string();
    if name.starts_with("::") || name.starts_with("##") {
        format!("./{name}")
    } else {
        name
    }
}

/// Whether a text is plain ASCII, which is seen at a glance.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// JSON with every hostile character in its texts as an escape of JSON.
pub(crate) fn in_json(json: &str) -> Cow<'_, str> {
    if is_plain(json) || !json.contains(is_hostile) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if is_hostile(character) {
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

    use super::{escaped, in_json, path};

    #[test]
    fn nothing_hostile_comes_through() {
        for (text, expected) in [
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
    fn names_are_no_commands() {
        assert_eq!(
            path(Path::new("::error::x/README.md")),
            "./::error::x/README.md"
        );
        assert_eq!(path(Path::new("a\nb/README.md")), "a\\nb/README.md");
    }

    #[test]
    fn json_stays_json() {
        let json = serde_json::to_string("a\u{202e}\u{e0041}\u{7f}\n").expect("a text");
        let safe = in_json(&json);
        assert_eq!(safe, r#""a\u202e\udb40\udc41\u007f\n""#);
        let back: String = serde_json::from_str(&safe).expect("still JSON");
        assert_eq!(back, "a\u{202e}\u{e0041}\u{7f}\n");
    }
}
