//! Where the YAML block of a card is.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::{span::Span, yaml::Reader};

const FENCE: &str = "---";
/// What finds fences, made ready once for all cards.
static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(FENCE));

/// The YAML block of a card with the lines around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrontMatter {
    /// The opening `---` with its line break, and whatever blanks stand before it.
    pub opening: Span,
    /// The YAML between the fences, without the last line break.
    pub yaml: Span,
    /// The line break before the closing `---`, the `---`, and the rest of its line.
    pub closing: Span,
}

impl FrontMatter {
    /// Finds the block by the expression of the Hub's server, which `huggingface_hub` states as
    /// `^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))`.
    ///
    /// The two readers differ in what `\s` means: only JavaScript's holds the byte order mark.
    ///
    /// ```
    /// use gatecard::{FrontMatter, yaml::Reader};
    ///
    /// let text = "---\nlicense: mit\n---\nText";
    /// let block = FrontMatter::find(text, Reader::Hub).expect("it opens and closes");
    /// assert_eq!(block.yaml.slice(text), "license: mit");
    /// assert_eq!(FrontMatter::find("# Title\n---\na: b\n---\n", Reader::Hub), None);
    /// ```
    #[must_use]
    pub fn find(text: &str, reader: Reader) -> Option<Self> {
        let blanks = leading_space(text, reader);
        let rest = text[blanks..].strip_prefix(FENCE)?;
        let line_break = line_break(rest.as_bytes())?;
        let yaml = blanks + FENCE.len() + line_break;
        // The expression gives back the line feed of an opening CRLF where it must.
        let starts = [Some(yaml), (line_break == 2).then(|| yaml - 1)];
        starts.into_iter().flatten().find_map(|start| {
            let (end, past) = closing(text, start)?;
            Some(Self {
                opening: Span::new(0, start),
                yaml: Span::new(start, end),
                closing: Span::new(end, past),
            })
        })
    }
}

/// The length of what `\s*` takes at the start.
pub(crate) fn leading_space(text: &str, reader: Reader) -> usize {
    let is_space = |character: char| match reader {
        Reader::Hub => {
            character == '\u{feff}' || (character.is_whitespace() && character != '\u{85}')
        }
        Reader::Python => character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}'),
    };
    text.len() - text.trim_start_matches(is_space).len()
}

/// The length of the line break at the start.
fn line_break(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\r', b'\n', ..] => Some(2),
        [b'\r' | b'\n', ..] => Some(1),
        _ => None,
    }
}

/// The first closing fence from `start` on: where its line break begins, and where its line ends.
fn closing(text: &str, start: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    FINDER.find_iter(&bytes[start..]).find_map(|distance| {
        let fence = start + distance;
        let before = match bytes[start..fence] {
            [.., b'\r', b'\n'] => fence - 2,
            [.., b'\r' | b'\n'] => fence - 1,
            _ => return None,
        };
        let rest = &bytes[fence + FENCE.len()..];
        let blanks = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        let line_end = match rest[blanks..] {
            [] => 0,
            [b'\n', ..] => 1,
            [b'\r', b'\n', ..] => 2,
            _ => return None,
        };
        Some((before, fence + FENCE.len() + blanks + line_end))
    })
}

#[cfg(test)]
mod tests {
    use super::FrontMatter;
    use crate::yaml::Reader;

    fn yaml(text: &str, reader: Reader) -> Option<&str> {
        FrontMatter::find(text, reader).map(|block| block.yaml.slice(text))
    }

    #[test]
    fn the_block_is_found_as_the_expression_finds_it() {
        for (text, expected) in [
            ("---\na: b\n---\n", Some("a: b")),
            ("---\na: b\n---", Some("a: b")),
            ("---\r\na: b\r\n---\r\n", Some("a: b")),
            ("---\ra: b\r---\n", Some("a: b")),
            ("---\ra: b\r---\r", None),
            (" \n\t---\na: b\n--- \t\n", Some("a: b")),
            ("--- \na: b\n---\n", None),
            ("---\na: b\n---oops\n", None),
            ("---\na: b\n ---\n", None),
            ("---\na: b\n....\n", None),
            ("---\na: b\n----\n", None),
            ("---\n---\n", None),
            ("---\r\n---\n", Some("")),
            ("---\n\n---\n", Some("")),
            ("x\n---\na: b\n---\n", None),
            ("\u{200b}---\na: b\n---\n", None),
            ("", None),
            ("---", None),
        ] {
            assert_eq!(yaml(text, Reader::Hub), expected, "{text:?}");
            assert_eq!(yaml(text, Reader::Python), expected, "{text:?}");
        }
    }

    #[test]
    fn only_javascript_takes_a_byte_order_mark_for_space() {
        let text = "\u{feff}---\na: b\n---\n";
        assert_eq!(yaml(text, Reader::Hub), Some("a: b"));
        assert_eq!(yaml(text, Reader::Python), None);
        let text = "\u{85}---\na: b\n---\n";
        assert_eq!(yaml(text, Reader::Hub), None);
        assert_eq!(yaml(text, Reader::Python), Some("a: b"));
    }
}
