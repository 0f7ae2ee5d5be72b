//! What a rule sees of a card, and the tools to speak about it.

mod described_fields;
mod entries;
mod fields;
mod gate_keys;
mod list_as_mapping;
mod reshape;

use std::{borrow::Cow, cell::OnceCell, ops::Range};

use crate::{
    card::{Card, FrontMatter, Reading, RepoType, ValueType},
    finding::YamlPath,
    fix::Edit,
    gate::{Field, FieldSource, Gate, GateSource},
    ignore::{Directive, directives},
    prose::{Glance, Hint},
    scalar_parts::places,
    span::Span,
    text::{ODD_LINE_ENDS, has_odd_line_end},
    yaml::{NodeId, NodeKind, Reader, ScalarStyle, Tree},
};

pub(crate) use entries::Behind;
pub(crate) use fields::{
    FIELDS, MAX_RELATED, field_path, is_invisible, is_shared, list_of_types, sorts_first,
};
pub(crate) use gate_keys::begins_with_gate_key;
pub(crate) use list_as_mapping::{can_start_label, label_in, run_together};

/// The longest label that paths repeat, in bytes: a card can have a label of a megabyte with a
/// thousand findings under it.
const MAX_PATH_LABEL: usize = 1024;

/// What a rule sees: the card, the tree and the gate, as the Hub has them.
pub(crate) struct Context<'c, 'a> {
    card: &'c Card<'a>,
    repo_type: Option<RepoType>,
    /// What a glance at each label has shown.
    glances: OnceCell<Vec<Glance>>,
    unusual_fields: OnceCell<Vec<(&'c Field<'c>, &'c FieldSource<'c>)>>,
    directives: OnceCell<Vec<Directive<'a>>>,
    /// The nodes that are not empty, in the order of their starts.
    in_order: OnceCell<Vec<NodeId>>,
}

impl<'c, 'a> Context<'c, 'a> {
    pub(crate) fn new(card: &'c Card<'a>, repo_type: Option<RepoType>) -> Self {
        Self {
            card,
            repo_type: repo_type.or_else(|| card.repo_type()),
            glances: OnceCell::new(),
            unusual_fields: OnceCell::new(),
            directives: OnceCell::new(),
            in_order: OnceCell::new(),
        }
    }

    /// The comments for gatecard.
    pub(crate) fn directives(&self) -> &[Directive<'a>] {
        self.directives
            .get_or_init(|| directives(self.card, self.front_matter()))
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

    /// The last node that begins before a place.
    pub(crate) fn node_before(&self, offset: usize) -> Option<NodeId> {
        let tree = self.tree();
        let in_order = self.in_order.get_or_init(|| {
            let nodes = tree.iter().filter(|(_, node)| !node.span.is_empty());
            let mut nodes: Vec<NodeId> = nodes.map(|(id, _)| id).collect();
            nodes.sort_by_key(|id| tree.span(*id).start);
            nodes
        });
        let behind = in_order.partition_point(|id| tree.span(*id).range().start < offset);
        in_order.get(behind.checked_sub(1)?).copied()
    }

    /// The gate, where the card has any of its keys.
    pub(crate) fn gate(&self) -> Option<&'c Gate<'c>> {
        self.hub().gate()
    }

    /// Where the parts of the gate stand.
    pub(crate) fn gate_source(&self) -> &'c GateSource<'c> {
        self.hub().gate_source()
    }

    /// Each field with its place, in the order of the form.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'c Field<'c>, &'c FieldSource<'c>)> {
        let fields = self.gate().map_or(&[][..], |gate| &gate.fields);
        fields.iter().zip(&self.gate_source().each_field)
    }

    /// The fields whose labels could hold something, with their places.
    pub(crate) fn fields_with(
        &self,
        hint: Hint,
    ) -> impl Iterator<Item = (&'c Field<'c>, &'c FieldSource<'c>)> {
        let look = || self.fields().map(|(field, _)| Glance::at(&field.label));
        let glances = self.glances.get_or_init(|| look().collect());
        let fields = self.fields().zip(glances);
        fields.filter_map(move |(field, glance)| glance.allows(hint).then_some(field))
    }

