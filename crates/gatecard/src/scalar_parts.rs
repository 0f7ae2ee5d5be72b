//! Where parts of a scalar's text stand in the card, folding and escapes aside.

use std::ops::Range;

use crate::yaml::ScalarStyle;

/// The places in `written`, the source of a scalar, of `parts` of its `text`. The parts are in
/// order and apart from each other. `None` where the text does not stand there, as for an alias.
///
/// Blanks and line breaks are what folding changes, and nothing else is, so that the other
/// characters of both sides go together one by one.
pub(crate) fn places(
    written: &str,
    style: ScalarStyle,
    text: &str,
    parts: &[Range<usize>],
) -> Option<Vec<Range<usize>>> {
    let mut places: Vec<Option<Range<usize>>> = vec![None; parts.len()];
    let mut current = 0;
    let mut source = Written::new(written, style);
    for (at, character) in text.char_indices() {
        if is_blank(character) {
            continue;
        }
        let (range, meant) = source.by_ref().find(|(_, meant)| !is_blank(*meant))?;
        if meant != character {
            return None;
        }
        while parts.get(current).is_some_and(|part| part.end <= at) {
            current += 1;
        }
        let Some(part) = parts.get(current) else {
            break;
        };
        if part.contains(&at) {
            let start = places[current].as_ref().map_or(range.start, |it| it.start);
            places[current] = Some(start..range.end);
        }
    }
    places.into_iter().collect()
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// The characters that the source of a scalar means, each with its bytes.
struct Written<'a> {
    source: &'a str,
    style: ScalarStyle,
    at: usize,
    end: usize,
}

impl<'a> Written<'a> {
    fn new(source: &'a str, style: ScalarStyle) -> Self {
        let len = source.len();
        let (at, end) = match style {
            ScalarStyle::Plain => (0, len),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => (1, len.saturating_sub(1)),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                (source.find(['\n', '\r']).unwrap_or(len), len)
            }
        };
        Self {
            source,
            style,
            at,
            end,
        }
    }

    /// The length of the escape sequence at the start, and what it means.
    fn escape(rest: &str) -> (usize, char) {
        let digits = match rest.as_bytes().get(1) {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => {
                let meant = rest.chars().nth(1).unwrap_or_default();
                let len = '\\'.len_utf8() + meant.len_utf8();
                // Of the letters, those that stand for blanks matter here, and few others occur.
                let meant = if matches!(meant, 'n' | 't' | 'r') {
                    ' '
                } else {
                    meant
                };
                return (len, meant);
            }
        };
        let code = rest.get(2..2 + digits);
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        (
            2 + digits,
            code.and_then(char::from_u32).unwrap_or_default(),
        )
    }
}

impl Iterator for Written<'_> {
    type Item = (Range<usize>, char);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.source.get(self.at..self.end)?;
        let first = rest.chars().next()?;
        let (len, meant) = match (self.style, first) {
            (ScalarStyle::DoubleQuoted, '\\') => Self::escape(rest),
            (ScalarStyle::SingleQuoted, '\'') => (2, '\''),
            _ => (first.len_utf8(), first),
        };
        let start = self.at;
        self.at += len;
        Some((start..self.at, meant))
    }
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::yaml::ScalarStyle::{DoubleQuoted, Folded, Literal, Plain, SingleQuoted};

    #[test]
    fn parts_are_found_through_folding_and_escapes() {
        for (written, style, text, part, expected) in [
            ("Press Go now", Plain, "Press Go now", 6..8, Some("Go")),
            (
                "Press\n    Go now",
                Plain,
                "Press Go now",
                6..12,
                Some("Go now"),
            ),
            ("'It''s Go'", SingleQuoted, "It's Go", 5..7, Some("Go")),
            (
                "\"a\\n\\u201CGo\\\n  \\ on\\u201D\"",
                DoubleQuoted,
                "a\n“Go on”",
                5..10,
                Some("Go\\\n  \\ on"),
            ),
            (
                "|- # Go\n  Press\n   Go",
                Literal,
                "Press\n Go",
                7..9,
                Some("Go"),
            ),
            (
                ">\n  Press\n  Go and\n  wait\n",
                Folded,
                "Press Go and wait\n",
                6..17,
                Some("Go and\n  wait"),
            ),
            ("*anchor", Plain, "Press Go", 6..8, None),
            ("\"\\a Go\"", DoubleQuoted, "\u{7} Go", 2..4, None),
            ("Press", Plain, "Press Go", 6..8, None),
        ] {
            let found = places(written, style, text, std::slice::from_ref(&part));
            let found = found.map(|places| &written[places[0].clone()]);
            assert_eq!(found, expected, "{written:?}");
        }
    }

    #[test]
    fn several_parts_come_in_order() {
        let parts = [0..1, 2..3, 7..8];
        assert_eq!(
            places("a b \n c d", Plain, "a b  c d", &parts),
            Some(vec![0..1, 2..3, 8..9])
        );
    }
}
