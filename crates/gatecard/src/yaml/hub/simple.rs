//! A quick way past what is written as nearly everything is: plain scalars on one line that begin
//! with a letter or a digit.
//!
//! js-yaml tries each such scalar as a key, as a list and as a mapping before it takes it for what
//! it is. Where nothing but a plain scalar can come of it, the same node is made at once; whatever
//! is in doubt is left to the long way.

use std::borrow::Cow;

use super::loader::{Loader, MAX_DEPTH};
use crate::yaml::{NodeId, ScalarStyle};

/// How many levels the long way goes down for a scalar.
const LEVELS: usize = 3;

impl Loader<'_> {
    /// Reads a scalar that is the rest of its line, if the line behind it is not deeper than
    /// `parent_indent` and so cannot go on with it.
    pub(super) fn simple_scalar(&mut self, parent_indent: isize) -> Option<NodeId> {
        let line = self.simple_start()?;
        let (len, end) = scalar_len(line)?;
        let behind = &line[end + 1..];
        let indent = behind.iter().take_while(|byte| **byte == b' ').count();
        let next = behind.get(indent).copied().unwrap_or_default();
        let ends = indent.cast_signed() <= parent_indent;
        if !ends || matches!(next, 0 | b'\t' | b'\n' | b'\r' | b'#') {
            return None;
        }
        let start = self.cursor.position;
        self.cursor.position += len;
        self.cursor.first_tab = None;
        Some(self.push_plain(start, start + len))
    }

    /// Reads the value of a key that stands behind its colon on the same line.
    pub(super) fn simple_value(&mut self, indent: isize, compact: bool) -> Option<NodeId> {
        let blanks = self
            .cursor
            .rest()
            .iter()
            .take_while(|byte| **byte == b' ')
            .count();
        if compact {
            return None;
        }
        self.cursor.position += blanks;
        let value = self.simple_scalar(indent);
        if value.is_none() {
            self.cursor.position -= blanks;
        }
        value
    }

    /// Reads a key up to its colon.
    pub(super) fn simple_key(&mut self) -> Option<NodeId> {
        let line = self.simple_start()?;
        let colon = line.iter().position(|byte| ENDS[usize::from(*byte)])?;
        let has_value = matches!(line.get(colon + 1), Some(b' ' | b'\n'));
        if line[colon] != b':' || !has_value {
            return None;
        }
        let start = self.cursor.position;
        let len = line[..colon].trim_ascii_end().len();
        self.cursor.position += colon;
        Some(self.push_plain(start, start + len))
    }

    /// The bytes from the cursor on, where something simple can begin there.
    fn simple_start(&self) -> Option<&'_ [u8]> {
        let is_near_limit = self.depth + LEVELS >= MAX_DEPTH;
        let rest = self.cursor.rest();
        let begins = rest.first().is_some_and(u8::is_ascii_alphanumeric);
        (begins && !is_near_limit).then_some(rest)
    }

    fn push_plain(&mut self, start: usize, end: usize) -> NodeId {
        let text = Cow::Borrowed(self.cursor.slice(start, end));
        self.push_scalar(text, ScalarStyle::Plain, start, end)
    }
}

/// The length of a scalar without the blanks behind it, and that of its line. `None` where a colon
/// or a comment may end it, or no line break does.
fn scalar_len(rest: &[u8]) -> Option<(usize, usize)> {
    let mut at = 0;
    loop {
        at += rest
            .get(at..)?
            .iter()
            .position(|byte| ENDS[usize::from(*byte)])?;
        match rest[at] {
            b'\n' => return Some((rest[..at].trim_ascii_end().len(), at)),
            b':' if !matches!(rest.get(at + 1)?, b' ' | b'\t' | b'\n' | b'\r') => at += 1,
            b'#' if rest[at - 1] != b' ' => at += 1,
            _ => return None,
        }
    }
}

/// Which bytes can end a scalar, or need a closer look.
const ENDS: [bool; 256] = {
    let mut ends = [true; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        ends[byte as usize] = matches!(byte, b':' | b'#');
        byte += 1;
    }
    ends
};
