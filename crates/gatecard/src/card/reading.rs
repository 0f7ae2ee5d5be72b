//! A card as one reader has it.

use std::{borrow::Cow, cell::OnceCell};

use super::front_matter::FrontMatter;
use crate::{
    gate::{Gate, GateSource, has_key},
    span::Span,
    yaml::{
        Entry, NodeId, NodeKind, ReadError, Reader, ScalarStyle, TooMuch, Tree, Value, hub, python,
    },
};

/// The prefix of the keys that make the gate.
pub(crate) const GATE_PREFIX: &str = "extra_gated_";

/// How a reader gets on with the YAML block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The block is found and holds a mapping.
    Found,
    /// There is no block: the card has no metadata.
    Missing,
    /// The block is refused, or holds no mapping.
    Invalid,
    /// gatecard does not read the block, because the aliases in it, or the mappings that `<<` takes
    /// over, stand for too much. Nothing is known of what it holds, and little of what else is wrong
    /// with it.
    Unread,
}

impl State {
    /// The name in JSON.
    ///
    /// ```
    /// use gatecard::State;
    ///
    /// let all = [State::Found, State::Missing, State::Invalid, State::Unread];
    /// assert_eq!(all.map(State::name), ["found", "missing", "invalid", "unread"]);
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Missing => "missing",
            Self::Invalid => "invalid",
            Self::Unread => "unread",
        }
    }
}

/// What a reader takes a value for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number,
    /// A date.
    Date,
    /// A text.
    Text,
    /// A list.
    List,
    /// A mapping.
    Mapping,
}

impl ValueType {
    /// What to call such a value in a sentence, as in "expected a text, found a number".
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(true) => "true",
            Self::Bool(false) => "false",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Mapping => "a mapping",
        }
    }
}

/// A card as one reader has it: the YAML block, its tree, and the gate.
///
/// Where the Hub refuses the block, the entries that it stumbles over are set aside, and the tree
/// holds the others. Where gatecard does not read it, the tree holds nothing but comments.
#[derive(Debug)]
pub struct Reading<'a> {
    reader: Reader,
    front_matter: Option<FrontMatter>,
    state: State,
    tree: Tree<'a>,
    errors: Vec<ReadError>,
    duplicates: Vec<(NodeId, NodeId)>,
    set_aside: Vec<Span>,
    merging_cut: bool,
    too_much: Option<TooMuch>,
    /// Whether there was a gate key in what was left out of the tree then.
    had_gate_key: bool,
    gate: OnceCell<(Gate<'a>, GateSource<'a>)>,
}

impl<'a> Reading<'a> {
    /// Reads the YAML block of a card.
    pub(crate) fn new(text: &'a str, reader: Reader, front_matter: Option<FrontMatter>) -> Self {
        let mut reading = Self {
            reader,
            front_matter,
            state: State::Missing,
            tree: Tree::default(),
            errors: Vec::new(),
            duplicates: Vec::new(),
            set_aside: Vec::new(),
            merging_cut: false,
            too_much: None,
            had_gate_key: false,
            gate: OnceCell::new(),
        };
        let Some(block) = reading.front_matter else {
            return reading;
        };
        match reader {
            Reader::Hub => reading.read_as_hub(text, block.yaml),
            Reader::Python => reading.read_as_python(text, block.yaml),
        }
        if reading.too_much.is_some() {
            reading.had_gate_key = has_key(&reading.tree);
            reading.tree.forget_nodes();
        }
        let root = reading.tree.root();
        let mapping = root.is_some_and(|root| reading.value_type(root) == ValueType::Mapping);
        let is_refused = !(reading.errors.is_empty() && reading.duplicates.is_empty());
        reading.state = match reading.too_much {
            Some(_) => State::Unread,
            None if mapping && !is_refused => State::Found,
            None => State::Invalid,
        };
        reading
    }

    fn read_as_hub(&mut self, text: &'a str, block: Span) {
        let mut recovered = hub::read_what_can_be_read(text, block);
        self.too_much = recovered.tree.too_much(block.len());
        let mut loaded = hub::Loaded::default();
        if self.too_much.is_none() {
            loaded = hub::load(&mut recovered.tree, block.len());
            self.too_much = loaded.too_much;
        }
        if self.too_much.is_some() {
            loaded = hub::Loaded::default();
        }
        self.tree = recovered.tree;
        self.errors = recovered.errors;
        self.errors.extend(loaded.errors);
        self.errors.sort_by_key(|error| error.offset);
        self.duplicates = loaded
            .duplicates
            .iter()
            .map(|duplicate| (duplicate.first, duplicate.second))
            .collect();
        self.set_aside = recovered.set_aside;
        self.merging_cut = loaded.merging_cut;
    }

    fn read_as_python(&mut self, text: &'a str, block: Span) {
        match python::read(text, block) {
            Ok(mut tree) => {
                self.too_much = tree.too_much(block.len());
                if self.too_much.is_none() {
                    let loaded = python::load(&mut tree, block.len());
                    self.too_much = loaded.too_much;
                    self.errors.extend(loaded.error);
                }
                self.tree = tree;
            }
            Err(error) => self.errors.push(error),
        }
    }

    /// Who reads.
    #[must_use]
    pub fn reader(&self) -> Reader {
        self.reader
    }

    /// The YAML block, where the reader finds one.
    #[must_use]
    pub fn front_matter(&self) -> Option<FrontMatter> {
        self.front_matter
    }

