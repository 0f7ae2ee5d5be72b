//! Plain scalars: texts without quotes.

use std::borrow::Cow;

use super::{
    cursor::{is_blank, is_blank_or_eol, is_eol, is_flow_indicator},
    loader::Loader,
    scalar::Parts,
};
use crate::yaml::{NodeId, ReadError, ScalarStyle};

impl Loader<'_> {
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
        let last = self.printable(part, part_end)?;
        let text = if part == start {
            Cow::Borrowed(last)
        } else {
            parts.push(last);
            parts.finish()
        };
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
        let start = self.cursor.position;
        let rest = self.cursor.rest();
        let doubtful = |byte: u8| {
            matches!(byte, b':' | b'#' | b'\n' | b'\r') || (in_flow && is_flow_indicator(byte))
        };
        let length = rest
            .get(1..)
            .and_then(|rest| rest.iter().position(|byte| doubtful(*byte)))
            .map_or(rest.len(), |length| length + 1);
        let blanks = rest[..length]
            .iter()
            .rev()
            .take_while(|byte| is_blank(**byte))
            .count();
        if blanks < length {
            *part_end = start + length - blanks;
        }
        self.cursor.position = start + length;
    }
}
