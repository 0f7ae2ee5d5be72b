//! Lines that begin with `%`.

use super::{
    cursor::Cursor,
    error::{self, Result},
    number,
    scanner::Scanner,
    tag::{scan_handle, scan_uri, scan_word, unexpected},
    token::Directive,
};

/// What errors here are about.
const CONTEXT: &str = "while scanning a directive";

/// Scans a directive and its line, and gives it with the offset past its last byte.
pub(super) fn scan<'a>(scanner: &mut Scanner<'a>) -> Result<(Directive<'a>, usize)> {
    let start = scanner.cursor.pos();
    let cursor = &mut scanner.cursor;
    cursor.advance(1);
    let name = scan_word(cursor);
    let expected = "expected alphabetic or numeric character";
    require(cursor, start, !name.is_empty(), expected)?;
    require_space(cursor, start, expected)?;
    let directive = match name {
        "YAML" => scan_version(cursor, start)?,
        "TAG" => scan_tag(cursor, start)?,
        _ => Directive::Other,
    };
    let mut end = cursor.pos();
    if matches!(directive, Directive::Other) {
        cursor.advance_to(cursor.line_end());
        end = cursor.pos();
    }
    skip_rest(scanner, start)?;
    Ok((directive, end))
}

/// Scans the version after `%YAML`.
fn scan_version<'a>(cursor: &mut Cursor<'_>, start: usize) -> Result<Directive<'a>> {
    cursor.skip_spaces();
    let major = scan_number(cursor, start)?;
    require(
        cursor,
        start,
        cursor.peek() == b'.',
        "expected a digit or '.'",
    )?;
    cursor.advance(1);
    scan_number(cursor, start)?;
    require_space(cursor, start, "expected a digit or ' '")?;
    let compatible = major.trim_start_matches('0') == "1";
    Ok(Directive::Yaml { compatible })
}

/// Scans digits.
fn scan_number<'a>(cursor: &mut Cursor<'a>, start: usize) -> Result<&'a str> {
    let digit = cursor.peek().is_ascii_digit();
    require(cursor, start, digit, "expected a digit")?;
    let from = cursor.pos();
    while cursor.peek().is_ascii_digit() {
        cursor.advance(1);
    }
    let digits = cursor.since(from);
    number::check_length(digits.len()).map_err(|problem| error::at(problem, from))?;
    Ok(digits)
}

/// Scans handle and prefix after `%TAG`.
fn scan_tag<'a>(cursor: &mut Cursor<'a>, start: usize) -> Result<Directive<'a>> {
    cursor.skip_spaces();
    let handle = scan_handle(cursor, CONTEXT, start)?;
    require(cursor, start, cursor.peek() == b' ', "expected ' '")?;
    cursor.skip_spaces();
    let prefix = scan_uri(cursor, "directive", start)?;
    require_space(cursor, start, "expected ' '")?;
    Ok(Directive::Tag { handle, prefix })
}

/// Moves over the rest of the line, which may hold a comment only.
fn skip_rest(scanner: &mut Scanner<'_>, start: usize) -> Result<()> {
    scanner.cursor.skip_spaces();
    scanner.take_comment();
    let cursor = &mut scanner.cursor;
    let expected = "expected a comment or a line break";
    require(cursor, start, cursor.is_at_line_end(), expected)?;
    cursor.take_break();
    Ok(())
}

/// Asks for a space or the end of the line.
fn require_space(cursor: &Cursor<'_>, start: usize, expected: &str) -> Result<()> {
    let holds = cursor.peek() == b' ' || cursor.is_at_line_end();
    require(cursor, start, holds, expected)
}

/// The error for another character than the expected ones, unless all is well.
fn require(cursor: &Cursor<'_>, start: usize, holds: bool, expected: &str) -> Result<()> {
    if holds {
        return Ok(());
    }
    Err(unexpected(cursor, CONTEXT, start, expected))
}
