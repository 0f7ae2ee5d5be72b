//! The lines of a card as text, for what the Hub does not read as YAML: where a gate went astray.

mod code;

use std::{ops::Range, sync::LazyLock};

use memchr::memmem::Finder;

use code::CodeState;

use crate::{card::GATE_PREFIX, span::Span};

/// The `---` around the front matter.
const FENCE: &str = "---";

/// Finds where a gate key may begin.
static KEYS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(GATE_PREFIX));

/// One line of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// The line without its line break.
    pub(crate) text: &'a str,
    /// Its bytes.
    pub(crate) span: Span,
    /// Its line break, empty at the end of the card.
    pub(crate) end: Span,
    /// Whether it belongs to a block of code within three backticks or tildes, to one of HTML, or
    /// to a comment.
    pub(crate) in_code: bool,
}

impl<'a> Line<'a> {
    /// Whether nothing but blanks stands on it.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether it is a `---` that can close the front matter, its line break aside.
    pub(crate) fn is_fence(&self) -> bool {
        self.text
            .strip_prefix(FENCE)
            .is_some_and(|rest| rest.trim_matches([' ', '\t']).is_empty())
    }

    /// What keeps the line from being a fence, where it looks as if it were meant for one.
    pub(crate) fn fence_mistake(&self) -> Option<FenceMistake<'a>> {
        let bare = self.text.trim_start_matches(is_invisible);
        let trimmed = bare.trim();
        let dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
        let dashes = trimmed.trim_start_matches(dash);
        let dots = trimmed.len() >= FENCE.len() && trimmed.bytes().all(|byte| byte == b'.');
        let all_dashes = dashes.is_empty() && !trimmed.is_empty() && trimmed != "-";
        if self.text == FENCE {
            None
        } else if bare.len() < self.text.len() && trimmed == FENCE {
            Some(FenceMistake::Before(self.text.trim_end()))
        } else if trimmed == FENCE {
            Some(FenceMistake::Blanks)
        } else if dots || all_dashes {
            Some(FenceMistake::Other(trimmed))
        } else {
            let behind = self.text.strip_prefix(FENCE)?;
            (!behind.starts_with(dash)).then_some(FenceMistake::Behind(behind.trim()))
        }
    }

    /// The gate key that the line begins with, where it begins with one and a colon.
    pub(crate) fn gate_key(&self) -> Option<&'a str> {
        gate_key(self.text)
    }

    /// Whether a gate key begins the line, and is no example.
    pub(crate) fn is_stray_key(&self) -> bool {
        !self.in_code && self.gate_key().is_some()
    }

    /// The colon behind the word that the line begins with, where it ends no key: it has no space
    /// behind it, or it is one that only looks like a colon.
    pub(crate) fn false_colon(&self) -> Option<Span> {
        let is_part =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '"' | '\'');
        let length = self
            .text
            .find(|c| !is_part(c))
            .filter(|&length| length > 0)?;
        let rest = &self.text[length..];
        let colon = rest.chars().next()?;
        let behind = &rest[colon.len_utf8()..];
        let is_false = match colon {
            ':' => !behind.is_empty() && !behind.starts_with([' ', '\t', '/', ':']),
            '\u{ff1a}' | '\u{fe55}' | '\u{a789}' | '\u{2236}' => true,
            _ => false,
        };
        let start = self.span.range().start + length;
        is_false.then(|| Span::new(start, start + colon.len_utf8()))
    }

    /// Whether the line could stand in a YAML block: an entry, an item, a comment, a blank line,
    /// or the continuation of another line.
    pub(crate) fn may_be_yaml(&self) -> bool {
        let entry = self.text.ends_with(':') || self.text.contains(": ");
        let other = [' ', '\t', '-', '#', ']', '}'];
        self.is_blank() || entry || self.text.starts_with(other)
    }
}

/// The gate key that a line begins with, where it begins with one and a colon.
fn gate_key(line: &str) -> Option<&str> {
    let bare = line.strip_prefix(['"', '\'']).unwrap_or(line);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let key = &bare[..bare.find(|c| !is_part(c))?];
    let rest = bare[key.len()..].trim_start_matches(['"', '\'', ' ', '\t']);
    let value = rest.strip_prefix(':')?;
    (key.starts_with(GATE_PREFIX) && (value.is_empty() || value.starts_with([' ', '\t'])))
        .then_some(key)
}

