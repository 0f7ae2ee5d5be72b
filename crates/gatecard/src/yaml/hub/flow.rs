//! Flow sequences and flow mappings.

use super::{
    cursor::is_blank_or_eol,
    loader::{Context, Loader},
};
use crate::yaml::{Entry, NodeId, NodeKind, ReadError};

/// What stands between two commas.
struct Member {
    key: Option<NodeId>,
    value: Option<NodeId>,
    /// Whether there is a `?` or a colon.
    pair: bool,
    start: usize,
}

impl<'a> Loader<'a> {
    /// Reads `[…]` or `{…}`; one of the brackets stands at the cursor.
    pub(super) fn flow_collection(
        &mut self,
        indent: isize,
        anchor: Option<&'a str>,
    ) -> Result<NodeId, ReadError> {
        let start = self.cursor.position;
        let is_mapping = self.cursor.byte() == b'{';
        let closing = if is_mapping { b'}' } else { b']' };
        let id = self.push_empty(start);
        if let Some(name) = anchor {
            self.anchors.set(name, id);
        }
        let (outer_items, outer_entries) = (self.items.len(), self.entries.len());
        let mut after_comma = true;
        self.cursor.position += 1;
        while self.cursor.byte() != 0 {
            self.skip_separation(true);
            let byte = self.cursor.byte();
            if byte == closing {
                self.cursor.position += 1;
                self.tree.node_mut(id).kind = if is_mapping {
                    let entries = self.entries.drain(outer_entries..).collect();
                    NodeKind::Mapping {
                        entries,
                        flow: true,
                    }
                } else {
                    let items = self.items.drain(outer_items..).collect();
                    NodeKind::Sequence { items, flow: true }
                };
                self.tree.node_mut(id).span = self.cursor.span(start, self.cursor.position);
                return Ok(id);
            }
            if !after_comma {
                return Err(self.error("missed comma between flow collection entries"));
            }
            if byte == b',' {
                return Err(self.error("expected the node content, but found ','"));
            }
            let member = self.flow_member(indent)?;
            if is_mapping {
                let entry = self.flow_entry(&member);
                self.entries.push(entry);
            } else {
                let item = self.flow_item(&member);
                self.items.push(item);
            }
            self.skip_separation(true);
            after_comma = self.cursor.byte() == b',';
            if after_comma {
                self.cursor.position += 1;
            }
        }
        Err(self.error_since(
            "unexpected end of the stream within a flow collection",
            start,
        ))
    }

    fn flow_member(&mut self, indent: isize) -> Result<Member, ReadError> {
        let explicit = self.cursor.byte() == b'?' && is_blank_or_eol(self.cursor.ahead(1));
        if explicit {
            self.cursor.position += 1;
            self.skip_separation(true);
        }
        let line = self.cursor.line;
        let start = self.cursor.position;
        let key = self.node(indent, Context::FlowIn, false, true)?;
        self.skip_separation(true);
        let colon = (explicit || self.cursor.line == line) && self.cursor.byte() == b':';
        let mut value = None;
        if colon {
            self.cursor.position += 1;
            let behind_colon = self.cursor.position;
            self.skip_separation(true);
            value = self.node(indent, Context::FlowIn, false, true)?;
            value = value.or_else(|| Some(self.push_empty(behind_colon)));
        }
        Ok(Member {
            key,
            value,
            pair: explicit || colon,
            start,
        })
    }

    fn flow_entry(&mut self, member: &Member) -> Entry {
        let key = member.key.unwrap_or_else(|| self.push_empty(member.start));
        let end = self.tree.span(key).range().end;
        let value = member.value.unwrap_or_else(|| self.push_empty(end));
        Entry {
            key,
            value,
            explicit: false,
        }
    }

    fn flow_item(&mut self, member: &Member) -> NodeId {
        if !member.pair {
            return member.key.unwrap_or_else(|| self.push_empty(member.start));
        }
        let entry = self.flow_entry(member);
        let start = self.tree.span(entry.key).range().start;
        let end = self.tree.span(entry.value).range().end;
        let entries = vec![entry];
        self.push(
            NodeKind::Mapping {
                entries,
                flow: true,
            },
            start,
            end,
        )
    }
}
