//! A list of fields in which each item describes one: `name: Company` with `type: text` below it.

use std::{borrow::Cow, collections::HashSet};

use super::{Context, double_quoted, fields::is_invisible, is_plain};
use crate::{
    fix::Edit,
    span::Span,
    yaml::{Entry, NodeId, NodeKind, ScalarStyle},
};

/// Attributes that people give the label of a field in.
const NAMES: &[&str] = &["name", "label", "field", "title", "question", "key", "id"];
/// How much deeper the attributes of a field stand than its label.
const STEP: &str = "  ";

impl Context<'_, '_> {
    /// Whether a list has an item that describes a field in several entries.
    pub(crate) fn describes_fields(&self, list: NodeId) -> bool {
        let items = self.tree().items(list).iter();
        items.copied().any(|item| self.description(item).is_some())
    }

    /// A list of described fields as the mapping that was meant; `None` where an item is something
    /// else, or where the mapping would have two of one label.
    pub(crate) fn descriptions_as_mapping(&self, list: NodeId) -> Option<Vec<Edit>> {
        let NodeKind::Sequence { items, flow: false } = &self.tree().node(list).kind else {
            return None;
        };
        let (mut edits, mut labels) = (self.without_dashes(items)?, HashSet::new());
        for item in items {
            let (label, entries) = self.description(*item)?;
            let (first, others) = entries.split_first()?;
            if !labels.insert(label) || first.explicit {
                return None;
            }
            if label != self.text(first.key)? {
                let label = self.as_key(first.value)?;
                edits.push(Edit::replace(self.entry_span(*first), format!("{label}:")));
            }
            edits.extend(self.deeper(others)?);
        }
        Some(edits)
    }

    /// The label of the field that an item describes, with the entries of the item. A label of its
    /// own has nothing behind it.
    fn description(&self, item: NodeId) -> Option<(&str, &[Entry])> {
        let NodeKind::Mapping {
            entries,
            flow: false,
        } = &self.tree().node(item).kind
        else {
            return None;
        };
        let (first, others) = entries.split_first()?;
        let typed = others
            .iter()
            .any(|entry| self.text(entry.key) == Some("type"));
        let key = self.text(first.key).filter(|_| typed)?;
        let label = if self.tree().node(first.value).kind == NodeKind::Empty {
            key
        } else {
            self.text(first.value).filter(|_| NAMES.contains(&key))?
        };
        (!is_invisible(label)).then_some((label, &**entries))
    }

    /// A text on one line as the key of a mapping.
    fn as_key(&self, id: NodeId) -> Option<Cow<'_, str>> {
        let node = self.tree().node(id);
        let (text, style) = node.scalar().filter(|_| node.properties.is_none())?;
        let written = node.span.slice(self.source());
        match style {
            _ if !self.is_one_line(node.span) => None,
            ScalarStyle::Literal | ScalarStyle::Folded => None,
            ScalarStyle::Plain if !is_plain(text) => Some(Cow::Owned(double_quoted(text))),
            _ => Some(Cow::Borrowed(written)),
        }
    }

    /// The lines of entries, moved to the right; `None` where one does not begin its line.
    fn deeper(&self, entries: &[Entry]) -> Option<Vec<Edit>> {
        let (first, last) = (entries.first()?, entries.last()?);
        let from = self.indentation(self.span(first.key))?;
        let lines = Span::new(from.range().start, self.entry_span(*last).range().end);
        let written = self
            .lines(lines)
            .filter(|(_, line)| !line.trim().is_empty());
        let edits = written.map(|(span, _)| Edit::replace(Span::at(span.range().start), STEP));
        Some(edits.collect())
    }
}