    /// The bytes of a node, without its properties.
    pub(crate) fn span(&self, id: NodeId) -> Span {
        self.tree().span(id)
    }

    /// What the Hub takes a node for.
    pub(crate) fn value_type(&self, id: NodeId) -> ValueType {
        self.hub().value_type(id)
    }

    /// Whether the Hub refuses the tag before a value: what the value is meant for is not known.
    pub(crate) fn has_refused_tag(&self, id: NodeId) -> bool {
        let properties = self.tree().node(id).properties.as_ref();
        let tag = properties.and_then(|it| it.tag.as_ref());
        tag.is_some_and(|(_, span)| {
            let errors = self.hub().errors();
            let place = errors.binary_search_by_key(&span.range().start, |it| it.offset as usize);
            place.is_ok()
        })
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

    /// The places of parts of a text scalar, given in order by their bytes in the text; the whole
    /// scalar where the text stands elsewhere, as for an alias.
    pub(crate) fn spans_of_parts(&self, id: NodeId, parts: &[Range<usize>]) -> Vec<Span> {
        let node = self.tree().node(id);
        let start = node.span.range().start;
        let places = node
            .scalar()
            .and_then(|(text, style)| places(node.span.slice(self.source()), style, text, parts));
        match places {
            Some(places) => places
                .into_iter()
                .map(|place| Span::new(start + place.start, start + place.end))
                .collect(),
            None => vec![node.span; parts.len()],
        }
    }

    /// The line on which an offset lies, without its line break.
    pub(crate) fn line(&self, offset: usize) -> Span {
        let (before, rest) = self.source().as_bytes().split_at(offset);
        let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        Span::new(start, offset + end)
    }

    /// A line with its line break, where it has one.
    pub(crate) fn with_line_break(&self, line: Span) -> Span {
        let rest = self.source().as_bytes().get(line.range().end..);
        let line_break = match rest.unwrap_or_default() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        Span::new(line.range().start, line.range().end + line_break)
    }

    /// Another text in the place of a scalar, in the quotes that it has, or in double quotes where
    /// it has none and needs some. `None` for block scalars and collections, and behind a tag,
    /// which would make something else of the text.
    pub(crate) fn rewrite(&self, id: NodeId, text: &str) -> Option<Vec<Edit>> {
        let node = self.tree().node(id);
        let (_, style) = node.scalar().filter(|_| node.tag().is_none())?;
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
        let marked = node.properties.is_some();
        if style != ScalarStyle::Plain || marked || written.contains(['\n', '\r']) {
            return None;
        }
        let source = match single_quoted(written) {
            Some(single) if written.contains(['"', '\\']) => single,
            _ => double_quoted(written),
        };
        Some(vec![Edit::replace(node.span, source)])
    }

    /// Whether a key of the gate stands at the top level, in what the Hub cannot read as well.
    pub(crate) fn mentions_key(&self, key: &str) -> bool {
        let set_aside = self.hub().set_aside().iter();
        self.gate_source().entry(key).is_some()
            || set_aside
                .map(|lines| lines.slice(self.source()))
                .any(|lines| memchr::memmem::find(lines.as_bytes(), key.as_bytes()).is_some())
    }

    /// Other words in the place of a scalar on one line, without quotes.
    pub(crate) fn write_plain(&self, id: NodeId, text: &str) -> Option<Vec<Edit>> {
        let node = self.tree().node(id);
        let (_, style) = node.scalar()?;
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        (!block && node.properties.is_none()).then(|| vec![Edit::replace(node.span, text)])
    }

    /// Other words for each `part` of a scalar's text; `None` where one of them does not stand in
    /// the card as it is.
    pub(crate) fn rewrite_parts(&self, id: NodeId, part: &str, text: &str) -> Option<Vec<Edit>> {
        let (value, _) = self.tree().node(id).scalar()?;
        let span = self.span(id);
        let written = span.slice(self.source()).match_indices(part);
        let places = written.map(|(at, _)| span.range().start + at);
        let edits: Vec<Edit> = places
            .map(|start| Edit::replace(Span::new(start, start + part.len()), text))
            .collect();
        (edits.len() == value.matches(part).count() && !edits.is_empty()).then_some(edits)
    }

    /// The line break that the card uses: its first one. A lone `\r` counts only where there is no
    /// `\n` at all, with which it would become another line break.
    pub(crate) fn line_break(&self) -> &'static str {
        let bytes = self.source().as_bytes();
        match memchr::memchr(b'\n', bytes) {
            Some(at) if bytes[..at].ends_with(b"\r") => "\r\n",
            None if memchr::memchr(b'\r', bytes).is_some() => "\r",
            _ => "\n",
        }
    }

