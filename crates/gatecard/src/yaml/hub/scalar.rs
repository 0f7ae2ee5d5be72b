//! Plain, quoted and block scalars.

use std::borrow::Cow;

use memchr::memchr2;

use super::{
    cursor::{is_blank, is_blank_or_eol, is_eol, is_flow_indicator},
    loader::Loader,
};
use crate::yaml::{NodeId, NodeKind, ReadError, ScalarStyle};

/// The text of a scalar as it is put together from parts of the source.
///
/// As long as it is a single part, nothing is copied.
#[derive(Default)]
struct Parts<'a> {
    text: Option<Cow<'a, str>>,
    /// The first half of a character that is written as two `\u` escapes.
    high_surrogate: Option<u16>,
}

impl<'a> Parts<'a> {
    fn push(&mut self, part: &'a str) {
        if part.is_empty() {
            return;
        }
        self.end_surrogate();
        match &mut self.text {
            None => self.text = Some(Cow::Borrowed(part)),
            Some(text) => text.to_mut().push_str(part),
        }
    }

    fn push_char(&mut self, character: char) {
        self.end_surrogate();
        self.owned().push(character);
    }

    /// A run of line breaks as folding leaves it: one is a space, more are one fewer.
    fn fold(&mut self, breaks: usize) {
        match breaks {
            0 => {}
            1 => self.push_char(' '),
            _ => self.breaks(breaks - 1),
        }
    }

    fn breaks(&mut self, count: usize) {
        for _ in 0..count {
            self.push_char('\n');
        }
    }

