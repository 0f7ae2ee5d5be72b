//! Keys without `?`, and indentation.

use super::{
    super::{
        error::{self, Result},
        token::{Token, TokenKind},
    },
    Scanner,
};

/// The characters that a key without `?` may span, its colon excluded.
const MAX_SIMPLE_KEY: usize = 1024;

/// A word that will be a key if a colon follows.
pub(super) struct SimpleKey {
    /// How many brackets are open around it.
    flow_level: usize,
    /// The number of the word, counted from the start.
    pub(super) token: usize,
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

impl<'a> Scanner<'a> {
    /// Notes that the next word may be a key.
    pub(super) fn save_key(&mut self) -> Result<()> {
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
    pub(super) fn remove_key(&mut self) -> Result<()> {
        match self.pop_key() {
            Some(key) if key.required => Err(self.no_colon(&key)),
            _ => Ok(()),
        }
    }

    /// Takes the key of this level of brackets away.
    pub(super) fn pop_key(&mut self) -> Option<SimpleKey> {
        let level = self.flow_level;
        self.keys.pop_back_if(|key| key.flow_level == level)
    }

    /// Gives up the keys that lie too far back. Those that lie furthest back come first.
    pub(super) fn drop_stale_keys(&mut self) -> Result<()> {
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
    pub(super) fn no_colon(&self, key: &SimpleKey) -> crate::yaml::ReadError {
        let problem = "could not find expected ':'";
        let pos = self.cursor.pos();
        error::within("while scanning a simple key", key.start, problem, pos)
    }

    /// Ends the collections that are indented further than `margin`.
    pub(super) fn unwind(&mut self, margin: usize) {
        if self.in_flow() {
            return;
        }
        while self.margin > margin {
            self.margin = self.margins.pop().unwrap_or(0);
            self.push(TokenKind::BlockEnd, self.cursor.pos());
        }
    }

    /// Begins a collection at `column`, unless one is there.
    pub(super) fn indent(&mut self, column: usize) -> bool {
        let deeper = self.margin <= column;
        if deeper {
            self.margins.push(self.margin);
            self.margin = column + 1;
        }
        deeper
    }

    /// Begins a collection at the cursor, unless one is there or within brackets.
    pub(super) fn indent_here(&mut self, kind: TokenKind<'a>, problem: &str) -> Result<()> {
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

    /// Puts the word for a key before what has turned out to be one.
    pub(super) fn insert_key(&mut self, key: &SimpleKey) {
        let begins = !self.in_flow() && self.indent(key.column);
        let kinds = [TokenKind::Key, TokenKind::BlockMappingStart];
        for kind in kinds.into_iter().take(1 + usize::from(begins)) {
            let (start, end) = (key.start, key.start);
            let token = Token { kind, start, end };
            let place = key.token.saturating_sub(self.taken);
            self.queue.insert(place.min(self.queue.len()), token);
        }
    }
}
