//! What a rule sees of a card, and the tools to speak about it.

mod fields;
mod list_as_mapping;
mod reshape;

use std::borrow::Cow;

use crate::{
    card::{Card, FrontMatter, Reading, RepoType, ValueType},
    fix::Edit,
    gate::{Field, FieldSource, Gate, GateSource},
    span::Span,
    yaml::{Entry, NodeId, NodeKind, Reader, ScalarStyle, Tree},
};

pub(crate) use fields::{
    FIELDS, MAX_RELATED, field_path, is_invisible, is_shared, list_of_types, sorts_first,
};
pub(crate) use list_as_mapping::{can_start_label, label_in, run_together};

/// What a rule sees: the card, the tree and the gate, as the Hub has them.
pub(crate) struct Context<'c, 'a> {
    card: &'c Card<'a>,
    repo_type: Option<RepoType>,
}

impl<'c, 'a> Context<'c, 'a> {
    pub(crate) fn new(card: &'c Card<'a>, repo_type: Option<RepoType>) -> Self {
        Self {
            card,
            repo_type: repo_type.or_else(|| card.repo_type()),
        }
    }

    /// The whole card.
    pub(crate) fn card(&self) -> &'c Card<'a> {
        self.card
    }

    /// The text of the whole card.
    pub(crate) fn source(&self) -> &'a str {
        self.card.text()
    }

    /// The kind of repository, as the user says or as the card's metadata suggest.
    pub(crate) fn repo_type(&self) -> Option<RepoType> {
        self.repo_type
    }

    /// The card as the Hub has it.
    pub(crate) fn hub(&self) -> &'c Reading<'a> {
        self.card.reading(Reader::Hub)
    }

    /// The card as the Python clients have it. It costs a second reading.
    pub(crate) fn python(&self) -> &'c Reading<'a> {
        self.card.reading(Reader::Python)
    }

    /// The YAML block, where the Hub finds one.
    pub(crate) fn front_matter(&self) -> Option<FrontMatter> {
        self.hub().front_matter()
    }

    /// The nodes, as the Hub has them.
    pub(crate) fn tree(&self) -> &'c Tree<'a> {
        self.hub().tree()
    }

    /// The gate, where the card has any of its keys.
    pub(crate) fn gate(&self) -> Option<&'c Gate> {
        self.hub().gate()
    }

    /// Where the parts of the gate stand.
    pub(crate) fn gate_source(&self) -> &'c GateSource {
        self.hub().gate_source()
    }

    /// Each field with its place, in the order of the form.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'c Field, &'c FieldSource)> {
        let fields = self.gate().map_or(&[][..], |gate| &gate.fields);
        fields.iter().zip(&self.gate_source().each_field)
    }

    /// The bytes of a node, without its properties.
    pub(crate) fn span(&self, id: NodeId) -> Span {
        self.tree().span(id)
    }

    /// What the Hub takes a node for.
    pub(crate) fn value_type(&self, id: NodeId) -> ValueType {
        self.hub().value_type(id)
    }

    /// The text of a node that the Hub takes for a text.
    pub(crate) fn text(&self, id: NodeId) -> Option<&'c str> {
        self.hub().text(id)
    }

    /// The place of a part of a scalar's text, where it stands in the card as it is; else the
    /// whole scalar.
    pub(crate) fn span_of_part(&self, id: NodeId, part: &str) -> Span {
        let span = self.span(id);
        match span.slice(self.source()).find(part) {
            Some(offset) if !part.is_empty() => {
                let start = span.range().start + offset;
                Span::new(start, start + part.len())
            }
            _ => span,
        }
    }

    /// The line on which an offset lies, without its line break.
    pub(crate) fn line(&self, offset: usize) -> Span {
        let bytes = self.source().as_bytes();
        let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let start = bytes[..offset]
            .iter()
            .rposition(is_break)
            .map_or(0, |at| at + 1);
        let rest = &bytes[offset..];
        let end = offset + rest.iter().position(is_break).unwrap_or(rest.len());
        Span::new(start, end)
    }

    /// Another text in the place of a scalar, in the quotes that it has, or in double quotes where
    /// it has none and needs some. `None` for block scalars and collections.
    pub(crate) fn rewrite(&self, id: NodeId, text: &str) -> Option<Vec<Edit>> {
        let node = self.tree().node(id);
        let (_, style) = node.scalar()?;
        let source = match style {
            ScalarStyle::Plain if is_plain(text) => Cow::Borrowed(text),
            ScalarStyle::Plain | ScalarStyle::DoubleQuoted => Cow::Owned(double_quoted(text)),
            ScalarStyle::SingleQuoted => Cow::Owned(single_quoted(text)?),
            ScalarStyle::Literal | ScalarStyle::Folded => return None,
        };
        Some(vec![Edit::replace(node.span, source)])
    }

    /// Quotes around a plain scalar on one line, so that every reader takes it for the text that
    /// stands there.
    pub(crate) fn quote(&self, id: NodeId) -> Option<Vec<Edit>> {
        let node = self.tree().node(id);
        let (_, style) = node.scalar()?;
        let written = node.span.slice(self.source());
        if style != ScalarStyle::Plain || written.contains(['\n', '\r']) {
            return None;
        }
        let source = match single_quoted(written) {
            Some(single) if written.contains(['"', '\\']) => single,
            _ => double_quoted(written),
        };
        Some(vec![Edit::replace(node.span, source)])
    }

    /// The whole lines of an entry of a block mapping, gone. `None` where the entry does not have
    /// its lines to itself, or is the last one left.
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
        let behind = Span::new(last, line_end).slice(source).trim_start();
        if !behind.is_empty() && !behind.starts_with('#') {
            return None;
        }
        let rest = &source.as_bytes()[line_end..];
        let line_break = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        Some(vec![Edit::replace(
            Span::new(start.range().start, line_end + line_break),
            "",
        )])
    }
}

/// Whether a text can stand without quotes as a key or a value on one line, and means itself to
/// every reader.
pub(crate) fn is_plain(text: &str) -> bool {
    let harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '/' | '.');
    let Some(first) = text.chars().next() else {
        return false;
    };
    let word = matches!(
        text.to_ascii_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null"
    );
    first.is_ascii_alphabetic() && text.chars().all(harmless) && !text.ends_with(' ') && !word
}

/// A text in double quotes, on one line.
pub(crate) fn double_quoted(text: &str) -> String {
    crate::yaml::Value::Text(text.to_owned()).to_json()
}

/// A text in single quotes, on one line; `None` where it has characters that need an escape.
pub(crate) fn single_quoted(text: &str) -> Option<String> {
    let printable = !text.chars().any(char::is_control);
    printable.then(|| format!("'{}'", text.replace('\'', "''")))
}
