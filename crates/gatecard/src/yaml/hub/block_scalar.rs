//! Block scalars: `|` and `>`.

use std::borrow::Cow;

use super::{
    cursor::{is_blank, is_eol},
    loader::Loader,
};
use crate::yaml::{NodeId, ReadError, ScalarStyle};

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

impl Loader<'_> {
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