    /// A code unit from a `\u` escape. A half of a pair without the other becomes U+FFFD, since
    /// Rust's texts cannot hold it as JavaScript's can.
    fn push_unit(&mut self, unit: u16) {
        match (self.high_surrogate.take(), unit) {
            (Some(high), 0xdc00..=0xdfff) => {
                let pair = char::decode_utf16([high, unit]).next();
                self.push_char(
                    pair.and_then(Result::ok)
                        .unwrap_or(char::REPLACEMENT_CHARACTER),
                );
            }
            (pending, _) => {
                if pending.is_some() {
                    self.push_char(char::REPLACEMENT_CHARACTER);
                }
                if (0xd800..=0xdbff).contains(&unit) {
                    self.high_surrogate = Some(unit);
                } else {
                    let character = char::from_u32(u32::from(unit));
                    self.push_char(character.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
        }
    }

    fn end_surrogate(&mut self) {
        if self.high_surrogate.take().is_some() {
            self.owned().push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn owned(&mut self) -> &mut String {
        self.text.get_or_insert(Cow::Borrowed("")).to_mut()
    }

    fn finish(mut self) -> Cow<'a, str> {
        self.end_surrogate();
        self.text.unwrap_or_default()
    }
}

/// What becomes of the line breaks at the end of a block scalar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Clip,
    Strip,
    Keep,
}

/// The first line of a block scalar.
struct Header {
    chomping: Chomping,
    /// The column of the text, where the header states it.
    indent: Option<isize>,
}

impl<'a> Loader<'a> {
    fn push_scalar(
        &mut self,
        text: Cow<'a, str>,
        style: ScalarStyle,
        start: usize,
        end: usize,
    ) -> NodeId {
        self.push(NodeKind::Scalar { text, style }, start, end)
    }

    /// Reads a plain scalar, or gives nothing where none can begin with what is at the cursor.
    pub(super) fn plain_scalar(
        &mut self,
        indent: isize,
        in_flow: bool,
    ) -> Result<Option<NodeId>, ReadError> {
        if !self.plain_can_start(in_flow) {
            return Ok(None);
        }
        let start = self.cursor.position;
        let mut parts = Parts::default();
        let mut part = start;
        let mut part_end = start;
        // The line on which the last part ended, once the cursor is on a later one.
        let mut continued_from = None;
        loop {
            let byte = self.cursor.byte();
            if byte == 0 || self.plain_ends(byte, in_flow) {
                break;
            }
            if is_eol(byte) {
                let mark = self.cursor.mark();
                self.skip_separation(false);
                if self.cursor.line_indent.cast_signed() < indent {
                    let first_tab = self.cursor.first_tab;
                    self.cursor.reset(mark);
                    self.cursor.first_tab = first_tab;
                    self.cursor.position = part_end;
                    break;
                }
                continued_from = Some(mark.line);
                continue;
            }
            if let Some(line) = continued_from.take() {
                parts.push(self.printable(part, part_end)?);
                parts.fold(self.cursor.line - line);
                part = self.cursor.position;
                part_end = part;
            }
            self.plain_run(in_flow, &mut part_end);
        }
        parts.push(self.printable(part, part_end)?);
        let text = parts.finish();
        if text.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.push_scalar(
            text,
            ScalarStyle::Plain,
            start,
            part_end,
        )))
    }

    fn plain_can_start(&self, in_flow: bool) -> bool {
        match self.cursor.byte() {
            0 | b'\t' | b' ' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&'
            | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"' | b'%' | b'@' | b'`' => false,
            b'?' | b'-' => {
                let next = self.cursor.ahead(1);
                !(is_blank_or_eol(next) || (in_flow && is_flow_indicator(next)))
            }
            _ => true,
        }
    }

    fn plain_ends(&self, byte: u8, in_flow: bool) -> bool {
        match byte {
            b':' => {
                let next = self.cursor.ahead(1);
                is_blank_or_eol(next) || (in_flow && is_flow_indicator(next))
            }
            b'#' => is_blank_or_eol(self.cursor.at(self.cursor.position.wrapping_sub(1))),
            b'-' | b'.' => self.cursor.at_line_start() && self.cursor.at_document_separator(),
            _ => in_flow && is_flow_indicator(byte),
        }
    }

    /// Moves over one byte that is part of the scalar, and all that follow without a doubt.
    fn plain_run(&mut self, in_flow: bool, part_end: &mut usize) {
        loop {
            if !is_blank(self.cursor.byte()) {
                *part_end = self.cursor.position + 1;
            }
            let next = self.cursor.step();
            let doubtful = matches!(next, 0 | b':' | b'#' | b'\n' | b'\r');
            if doubtful || (in_flow && is_flow_indicator(next)) {
                return;
            }
        }
    }

    /// Reads `'…'`; the opening quote stands at the cursor.
    pub(super) fn single_quoted(&mut self, _indent: isize) -> Result<NodeId, ReadError> {
        self.quoted(b'\'', ScalarStyle::SingleQuoted, "single")
    }

    /// Reads `"…"`; the opening quote stands at the cursor.
    pub(super) fn double_quoted(&mut self, _indent: isize) -> Result<NodeId, ReadError> {
        self.quoted(b'"', ScalarStyle::DoubleQuoted, "double")
    }

    fn quoted(&mut self, quote: u8, style: ScalarStyle, name: &str) -> Result<NodeId, ReadError> {
        let start = self.cursor.position;
        let mut parts = Parts::default();
        self.cursor.position += 1;
        let mut part = self.cursor.position;
        let mut part_end = part;
        loop {
            let byte = self.cursor.byte();
            if byte == 0 {
                let message = format!("unexpected end of the stream within a {name} quoted scalar");
                return Err(self.error_since(message, start));
            }
            if byte == quote {
                parts.push(self.json(part, self.cursor.position, start)?);
                let next = self.cursor.step();
                if quote == b'"' || next != quote {
                    let end = self.cursor.position;
                    return Ok(self.push_scalar(parts.finish(), style, start, end));
                }
                part = self.cursor.position;
                self.cursor.position += 1;
                part_end = self.cursor.position;
            } else if byte == b'\\' && quote == b'"' {
                parts.push(self.json(part, self.cursor.position, start)?);
                self.escape(&mut parts, start)?;
                part = self.cursor.position;
                part_end = part;
            } else if is_eol(byte) {
                parts.push(self.json(part, part_end, start)?);
                parts.fold(self.skip_separation(false));
                part = self.cursor.position;
                part_end = part;
            } else if self.cursor.at_line_start() && self.cursor.at_document_separator() {
                let message =
                    format!("unexpected end of the document within a {name} quoted scalar");
                return Err(self.error_since(message, start));
            } else {
                self.quoted_run(quote, &mut part_end);
            }
        }
    }

    /// Moves over one byte that is part of the scalar, and all that follow without a doubt.
    fn quoted_run(&mut self, quote: u8, part_end: &mut usize) {
        loop {
            if !is_blank(self.cursor.byte()) {
                *part_end = self.cursor.position + 1;
            }
            let next = self.cursor.step();
            if next == quote || matches!(next, 0 | b'\\' | b'\n' | b'\r') {
                return;
            }
        }
    }

    fn escape(&mut self, parts: &mut Parts<'a>, began: usize) -> Result<(), ReadError> {
        let byte = self.cursor.step();
        if is_eol(byte) {
            self.skip_separation(false);
            return Ok(());
        }
        if let Some(character) = simple_escape(byte) {
            parts.push_char(character);
            self.cursor.position += 1;
            return Ok(());
        }
        let digits = match byte {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => return Err(self.error_since("unknown escape sequence", began)),
        };
        let mut code = 0_u32;
        for _ in 0..digits {
            let Some(digit) = char::from(self.cursor.step()).to_digit(16) else {
                return Err(self.error_since("expected hexadecimal character", began));
            };
            code = (code << 4) | digit;
        }
        self.cursor.position += 1;
        match (u16::try_from(code), char::from_u32(code)) {
            (Ok(unit), _) => parts.push_unit(unit),
            (Err(_), Some(character)) => parts.push_char(character),
            (Err(_), None) => parts.push_char(char::REPLACEMENT_CHARACTER),
        }
        Ok(())
    }

    /// Reads a block scalar; its `|` or `>` stands at the cursor.
    pub(super) fn block_scalar(&mut self, indent: isize) -> Result<NodeId, ReadError> {
        let start = self.cursor.position;
        let folded = self.cursor.byte() == b'>';
        let header = self.block_header(indent)?;
        let mut end = self.cursor.position;
        let mut lines = BlockLines::new(folded);
        let mut text_indent = header.indent.unwrap_or(indent);
        let mut indent_known = header.indent.is_some();

        while self.cursor.byte() != 0 {
            self.expect_line_break()?;
            self.cursor.line_indent = 0;
            while (!indent_known || self.cursor.line_indent.cast_signed() < text_indent)
                && self.cursor.byte() == b' '
            {
                self.cursor.line_indent += 1;
                self.cursor.position += 1;
            }
            let line_indent = self.cursor.line_indent.cast_signed();
            if !indent_known && line_indent > text_indent {
                text_indent = line_indent;
            }
            if is_eol(self.cursor.byte()) {
                lines.empty_lines += 1;
                continue;
            }
            if !indent_known && text_indent == 0 {
                return Err(self.error_since("missing indentation for block scalar", start));
            }
            if line_indent < text_indent {
                lines.finish(header.chomping);
                break;
            }
            lines.begin_line(is_blank(self.cursor.byte()));
            indent_known = true;
            let line_start = self.cursor.position;
            self.cursor.skip_line();
            end = self.cursor.position;
            lines.text.push_str(self.printable(line_start, end)?);
        }
        let style = if folded {
            ScalarStyle::Folded
        } else {
            ScalarStyle::Literal
        };
        Ok(self.push_scalar(Cow::Owned(lines.text), style, start, end))
    }

    fn block_header(&mut self, indent: isize) -> Result<Header, ReadError> {
        let mut header = Header {
            chomping: Chomping::Clip,
            indent: None,
        };
        loop {
            match self.cursor.step() {
                sign @ (b'+' | b'-') => {
                    if header.chomping != Chomping::Clip {
                        return Err(self.error("repeat of a chomping mode identifier"));
                    }
                    header.chomping = if sign == b'+' {
                        Chomping::Keep
                    } else {
                        Chomping::Strip
                    };
                }
                b'0' => {
                    return Err(self.error(
                        "bad explicit indentation width of a block scalar; it cannot be less than one",
                    ));
                }
                digit @ b'1'..=b'9' => {
                    if header.indent.is_some() {
                        return Err(self.error("repeat of an indentation width identifier"));
                    }
                    header.indent = Some(indent + isize::from(digit - b'0') - 1);
                }
                _ => break,
            }
        }
        if is_blank(self.cursor.byte()) && self.cursor.skip_blanks() == b'#' {
            self.comment();
        }
        Ok(header)
    }

    /// The source from `start` to `end`, where js-yaml accepts its characters.
    fn printable(&mut self, start: usize, end: usize) -> Result<&'a str, ReadError> {
        let part = self.cursor.slice(start, end);
        if is_printable(part) {
            Ok(part)
        } else {
            Err(self.error("the stream contains non-printable characters"))
        }
    }