    /// The text behind the YAML block, as far as it is searched.
    pub(crate) fn body(&self) -> Span {
        self.card.body()
    }

    /// Whether a line of it begins with a gate key and is no example.
    pub(crate) fn body_has_gate_key(&self) -> bool {
        self.card.body_has_gate_key()
    }

    /// The texts of the gate that people read, each once, with their paths: headings and prompts,
    /// labels, the labels and values of options.
    pub(crate) fn gate_texts(&self) -> impl Iterator<Item = (NodeId, GateText)> {
        let texts = self.gate_source().texts();
        let texts = texts.map(|(key, entry)| (entry.value, GateText::Text(key)));
        let fields = self
            .fields()
            .enumerate()
            .flat_map(move |(index, (_, field))| {
                let options = field.options.filter(|_| !field.options_seen);
                let options = options.map_or(&[][..], |options| self.tree().items(options));
                let options = options
                    .iter()
                    .enumerate()
                    .flat_map(move |(number, option)| {
                        let parts = match self.tree().node(*option).kind {
                            NodeKind::Alias { .. } => &[],
                            _ => self.tree().entries(*option),
                        };
                        let nodes = parts.iter().map(|part| part.value).chain([*option]);
                        nodes.map(move |node| (node, GateText::Option(index, number)))
                    });
                std::iter::once((field.entry.key, GateText::Label(index))).chain(options)
            });
        texts.chain(fields)
    }

    /// The path of a text of the gate.
    pub(crate) fn text_path(&self, place: GateText) -> YamlPath {
        let fields = YamlPath::top("extra_gated_fields");
        let field = |index: usize| {
            let field = self.gate().and_then(|gate| gate.fields.get(index));
            let label = field.map_or("", |field| &*field.label);
            (label.len() <= MAX_PATH_LABEL).then(|| fields.clone().key(label))
        };
        match place {
            GateText::Text(key) => YamlPath::top(key),
            GateText::Label(index) => field(index).unwrap_or(fields),
            GateText::Option(index, number) => {
                field(index).map_or(fields, |field| field.key("options").item(number))
            }
        }
    }
}

/// Which text of the gate a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GateText {
    /// The value of a top-level key.
    Text(&'static str),
    /// The label of the field of that index.
    Label(usize),
    /// An option of a field, by their indexes, or a part of one.
    Option(usize, usize),
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

/// A text as a value: as it is where that is safe, else in double quotes.
pub(crate) fn plain_or_quoted(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        double_quoted(text)
    }
}

/// A text in double quotes, on one line for every reader.
pub(crate) fn double_quoted(text: &str) -> String {
    let mut quoted = crate::yaml::Value::Text(text.to_owned()).to_json();
    for line_end in ODD_LINE_ENDS {
        if quoted.contains(line_end) {
            let escape = format!("\\u{:04x}", u32::from(line_end));
            quoted = quoted.replace(line_end, &escape);
        }
    }
    quoted
}

/// A text in single quotes, on one line; `None` where it has characters that need an escape.
pub(crate) fn single_quoted(text: &str) -> Option<String> {
    let printable = !text.chars().any(char::is_control) && !has_odd_line_end(text);
    printable.then(|| format!("'{}'", text.replace('\'', "''")))
}
