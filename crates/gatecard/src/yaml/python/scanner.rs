//! From text to words: `PyYAML`'s scanner, with its rule for keys that have no `?`.

mod keys;
mod words;

use std::collections::VecDeque;

use self::keys::SimpleKey;
use super::{
    cursor::Cursor,
    error::Result,
    token::{Token, TokenKind},
};
use crate::{
    span::Span,
    yaml::{Comment, ScalarStyle},
};

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
