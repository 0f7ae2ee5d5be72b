//! From text to words: `PyYAML`'s scanner, with its rule for keys that have no `?`.

use std::collections::VecDeque;

use super::{
    block,
    cursor::Cursor,
    directive, error,
    error::Result,
    plain, quoted, repr, tag,
    token::{Token, TokenKind},
};
use crate::{
    span::Span,
    yaml::{Comment, ScalarStyle},
};

/// The characters that a key without `?` may span, its colon excluded.
const MAX_SIMPLE_KEY: usize = 1024;

/// A word that will be a key if a colon follows.
struct SimpleKey {
    /// How many brackets are open around it.
    flow_level: usize,
    /// The number of the word, counted from the start.
    token: usize,
    /// Whether its place allows nothing but a key.
    required: bool,
    /// Its offset.
    start: usize,
    /// The characters before it.
    index: usize,
    /// The offset of its line.
    line: usize,
    /// Its column.
    column: usize,
}

/// The scanner. It gives words one by one and looks ahead only as far as a key may reach.
pub(super) struct Scanner<'a> {
    /// Where it is.
    pub(super) cursor: Cursor<'a>,
    /// The comments found so far.
    pub(super) comments: Vec<Comment>,
    queue: VecDeque<Token<'a>>,
    /// Whether the first word of the queue is what it is.
    ready: bool,
    taken: usize,
    done: bool,
    flow_level: usize,
    /// One more than the column of the innermost collection; 0 outside of all.
    margin: usize,
    margins: Vec<usize>,
    /// At most one for each level of brackets, in the order of the text.
    keys: VecDeque<SimpleKey>,
    /// The offset at which it was last seen which of them lie too far back.
    checked: usize,
    /// Whether a key may begin here.
    pub(super) allow_key: bool,
}