/// What keeps a line from being a fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FenceMistake<'a> {
    /// Something invisible before the dashes.
    Before(&'a str),
    /// Blanks before or behind the dashes.
    Blanks,
    /// A text behind the dashes.
    Behind(&'a str),
    /// Other characters or another number of dashes.
    Other(&'a str),
}

/// Whether a character shows nothing, so that its author cannot see that it is there.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// Whether a part of a card has a line that begins with a gate key and is no example.
///
/// It looks at no other lines than those with a gate key and those that can begin or end code.
pub(crate) fn has_stray_key(text: &str, part: Span) -> bool {
    let part = part.slice(text);
    let mut code = CodeState::default();
    let mut seen = 0;
    KEYS.find_iter(part.as_bytes()).any(|at| {
        let line = line_around(part, at);
        let key = at - line.start <= 1 && gate_key(&part[line.clone()]).is_some();
        if !key || line.start < seen {
            return false;
        }
        code.read(&part[seen..line.start]);
        seen = line.start;
        code.open.is_none()
    })
}

/// The line around an offset, without its line break.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = memchr::memrchr2(b'\n', b'\r', &bytes[..at]).map_or(0, |at| at + 1);
    let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(text.len(), |len| at + len);
    start..end
}

/// The lines of a part of a card.
pub(crate) fn lines(text: &str, part: Span) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let end = part.range().end;
    let mut start = part.range().start;
    while start < end {
        let rest = Span::new(start, end).slice(text);
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let break_length = match &rest.as_bytes()[length..] {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        let line_end = start + length;
        lines.push(Line {
            text: &rest[..length],
            span: Span::new(start, line_end),
            end: Span::new(line_end, line_end + break_length),
            in_code: false,
        });
        start = line_end + break_length;
    }
    mark_code(&mut lines);
    lines
}

/// Marks the blocks of code and the comments, by the rules of Markdown: one that is never closed
/// goes on to the end.
fn mark_code(lines: &mut [Line<'_>]) {
    let mut code = CodeState::default();
    for line in lines {
        line.in_code = code.open.is_some();
        code.line(line.text);
        line.in_code |= code.open.is_some();
    }
}

#[cfg(test)]
mod tests {
    use super::{FenceMistake, Line, has_stray_key, lines};
    use crate::span::Span;

    fn keys(text: &str) -> Vec<&str> {
        lines(text, Span::new(0, text.len()))
            .iter()
            .filter(|line| !line.in_code)
            .filter_map(super::Line::gate_key)
            .collect()
    }

    #[test]
    fn the_quick_look_for_keys_sees_what_the_slow_one_sees() {
        const LINES: [&str; 12] = [
            "<!-- a",
            "--> b",
            "<PRE><code>",
            "<!-- a --> </pre>",
            "```yaml",
            "```",
            "````",
            "~~~",
            "   ~~~~",
            "extra_gated_prompt: Terms",
            "\"extra_gated_fields\":",
            "Text about extra_gated_prompt: and ``` code",
        ];
        for seed in 0..20_000_usize {
            let mut state = seed;
            let pick = || {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695);
                LINES[(state >> 33) % LINES.len()]
            };
            let text: Vec<&str> = std::iter::repeat_with(pick).take(6).collect();
            let text = text.join("\n");
            let whole = Span::new(0, text.len());
            let slow = lines(&text, whole).iter().any(Line::is_stray_key);
            assert_eq!(has_stray_key(&text, whole), slow, "{text}");
        }
    }

    #[test]
    fn keys_count_at_the_start_of_lines_outside_of_code() {
        let text = "extra_gated_a: x\n```yaml\nextra_gated_b: x\n```\n\"extra_gated_c\" : x\r\
                    ~~~\n```\nextra_gated_d: x\n~~~\r\n extra_gated_e: x\nextra_gated_f:x\n\
                    extra_gated_g:\n`extra_gated_h: x`\n```\nextra_gated_i: x\n````\n\
                    extra_gated_j: x\n````\n```\nextra_gated_k: x\n";
        assert_eq!(
            keys(text),
            [
                "extra_gated_a",
                "extra_gated_c",
                "extra_gated_g",
                "extra_gated_j"
            ]
        );
    }

    #[test]
    fn keys_in_comments_and_in_code_of_html_do_not_count() {
        let text = "<!-- a -->\nextra_gated_a: x\n<!--\nextra_gated_b: x\n--> <!-- a\n\
                    extra_gated_c: x\n-->\n  <pre><code>\nextra_gated_d: x\n</code></PRE>\n\
                    extra_gated_e: x\nthe <pre> tag\nextra_gated_f: x\n```\n<!--\n```\n\
                    extra_gated_g: x\n";
        assert_eq!(
            keys(text),
            [
                "extra_gated_a",
                "extra_gated_e",
                "extra_gated_f",
                "extra_gated_g"
            ]
        );
    }

    #[test]
    fn lines_that_are_almost_fences_are_told() {
        let mistake = |text: &'static str| {
            lines(text, Span::new(0, text.len()))
                .first()
                .and_then(super::Line::fence_mistake)
        };
        assert_eq!(mistake("---"), None);
        assert_eq!(mistake("--- "), Some(FenceMistake::Blanks));
        assert_eq!(mistake(" ---"), Some(FenceMistake::Blanks));
        assert_eq!(mistake("---oops"), Some(FenceMistake::Behind("oops")));
        assert_eq!(mistake("----"), Some(FenceMistake::Other("----")));
        assert_eq!(mistake("..."), Some(FenceMistake::Other("...")));
        assert_eq!(mistake("—-"), Some(FenceMistake::Other("—-")));
        assert_eq!(
            mistake("\u{200b}---"),
            Some(FenceMistake::Before("\u{200b}---"))
        );
        assert_eq!(mistake("-"), None);
        assert_eq!(mistake("- a"), None);
        assert_eq!(mistake("----- a"), None);
    }
}
