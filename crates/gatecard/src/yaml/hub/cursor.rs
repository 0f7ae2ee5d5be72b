//! The place in the text: bytes, lines, indentation, comments.

use memchr::memchr2;

use super::loader::Loader;
use crate::{
    span::Span,
    yaml::{Comment, ReadError},
};

/// js-yaml's message where a line has to end and does not.
const LINE_BREAK_EXPECTED: &str = "a line break is expected";

/// Whether the byte ends a line.
pub(super) fn is_eol(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Whether the byte is a space or a tab.
pub(super) fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

/// Whether the byte is a space, a tab or the end of a line.
pub(super) fn is_blank_or_eol(byte: u8) -> bool {
    is_blank(byte) || is_eol(byte)
}

/// Whether the byte has a meaning between brackets: `,`, `[`, `]`, `{` or `}`.
pub(super) fn is_flow_indicator(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

/// A place to come back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) position: usize,
    pub(super) line: usize,
    pub(super) line_start: usize,
    pub(super) line_indent: usize,
    pub(super) first_tab: Option<usize>,
}

/// Where the loader stands. js-yaml appends a line break where the text has none at its end, and
/// reads a zero byte past the end; both are imitated without a copy.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    /// The bytes of the text up to the end of the block.
    bytes: &'a [u8],
    /// The whole block, set-aside entries included.
    pub(super) block: Span,
    /// Past the last byte, the appended line break included.
    pub(super) end: usize,
    pub(super) position: usize,
    /// Counts up at each line break; only equality matters.
    pub(super) line: usize,
    pub(super) line_start: usize,
    /// Spaces at the start of the line, as far as they have been skipped.
    pub(super) line_indent: usize,
    /// The first tab among the blanks that were skipped on this line.
    pub(super) first_tab: Option<usize>,
    /// Whole lines that are passed over as if they were not there.
    set_aside: Vec<Span>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, block: Span, set_aside: Vec<Span>) -> Self {
        let source = block.slice(text);
        let bom = if source.starts_with('\u{feff}') { 3 } else { 0 };
        let appended = usize::from(!source.is_empty() && !source.ends_with(['\n', '\r']));
        let start = block.range().start + bom;
        let mut cursor = Self {
            text,
            bytes: &text.as_bytes()[..block.range().end],
            block,
            end: block.range().end + appended,
            position: start,
            line: 0,
            line_start: start,
            line_indent: 0,
            first_tab: None,
            set_aside,
        };
        cursor.pass_over();
        cursor.line_start = cursor.position;
        cursor
    }

    /// The byte at an offset; zero past the end.
    pub(super) fn at(&self, offset: usize) -> u8 {
        match self.bytes.get(offset) {
            Some(byte) => *byte,
            None if offset < self.end => b'\n',
            None => 0,
        }
    }

    /// The bytes from the cursor to the end of the block.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.position..).unwrap_or_default()
    }

    /// The byte at the cursor.
    pub(super) fn byte(&self) -> u8 {
        self.at(self.position)
    }

    /// The byte `distance` further on.
    pub(super) fn ahead(&self, distance: usize) -> u8 {
        self.at(self.position + distance)
    }

    /// Steps over one byte and gives the next.
    pub(super) fn step(&mut self) -> u8 {
        self.position += 1;
        self.byte()
    }

    /// Whether the cursor stands where a line begins.
    pub(super) fn at_line_start(&self) -> bool {
        self.position == self.line_start
    }

    /// The bytes from `start` to `end` without the appended line break.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let last = self.block.end as usize;
        Span::new(start.min(last), end.min(last))
    }

    /// The text from `start` to `end`.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.span(start, end).slice(self.text)
    }

    /// The column in UTF-16 units, as js-yaml counts them.
    pub(super) fn column(&self) -> usize {
        let before = self.slice(self.line_start, self.position);
        if before.is_ascii() {
            return before.len();
        }
        before.chars().map(char::len_utf16).sum()
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            position: self.position,
            line: self.line,
            line_start: self.line_start,
            line_indent: self.line_indent,
            first_tab: self.first_tab,
        }
    }

    pub(super) fn reset(&mut self, mark: Mark) {
        self.position = mark.position;
        self.line = mark.line;
        self.line_start = mark.line_start;
        self.line_indent = mark.line_indent;
        self.first_tab = mark.first_tab;
    }

    /// Moves on to the end of the line.
    pub(super) fn skip_line(&mut self) {
        self.position = match memchr2(b'\n', b'\r', self.rest()) {
            Some(distance) => self.position + distance,
            None => self.position.max(self.block.range().end),
        };
    }

    /// Moves over blanks on this line.
    pub(super) fn skip_blanks(&mut self) -> u8 {
        while is_blank(self.byte()) {
            self.position += 1;
        }
        self.byte()
    }

    /// Moves over a line break that stands at the cursor.
    pub(super) fn line_break(&mut self) {
        if self.byte() == b'\r' && self.ahead(1) == b'\n' {
            self.position += 1;
        }
        self.position += 1;
        self.pass_over();
        self.line += 1;
        self.line_start = self.position;
        self.first_tab = None;
    }

    /// Jumps over set-aside lines that begin at the cursor.
    fn pass_over(&mut self) {
        while let Some(gap) = self
            .set_aside
            .iter()
            .find(|gap| gap.range().start == self.position && !gap.is_empty())
        {
            self.position = gap.range().end;
        }
    }

    /// Whether `---` or `...` stands alone at the cursor, which has to be at the start of a line.
    pub(super) fn at_document_separator(&self) -> bool {
        let byte = self.byte();
        (byte == b'-' || byte == b'.')
            && byte == self.ahead(1)
            && byte == self.ahead(2)
            && (self.ahead(3) == 0 || is_blank_or_eol(self.ahead(3)))
    }
}

impl Loader<'_> {
    /// Moves over a line break.
    ///
    /// # Errors
    /// Where none stands at the cursor.
    pub(super) fn expect_line_break(&mut self) -> Result<(), ReadError> {
        if !is_eol(self.cursor.byte()) {
            return Err(self.error(LINE_BREAK_EXPECTED));
        }
        self.cursor.line_break();
        Ok(())
    }

    /// Moves over blanks, line breaks and comments to whatever comes next, and gives the number
    /// of line breaks.
    pub(super) fn skip_separation(&mut self, comments: bool) -> usize {
        let mut breaks = 0;
        loop {
            let mut byte = self.cursor.byte();
            while is_blank(byte) {
                if byte == b'\t' && self.cursor.first_tab.is_none() {
                    self.cursor.first_tab = Some(self.cursor.position);
                }
                byte = self.cursor.step();
            }
            if comments && byte == b'#' {
                self.comment();
                byte = self.cursor.byte();
            }
            if !is_eol(byte) {
                return breaks;
            }
            self.cursor.line_break();
            breaks += 1;
            self.cursor.line_indent = 0;
            while self.cursor.byte() == b' ' {
                self.cursor.line_indent += 1;
                self.cursor.position += 1;
            }
        }
    }

    /// Moves over a comment and keeps its place.
    pub(super) fn comment(&mut self) {
        let start = self.cursor.position;
        self.cursor.skip_line();
        let span = self.cursor.span(start, self.cursor.position);
        let seen = self.tree.comments.last().map(|comment| comment.span.start);
        if seen.is_none_or(|last| last < span.start) {
            self.tree.comments.push(Comment { span });
        }
    }
}
