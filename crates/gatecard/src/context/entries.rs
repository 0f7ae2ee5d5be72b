//! Edits that add, remove and move whole entries of a mapping.

use super::Context;
use crate::{
    fix::Edit,
    span::Span,
    yaml::{Entry, NodeId, NodeKind, ScalarStyle},
};

/// The place behind the lines of an entry, where another entry can be added.
pub(crate) struct Behind<'a> {
    end: usize,
    line_break: &'static str,
    indentation: &'a str,
}

impl Behind<'_> {
    /// Another entry on a line of its own.
    pub(crate) fn add(&self, text: &str) -> Vec<Edit> {
        let line = format!("{}{}{text}", self.line_break, self.indentation);
        vec![Edit::replace(Span::at(self.end), line)]
    }
}

impl<'a> Context<'_, 'a> {
    /// The place behind an entry of a block mapping. `None` where the entry does not begin its
    /// line. Looking for it costs the length of the lines that the entry begins and ends on.
    pub(crate) fn behind(&self, entry: Entry) -> Option<Behind<'a>> {
        let key = self.span(entry.key).range().start;
        let indent = Span::new(self.line(key).range().start, key).slice(self.source());
        if entry.explicit || indent.bytes().any(|byte| byte != b' ') {
            return None;
        }
        let last = self.span(entry.value).to(self.span(entry.key)).range().end;
        let end = self.line(last).range().end;
        let line_break = match self.source().as_bytes()[end..] {
            [b'\r', b'\n', ..] => "\r\n",
            [b'\r', ..] => "\r",
            _ => "\n",
        };
        Some(Behind {
            end,
            line_break,
            indentation: indent,
        })
    }

    /// The whole lines of an entry of a block mapping, gone. `None` where the entry does not have
    /// its lines to itself, may hold an anchor that others need, or is the last one left.
    pub(crate) fn remove_entry(&self, mapping: NodeId, entry: Entry) -> Option<Vec<Edit>> {
        let node = self.tree().target(mapping);
        let NodeKind::Mapping {
            entries,
            flow: false,
        } = &node.kind
        else {
            return None;
        };
        let source = self.source();
        let start = self.line(self.span(entry.key).range().start);
        let before = Span::new(start.range().start, self.span(entry.key).range().start);
        let alone = before.slice(source).bytes().all(|byte| byte == b' ');
        if entries.len() < 2 || !alone || entry.explicit {
            return None;
        }
        let last = self.span(entry.value).to(self.span(entry.key)).range().end;
        let line_end = self.line(last).range().end;
        let lines = Span::new(start.range().start, line_end).slice(source);
        let behind = Span::new(last, line_end).slice(source).trim_start();
        let only_comment = behind.is_empty() || behind.starts_with('#');
        // An anchor may be needed elsewhere.
        if lines.contains('&') || !only_comment {
            return None;
        }
        let whole = self.with_line_break(Span::new(start.range().start, line_end));
        let edits = || vec![Edit::replace(whole, "")];
        (!self.ends_block_text(whole)).then(edits)
    }

    /// Whether the lines behind some could be part of the block text above, were those not there.
    pub(crate) fn ends_block_text(&self, lines: Span) -> bool {
        let last = self.node_before(lines.range().start);
        let last = last.map(|id| self.tree().node(id));
        let is_block = |style| matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let Some(text) =
            last.filter(|node| node.scalar().is_some_and(|(_, style)| is_block(style)))
        else {
            return false;
        };
        let header = text.span.slice(self.source()).lines().next();
        let header = header.and_then(|it| it.split('#').next());
        let keeps_blank_lines = header.is_some_and(|it| it.contains('+'));
        let behind = self.source().get(lines.range().end..).unwrap_or_default();
        for line in behind.split(['\n', '\r']) {
            let bare = line.trim_start_matches([' ', '\t']);
            if line.is_empty() && !keeps_blank_lines {
                continue;
            }
            let is_indented = bare.len() < line.len();
            return line.is_empty() || (is_indented && (bare.is_empty() || bare.starts_with('#')));
        }
        false
    }

    /// The lines of the last entry of a block mapping, moved to the left so that it stands beside
    /// `parent`, whose value the mapping is. A parent without other entries goes.
    pub(crate) fn lift_entry(&self, parent: Entry, entry: Entry) -> Option<Vec<Edit>> {
        let NodeKind::Mapping {
            entries,
            flow: false,
        } = &self.tree().node(parent.value).kind
        else {
            return None;
        };
        if entries.last() != Some(&entry) || parent.explicit || entry.explicit {
            return None;
        }
        let (outer, inner) = (self.span(parent.key), self.span(entry.key));
        let (indent, depth) = (
            self.indentation(outer)?.len(),
            self.indentation(inner)?.len(),
        );
        let width = depth.checked_sub(indent)?;
        let first = inner.range().start - depth;
        let mut edits = Vec::new();
        if entries.len() == 1 {
            let between = Span::new(outer.range().end, first);
            if between.slice(self.source()).trim() != ":" {
                return None;
            }
            edits.push(Edit::replace(
                Span::new(outer.range().start - indent, first),
                "",
            ));
        }
        let last = self.span(entry.value).to(inner).range().end;
        edits.extend(self.outdent_lines(Span::new(first, last), width)?);
        Some(edits)
    }

    /// Whole lines with up to `width` spaces less before each of them; `None` where one of them
    /// would end the YAML block then.
    fn outdent_lines(&self, lines: Span, width: usize) -> Option<Vec<Edit>> {
        let mut edits = Vec::new();
        let mut start = lines.range().start;
        for line in lines.slice(self.source()).split_inclusive('\n') {
            let text = line.trim_start_matches(' ');
            let blanks = line.len() - text.len();
            if blanks <= width && (text.starts_with("---") || text.starts_with("...")) {
                return None;
            }
            if blanks > 0 {
                let spaces = Span::new(start, start + blanks.min(width));
                edits.push(Edit::replace(spaces, ""));
            }
            start += line.len();
        }
        Some(edits)
    }
}
