//! The lines on which a comment silences a finding.

use std::{collections::HashMap, ops::RangeInclusive};

use crate::{
    context::Context,
    span::Span,
    yaml::{NodeKind, ScalarStyle},
};

/// A text over several lines, in which no comment can stand, or below the line of its key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LongText {
    /// From its quote, its `|` or its first letter to its end.
    pub(crate) span: Span,
    /// Where its key begins, or the text itself where it has none.
    pub(crate) key: usize,
    /// Whether it goes over several lines itself.
    pub(crate) is_long: bool,
    /// Whether it is written with `|` or `>`, so that its last line is all text.
    pub(crate) is_block: bool,
}

/// What decides on which lines a comment silences a finding.
pub(crate) struct Reach {
    /// Where the lines of the YAML block begin, and where the block ends.
    lines: Vec<usize>,
    /// For each of them, the first line from there on that is neither blank nor a comment.
    contents: Vec<usize>,
    /// The texts over several lines, in the order of the card.
    long_texts: Vec<LongText>,
    /// Where the key of each value begins.
    keys: HashMap<Span, usize>,
}

impl Reach {
    /// Looks at all nodes of a card once.
    pub(crate) fn of(cx: &Context<'_, '_>) -> Self {
        let tree = cx.tree();
        let mut keys = HashMap::new();
        for (_, node) in tree.iter() {
            if let NodeKind::Mapping { entries, .. } = &node.kind {
                let starts = entries.iter().map(|entry| (entry.value, entry.key));
                keys.extend(
                    starts.map(|(value, key)| (tree.span(value), tree.span(key).range().start)),
                );
            }
        }
        let has_break = |span: Span| span.slice(cx.source()).contains(['\n', '\r']);
        let texts = tree
            .iter()
            .filter_map(|(_, node)| Some((node.scalar()?.1, node.span)));
        let texts = texts.map(|(style, span)| LongText {
            span,
            key: keys.get(&span).copied().unwrap_or(span.range().start),
            is_long: has_break(span),
            is_block: matches!(style, ScalarStyle::Literal | ScalarStyle::Folded),
        });
        let spread = |text: &LongText| has_break(Span::new(text.key, text.span.range().end));
        let mut long_texts: Vec<LongText> = texts.filter(spread).collect();
        long_texts.sort_by_key(|text| text.span);
        let lines = lines(cx);
        Self {
            contents: contents(cx, &lines),
            lines,
            long_texts,
            keys,
        }
    }

    /// The line of the YAML block on which a place lies, with its line break; empty behind the
    /// block.
    pub(crate) fn line(&self, offset: usize) -> Span {
        let next = self.lines.partition_point(|start| *start <= offset);
        match (
            next.checked_sub(1).and_then(|at| self.lines.get(at)),
            self.lines.get(next),
        ) {
            (Some(start), Some(end)) => Span::new(*start, *end),
            _ => Span::at(offset),
        }
    }

    /// The start of the line that a comment counts for: its own, or the next one that is neither
    /// blank nor a comment where nothing else stands on its own.
    pub(crate) fn target(&self, comment: Span) -> usize {
        let start = comment.range().start;
        let next = self.lines.partition_point(|line| *line <= start);
        let line = next.checked_sub(1).and_then(|at| self.contents.get(at));
        line.copied().unwrap_or(start)
    }

    /// The text over several lines in which a place lies.
    pub(crate) fn long_text(&self, offset: usize) -> Option<LongText> {
        let at = Span::at(offset).start;
        let next = self
            .long_texts
            .partition_point(|text| text.span.start <= at);
        let text = self.long_texts.get(next.checked_sub(1)?)?;
        (at < text.span.end).then_some(*text)
    }

    /// The starts of the first and the last line on which a comment silences a finding: its first
    /// line; for one about a whole value, from the line of its key on; for one within a text over
    /// several lines, from the line of the key to the last one of the text; for one in a comment
    /// that has its line to itself, to the next line that is none.
    pub(crate) fn lines(&self, finding: Span) -> RangeInclusive<usize> {
        let line = |offset: usize| self.line(offset).range().start;
        let start = finding.range().start;
        if let Some(text) = self.long_text(start) {
            return line(text.key)..=line(text.span.range().end.saturating_sub(1));
        }
        let key = self.keys.get(&finding).copied().unwrap_or(start);
        let first = line(key.min(start));
        first..=self.target(finding).max(first)
    }
}

/// Where the lines of the YAML block begin, and where it ends.
fn lines(cx: &Context<'_, '_>) -> Vec<usize> {
    let Some(block) = cx.front_matter() else {
        return Vec::new();
    };
    let range = block.yaml.range();
    let bytes = block.yaml.slice(cx.source()).as_bytes();
    let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes);
    let ends = breaks.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
    let starts = ends.map(|at| range.start + at + 1);
    let mut lines: Vec<usize> = std::iter::once(range.start).chain(starts).collect();
    if lines.last() != Some(&range.end) {
        lines.push(range.end);
    }
    lines
}

/// For each line, the first one from there on that is neither blank nor a comment.
fn contents(cx: &Context<'_, '_>, lines: &[usize]) -> Vec<usize> {
    let mut content = lines.last().copied().unwrap_or_default();
    let mut contents = vec![content; lines.len()];
    for (index, pair) in lines.windows(2).enumerate().rev() {
        let line = Span::new(pair[0], pair[1]).slice(cx.source());
        let bare = line.trim_start_matches([' ', '\t']);
        if !bare.is_empty() && !bare.starts_with(['#', '\n', '\r']) {
            content = pair[0];
        }
        contents[index] = content;
    }
    contents
}