    /// The source from `start` to `end`, where js-yaml accepts its characters within quotes.
    fn json(&mut self, start: usize, end: usize, began: usize) -> Result<&'a str, ReadError> {
        let part = self.cursor.slice(start, end);
        if part.bytes().all(|byte| byte >= b' ' || byte == b'\t') {
            Ok(part)
        } else {
            Err(self.error_since("expected valid JSON character", began))
        }
    }
}

/// The text of a block scalar as its lines come in.
struct BlockLines {
    text: String,
    folded: bool,
    has_content: bool,
    more_indented: bool,
    empty_lines: usize,
}

impl BlockLines {
    fn new(folded: bool) -> Self {
        Self {
            text: String::new(),
            folded,
            has_content: false,
            more_indented: false,
            empty_lines: 0,
        }
    }

    fn breaks(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n('\n', count));
    }

    /// Puts what stands between the line before and a line that begins with a blank or not.
    fn begin_line(&mut self, blank: bool) {
        let all = self.empty_lines + usize::from(self.has_content);
        if !self.folded {
            self.breaks(all);
        } else if blank {
            self.more_indented = true;
            self.breaks(all);
        } else if self.more_indented {
            self.more_indented = false;
            self.breaks(self.empty_lines + 1);
        } else if self.empty_lines > 0 {
            self.breaks(self.empty_lines);
        } else if self.has_content {
            self.text.push(' ');
        }
        self.has_content = true;
        self.empty_lines = 0;
    }

    fn finish(&mut self, chomping: Chomping) {
        match chomping {
            Chomping::Keep => self.breaks(self.empty_lines + usize::from(self.has_content)),
            Chomping::Clip if self.has_content => self.text.push('\n'),
            Chomping::Clip | Chomping::Strip => {}
        }
    }
}

fn simple_escape(byte: u8) -> Option<char> {
    Some(match byte {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        b' ' => ' ',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}

/// Whether js-yaml takes the text without quotes: no control characters but tab, line breaks and
/// U+0085, and neither of the last two code points of the basic plane.
fn is_printable(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    if bytes.iter().all(|&byte| plain(byte)) {
        return true;
    }
    let controls = bytes.iter().any(|&byte| byte < 0x80 && !plain(byte));
    !controls
        && memchr2(0xc2, 0xef, bytes).is_none_or(|first| {
            text.get(first..).unwrap_or(text).chars().all(|character| {
                !matches!(
                    character,
                    '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'
                )
            })
        })
}
