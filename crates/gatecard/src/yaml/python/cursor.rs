//! The place in the text up to which the scanner has come.

use memchr::{memchr2, memmem};

/// The byte order mark, which takes no column.
const MARK: &str = "\u{feff}";

/// A set of bytes to stop at, with the bytes that may lead a line break beyond ASCII.
pub(super) struct Stops([bool; 256]);

impl Stops {
    /// The bytes of `stops`.
    pub(super) const fn new(stops: &[u8]) -> Self {
        let mut set = [false; 256];
        set[0xC2] = true;
        set[0xE2] = true;
        let mut index = 0;
        while index < stops.len() {
            set[stops[index] as usize] = true;
            index += 1;
        }
        Self(set)
    }
}

/// A reading position, with the line and column that Python would count.
///
/// Offsets are those of the card, so that the block's own start needs no care elsewhere.
pub(super) struct Cursor<'a> {
    text: &'a str,
    bytes: &'a [u8],
    start: usize,
    pos: usize,
    line: usize,
    counted: usize,
    index: usize,
    column: usize,
    /// Whether every byte is a character.
    ascii: bool,
    /// Whether there are characters that take no column.
    marks: bool,
}

impl<'a> Cursor<'a> {
    /// A cursor at `start` of `text`, which ends where the block ends.
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            start,
            pos: start,
            line: start,
            counted: start,
            index: 0,
            column: 0,
            ascii: text.as_bytes()[start..].is_ascii(),
            marks: memmem::find(&text.as_bytes()[start..], MARK.as_bytes()).is_some(),
        }
    }

    /// The offset of the next byte.
    pub(super) fn pos(&self) -> usize {
        self.pos
    }

    /// Whether nothing has been read yet.
    pub(super) fn is_at_start(&self) -> bool {
        self.pos == self.start
    }

    /// The next byte; 0, which no YAML holds, at the end.
    pub(super) fn peek(&self) -> u8 {
        self.peek_at(0)
    }

    /// The byte `ahead` of the next one; 0 at the end.
    pub(super) fn peek_at(&self, ahead: usize) -> u8 {
        self.byte_at(self.pos + ahead)
    }

    /// The byte at an offset; 0 at the end.
    pub(super) fn byte_at(&self, offset: usize) -> u8 {
        self.bytes.get(offset).copied().unwrap_or(0)
    }

    /// The character at an offset; NUL at the end.
    pub(super) fn character_at(&self, offset: usize) -> char {
        let rest = self.text.get(offset..).unwrap_or_default();
        rest.chars().next().unwrap_or('\0')
    }

    /// The next character; NUL at the end.
    pub(super) fn character(&self) -> char {
        self.character_at(self.pos)
    }

    /// The text from `start` to `end`.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The text from `start` to the cursor.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.slice(start, self.pos)
    }

    /// Whether the text goes on with `prefix`.
    pub(super) fn starts_with(&self, prefix: &[u8]) -> bool {
        self.bytes[self.pos..].starts_with(prefix)
    }

    /// Moves over `count` bytes without a line break.
    pub(super) fn advance(&mut self, count: usize) {
        self.pos = self.bytes.len().min(self.pos + count);
    }

    /// Moves to an offset behind the cursor, with no line break between.
    pub(super) fn advance_to(&mut self, offset: usize) {
        self.pos = offset;
    }

    /// Moves over spaces.
    pub(super) fn skip_spaces(&mut self) {
        while self.peek() == b' ' {
            self.pos += 1;
        }
    }

    /// Moves over spaces and tabs.
    pub(super) fn skip_blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\t') {
            self.pos += 1;
        }
    }

    /// The length of the line break at an offset; 0 if there is none.
    pub(super) fn break_len(&self, offset: usize) -> usize {
        match self.bytes.get(offset..).unwrap_or_default() {
            [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
            _ => 0,
        }
    }

    /// Whether a line break comes next.
    pub(super) fn is_at_break(&self) -> bool {
        self.break_len(self.pos) > 0
    }

    /// Whether a line break or the end comes next.
    pub(super) fn is_at_line_end(&self) -> bool {
        self.pos == self.bytes.len() || self.is_at_break()
    }

    /// Whether a space, a tab, a line break or the end stands at an offset.
    pub(super) fn is_space_or_end(&self, offset: usize) -> bool {
        match self.bytes.get(offset) {
            None | Some(b' ' | b'\t') => true,
            _ => self.break_len(offset) > 0,
        }
    }

    /// Moves over a line break and gives what a text has for it: a line feed, or the line and
    /// paragraph separators of Unicode themselves. Nothing where there is no line break.
    pub(super) fn take_break(&mut self) -> &'a str {
        let length = self.break_len(self.pos);
        if length == 0 {
            return "";
        }
        self.count();
        let start = self.pos;
        self.pos += length;
        let written = self.since(start);
        self.index += written.chars().count();
        self.column = 0;
        self.counted = self.pos;
        self.line = self.pos;
        if length == 3 { written } else { "\n" }
    }

    /// The offset at which the line begins.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// The column, in characters, with no width for byte order marks.
    pub(super) fn column(&mut self) -> usize {
        self.count();
        self.column
    }

    /// How many characters have been read.
    pub(super) fn index(&mut self) -> usize {
        self.count();
        self.index
    }

    /// The first offset from `from` on with a byte of `stops` or a line break.
    ///
    /// `stops` must hold the line breaks of ASCII.
    pub(super) fn find(&self, from: usize, stops: &Stops) -> usize {
        let mut offset = from;
        loop {
            let rest = self.bytes[offset..].iter();
            let Some(ahead) = rest.copied().position(|byte| stops.0[usize::from(byte)]) else {
                return self.bytes.len();
            };
            offset += ahead;
            if self.bytes[offset].is_ascii() || self.break_len(offset) > 0 {
                return offset;
            }
            offset += 1;
        }
    }

    /// The end of the line, without its line break.
    pub(super) fn line_end(&self) -> usize {
        const BREAKS: Stops = Stops::new(b"\r\n");
        if !self.ascii {
            return self.find(self.pos, &BREAKS);
        }
        memchr2(b'\r', b'\n', &self.bytes[self.pos..])
            .map_or(self.bytes.len(), |ahead| self.pos + ahead)
    }

    /// Whether the line begins with `---` or `...` as a document's mark; the cursor must be at its
    /// first column.
    pub(super) fn is_at_document_mark(&self) -> bool {
        (self.starts_with(b"---") || self.starts_with(b"...")) && self.is_space_or_end(self.pos + 3)
    }

    /// Brings the counters up to the position.
    fn count(&mut self) {
        if self.counted == self.pos {
            return;
        }
        let passed = self.since(self.counted);
        let characters = if self.ascii {
            passed.len()
        } else {
            passed.chars().count()
        };
        self.index += characters;
        self.column += characters;
        if self.marks {
            self.column -= passed.matches(MARK).count();
        }
        self.counted = self.pos;
    }
}
