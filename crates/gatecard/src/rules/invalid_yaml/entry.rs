//! The lines around a mistake, taken apart as far as broken YAML can be.

use crate::{
    finding::YamlPath,
    fix::{Edit, Safety},
    lines::lines,
    relocation::Relocation,
    span::Span,
    yaml::{ReadError, hub},
};

/// Why the Hub cannot read a line.
pub(super) struct Cause {
    pub(super) span: Span,
    pub(super) what: String,
    pub(super) help: String,
    pub(super) title: &'static str,
    pub(super) safety: Safety,
    pub(super) edits: Vec<Edit>,
}

impl Cause {
    pub(super) fn new(span: Span, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            span,
            what: what.into(),
            help: help.into(),
            title: "",
            safety: Safety::Unsafe,
            edits: Vec::new(),
        }
    }

    /// With a change that mends it; it is only offered where the Hub can read the entry once it and
    /// the mistakes behind it are mended.
    pub(super) fn mend(mut self, safety: Safety, title: &'static str, edits: Vec<Edit>) -> Self {
        self.safety = safety;
        self.title = title;
        self.edits = edits;
        self
    }
}

/// One line of a broken entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// The line without its line break.
    pub(super) span: Span,
    /// What stands behind the indentation and the dashes of lists, without blanks at the end.
    pub(super) content: Span,
    /// How many blanks stand at the start.
    pub(super) indent: usize,
    /// How far from the start the content stands.
    pub(super) column: usize,
    /// Whether it is the item of a list.
    pub(super) is_item: bool,
    /// What stands before the first colon that can end a key.
    pub(super) key: Option<Span>,
    /// What stands behind that colon, where anything does.
    pub(super) value: Option<Span>,
}

impl<'a> Line<'a> {
    fn new(text: &'a str, span: Span) -> Self {
        let start = span.range().start;
        let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
        let mut from = indent;
        while let Some(rest) = text[from..].strip_prefix("- ") {
            from = text.len() - rest.trim_start_matches(' ').len();
        }
        let bare_item = text[from..].trim_end() == "-";
        let end = text.trim_end().len().max(from);
        let content = &text[from..end];
        let at = |offset: usize| start + from + offset;
        let colon = key_end(content);
        let value = colon.map(|colon| {
            let rest = &content[colon + 1..];
            at(content.len() - rest.trim_start().len())
        });
        Self {
            text,
            span,
            content: Span::new(start + from, start + end),
            indent,
            column: from,
            is_item: from > indent || bare_item,
            key: colon.map(|colon| Span::new(at(0), at(content[..colon].trim_end().len()))),
            value: value
                .map(|value| Span::new(value, start + end))
                .filter(|value| !value.is_empty()),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.content.is_empty() || self.text.trim_start().starts_with('#')
    }
}

/// Where the first colon stands that can end a key, past a key in quotes.
fn key_end(content: &str) -> Option<usize> {
    let past = content
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''))
        .and_then(|quote| Some((quote_end(content, quote)?, content)))
        .filter(|(end, content)| content[*end..].trim_start().starts_with(':'))
        .map_or(0, |(end, _)| end);
    let ends = |at: usize| {
        let next = content[at + 1..].bytes().next();
        matches!(next, None | Some(b' ' | b'\t'))
    };
    memchr::memchr_iter(b':', &content.as_bytes()[past..])
        .map(|distance| past + distance)
        .find(|&at| ends(at))
}

/// The offset past the quote that closes the one at the start of a text.
pub(super) fn quote_end(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote {
            let doubled =
                quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote);
            if !doubled {
                return Some(at + 1);
            }
            characters.next();
        }
    }
    None
}

/// A mistake with the lines around it.
pub(super) struct Broken<'a> {
    pub(super) source: &'a str,
    pub(super) error: &'a ReadError,
    pub(super) lines: Vec<Line<'a>>,
    /// The index of the line at which the Hub gives up.
    pub(super) at: usize,
    /// All of the YAML block, as it is in the card.
    pub(super) block: &'a str,
    entry: Span,
}

