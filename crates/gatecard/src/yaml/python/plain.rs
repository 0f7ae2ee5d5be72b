//! Texts without quotes.

use std::borrow::Cow;

use super::{
    cursor::{Cursor, Stops},
    scanner::{Scalar, Scanner},
};
use crate::yaml::ScalarStyle;

/// What may end a word outside of brackets.
const BLOCK: Stops = Stops::new(b" \t\r\n:");

/// What may end a word within brackets.
const FLOW: Stops = Stops::new(b" \t\r\n:,?[]{}");

/// What lies between two words.
enum Gap<'a> {
    /// The text ends.
    End,
    /// Spaces, which are kept.
    Spaces,
    /// Line breaks, and what stands for them.
    Break(Cow<'a, str>),
}

/// Scans a text without quotes, and the spaces and line breaks after it.
pub(super) fn scan<'a>(scanner: &mut Scanner<'a>) -> Scalar<'a> {
    let start = scanner.cursor.pos();
    let mut end = start;
    let mut folded: Option<String> = None;
    let mut gap = Gap::Spaces;
    while scanner.cursor.peek() != b'#' {
        let word = scanner.cursor.pos();
        let stop = word_end(&scanner.cursor, scanner.in_flow());
        if stop == word {
            break;
        }
        scanner.allow_key = false;
        if let Gap::Break(text) = gap {
            let folded = folded.get_or_insert_with(|| scanner.cursor.slice(start, end).to_owned());
            folded.push_str(&text);
            end = word;
        }
        if let Some(folded) = &mut folded {
            folded.push_str(scanner.cursor.slice(end, stop));
        }
        end = stop;
        scanner.cursor.advance_to(stop);
        gap = scan_gap(scanner);
        if matches!(gap, Gap::End) || falls_short(scanner) {
            break;
        }
    }
    let text = scanner.cursor.slice(start, end);
    Scalar {
        text: folded.map_or(Cow::Borrowed(text), Cow::Owned),
        style: ScalarStyle::Plain,
        span: (start, end),
    }
}

/// The end of the word at the cursor.
fn word_end(cursor: &Cursor<'_>, flow: bool) -> usize {
    let stops = if flow { &FLOW } else { &BLOCK };
    let mut end = cursor.find(cursor.pos(), stops);
    while cursor.byte_at(end) == b':' && !is_colon(cursor, end, flow) {
        end = cursor.find(end + 1, stops);
    }
    end
}

/// Whether the colon at an offset ends the text.
fn is_colon(cursor: &Cursor<'_>, offset: usize, flow: bool) -> bool {
    let next = offset + 1;
    cursor.is_space_or_end(next)
        || flow && matches!(cursor.byte_at(next), b',' | b'[' | b']' | b'{' | b'}')
}

/// Whether the line that the cursor has come to is indented too little to go on with the text.
fn falls_short(scanner: &mut Scanner<'_>) -> bool {
    !scanner.in_flow() && scanner.cursor.column() < scanner.margin()
}

/// Moves over spaces and line breaks.
fn scan_gap<'a>(scanner: &mut Scanner<'a>) -> Gap<'a> {
    let start = scanner.cursor.pos();
    scanner.cursor.skip_spaces();
    if !scanner.cursor.is_at_break() {
        return if scanner.cursor.pos() == start {
            Gap::End
        } else {
            Gap::Spaces
        };
    }
    let first = scanner.cursor.take_break();
    scanner.allow_key = true;
    let Some(rest) = scan_breaks(&mut scanner.cursor) else {
        return Gap::End;
    };
    Gap::Break(fold(first, rest))
}

/// Moves over empty lines; nothing if a document's mark ends the text.
fn scan_breaks(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut breaks = String::new();
    loop {
        if cursor.is_at_document_mark() {
            return None;
        }
        cursor.skip_spaces();
        if !cursor.is_at_break() {
            return Some(breaks);
        }
        breaks.push_str(cursor.take_break());
    }
}

/// What stands for a line break and the empty lines after it.
pub(super) fn fold(first: &str, rest: String) -> Cow<'_, str> {
    match (first, rest.as_str()) {
        ("\n", "") => Cow::Borrowed(" "),
        ("\n", _) => Cow::Owned(rest),
        (first, "") => Cow::Borrowed(first),
        (first, rest) => Cow::Owned([first, rest].concat()),
    }
}
