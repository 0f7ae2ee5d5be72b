//! From words to structure: `PyYAML`'s parser.

mod document;
mod flow;
mod node;

use std::{borrow::Cow, collections::HashMap};

use super::{
    error::{self, Result},
    event::{Event, Prefix},
    scanner::Scanner,
    token::{Token, TokenKind},
};

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
}
