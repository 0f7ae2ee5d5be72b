//! Edits that give a part of the card another shape.

use super::{Context, double_quoted};
use crate::{
    fix::Edit,
    span::Span,
    text::ODD_LINE_ENDS,
    yaml::{Entry, NodeId, NodeKind, ScalarStyle},
};

/// Up to this many entries of a mapping in braces, one of them can be removed: looking for its
/// neighbours costs the number of entries.
const MAX_FLOW_ENTRIES: usize = 64;

/// A longer line is not shown for what is missing on it: looking for its start costs its length,
/// and a million things can be missing on one line.
const MAX_LINE: usize = 256;

impl<'a> Context<'_, 'a> {
    /// From the first byte of an entry's key to the last of its value.
    pub(crate) fn entry_span(&self, entry: Entry) -> Span {
        self.span(entry.key).to(self.span(entry.value))
    }

    /// Whether a value, or a colon for one, is written behind the key.
    pub(crate) fn has_colon(&self, entry: Entry) -> bool {
        self.span(entry.key).end < self.span(entry.value).start
    }

    /// The bytes of a node, or what else stands on its line where nothing is written for it.
    pub(crate) fn place(&self, id: NodeId) -> Span {
        let span = self.span(id);
        if !span.is_empty() || !self.is_near_line_start(span) {
            return span;
        }
        let line = self.line(span.range().start);
        let text = line.slice(self.source());
        let start = text.len() - text.trim_start().len();
        line.part(start..start + text.trim().len())
    }

    fn is_near_line_start(&self, span: Span) -> bool {
        let before = &self.source().as_bytes()[..span.range().start];
        let mut near = before.iter().rev().take(MAX_LINE);
        near.any(|byte| *byte == b'\n') || before.len() < MAX_LINE
    }

    /// The spaces before an offset, where the line has nothing else before it.
    pub(crate) fn indentation(&self, span: Span) -> Option<Span> {
        let start = span.range().start;
        let before = Span::new(self.line(start).range().start, start);
        let blank = before.slice(self.source()).bytes().all(|byte| byte == b' ');
        blank.then_some(before)
    }

    /// Whether the bytes lie on one line.
    pub(crate) fn is_one_line(&self, span: Span) -> bool {
        !span.slice(self.source()).contains(['\n', '\r'])
    }

    /// A text right behind a node.
    pub(crate) fn append(&self, id: NodeId, text: &str) -> Vec<Edit> {
        let end = self.span(id).range().end;
        vec![Edit::replace(Span::at(end), text)]
    }

    /// A value for a key that has none, where there is a colon behind the key.
    pub(crate) fn fill(&self, empty: NodeId, value: &str) -> Option<Vec<Edit>> {
        let node = self.tree().node(empty);
        let (before, behind) = self.source().split_at(node.span.range().start);
        // What begins the next line is the end of one to some readers: for them it goes on.
        let behind = behind.trim_start_matches([' ', '\r', '\n']);
        let goes_on = behind.starts_with(ODD_LINE_ENDS);
        if node.kind != NodeKind::Empty || node.properties.is_some() || goes_on {
            return None;
        }
        before
            .ends_with(':')
            .then(|| self.append(empty, &format!(" {value}")))
    }

    /// Double quotes around bytes on one line, so that they are a text.
    pub(crate) fn quote_span(&self, span: Span) -> Option<Vec<Edit>> {
        let text = double_quoted(span.slice(self.source()));
        let before = &self.source().as_bytes()[..span.range().start];
        let explicit = before.trim_ascii_end().ends_with(b"?");
        let fits = self.is_one_line(span) && !span.is_empty() && !explicit;
        fits.then(|| vec![Edit::replace(span, text)])
    }

    /// Other brackets around a collection that has brackets, and no tag, which allows no others.
    pub(crate) fn rebracket(&self, id: NodeId, open: &str, close: &str) -> Option<Vec<Edit>> {
        if self.tree().node(id).is_tagged() {
            return None;
        }
        let range = self.span(id).range();
        let source = self.span(id).slice(self.source());
        let bracketed =
            source.len() > 1 && source.starts_with(['[', '{']) && source.ends_with([']', '}']);
        bracketed.then(|| {
            vec![
                Edit::replace(Span::new(range.start, range.start + 1), open),
                Edit::replace(Span::new(range.end - 1, range.end), close),
            ]
        })
    }

    /// A new entry such as `type: select` in front of another.
    pub(crate) fn insert_before(
        &self,
        mapping: NodeId,
        entry: Entry,
        text: &str,
    ) -> Option<Vec<Edit>> {
        let key = self.span(entry.key);
        let NodeKind::Mapping { flow, .. } = self.tree().node(mapping).kind else {
            return None;
        };
        let behind = if flow {
            ", ".to_owned()
        } else {
            let indentation = self.indentation(key)?.slice(self.source());
            format!("{}{indentation}", self.line_break())
        };
        let here = Span::at(key.range().start);
        (!entry.explicit).then(|| vec![Edit::replace(here, format!("{text}{behind}"))])
    }

    /// The entries of a block mapping from `first` to `last`, moved left under the column of
    /// `key`.
    pub(crate) fn outdent(&self, first: Entry, last: Entry, key: NodeId) -> Option<Vec<Edit>> {
        let from = self.indentation(self.span(first.key))?;
        let width = from
            .len()
            .checked_sub(self.indentation(self.span(key))?.len())?;
        let lines = Span::new(from.range().start, self.entry_span(last).range().end);
        if width == 0 || first.explicit {
            return None;
        }
        let mut edits = Vec::new();
        for (span, line) in self.lines(lines) {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if indent >= width {
                edits.push(Edit::replace(span.part(0..width), ""));
            } else if !line.trim().is_empty() && !line.trim().starts_with('#') {
                return None;
            }
        }
        Some(edits)
    }

    /// The lines of a span, with their line breaks.
    pub(crate) fn lines(&self, span: Span) -> impl Iterator<Item = (Span, &'a str)> + use<'a> {
        let mut start = span.range().start;
        let text = span.slice(self.source());
        text.split_inclusive(['\n', '\r']).map(move |line| {
            let span = Span::new(start, start + line.len());
            start += line.len();
            (span, line)
        })
    }

    /// The lines of a text without quotes, blank ones and indentation left out; none for anything
    /// else.
    pub(crate) fn plain_lines(
        &self,
        id: NodeId,
    ) -> impl Iterator<Item = (Span, &'a str)> + use<'a> {
        let node = self.tree().node(id);
        let plain = matches!(node.scalar(), Some((_, ScalarStyle::Plain)));
        let span = if plain { node.span } else { Span::default() };
        self.lines(span).filter_map(|(span, line)| {
            let start = line.len() - line.trim_start().len();
            let text = line.trim();
            let span = span.part(start..start + text.len());
            (!text.is_empty()).then_some((span, text))
        })
    }

    /// An entry of a mapping in braces, gone with its comma. `None` where it is the last one left
    /// or has a comment beside it.
    pub(crate) fn remove_flow_entry(&self, mapping: NodeId, entry: Entry) -> Option<Vec<Edit>> {
        let NodeKind::Mapping {
            entries,
            flow: true,
        } = &self.tree().node(mapping).kind
        else {
            return None;
        };
        if entries.len() > MAX_FLOW_ENTRIES {
            return None;
        }
        let index = entries.iter().position(|other| *other == entry)?;
        let own = self.entry_span(entry).range();
        let (gap, removed) = if let Some(before) = index.checked_sub(1) {
            let before = self.entry_span(entries[before]).range().end;
            (Span::new(before, own.start), Span::new(before, own.end))
        } else {
            let next = self.entry_span(*entries.get(1)?).range().start;
            (Span::new(own.end, next), Span::new(own.start, next))
        };
        let only_comma = gap.slice(self.source()).trim() == ",";
        only_comma.then(|| vec![Edit::replace(removed, "")])
    }
}
