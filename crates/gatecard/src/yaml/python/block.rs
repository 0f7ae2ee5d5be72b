//! `|` and `>` blocks.

use std::borrow::Cow;

use super::{
    cursor::Cursor,
    error::{self, Result},
    repr,
    scanner::{Scalar, Scanner},
};
use crate::yaml::ScalarStyle;

/// What errors here are about.
const CONTEXT: &str = "while scanning a block scalar";

/// What becomes of the line breaks at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    /// All are dropped.
    Strip,
    /// One is kept.
    Clip,
    /// All are kept.
    Keep,
}

/// Scans a block from its `|` or `>` on.
pub(super) fn scan<'a>(scanner: &mut Scanner<'a>, style: ScalarStyle) -> Result<Scalar<'a>> {
    let start = scanner.cursor.pos();
    scanner.cursor.advance(1);
    let (chomping, increment) = scan_indicators(&mut scanner.cursor, start)?;
    let header_end = scanner.cursor.pos();
    skip_header(scanner, start)?;

    let least = scanner.margin().max(1);
    let cursor = &mut scanner.cursor;
    let mut lines = Lines::default();
    let indent = if let Some(increment) = increment {
        let indent = least + increment - 1;
        scan_breaks(cursor, indent, &mut lines.breaks);
        indent
    } else {
        least.max(scan_indentation(cursor, &mut lines.breaks))
    };
    lines.scan(cursor, indent, style == ScalarStyle::Folded);
    let end = lines.end.max(header_end);
    let text = lines.finish(cursor, chomping);
    let span = (start, end);
    Ok(Scalar { text, style, span })
}

/// The lines of a block, as they are put together.
#[derive(Default)]
struct Lines {
    /// The text before the last line, if it is not the first.
    text: Option<String>,
    /// The offset of the last line's first byte.
    start: usize,
    /// The offset past the last line; 0 while there is none.
    end: usize,
    /// The line break after the last line.
    line_break: &'static str,
    /// The empty lines after it.
    breaks: String,
}

impl Lines {
    /// Scans the lines that are indented by `indent`.
    fn scan(&mut self, cursor: &mut Cursor<'_>, indent: usize, folded: bool) {
        let mut more = is_at_line(cursor, indent);
        if more && !self.breaks.is_empty() {
            self.text = Some(std::mem::take(&mut self.breaks));
        }
        while more {
            let spaced = matches!(cursor.peek(), b' ' | b'\t');
            self.start = cursor.pos();
            self.end = cursor.line_end();
            cursor.advance_to(self.end);
            self.line_break = as_static(cursor.take_break());
            scan_breaks(cursor, indent, &mut self.breaks);
            more = is_at_line(cursor, indent);
            if more {
                let folds = folded && self.line_break == "\n" && !spaced;
                self.join(cursor, folds && !matches!(cursor.peek(), b' ' | b'\t'));
            }
        }
    }

    /// Adds the last line and what lies between it and the next.
    fn join(&mut self, cursor: &Cursor<'_>, folds: bool) {
        let text = self.text.get_or_insert_default();
        text.push_str(cursor.slice(self.start, self.end));
        match (folds, self.breaks.is_empty()) {
            (true, true) => text.push(' '),
            (true, false) => {}
            (false, _) => text.push_str(self.line_break),
        }
        text.push_str(&self.breaks);
        self.breaks.clear();
    }

    /// The whole text, the end chomped.
    fn finish<'a>(mut self, cursor: &Cursor<'a>, chomping: Chomping) -> Cow<'a, str> {
        let mut tail = match chomping {
            Chomping::Strip => String::new(),
            Chomping::Clip | Chomping::Keep => self.line_break.to_owned(),
        };
        if chomping == Chomping::Keep {
            tail.push_str(&self.breaks);
        }
        let source = cursor.slice(self.start, self.end + tail.len());
        let last = cursor.slice(self.start, self.end);
        if self.text.is_none() && source.strip_prefix(last) == Some(tail.as_str()) {
            return Cow::Borrowed(source);
        }
        let text = self.text.get_or_insert_default();
        text.push_str(last);
        text.push_str(&tail);
        Cow::Owned(self.text.unwrap_or_default())
    }
}

/// The line break as a text that needs no borrowing.
fn as_static(line_break: &str) -> &'static str {
    match line_break {
        "" => "",
        "\u{2028}" => "\u{2028}",
        "\u{2029}" => "\u{2029}",
        _ => "\n",
    }
}

/// Whether a line of the block begins at the cursor.
fn is_at_line(cursor: &mut Cursor<'_>, indent: usize) -> bool {
    cursor.column() == indent && cursor.peek() != 0
}

/// Scans what follows the `|` or `>`: how to chomp, and the indentation if it is given.
fn scan_indicators(cursor: &mut Cursor<'_>, start: usize) -> Result<(Chomping, Option<usize>)> {
    let mut chomping = scan_chomping(cursor);
    let mut increment = None;
    if cursor.peek().is_ascii_digit() {
        increment = Some(usize::from(cursor.peek() - b'0'));
        if increment == Some(0) {
            let problem = "expected indentation indicator in the range 1-9, but found 0";
            return Err(error::within(CONTEXT, start, problem, cursor.pos()));
        }
        cursor.advance(1);
        if chomping.is_none() {
            chomping = scan_chomping(cursor);
        }
    }
    if cursor.peek() != b' ' && !cursor.is_at_line_end() {
        let found = repr::character(cursor.character());
        let problem = format!("expected chomping or indentation indicators, but found {found}");
        return Err(error::within(CONTEXT, start, &problem, cursor.pos()));
    }
    Ok((chomping.unwrap_or(Chomping::Clip), increment))
}

/// Scans a `+` or `-`.
fn scan_chomping(cursor: &mut Cursor<'_>) -> Option<Chomping> {
    let chomping = match cursor.peek() {
        b'+' => Chomping::Keep,
        b'-' => Chomping::Strip,
        _ => return None,
    };
    cursor.advance(1);
    Some(chomping)
}

/// Moves over the rest of the first line, which may hold a comment only.
fn skip_header(scanner: &mut Scanner<'_>, start: usize) -> Result<()> {
    scanner.cursor.skip_spaces();
    scanner.take_comment();
    if !scanner.cursor.is_at_line_end() {
        let found = repr::character(scanner.cursor.character());
        let problem = format!("expected a comment or a line break, but found {found}");
        let pos = scanner.cursor.pos();
        return Err(error::within(CONTEXT, start, &problem, pos));
    }
    scanner.cursor.take_break();
    Ok(())
}

/// Moves to the first line that is not empty, and gives the deepest indentation on the way.
fn scan_indentation(cursor: &mut Cursor<'_>, breaks: &mut String) -> usize {
    let mut deepest = 0;
    loop {
        if cursor.peek() == b' ' {
            cursor.skip_spaces();
            deepest = deepest.max(cursor.column());
        } else if cursor.is_at_break() {
            breaks.push_str(cursor.take_break());
        } else {
            return deepest;
        }
    }
}

/// Moves over empty lines, and over the indentation of the next line up to `indent`.
fn scan_breaks(cursor: &mut Cursor<'_>, indent: usize, breaks: &mut String) {
    loop {
        let mut column = cursor.column();
        while column < indent && cursor.peek() == b' ' {
            cursor.advance(1);
            column += 1;
        }
        if !cursor.is_at_break() {
            return;
        }
        breaks.push_str(cursor.take_break());
    }
}