impl<'a> Broken<'a> {
    pub(super) fn new(source: &'a str, block: &'a str, error: &'a ReadError, entry: Span) -> Self {
        let lines: Vec<Line<'_>> = lines(source, entry)
            .iter()
            .map(|line| Line::new(line.text, line.span))
            .collect();
        let offset = error.offset;
        let found = lines.partition_point(|line| line.span.end < offset);
        let last = found.min(lines.len().saturating_sub(1));
        let at = (0..=last)
            .rfind(|&index| lines.get(index).is_some_and(|line| !line.is_blank()))
            .unwrap_or(last);
        Self {
            source,
            error,
            lines,
            at,
            block,
            entry,
        }
    }

    /// The line at which the Hub gives up.
    pub(super) fn focus(&self) -> Line<'a> {
        let nothing = Line::new("", self.entry);
        self.lines.get(self.at).copied().unwrap_or(nothing)
    }

    /// The written line above.
    pub(super) fn above(&self, index: usize) -> Option<usize> {
        (0..index).rfind(|&above| !self.lines[above].is_blank())
    }

    /// The key whose list the line at the mistake is an item of.
    pub(super) fn list_key(&self) -> Option<&'a str> {
        let item = self.focus();
        let mut above = self.lines[..self.at].iter().rev();
        let owner = above.find(|line| {
            !line.is_blank() && !line.is_item && line.indent <= item.indent && line.key.is_some()
        })?;
        owner.key.map(|key| self.text(key))
    }

    pub(super) fn text(&self, span: Span) -> &'a str {
        span.slice(self.source)
    }

    /// The path of the top-level key that the lines belong to.
    pub(super) fn path(&self) -> YamlPath {
        let first = self.lines.iter().find(|line| !line.is_blank());
        let key = first
            .filter(|line| line.indent == 0)
            .and_then(|line| line.key);
        key.map_or_else(YamlPath::default, |key| {
            YamlPath::top(self.text(key).trim_matches(['"', '\'']))
        })
    }

    /// Whether js-yaml's message has one of these words in it.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.error.message.contains(word))
    }

    /// Whether the entry can be read without those around it.
    pub(super) fn reads_alone(&self) -> bool {
        first_error(self.text(self.entry)).is_none()
    }

    /// The entry after some changes, and where the Hub gives up in it then; `None` where it does not
    /// get further than before, to the end of the entry or to a mistake on a later line.
    pub(super) fn after(&self, edits: &[Edit]) -> Option<(Relocation, Option<ReadError>)> {
        let relocation = Relocation::new(self.source, self.entry, edits)?;
        let Some(error) = first_error(&relocation.text) else {
            return Some((relocation, None));
        };
        let here = self.error.offset as usize;
        let past = edits
            .iter()
            .map(|edit| edit.span.range().end)
            .fold(here, usize::max);
        let next = relocation.span(Span::at(error.offset as usize))?;
        let between = self.source.get(past..next.range().start)?;
        between
            .contains(['\n', '\r'])
            .then_some((relocation, Some(error)))
    }
}

/// Why the Hub gives up in an entry that stands alone. Duplicate keys are left to their own rule.
fn first_error(entry: &str) -> Option<ReadError> {
    let whole = Span::new(0, entry.len());
    match hub::read(entry, whole, &[]) {
        Ok(tree) if tree.too_much(entry.len()).is_some() => None,
        Ok(mut tree) => hub::load(&mut tree, entry.len()).errors.into_iter().next(),
        Err(error) => Some(error),
    }
}

#[cfg(test)]
mod tests {
    use super::quote_end;

    #[test]
    fn quotes_end_behind_what_escapes_them() {
        for (text, quote, end) in [
            ("\"a\" b", '"', Some(3)),
            ("\"a\\\" b\" c", '"', Some(7)),
            ("\"a\\\\\" b", '"', Some(5)),
            ("'a' b", '\'', Some(3)),
            ("'it''s' b", '\'', Some(7)),
            ("'a\\' b", '\'', Some(4)),
            ("\"a", '"', None),
            ("'a''", '\'', None),
        ] {
            assert_eq!(quote_end(text, quote), end, "{text}");
        }
    }
}
