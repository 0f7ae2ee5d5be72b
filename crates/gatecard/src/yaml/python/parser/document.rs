//! Documents and the directives before them.

use std::borrow::Cow;

use super::{
    super::{
        error::{self, Result},
        event::{Event, Prefix},
        repr,
        token::{Directive, Token, TokenKind},
    },
    Parser, Place, State,
};

impl<'a> Parser<'a> {
    /// A document that need not begin with `---`.
    pub(super) fn first_document(&mut self) -> Result<Event<'a>> {
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
    pub(super) fn next_document(&mut self) -> Result<Event<'a>> {
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
    pub(super) fn directives(&mut self) -> Result<()> {
        let mut versioned = false;
        self.handles.clear();
        while self.next_is(|kind| matches!(kind, TokenKind::Directive(_)))? {
            let Token { kind, start, .. } = self.take()?;
            match kind {
                TokenKind::Directive(Directive::Yaml { compatible }) => {
                    check_version(versioned, compatible, start)?;
                    versioned = true;
                }
                TokenKind::Directive(Directive::Tag { handle, prefix }) => {
                    self.add_handle(handle, prefix, start)?;
                }
                _ => {}
            }
        }
        self.set_default_handles();
        Ok(())
    }

    /// Gives a handle its meaning.
    pub(super) fn add_handle(
        &mut self,
        handle: &'a str,
        prefix: Cow<'a, str>,
        start: usize,
    ) -> Result<()> {
        if self.handles.insert(handle, prefix).is_none() {
            return Ok(());
        }
        let handle = repr::text(handle);
        Err(error::at(format!("duplicate tag handle {handle}"), start))
    }

    /// Gives `!` and `!!` their meaning, where no directive did.
    pub(super) fn set_default_handles(&mut self) {
        for (handle, prefix) in [("!", "!"), ("!!", "tag:yaml.org,2002:")] {
            self.handles.entry(handle).or_insert(Cow::Borrowed(prefix));
        }
    }

    /// What follows `---`.
    pub(super) fn document_content(&mut self) -> Result<Event<'a>> {
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
    pub(super) fn document_end(&mut self) -> Result<Event<'a>> {
        if self.next_is(|kind| matches!(kind, TokenKind::DocumentEnd))? {
            self.take()?;
        }
        self.state = State::NextDocument;
        Ok(Event::DocumentEnd)
    }
}

/// Refuses a second version, and any but 1.x.
fn check_version(versioned: bool, compatible: bool, start: usize) -> Result<()> {
    let problem = if versioned {
        "found duplicate YAML directive"
    } else if compatible {
        return Ok(());
    } else {
        "found incompatible YAML document (version 1.* is required)"
    };
    Err(error::at(problem, start))
}