impl<'a> Scanner<'a> {
    /// A scanner of `text` from `start` on.
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        Self {
            cursor: Cursor::new(text, start),
            comments: Vec::new(),
            queue: VecDeque::new(),
            ready: false,
            taken: 0,
            done: false,
            flow_level: 0,
            margin: 0,
            margins: Vec::new(),
            keys: VecDeque::new(),
            checked: start,
            allow_key: true,
        }
    }

    /// The next word.
    pub(super) fn peek(&mut self) -> Result<&Token<'a>> {
        self.fill()?;
        if self.queue.is_empty() {
            self.push(TokenKind::StreamEnd, self.cursor.pos());
        }
        Ok(&self.queue[0])
    }

    /// The next word, taken away.
    pub(super) fn take(&mut self) -> Result<Token<'a>> {
        self.fill()?;
        self.ready = false;
        self.taken += 1;
        let end = self.cursor.pos();
        Ok(self.queue.pop_front().unwrap_or(Token {
            kind: TokenKind::StreamEnd,
            start: end,
            end,
        }))
    }

    /// Whether the cursor is within brackets.
    pub(super) fn in_flow(&self) -> bool {
        self.flow_level > 0
    }

    /// The column that a text of several lines must not fall below.
    pub(super) fn margin(&self) -> usize {
        self.margin
    }

    /// Reads on until it is known whether the next word is a key.
    fn fill(&mut self) -> Result<()> {
        if self.ready {
            return Ok(());
        }
        while !self.done {
            if !self.queue.is_empty() {
                self.drop_stale_keys()?;
                if self.keys.front().is_none_or(|key| key.token != self.taken) {
                    break;
                }
            }
            self.fetch()?;
        }
        self.ready = true;
        Ok(())
    }

    /// Adds a word from `start` to the cursor.
    fn push(&mut self, kind: TokenKind<'a>, start: usize) {
        let end = self.cursor.pos();
        self.queue.push_back(Token { kind, start, end });
    }

    /// Adds a word of `length` bytes and moves over it.
    fn push_sign(&mut self, kind: TokenKind<'a>, length: usize) {
        let start = self.cursor.pos();
        self.cursor.advance(length);
        self.push(kind, start);
    }

    /// Adds a text.
    fn push_scalar(&mut self, scalar: Scalar<'a>) {
        let Scalar {
            text,
            style,
            span: (start, end),
        } = scalar;
        let kind = TokenKind::Scalar { text, style };
        self.queue.push_back(Token { kind, start, end });
    }

    /// Scans the next word, and the ends of the collections before it.
    fn fetch(&mut self) -> Result<()> {
        self.skip_to_word();
        self.drop_stale_keys()?;
        let column = self.cursor.column();
        self.unwind(column + 1);
        let next = self.cursor.peek();
        if column == 0 {
            match next {
                b'%' => return self.fetch_directive(),
                b'-' | b'.' if self.cursor.is_at_document_mark() => {
                    return self.fetch_document_mark(next);
                }
                _ => {}
            }
        }
        self.fetch_word(next)
    }

    /// Scans a word that begins with `next`.
    fn fetch_word(&mut self, next: u8) -> Result<()> {
        match next {
            0 => self.fetch_end(),
            b'[' => self.fetch_open(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_open(TokenKind::FlowMappingStart),
            b']' => self.fetch_close(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_close(TokenKind::FlowMappingEnd),
            b',' => self.fetch_flow_entry(),
            b'-' if self.is_separate() => self.fetch_block_entry(),
            b'?' if self.in_flow() || self.is_separate() => self.fetch_key(),
            b':' if self.in_flow() || self.is_separate() => self.fetch_value(),
            b'*' | b'&' => self.fetch_anchor(next),
            b'!' => self.fetch_tag(),
            b'|' if !self.in_flow() => self.fetch_block_scalar(ScalarStyle::Literal),
            b'>' if !self.in_flow() => self.fetch_block_scalar(ScalarStyle::Folded),
            b'\'' => self.fetch_quoted(ScalarStyle::SingleQuoted),
            b'"' => self.fetch_quoted(ScalarStyle::DoubleQuoted),
            _ if self.is_at_plain(next) => self.fetch_plain(),
            _ => Err(self.unexpected()),
        }
    }

    /// Moves over spaces, comments and line breaks.
    fn skip_to_word(&mut self) {
        if self.cursor.is_at_start() && self.cursor.character() == '\u{feff}' {
            self.cursor.advance(3);
        }
        loop {
            self.cursor.skip_spaces();
            self.take_comment();
            if self.cursor.take_break().is_empty() {
                return;
            }
            self.allow_key |= !self.in_flow();
        }
    }

    /// Moves over a comment, if one comes next, and keeps it.
    pub(super) fn take_comment(&mut self) {
        if self.cursor.peek() == b'#' {
            let span = Span::new(self.cursor.pos(), self.cursor.line_end());
            self.comments.push(Comment { span });
            self.cursor.advance_to(self.cursor.line_end());
        }
    }

    /// Whether the sign that comes next stands apart from what follows it.
    fn is_separate(&self) -> bool {
        self.cursor.is_space_or_end(self.cursor.pos() + 1)
    }

    /// Whether a text without quotes may begin with `next`.
    fn is_at_plain(&self, next: u8) -> bool {
        match next {
            b'-' => !self.is_separate(),
            b'?' | b':' => !self.in_flow() && !self.is_separate(),
            b'\t' | b'#' | b'|' | b'>' | b'%' | b'@' | b'`' => false,
            _ => true,
        }
    }

    /// The error for a character that begins no word.
    fn unexpected(&self) -> crate::yaml::ReadError {
        let pos = self.cursor.pos();
        let found = repr::character(self.cursor.character());
        let problem = format!("found character {found} that cannot start any token");
        error::within("while scanning for the next token", pos, &problem, pos)
    }

    /// Notes that the next word may be a key.
    fn save_key(&mut self) -> Result<()> {
        if !self.allow_key {
            return Ok(());
        }
        self.remove_key()?;
        let column = self.cursor.column();
        self.keys.push_back(SimpleKey {
            flow_level: self.flow_level,
            token: self.taken + self.queue.len(),
            required: !self.in_flow() && self.margin == column + 1,
            start: self.cursor.pos(),
            index: self.cursor.index(),
            line: self.cursor.line(),
            column,
        });
        Ok(())
    }

    /// Gives up the key of this level of brackets.
    fn remove_key(&mut self) -> Result<()> {
        match self.pop_key() {
            Some(key) if key.required => Err(self.no_colon(&key)),
            _ => Ok(()),
        }
    }

    /// Takes the key of this level of brackets away.
    fn pop_key(&mut self) -> Option<SimpleKey> {
        let level = self.flow_level;
        self.keys.pop_back_if(|key| key.flow_level == level)
    }

    /// Gives up the keys that lie too far back. Those that lie furthest back come first.
    fn drop_stale_keys(&mut self) -> Result<()> {
        if self.keys.is_empty() || self.checked == self.cursor.pos() {
            return Ok(());
        }
        self.checked = self.cursor.pos();
        let (line, index) = (self.cursor.line(), self.cursor.index());
        let is_stale = |key: &mut SimpleKey| key.line != line || index - key.index > MAX_SIMPLE_KEY;
        while let Some(key) = self.keys.pop_front_if(is_stale) {
            if key.required {
                return Err(self.no_colon(&key));
            }
        }
        Ok(())
    }

    /// The error for a key without a colon.
    fn no_colon(&self, key: &SimpleKey) -> crate::yaml::ReadError {
        let problem = "could not find expected ':'";
        let pos = self.cursor.pos();
        error::within("while scanning a simple key", key.start, problem, pos)
    }

    /// Ends the collections that are indented further than `margin`.
    fn unwind(&mut self, margin: usize) {
        if self.in_flow() {
            return;
        }
        while self.margin > margin {
            self.margin = self.margins.pop().unwrap_or(0);
            self.push(TokenKind::BlockEnd, self.cursor.pos());
        }
    }

    /// Begins a collection at `column`, unless one is there.
    fn indent(&mut self, column: usize) -> bool {
        let deeper = self.margin <= column;
        if deeper {
            self.margins.push(self.margin);
            self.margin = column + 1;
        }
        deeper
    }

    /// Begins a collection at the cursor, unless one is there or within brackets.
    fn indent_here(&mut self, kind: TokenKind<'a>, problem: &str) -> Result<()> {
        if self.in_flow() {
            return Ok(());
        }
        if !self.allow_key {
            return Err(error::at(problem, self.cursor.pos()));
        }
        let column = self.cursor.column();
        if self.indent(column) {
            self.push(kind, self.cursor.pos());
        }
        Ok(())
    }

    /// The end of the block.
    fn fetch_end(&mut self) -> Result<()> {
        self.unwind(0);
        self.remove_key()?;
        self.keys.clear();
        self.push(TokenKind::StreamEnd, self.cursor.pos());
        self.done = true;
        Ok(())
    }

    /// A line that begins with `%`.
    fn fetch_directive(&mut self) -> Result<()> {
        self.leave_document()?;
        let start = self.cursor.pos();
        let (directive, end) = directive::scan(self)?;
        let kind = TokenKind::Directive(directive);
        self.queue.push_back(Token { kind, start, end });
        Ok(())
    }

    /// `---` or `...`.
    fn fetch_document_mark(&mut self, sign: u8) -> Result<()> {
        self.leave_document()?;
        let kind = if sign == b'-' {
            TokenKind::DocumentStart
        } else {
            TokenKind::DocumentEnd
        };
        self.push_sign(kind, 3);
        Ok(())
    }

    /// Ends all collections.
    fn leave_document(&mut self) -> Result<()> {
        self.unwind(0);
        self.remove_key()?;
        self.allow_key = false;
        Ok(())
    }

    /// `[` or `{`.
    fn fetch_open(&mut self, kind: TokenKind<'a>) -> Result<()> {
        self.save_key()?;
        self.flow_level += 1;
        self.allow_key = true;
        self.push_sign(kind, 1);
        Ok(())
    }

    /// `]` or `}`. One too many is an error of the parser, before any further word is scanned.
    fn fetch_close(&mut self, kind: TokenKind<'a>) -> Result<()> {
        self.remove_key()?;
        self.flow_level = self.flow_level.saturating_sub(1);
        self.allow_key = false;
        self.push_sign(kind, 1);
        Ok(())
    }

    /// `,`.
    fn fetch_flow_entry(&mut self) -> Result<()> {
        self.allow_key = true;
        self.remove_key()?;
        self.push_sign(TokenKind::FlowEntry, 1);
        Ok(())
    }

    /// `-`.
    fn fetch_block_entry(&mut self) -> Result<()> {
        let problem = "sequence entries are not allowed here";
        self.indent_here(TokenKind::BlockSequenceStart, problem)?;
        self.allow_key = true;
        self.remove_key()?;
        self.push_sign(TokenKind::BlockEntry, 1);
        Ok(())
    }

    /// `?`.
    fn fetch_key(&mut self) -> Result<()> {
        let problem = "mapping keys are not allowed here";
        self.indent_here(TokenKind::BlockMappingStart, problem)?;
        self.allow_key = !self.in_flow();
        self.remove_key()?;
        self.push_sign(TokenKind::Key, 1);
        Ok(())
    }

    /// `:`.
    fn fetch_value(&mut self) -> Result<()> {
        if let Some(key) = self.pop_key() {
            self.insert_key(&key);
            self.allow_key = false;
        } else {
            let problem = "mapping values are not allowed here";
            self.indent_here(TokenKind::BlockMappingStart, problem)?;
            self.allow_key = !self.in_flow();
        }
        self.push_sign(TokenKind::Value, 1);
        Ok(())
    }

    /// Puts the word for a key before what has turned out to be one.
    fn insert_key(&mut self, key: &SimpleKey) {
        let begins = !self.in_flow() && self.indent(key.column);
        let kinds = [TokenKind::Key, TokenKind::BlockMappingStart];
        for kind in kinds.into_iter().take(1 + usize::from(begins)) {
            let (start, end) = (key.start, key.start);
            let token = Token { kind, start, end };
            let place = key.token.saturating_sub(self.taken);
            self.queue.insert(place.min(self.queue.len()), token);
        }
    }

    /// `*name` or `&name`.
    fn fetch_anchor(&mut self, sign: u8) -> Result<()> {
        self.save_key()?;
        self.allow_key = false;
        let start = self.cursor.pos();
        let kind = if sign == b'*' {
            TokenKind::Alias(tag::scan_name(&mut self.cursor, "while scanning an alias")?)
        } else {
            TokenKind::Anchor(tag::scan_name(
                &mut self.cursor,
                "while scanning an anchor",
            )?)
        };
        self.push(kind, start);
        Ok(())
    }

    /// `!...`.
    fn fetch_tag(&mut self) -> Result<()> {
        self.save_key()?;
        self.allow_key = false;
        let start = self.cursor.pos();
        let tag = tag::scan(&mut self.cursor)?;
        self.push(TokenKind::Tag(tag), start);
        Ok(())
    }

    /// A `|` or `>` block.
    fn fetch_block_scalar(&mut self, style: ScalarStyle) -> Result<()> {
        self.allow_key = true;
        self.remove_key()?;
        let scalar = block::scan(self, style)?;
        self.push_scalar(scalar);
        Ok(())
    }

    /// A text in quotes.
    fn fetch_quoted(&mut self, style: ScalarStyle) -> Result<()> {
        self.save_key()?;
        self.allow_key = false;
        let scalar = quoted::scan(&mut self.cursor, style)?;
        self.push_scalar(scalar);
        Ok(())
    }

    /// A text without quotes.
    fn fetch_plain(&mut self) -> Result<()> {
        self.save_key()?;
        self.allow_key = false;
        let scalar = plain::scan(self);
        self.push_scalar(scalar);
        Ok(())
    }
}

/// A text, how it is written, and its bytes.
pub(super) struct Scalar<'a> {
    /// The text, escapes and folding done.
    pub(super) text: std::borrow::Cow<'a, str>,
    /// How it is written.
    pub(super) style: ScalarStyle,
    /// From its first to past its last byte.
    pub(super) span: (usize, usize),
}
