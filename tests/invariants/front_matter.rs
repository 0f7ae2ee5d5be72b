//! Where the YAML block is: what the regular expression of the Hub's server finds, by a program
//! that runs it as it is written.

use std::sync::LazyLock;

use gatecard::{Damage, FrontMatter, Span, decode, yaml::Reader};
use regex::Regex;

/// What `\s` means in JavaScript.
const JAVASCRIPT: &str = r"\t\n\x0b\x0c\r \u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";
/// What `\s` means in Python, in texts.
const PYTHON: &str = r"\t\n\x0b\x0c\r\x1c-\x1f \u{85}\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";

/// The expression as `huggingface_hub` states it, with what `\s` means in a language.
fn expression(space: &str) -> Regex {
    let expression =
        format!(r"\A([{space}]*---(?:\r\n|\r|\n))((?s:.)*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|\z))");
    Regex::new(&expression).expect("it is an expression")
}

static HUB: LazyLock<Regex> = LazyLock::new(|| expression(JAVASCRIPT));
static CLIENTS: LazyLock<Regex> = LazyLock::new(|| expression(PYTHON));

/// See [`super::Check`].
pub(crate) fn check(bytes: &[u8]) {
    let decoded = decode(bytes);
    let text: &str = &decoded.text;
    decoding(bytes, text, decoded.damage);
    for (reader, expression) in [(Reader::Hub, &HUB), (Reader::Python, &CLIENTS)] {
        let expected = expression
            .captures(text)
            .map(|groups| [1, 2, 3].map(|group| groups.get(group).expect("it took part").range()));
        let found = FrontMatter::find(text, reader)
            .map(|block| [block.opening, block.yaml, block.closing].map(Span::range));
        assert_eq!(found, expected, "{reader}: {text:?}");
        assert_eq!(
            decoded.card().reading(reader).front_matter(),
            FrontMatter::find(text, reader)
        );
    }
}

/// Each byte has its place in the text, and those that are UTF-8 are as they were.
fn decoding(bytes: &[u8], text: &str, damage: Option<Damage>) {
    assert_eq!(text.len(), bytes.len());
    let mut offset = 0;
    for chunk in bytes.utf8_chunks() {
        let (valid, invalid) = (chunk.valid().len(), chunk.invalid().len());
        let rest = &text[offset..];
        assert_eq!(&rest[..valid], chunk.valid());
        assert_eq!(rest[valid..][..invalid], "?".repeat(invalid));
        offset += valid + invalid;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => assert!(!matches!(damage, Some(Damage::InvalidUtf8 { .. }))),
        Err(error) => match damage {
            Some(Damage::InvalidUtf8 { offset }) => assert_eq!(offset, error.valid_up_to()),
            damage => assert_eq!(damage, Some(Damage::Utf16)),
        },
    }
}
