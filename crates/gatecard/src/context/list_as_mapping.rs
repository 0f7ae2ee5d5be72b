//! A list of fields turned into a mapping of fields.

use std::{collections::HashSet, ops::Range};

use super::{Context, fields::is_invisible};
use crate::{
    card::ValueType,
    fix::{Edit, Safety},
    gate::FieldType,
    span::Span,
    text::has_odd_line_end,
    yaml::{Entry, Node, NodeId, NodeKind, ScalarStyle},
};

/// The colon of a label and its type, with the blanks behind it, where YAML sees no colon in them:
/// `Company:text`, `Company：text`.
pub(crate) fn run_together(line: &str) -> Option<Range<usize>> {
    let mut characters = line.char_indices().rev();
    let (start, colon) = characters.find(|(_, c)| matches!(c, ':' | '：'))?;
    let behind = &line[start + colon.len_utf8()..];
    let name = behind.trim().to_ascii_lowercase();
    let unseen = colon == '：' || !behind.starts_with([' ', '\t']);
    let end = line.len() - behind.trim_start().len();
    let label = line[..start].trim();
    let fits = unseen && can_start_label(label) && FieldType::from_name(&name).is_some();
    fits.then_some(start..end)
}

/// The label in a text such as `Company:text`; the text itself where there is no type in it.
pub(crate) fn label_in(text: &str) -> &str {
    run_together(text).map_or(text, |gap| text[..gap.start].trim())
}

/// Whether a text can be a label without quotes, as far as its first character goes.
pub(crate) fn can_start_label(text: &str) -> bool {
    let sign = |c| "-?:,[]{}#&*!|>'\"%@`".contains(c);
    !is_invisible(text) && !text.starts_with(sign)
}

impl Context<'_, '_> {
    /// A list of fields such as `- Company: text` written as the mapping that was meant, with how
    /// sure it is. `None` where the items are no fields, or where the mapping would have two of one
    /// label.
    pub(crate) fn list_as_mapping(&self, list: NodeId) -> Option<(Safety, Vec<Edit>)> {
        let node = self.tree().node(list);
        let NodeKind::Sequence { items, flow } = &node.kind else {
            return None;
        };
        if items.is_empty() || node.properties.is_some() || !self.are_distinct(items) {
            return None;
        }
        let (mut safety, mut edits) = (Safety::Safe, Vec::new());
        if *flow {
            edits.extend(self.rebracket(list, "{", "}")?);
        } else {
            edits.extend(self.without_dashes(items)?);
        }
        for item in items {
            let (sure, edit) = self.item_as_entry(*item, *flow)?;
            safety = safety.max(sure);
            edits.extend(edit);
        }
        Some((safety, edits))
    }

    /// Whether the items can be the entries of one mapping: labels are texts, and each is another.
    fn are_distinct(&self, items: &[NodeId]) -> bool {
        let tree = self.tree();
        let mut labels = HashSet::new();
        items.iter().all(|item| match &tree.node(*item).kind {
            NodeKind::Scalar { text, .. } => labels.insert(label_in(text)),
            NodeKind::Mapping { entries, .. } if !is_description(self, entries) => entries
                .iter()
                .filter_map(|entry| self.text(entry.key))
                .filter(|label| *label != "<<" && labels.insert(label))
                .count()
                .eq(&entries.len()),
            _ => false,
        })
    }

    /// A space for each dash, where what is behind them stands in one column.
    pub(super) fn without_dashes(&self, items: &[NodeId]) -> Option<Vec<Edit>> {
        let (mut edits, mut columns) = (Vec::new(), HashSet::new());
        for item in items {
            let start = self.span(*item).range().start;
            let line = self.line(start).range().start;
            let before = Span::new(line, start).slice(self.source());
            let dash = before.trim_end_matches(' ').strip_suffix('-')?;
            if !dash.bytes().all(|byte| byte == b' ') {
                return None;
            }
            columns.insert(before.len());
            let dash = line + dash.len();
            edits.push(Edit::replace(Span::new(dash, dash + 1), " "));
        }
        (columns.len() == 1).then_some(edits)
    }

    fn item_as_entry(&self, item: NodeId, in_flow: bool) -> Option<(Safety, Vec<Edit>)> {
        let node = self.tree().node(item);
        if node.properties.is_some() {
            return None;
        }
        match &node.kind {
            NodeKind::Mapping { entries, .. } => {
                let bare = !node.span.slice(self.source()).starts_with('{');
                let edits = if bare {
                    Vec::new()
                } else {
                    self.without_braces(item, entries, in_flow)?
                };
                Some((Safety::Safe, edits))
            }
            NodeKind::Scalar { .. } => self.text_as_entry(item, node),
            _ => None,
        }
    }

    fn without_braces(&self, item: NodeId, entries: &[Entry], in_flow: bool) -> Option<Vec<Edit>> {
        let (first, last) = (entries.first()?, entries.last()?);
        let span = self.span(item);
        let open = span.before(self.span(first.key));
        let close = Span::new(self.entry_span(*last).range().end, span.range().end);
        // In braces `"Company":text` needs no space behind the colon; on a line of its own it does.
        let spaced = self.span(first.key).range().end + 1 < self.span(first.value).range().start;
        let single = entries.len() == 1 && spaced && self.is_one_line(span);
        let braces =
            open.slice(self.source()).trim() == "{" && close.slice(self.source()).trim() == "}";
        (braces && (in_flow || single)).then(|| {
            let edits = [open, close];
            edits.map(|span| Edit::replace(span, "")).into()
        })
    }

    /// `Company` as `Company: text`, and `Company:text` as `Company: text`.
    fn text_as_entry(&self, item: NodeId, node: &Node<'_>) -> Option<(Safety, Vec<Edit>)> {
        let (text, style) = node.scalar()?;
        let text_on_one_line = self.value_type(item) == ValueType::Text
            && self.is_one_line(node.span)
            && !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        if !text_on_one_line || is_invisible(text) || has_odd_line_end(text) {
            return None;
        }
        if style == ScalarStyle::Plain
            && let Some(gap) = run_together(text)
        {
            let start = node.span.range().start;
            let gap = Span::new(start + gap.start, start + gap.end);
            return Some((Safety::Safe, vec![Edit::replace(gap, ": ")]));
        }
        let is_label = !text.contains([':', '：']) && FieldType::from_name(text).is_none();
        is_label.then(|| (Safety::Unsafe, self.append(item, ": text")))
    }
}

/// Whether an item describes one field in several entries: `name: Company`, `type: text`.
fn is_description(cx: &Context<'_, '_>, entries: &[Entry]) -> bool {
    entries.len() > 1
        && entries
            .iter()
            .any(|entry| cx.text(entry.key) == Some("type"))
}
