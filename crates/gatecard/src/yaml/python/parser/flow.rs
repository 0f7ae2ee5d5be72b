//! Lists and mappings with brackets.

use super::{
    super::{
        error::Result,
        event::{Event, Prefix},
        token::TokenKind,
    },
    Parser, Place, State,
    node::start,
};

impl<'a> Parser<'a> {
    /// `, item` in `[...]`, or its end.
    pub(super) fn flow_sequence_entry(&mut self) -> Result<Event<'a>> {
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
    pub(super) fn flow_sequence_item(&mut self) -> Result<Event<'a>> {
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
    pub(super) fn flow_pair_key(&mut self) -> Result<Event<'a>> {
        use TokenKind::{FlowEntry, FlowSequenceEnd, Value};
        self.take()?;
        let then = State::FlowPairValue;
        match self.peek()?.kind {
            Value | FlowEntry | FlowSequenceEnd => Ok(self.nothing_then(then)),
            _ => self.node_then(Place::Flow, then),
        }
    }

    /// The value of a pair that is an item of `[...]`.
    pub(super) fn flow_pair_value(&mut self) -> Result<Event<'a>> {
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
    pub(super) fn flow_pair_end(&mut self) -> Event<'a> {
        self.state = State::FlowSequenceEntry;
        let at = self.last_end;
        Event::End { at }
    }

    /// `, key` in `{...}`, or its end.
    pub(super) fn flow_mapping_key(&mut self) -> Result<Event<'a>> {
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
    pub(super) fn flow_mapping_item(&mut self) -> Result<Event<'a>> {
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
    pub(super) fn flow_mapping_value(&mut self) -> Result<Event<'a>> {
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
    pub(super) fn flow_mapping_empty_value(&mut self) -> Result<Event<'a>> {
        self.peek()?;
        Ok(self.nothing_then(State::FlowMappingKey))
    }
}