    /// How the reader gets on with the block.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// The nodes that could be read.
    #[must_use]
    pub fn tree(&self) -> &Tree<'a> {
        &self.tree
    }

    /// Why the block is not read, in [`State::Unread`].
    pub(crate) fn too_much(&self) -> Option<TooMuch> {
        self.too_much
    }

    /// Whether the block has a key that is meant for a gate, as far as it could be read.
    pub(crate) fn has_gate_key(&self) -> bool {
        self.had_gate_key || has_key(&self.tree)
    }

    /// The reader's first objection to the block, or in [`State::Unread`] why gatecard does not read
    /// it.
    #[must_use]
    pub fn error(&self) -> Option<ReadError> {
        if let Some(too_much) = self.too_much {
            let start = too_much.span().range().start;
            return Some(ReadError::new(too_much.reason(), start, start));
        }
        let duplicate = self.duplicates.first().map(|&(_, second)| {
            let offset = self.tree.span(second).range().start;
            ReadError::new("duplicated mapping key", offset, offset)
        });
        let error = self.errors.first().cloned();
        match (error, duplicate) {
            (Some(error), Some(duplicate)) if duplicate.offset < error.offset => Some(duplicate),
            (error, duplicate) => error.or(duplicate).or_else(|| self.no_mapping()),
        }
    }

    fn no_mapping(&self) -> Option<ReadError> {
        let block = self.front_matter?.yaml.range();
        (self.state == State::Invalid)
            .then(|| ReadError::new("the YAML block is no mapping", block.start, block.start))
    }

    /// All of the reader's objections but duplicate keys, in the order of the card.
    #[must_use]
    pub fn errors(&self) -> &[ReadError] {
        &self.errors
    }

    /// The keys that the Hub refuses because they stand twice in one mapping: the first and the
    /// one that repeats it.
    #[must_use]
    pub fn duplicates(&self) -> &[(NodeId, NodeId)] {
        &self.duplicates
    }

    /// The lines of the entries that had to be set aside.
    #[must_use]
    pub fn set_aside(&self) -> &[Span] {
        &self.set_aside
    }

    /// Whether the Hub gave up merging, so that fields may lack what they take over.
    pub(crate) fn merging_cut(&self) -> bool {
        self.merging_cut
    }

    /// The entries of a mapping as the reader's own language holds them: merge keys merged, in
    /// that language's order, with the keys as texts.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> Vec<(Cow<'_, str>, Entry)> {
        match self.reader {
            Reader::Hub => hub::entries(&self.tree, id),
            Reader::Python => python::entries(&self.tree, id)
                .into_iter()
                .map(|(key, entry)| (Cow::Owned(key), entry))
                .collect(),
        }
    }

    /// What the reader takes a node for.
    #[must_use]
    pub fn value_type(&self, id: NodeId) -> ValueType {
        let node = self.tree.target(id);
        if self.reader == Reader::Hub && hub::sure_text(node).is_some() {
            return ValueType::Text;
        }
        match &node.kind {
            _ if self.reader == Reader::Python && node.tag().is_some() => {
                python::value_type(&self.tree, id)
            }
            NodeKind::Sequence { .. } => ValueType::List,
            NodeKind::Mapping { .. } => ValueType::Mapping,
            NodeKind::Scalar { style, .. }
                if *style != ScalarStyle::Plain && node.tag().is_none() =>
            {
                ValueType::Text
            }
            NodeKind::Empty | NodeKind::Scalar { .. } | NodeKind::Alias { .. } => {
                match self.reader {
                    Reader::Hub => hub::value_type(&self.tree, id),
                    Reader::Python => python::value_type(&self.tree, id),
                }
            }
        }
    }

    /// The text of a node that the reader takes for a text.
    #[must_use]
    pub fn text(&self, id: NodeId) -> Option<&str> {
        self.scalar_text(id).map(|text| &**text)
    }

    /// The same, as the tree has it.
    pub(crate) fn scalar_text(&self, id: NodeId) -> Option<&Cow<'a, str>> {
        let node = self.tree.target(id);
        if self.reader == Reader::Hub
            && let Some(text) = hub::sure_text(node)
        {
            return Some(text);
        }
        let (text, _) = node.scalar()?;
        (self.value_type(id) == ValueType::Text).then_some(text)
    }

    /// The value of a node, as the reader's own language prints it as JSON.
    ///
    /// # Errors
    /// Where aliases make it endless, or nested deeper than gatecard prints.
    pub fn value(&self, id: NodeId) -> Result<Value, ReadError> {
        match self.reader {
            Reader::Hub => hub::value(&self.tree, id),
            Reader::Python => python::value(&self.tree, id),
        }
    }

    /// The values of all top-level keys that start with `extra_gated_`, in the reader's order;
    /// none where it refuses the block, or where gatecard does not read it.
    ///
    /// # Errors
    /// As for [`Self::value`].
    pub fn values(&self) -> Result<Vec<(String, Value)>, ReadError> {
        let Some(root) = self.tree.root().filter(|_| self.state == State::Found) else {
            return Ok(Vec::new());
        };
        self.entries(root)
            .into_iter()
            .filter(|(key, _)| key.starts_with(GATE_PREFIX))
            .map(|(key, entry)| Ok((key.into_owned(), self.value(entry.value)?)))
            .collect()
    }

    /// The gate, where the card has any of its keys. Broken entries are left out of it, and of a
    /// block that is not read nothing is known.
    #[must_use]
    pub fn gate(&self) -> Option<&Gate<'a>> {
        let (gate, source) = self.gate_and_source();
        (!source.is_empty()).then_some(gate)
    }

    /// Where the parts of the gate stand.
    #[must_use]
    pub fn gate_source(&self) -> &GateSource<'a> {
        &self.gate_and_source().1
    }

    fn gate_and_source(&self) -> &(Gate<'a>, GateSource<'a>) {
        self.gate.get_or_init(|| crate::gate::build(self))
    }
}
