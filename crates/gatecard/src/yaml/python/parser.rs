//! From words to structure: `PyYAML`'s parser.

use std::{borrow::Cow, collections::HashMap};

use super::{
    error::{self, Result},
    event::{Event, Prefix},
    repr,
    scanner::Scanner,
    token::{Directive, TagToken, Token, TokenKind},
};
use crate::{span::Span, yaml::Properties};

/// What comes next, seen from the grammar.
#[derive(Clone, Copy)]
enum State {
    FirstDocument,
    NextDocument,
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequenceFirst,
    BlockSequenceEntry,
    IndentlessEntry,
    BlockMappingFirst,
    BlockMappingKey,
    BlockMappingValue,
    FlowSequenceFirst,
    FlowSequenceEntry,
    FlowPairKey,
    FlowPairValue,
    FlowPairEnd,
    FlowMappingFirst,
    FlowMappingKey,
    FlowMappingValue,
    FlowMappingEmptyValue,
}

/// Which nodes may stand at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Within brackets.
    Flow,
    /// Outside of brackets.
    Block,
    /// Outside of brackets, in a mapping, where a list need not be indented.
    BlockMapping,
}

/// The parser. It gives events one by one.
pub(super) struct Parser<'a> {
    scanner: Scanner<'a>,
    state: State,
    /// The states to go back to.
    states: Vec<State>,
    /// Where the open collections begin.
    marks: Vec<usize>,
    /// What the handles of tags stand for.
    handles: HashMap<&'a str, Cow<'a, str>>,
    /// The offset past the last word that has bytes.
    last_end: usize,
    /// Whether the last key has a `?` of its own.
    explicit: bool,
}

impl<'a> Parser<'a> {
    /// A parser of the words of `scanner`.
    pub(super) fn new(scanner: Scanner<'a>) -> Self {
        let last_end = scanner.cursor.pos();
        Self {
            scanner,
            state: State::FirstDocument,
            states: Vec::new(),
            marks: Vec::new(),
            handles: HashMap::new(),
            last_end,
            explicit: false,
        }
    }

    /// Whether the key that the last event began has a `?` of its own.
    pub(super) fn is_explicit(&self) -> bool {
        self.explicit
    }

