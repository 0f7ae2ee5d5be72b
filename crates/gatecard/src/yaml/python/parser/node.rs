//! Single nodes, with the anchor and tag before them.

use std::borrow::Cow;

use super::{
    super::{
        error::{self, Result},
        event::{Event, Prefix},
        repr,
        token::{TagToken, Token, TokenKind},
    },
    Parser, Place, State,
};
use crate::{span::Span, yaml::Properties};

impl<'a> Parser<'a> {
    /// A node: an alias, a text, or the start of a collection.
    pub(super) fn node(&mut self, place: Place) -> Result<Event<'a>> {
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
    pub(super) fn no_content(&mut self, place: Place, began: usize) -> Result<Event<'a>> {
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
    pub(super) fn scalar(&mut self, prefix: Prefix<'a>) -> Result<Event<'a>> {
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
    pub(super) fn prefix(&mut self) -> Result<Prefix<'a>> {
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
        let properties = Some(Box::new(Properties {
            anchor,
            tag,
            late_tag: None,
        }));
        Ok(Prefix { properties, start })
    }

    /// An anchor, if one comes next.
    pub(super) fn anchor(&mut self) -> Result<Option<(&'a str, Span)>> {
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
    pub(super) fn tag(&mut self) -> Result<Option<(TagToken<'a>, Span)>> {
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
    pub(super) fn full_tag(
        &self,
        tag: TagToken<'a>,
        began: usize,
        span: Span,
    ) -> Result<Cow<'a, str>> {
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
pub(super) fn start(prefix: Prefix<'_>, at: usize, mapping: bool, flow: bool) -> Event<'_> {
    #[rustfmt::skip]
    let event = Event::Start { prefix, mapping, flow, at };
    event
}
