//! Lines and columns, worked out from byte offsets when somebody asks.

use memchr::memchr2;

/// How many bytes there are between two checkpoints. A position is found by walking from the last
/// checkpoint before it, so this bounds the work for each, even in a line of many megabytes.
const STEP: usize = 256;

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
    /// The offset of the first byte of the line.
    pub line_start: usize,
}

/// What is known at one offset: the sum of all that stands before it.
#[derive(Clone, Copy, Debug, Default)]
struct Checkpoint {
    offset: u32,
    /// Line ends before the offset.
    lines: u32,
    line_start: u32,
    /// Characters that begin between the start of the line and the offset.
    characters: u32,
}

/// An index of the lines of a text. Lines end at `\n`, `\r\n` or a lone `\r`.
///
/// It reads the text only as far as it is asked about, once; after that each question costs the
/// same, however late or long the line is.
///
/// ```
/// use gatecard::LineIndex;
///
/// let mut lines = LineIndex::new("a: é\r\nb: c\n");
/// let place = lines.position(10);
/// assert_eq!((place.line, place.column), (2, 4));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    checkpoints: Vec<Checkpoint>,
}

impl<'a> LineIndex<'a> {
    /// An index of that text. Making one costs nothing.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            checkpoints: vec![Checkpoint::default()],
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The line and column of an offset; those of the end where the text is shorter.
    pub fn position(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let nearest = self.checkpoint(offset / STEP);
        let exact = self.walk(nearest, offset);
        Position {
            line: exact.lines as usize + 1,
            column: exact.characters as usize + 1,
            line_start: exact.line_start as usize,
        }
    }

    /// The offset of the end of the line that holds `offset`, before its line break.
    #[must_use]
    pub fn line_end(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let rest = &self.text.as_bytes()[offset..];
        offset + memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())
    }

    /// The offset of the first byte of the next line, where there is one after `line_end`.
    #[must_use]
    pub fn next_line(&self, line_end: usize) -> Option<usize> {
        match self.text.as_bytes().get(line_end..)? {
            [b'\r', b'\n', ..] => Some(line_end + 2),
            [_, ..] => Some(line_end + 1),
            [] => None,
        }
    }

    /// The checkpoint of that number, after making those before it.
    fn checkpoint(&mut self, number: usize) -> Checkpoint {
        while self.checkpoints.len() <= number {
            let last = self.last();
            let next = self.walk(last, self.checkpoints.len() * STEP);
            self.checkpoints.push(next);
        }
        self.checkpoints.get(number).copied().unwrap_or_default()
    }

    fn last(&self) -> Checkpoint {
        self.checkpoints.last().copied().unwrap_or_default()
    }

    /// Counts on from one place to a later one.
    fn walk(&self, from: Checkpoint, to: usize) -> Checkpoint {
        let bytes = self.text.as_bytes();
        let mut here = from;
        for offset in from.offset as usize..to {
            let byte = bytes[offset];
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(offset + 1) != Some(&b'\n'),
                _ => false,
            };
            here.offset += 1;
            if ends_line {
                here.lines += 1;
                here.line_start = here.offset;
                here.characters = 0;
            } else if (byte & 0xC0) != 0x80 {
                here.characters += 1;
            }
        }
        here
    }
}

#[cfg(test)]
mod tests {
    use super::LineIndex;

    /// Lines and columns counted the plain way.
    fn counted(text: &str, offset: usize) -> (usize, usize) {
        let (mut line, mut column) = (1, 1);
        let before = &text[..offset];
        for (at, character) in before.char_indices() {
            match character {
                '\r' if text[at + 1..].starts_with('\n') => column += 1,
                '\n' | '\r' => (line, column) = (line + 1, 1),
                _ => column += 1,
            }
        }
        (line, column)
    }

    #[test]
    fn every_offset_has_its_line_and_column() {
        let long = "é".repeat(1000);
        let text = format!(
            "a\nb\r\nc\rd\r\r\n{long}\n\u{1f600}x\n{}",
            "y\n".repeat(600)
        );
        for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let place = LineIndex::new(&text).position(offset);
            assert_eq!((place.line, place.column), counted(&text, offset));
        }
        let end = LineIndex::new("ab").position(99);
        assert_eq!((end.line, end.column), (1, 3));
    }

    #[test]
    fn lines_can_be_followed() {
        let lines = LineIndex::new("ab\r\nc\rd");
        assert_eq!((lines.line_end(1), lines.next_line(2)), (2, Some(4)));
        assert_eq!((lines.line_end(4), lines.next_line(5)), (5, Some(6)));
        assert_eq!((lines.line_end(6), lines.next_line(7)), (7, None));
    }
}
