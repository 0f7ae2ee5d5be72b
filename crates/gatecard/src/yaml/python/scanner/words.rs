//! The words one by one.

use super::{
    super::{
        block, directive,
        error::{self, Result},
        plain, quoted, repr, tag,
        token::{Token, TokenKind},
    },
    Scanner,
};
use crate::yaml::ScalarStyle;

impl<'a> Scanner<'a> {
    /// Scans a word that begins with `next`.
    pub(super) fn fetch_word(&mut self, next: u8) -> Result<()> {
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

    /// Whether the sign that comes next stands apart from what follows it.
    pub(super) fn is_separate(&self) -> bool {
        self.cursor.is_space_or_end(self.cursor.pos() + 1)
    }

    /// Whether a text without quotes may begin with `next`.
    pub(super) fn is_at_plain(&self, next: u8) -> bool {
        match next {
            b'-' => !self.is_separate(),
            b'?' | b':' => !self.in_flow() && !self.is_separate(),
            b'\t' | b'#' | b'|' | b'>' | b'%' | b'@' | b'`' => false,
            _ => true,
        }
    }

    /// The error for a character that begins no word.
    pub(super) fn unexpected(&self) -> crate::yaml::ReadError {
        let pos = self.cursor.pos();
        let found = repr::character(self.cursor.character());
        let problem = format!("found character {found} that cannot start any token");
        error::within("while scanning for the next token", pos, &problem, pos)
    }
    /// The end of the block.
    pub(super) fn fetch_end(&mut self) -> Result<()> {
        self.unwind(0);
        self.remove_key()?;
        self.keys.clear();
        self.push(TokenKind::StreamEnd, self.cursor.pos());
        self.done = true;
        Ok(())
    }

    /// A line that begins with `%`.
    pub(super) fn fetch_directive(&mut self) -> Result<()> {
        self.leave_document()?;
        let start = self.cursor.pos();
        let (directive, end) = directive::scan(self)?;
        let kind = TokenKind::Directive(directive);
        self.queue.push_back(Token { kind, start, end });
        Ok(())
    }

    /// `---` or `...`.
    pub(super) fn fetch_document_mark(&mut self, sign: u8) -> Result<()> {
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
    pub(super) fn leave_document(&mut self) -> Result<()> {
        self.unwind(0);
        self.remove_key()?;
        self.allow_key = false;
        Ok(())
    }

    /// `[` or `{`.
    pub(super) fn fetch_open(&mut self, kind: TokenKind<'a>) -> Result<()> {
        self.save_key()?;
        self.flow_level += 1;
        self.allow_key = true;
        self.push_sign(kind, 1);
        Ok(())
    }

    /// `]` or `}`. One too many is an error of the parser, before any further word is scanned.
    pub(super) fn fetch_close(&mut self, kind: TokenKind<'a>) -> Result<()> {
        self.remove_key()?;
        self.flow_level = self.flow_level.saturating_sub(1);
        self.allow_key = false;
        self.push_sign(kind, 1);
        Ok(())
    }

    /// `,`.
    pub(super) fn fetch_flow_entry(&mut self) -> Result<()> {
        self.allow_key = true;
        self.remove_key()?;
        self.push_sign(TokenKind::FlowEntry, 1);
        Ok(())
    }

    /// `-`.
    pub(super) fn fetch_block_entry(&mut self) -> Result<()> {
        let problem = "sequence entries are not allowed here";
        self.indent_here(TokenKind::BlockSequenceStart, problem)?;
        self.allow_key = true;
        self.remove_key()?;
        self.push_sign(TokenKind::BlockEntry, 1);
        Ok(())
    }

    /// `?`.
    pub(super) fn fetch_key(&mut self) -> Result<()> {
        let problem = "mapping keys are not allowed here";
        self.indent_here(TokenKind::BlockMappingStart, problem)?;
        self.allow_key = !self.in_flow();
        self.remove_key()?;
        self.push_sign(TokenKind::Key, 1);
        Ok(())
    }

    /// `:`.
    pub(super) fn fetch_value(&mut self) -> Result<()> {
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

    /// `*name` or `&name`.
    pub(super) fn fetch_anchor(&mut self, sign: u8) -> Result<()> {
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
    pub(super) fn fetch_tag(&mut self) -> Result<()> {
        self.save_key()?;
        self.allow_key = false;
        let start = self.cursor.pos();
        let tag = tag::scan(&mut self.cursor)?;
        self.push(TokenKind::Tag(tag), start);
        Ok(())
    }

    /// A `|` or `>` block.
    pub(super) fn fetch_block_scalar(&mut self, style: ScalarStyle) -> Result<()> {
        self.allow_key = true;
        self.remove_key()?;
        let scalar = block::scan(self, style)?;
        self.push_scalar(scalar);
        Ok(())
    }

    /// A text in quotes.
    pub(super) fn fetch_quoted(&mut self, style: ScalarStyle) -> Result<()> {
        self.save_key()?;
        self.allow_key = false;
        let scalar = quoted::scan(&mut self.cursor, style)?;
        self.push_scalar(scalar);
        Ok(())
    }

    /// A text without quotes.
    pub(super) fn fetch_plain(&mut self) -> Result<()> {
        self.save_key()?;
        self.allow_key = false;
        let scalar = plain::scan(self);
        self.push_scalar(scalar);
        Ok(())
    }
}