    /// The scanner, when all is done.
    pub(super) fn into_scanner(self) -> Scanner<'a> {
        self.scanner
    }

    /// The next event.
    pub(super) fn next_event(&mut self) -> Result<Event<'a>> {
        match self.state {
            State::FirstDocument => self.first_document(),
            State::NextDocument => self.next_document(),
            State::DocumentContent => self.document_content(),
            State::DocumentEnd => self.document_end(),
            State::BlockNode => self.node(Place::Block),
            State::BlockSequenceFirst => self.first(Self::block_sequence_entry),
            State::BlockSequenceEntry => self.block_sequence_entry(),
            State::IndentlessEntry => self.indentless_entry(),
            State::BlockMappingFirst => self.first(Self::block_mapping_key),
            State::BlockMappingKey => self.block_mapping_key(),
            State::BlockMappingValue => self.block_mapping_value(),
            State::FlowSequenceFirst => self.first(Self::flow_sequence_item),
            State::FlowSequenceEntry => self.flow_sequence_entry(),
            State::FlowPairKey => self.flow_pair_key(),
            State::FlowPairValue => self.flow_pair_value(),
            State::FlowPairEnd => Ok(self.flow_pair_end()),
            State::FlowMappingFirst => self.first(Self::flow_mapping_item),
            State::FlowMappingKey => self.flow_mapping_key(),
            State::FlowMappingValue => self.flow_mapping_value(),
            State::FlowMappingEmptyValue => self.flow_mapping_empty_value(),
        }
    }

    /// The next word.
    fn peek(&mut self) -> Result<&Token<'a>> {
        self.scanner.peek()
    }

    /// Whether the next word is one of those that `test` holds for.
    fn next_is(&mut self, test: impl Fn(&TokenKind<'a>) -> bool) -> Result<bool> {
        Ok(test(&self.peek()?.kind))
    }

    /// The next word, taken away.
    fn take(&mut self) -> Result<Token<'a>> {
        let token = self.scanner.take()?;
        let written = token.start < token.end;
        if written {
            self.last_end = token.end;
        }
        if matches!(token.kind, TokenKind::Key) {
            self.explicit = written;
        }
        Ok(token)
    }

    /// Goes back to the state before the innermost node.
    fn pop_state(&mut self) {
        self.state = self.states.pop().unwrap_or(State::NextDocument);
    }

    /// A node that comes now, and the state after it.
    fn node_then(&mut self, place: Place, then: State) -> Result<Event<'a>> {
        self.states.push(then);
        self.node(place)
    }

    /// A node of which nothing is written, and the state after it.
    fn nothing_then(&mut self, then: State) -> Event<'a> {
        self.state = then;
        self.empty(Prefix::default())
    }

    /// A node without a text, behind what was read last.
    fn empty(&self, prefix: Prefix<'a>) -> Event<'a> {
        let at = self.last_end;
        Event::Empty { prefix, at }
    }

    /// The end of the innermost collection.
    fn end(&mut self) -> Event<'a> {
        self.pop_state();
        let at = self.last_end;
        Event::End { at }
    }

    /// The end of a collection that has a word for its end.
    fn end_with_word(&mut self) -> Result<Event<'a>> {
        self.take()?;
        self.marks.pop();
        Ok(self.end())
    }

    /// The error for a word that cannot come next in the innermost collection.
    fn misplaced(&mut self, context: &str, expected: &str) -> Result<Event<'a>> {
        let began = self.marks.last().copied();
        let token = self.peek()?;
        let (name, start) = (token.kind.name(), token.start);
        let problem = format!("{expected} {name}");
        Err(error::within(
            context,
            began.unwrap_or(start),
            &problem,
            start,
        ))
    }

    /// A document that need not begin with `---`.
    fn first_document(&mut self) -> Result<Event<'a>> {
        let explicit = self.next_is(|kind| {
            use TokenKind::{Directive, DocumentStart, StreamEnd};
            matches!(kind, Directive(_) | DocumentStart | StreamEnd)
        })?;
        if explicit {
            return self.next_document();
        }
        self.set_default_handles();
        let start = self.peek()?.start;
        self.states.push(State::DocumentEnd);
        self.state = State::BlockNode;
        Ok(Event::DocumentStart(start))
    }

    /// A document that begins with `---`, or the end of the block.
    fn next_document(&mut self) -> Result<Event<'a>> {
        while self.next_is(|kind| matches!(kind, TokenKind::DocumentEnd))? {
            self.take()?;
        }
        if self.next_is(|kind| matches!(kind, TokenKind::StreamEnd))? {
            return Ok(Event::StreamEnd);
        }
        let start = self.peek()?.start;
        self.directives()?;
        let token = self.peek()?;
        if !matches!(token.kind, TokenKind::DocumentStart) {
            let name = token.kind.name();
            let problem = format!("expected '<document start>', but found {name}");
            return Err(error::at(problem, token.start));
        }
        self.take()?;
        self.states.push(State::DocumentEnd);
        self.state = State::DocumentContent;
        Ok(Event::DocumentStart(start))
    }

    /// The lines that begin with `%`.
    fn directives(&mut self) -> Result<()> {
        let mut versioned = false;
        self.handles.clear();
        while self.next_is(|kind| matches!(kind, TokenKind::Directive(_)))? {
            let Token { kind, start, .. } = self.take()?;
            match kind {
                TokenKind::Directive(Directive::Yaml { .. }) if versioned => {
                    return Err(error::at("found duplicate YAML directive", start));
                }
                TokenKind::Directive(Directive::Yaml { compatible }) => {
                    versioned = true;
                    if !compatible {
                        let problem = "found incompatible YAML document (version 1.* is required)";
                        return Err(error::at(problem, start));
                    }
                }
                TokenKind::Directive(Directive::Tag { handle, prefix }) => {
                    if self.handles.insert(handle, prefix).is_some() {
                        let handle = repr::text(handle);
                        let problem = format!("duplicate tag handle {handle}");
                        return Err(error::at(problem, start));
                    }
                }
                _ => {}
            }
        }
        self.set_default_handles();
        Ok(())
    }

    /// Gives `!` and `!!` their meaning, where no directive did.
    fn set_default_handles(&mut self) {
        for (handle, prefix) in [("!", "!"), ("!!", "tag:yaml.org,2002:")] {
            self.handles.entry(handle).or_insert(Cow::Borrowed(prefix));
        }
    }

    /// What follows `---`.
    fn document_content(&mut self) -> Result<Event<'a>> {
        let nothing = self.next_is(|kind| {
            use TokenKind::{Directive, DocumentEnd, DocumentStart, StreamEnd};
            matches!(kind, Directive(_) | DocumentStart | DocumentEnd | StreamEnd)
        })?;
        if nothing {
            self.pop_state();
            return Ok(self.empty(Prefix::default()));
        }
        self.node(Place::Block)
    }

    /// The end of a document, with or without `...`.
    fn document_end(&mut self) -> Result<Event<'a>> {
        if self.next_is(|kind| matches!(kind, TokenKind::DocumentEnd))? {
            self.take()?;
        }
        self.state = State::NextDocument;
        Ok(Event::DocumentEnd)
    }

    /// Takes the word that begins a collection, and goes on with its first part.
    fn first(&mut self, then: impl Fn(&mut Self) -> Result<Event<'a>>) -> Result<Event<'a>> {
        let token = self.take()?;
        self.marks.push(token.start);
        then(self)
    }

    /// `- item` in a list with its own indentation.
    fn block_sequence_entry(&mut self) -> Result<Event<'a>> {
        const CONTEXT: &str = "while parsing a block collection";
        match self.peek()?.kind {
            TokenKind::BlockEntry => {
                self.take()?;
                let then = State::BlockSequenceEntry;
                match self.peek()?.kind {
                    TokenKind::BlockEntry | TokenKind::BlockEnd => Ok(self.nothing_then(then)),
                    _ => self.node_then(Place::Block, then),
                }
            }
            TokenKind::BlockEnd => self.end_with_word(),
            _ => self.misplaced(CONTEXT, "expected <block end>, but found"),
        }
    }

    /// `- item` in a list at the indentation of the mapping around it.
    fn indentless_entry(&mut self) -> Result<Event<'a>> {
        use TokenKind::{BlockEnd, BlockEntry, Key, Value};
        if !self.next_is(|kind| matches!(kind, BlockEntry))? {
            return Ok(self.end());
        }
        self.take()?;
        let then = State::IndentlessEntry;
        match self.peek()?.kind {
            BlockEntry | Key | Value | BlockEnd => Ok(self.nothing_then(then)),
            _ => self.node_then(Place::Block, then),
        }
    }

    /// A key of a mapping without brackets.
    fn block_mapping_key(&mut self) -> Result<Event<'a>> {
        const CONTEXT: &str = "while parsing a block mapping";
        match self.peek()?.kind {
            TokenKind::Key => {
                self.take()?;
                self.block_mapping_part(State::BlockMappingValue)
            }
            TokenKind::BlockEnd => self.end_with_word(),
            _ => self.misplaced(CONTEXT, "expected <block end>, but found"),
        }
    }

    /// A value of a mapping without brackets.
    fn block_mapping_value(&mut self) -> Result<Event<'a>> {
        let then = State::BlockMappingKey;
        if !self.next_is(|kind| matches!(kind, TokenKind::Value))? {
            return Ok(self.nothing_then(then));
        }
        self.take()?;
        self.block_mapping_part(then)
    }

    /// What follows the sign of a key or value in a mapping without brackets.
    fn block_mapping_part(&mut self, then: State) -> Result<Event<'a>> {
        match self.peek()?.kind {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => Ok(self.nothing_then(then)),
            _ => self.node_then(Place::BlockMapping, then),
        }
    }

    /// `, item` in `[...]`, or its end.
    fn flow_sequence_entry(&mut self) -> Result<Event<'a>> {
        match self.peek()?.kind {
            TokenKind::FlowSequenceEnd => {}
            TokenKind::FlowEntry => {
                self.take()?;
            }
            _ => {
                let context = "while parsing a flow sequence";
                return self.misplaced(context, "expected ',' or ']', but got");
            }
        }
        self.flow_sequence_item()
    }

    /// An item of `[...]`, or its end.
    fn flow_sequence_item(&mut self) -> Result<Event<'a>> {
        let token = self.peek()?;
        match token.kind {
            TokenKind::FlowSequenceEnd => self.end_with_word(),
            TokenKind::Key => {
                let at = token.start;
                self.state = State::FlowPairKey;
                Ok(start(Prefix::default(), at, true, true))
            }
            _ => self.node_then(Place::Flow, State::FlowSequenceEntry),
        }
    }

    /// The key of a pair that is an item of `[...]`.
    fn flow_pair_key(&mut self) -> Result<Event<'a>> {
        use TokenKind::{FlowEntry, FlowSequenceEnd, Value};
        self.take()?;
        let then = State::FlowPairValue;
        match self.peek()?.kind {
            Value | FlowEntry | FlowSequenceEnd => Ok(self.nothing_then(then)),
            _ => self.node_then(Place::Flow, then),
        }
    }

    /// The value of a pair that is an item of `[...]`.
    fn flow_pair_value(&mut self) -> Result<Event<'a>> {
        use TokenKind::{FlowEntry, FlowSequenceEnd, Value};
        let then = State::FlowPairEnd;
        if !self.next_is(|kind| matches!(kind, Value))? {
            return Ok(self.nothing_then(then));
        }
        self.take()?;
        match self.peek()?.kind {
            FlowEntry | FlowSequenceEnd => Ok(self.nothing_then(then)),
            _ => self.node_then(Place::Flow, then),
        }
    }

    /// The end of a pair that is an item of `[...]`.
    fn flow_pair_end(&mut self) -> Event<'a> {
        self.state = State::FlowSequenceEntry;
        let at = self.last_end;
        Event::End { at }
    }

    /// `, key` in `{...}`, or its end.
    fn flow_mapping_key(&mut self) -> Result<Event<'a>> {
        match self.peek()?.kind {
            TokenKind::FlowMappingEnd => {}
            TokenKind::FlowEntry => {
                self.take()?;
            }
            _ => {
                let context = "while parsing a flow mapping";
                return self.misplaced(context, "expected ',' or '}', but got");
            }
        }
        self.flow_mapping_item()
    }

    /// A key of `{...}`, or its end.
    fn flow_mapping_item(&mut self) -> Result<Event<'a>> {
        use TokenKind::{FlowEntry, FlowMappingEnd, Key, Value};
        match self.peek()?.kind {
            FlowMappingEnd => self.end_with_word(),
            Key => {
                self.take()?;
                let then = State::FlowMappingValue;
                match self.peek()?.kind {
                    Value | FlowEntry | FlowMappingEnd => Ok(self.nothing_then(then)),
                    _ => self.node_then(Place::Flow, then),
                }
            }
            _ => {
                self.explicit = false;
                self.node_then(Place::Flow, State::FlowMappingEmptyValue)
            }
        }
    }

    /// A value of `{...}`.
    fn flow_mapping_value(&mut self) -> Result<Event<'a>> {
        use TokenKind::{FlowEntry, FlowMappingEnd, Value};
        let then = State::FlowMappingKey;
        if !self.next_is(|kind| matches!(kind, Value))? {
            return Ok(self.nothing_then(then));
        }
        self.take()?;
        match self.peek()?.kind {
            FlowEntry | FlowMappingEnd => Ok(self.nothing_then(then)),
            _ => self.node_then(Place::Flow, then),
        }
    }

    /// The value that a key of `{...}` without a colon has.
    fn flow_mapping_empty_value(&mut self) -> Result<Event<'a>> {
        self.peek()?;
        Ok(self.nothing_then(State::FlowMappingKey))
    }

    /// A node: an alias, a text, or the start of a collection.
    fn node(&mut self, place: Place) -> Result<Event<'a>> {
        let token = self.peek()?;
        if let TokenKind::Alias(name) = token.kind {
            let span = (token.start, token.end);
            self.take()?;
            self.pop_state();
            return Ok(Event::Alias { name, span });
        }
        let prefix = self.prefix()?;
        let token = self.peek()?;
        let at = token.start;
        let (mapping, flow, state) = match token.kind {
            TokenKind::BlockEntry if place == Place::BlockMapping => {
                (false, false, State::IndentlessEntry)
            }
            TokenKind::Scalar { .. } => return self.scalar(prefix),
            TokenKind::FlowSequenceStart => (false, true, State::FlowSequenceFirst),
            TokenKind::FlowMappingStart => (true, true, State::FlowMappingFirst),
            TokenKind::BlockSequenceStart if place != Place::Flow => {
                (false, false, State::BlockSequenceFirst)
            }
            TokenKind::BlockMappingStart if place != Place::Flow => {
                (true, false, State::BlockMappingFirst)
            }
            _ if prefix.properties.is_some() => {
                self.pop_state();
                return Ok(self.empty(prefix));
            }
            _ => return self.no_content(place, prefix.start),
        };
        self.state = state;
        Ok(start(prefix, at, mapping, flow))
    }

    /// The error for a place where a node must be and is not.
    fn no_content(&mut self, place: Place, began: usize) -> Result<Event<'a>> {
        let context = if place == Place::Flow {
            "while parsing a flow node"
        } else {
            "while parsing a block node"
        };
        let token = self.peek()?;
        let name = token.kind.name();
        let problem = format!("expected the node content, but found {name}");
        Err(error::within(context, began, &problem, token.start))
    }

    /// A text.
    fn scalar(&mut self, prefix: Prefix<'a>) -> Result<Event<'a>> {
        let Token { kind, start, end } = self.take()?;
        self.pop_state();
        let TokenKind::Scalar { text, style } = kind else {
            return Ok(self.empty(prefix));
        };
        let span = (start, end);
        #[rustfmt::skip]
        let event = Event::Scalar { prefix, text, style, span };
        Ok(event)
    }

    /// The anchor and tag before a node, in either order.
    fn prefix(&mut self) -> Result<Prefix<'a>> {
        let start = self.peek()?.start;
        let mut anchor = self.anchor()?;
        let tag = self.tag()?;
        if anchor.is_none() && tag.is_some() {
            anchor = self.anchor()?;
        }
        if anchor.is_none() && tag.is_none() {
            let properties = None;
            return Ok(Prefix { properties, start });
        }
        let tag = match tag {
            Some((tag, span)) => Some((self.full_tag(tag, start, span)?, span)),
            None => None,
        };
        let properties = Some(Box::new(Properties { anchor, tag }));
        Ok(Prefix { properties, start })
    }

    /// An anchor, if one comes next.
    fn anchor(&mut self) -> Result<Option<(&'a str, Span)>> {
        if !self.next_is(|kind| matches!(kind, TokenKind::Anchor(_)))? {
            return Ok(None);
        }
        let Token { kind, start, end } = self.take()?;
        let TokenKind::Anchor(name) = kind else {
            return Ok(None);
        };
        Ok(Some((name, Span::new(start, end))))
    }

    /// A tag, if one comes next.
    fn tag(&mut self) -> Result<Option<(TagToken<'a>, Span)>> {
        if !self.next_is(|kind| matches!(kind, TokenKind::Tag(_)))? {
            return Ok(None);
        }
        let Token { kind, start, end } = self.take()?;
        let TokenKind::Tag(tag) = kind else {
            return Ok(None);
        };
        Ok(Some((tag, Span::new(start, end))))
    }

    /// A tag with its handle resolved.
    fn full_tag(&self, tag: TagToken<'a>, began: usize, span: Span) -> Result<Cow<'a, str>> {
        let Some(handle) = tag.handle else {
            return Ok(tag.suffix);
        };
        let Some(prefix) = self.handles.get(handle) else {
            let handle = repr::text(handle);
            let problem = format!("found undefined tag handle {handle}");
            let context = "while parsing a node";
            return Err(error::within(context, began, &problem, span.range().start));
        };
        Ok(Cow::Owned([prefix, &*tag.suffix].concat()))
    }
}

/// The start of a collection.
fn start(prefix: Prefix<'_>, at: usize, mapping: bool, flow: bool) -> Event<'_> {
    #[rustfmt::skip]
    let event = Event::Start { prefix, mapping, flow, at };
    event
}
