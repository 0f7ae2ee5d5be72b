//! Block sequences and block mappings.

use super::{
    cursor::is_blank_or_eol,
    loader::{Context, Loader},
};
use crate::yaml::{Entry, NodeId, NodeKind, ReadError};

const TAB_IN_INDENTATION: &str = "tab characters must not be used in indentation";

/// How a step through a block mapping ended.
enum Step {
    /// A key and its colon, or a `?` or `:` indicator, have been read.
    Indicator {
        /// Whether the value may be a collection that begins on this line.
        compact: bool,
    },
    /// There is no further entry.
    End,
    /// What was read is no key: it is the node itself.
    Bare(NodeId),
}

/// A block mapping as far as it has been read.
#[derive(Default)]
struct Mapping {
    /// The key that waits for its value.
    key: Option<NodeId>,
    at_explicit_key: bool,
    key_explicit: bool,
    detected: bool,
}

impl Loader<'_> {
    fn reject_tab(&mut self) -> Result<(), ReadError> {
        match self.cursor.first_tab {
            Some(tab) => {
                self.cursor.position = tab;
                Err(self.error(TAB_IN_INDENTATION))
            }
            None => Ok(()),
        }
    }
}

impl<'a> Loader<'a> {
    /// Makes room for an anchored collection, which can be referred to from within.
    fn open(&mut self, anchor: Option<&'a str>, kind: NodeKind<'a>) -> Option<NodeId> {
        let name = anchor?;
        let id = self.push(kind, self.cursor.position, self.cursor.position);
        self.anchors.set(name, id);
        Some(id)
    }

    fn close(&mut self, open: Option<NodeId>, kind: NodeKind<'a>, start: usize) -> NodeId {
        let last = match &kind {
            NodeKind::Sequence { items, .. } => items.last().copied(),
            NodeKind::Mapping { entries, .. } => entries.last().map(|entry| entry.value),
            _ => None,
        };
        let end = last.map_or(start, |last| self.tree.span(last).range().end);
        let end = end.max(start);
        match open {
            None => self.push(kind, start, end),
            Some(id) => {
                let span = self.cursor.span(start, end);
                let node = self.tree.node_mut(id);
                node.kind = kind;
                node.span = span;
                id
            }
        }
    }

    /// Reads a block sequence whose dashes stand at column `indent`, or gives nothing where none
    /// begins at the cursor.
    pub(super) fn block_sequence(
        &mut self,
        indent: isize,
        anchor: Option<&'a str>,
    ) -> Result<Option<NodeId>, ReadError> {
        // Behind a leading tab there can be a scalar, but no block collection.
        if self.cursor.first_tab.is_some() {
            return Ok(None);
        }
        if !self.at_dash() {
            return Ok(None);
        }
        let start = self.cursor.position;
        let open = self.open(anchor, NodeKind::Empty);
        let outer = self.items.len();
        while self.cursor.byte() != 0 {
            self.reject_tab()?;
            if !self.at_dash() {
                break;
            }
            self.cursor.position += 1;
            let behind_dash = self.cursor.position;
            if self.skip_separation(true) > 0 && self.cursor.line_indent.cast_signed() <= indent {
                let item = self.push_empty(behind_dash);
                self.items.push(item);
                continue;
            }
            let line = self.cursor.line;
            let item = match self.simple_scalar(indent) {
                Some(item) => Some(item),
                None => self.node(indent, Context::BlockIn, false, true)?,
            };
            let item = item.unwrap_or_else(|| self.push_empty(behind_dash));
            self.items.push(item);
            self.skip_separation(true);
            let line_indent = self.cursor.line_indent.cast_signed();
            if (self.cursor.line == line || line_indent > indent) && self.cursor.byte() != 0 {
                return Err(self.error("bad indentation of a sequence entry"));
            }
            if line_indent < indent {
                break;
            }
        }
        let items = self.items.drain(outer..).collect();
        let kind = NodeKind::Sequence { items, flow: false };
        Ok(Some(self.close(open, kind, start)))
    }

    fn at_dash(&self) -> bool {
        self.cursor.byte() == b'-' && is_blank_or_eol(self.cursor.ahead(1))
    }

    /// Reads a block mapping whose keys stand at column `indent`.
    ///
    /// Where the first key turns out to have no colon, it is given back as the node itself; where
    /// not even that begins at the cursor, nothing.
    pub(super) fn block_mapping(
        &mut self,
        indent: isize,
        flow_indent: isize,
        anchor: Option<&'a str>,
    ) -> Result<Option<NodeId>, ReadError> {
        if self.cursor.first_tab.is_some() {
            return Ok(None);
        }
        let start = self.cursor.position;
        // js-yaml leaves the anchor with this empty mapping where there turns out to be none.
        let open = self.open(
            anchor,
            NodeKind::Mapping {
                entries: Vec::new(),
                flow: true,
            },
        );
        let outer = self.entries.len();
        let mut mapping = Mapping::default();
        while self.cursor.byte() != 0 {
            if !mapping.at_explicit_key {
                self.reject_tab()?;
            }
            let line = self.cursor.line;
            let compact = match self.mapping_step(&mut mapping, flow_indent, line)? {
                Step::Indicator { compact } => compact,
                Step::End => break,
                Step::Bare(node) => return Ok(Some(node)),
            };
            if self.cursor.line == line || self.cursor.line_indent.cast_signed() > indent {
                self.mapping_value(&mut mapping, indent, compact)?;
                self.skip_separation(true);
            }
            let line_indent = self.cursor.line_indent.cast_signed();
            if (self.cursor.line == line || line_indent > indent) && self.cursor.byte() != 0 {
                return Err(self.error("bad indentation of a mapping entry"));
            }
            if line_indent < indent {
                break;
            }
        }
        if mapping.at_explicit_key {
            self.mapping_entry(&mut mapping, None);
        }
        if !mapping.detected {
            return Ok(None);
        }
        let kind = NodeKind::Mapping {
            entries: self.entries.drain(outer..).collect(),
            flow: false,
        };
        Ok(Some(self.close(open, kind, start)))
    }

    /// Reads a key with its colon, or the indicator of an explicit key or its value.
    fn mapping_step(
        &mut self,
        mapping: &mut Mapping,
        flow_indent: isize,
        line: usize,
    ) -> Result<Step, ReadError> {
        let byte = self.cursor.byte();
        if matches!(byte, b'?' | b':') && is_blank_or_eol(self.cursor.ahead(1)) {
            self.explicit_indicator(mapping, byte)?;
            return Ok(Step::Indicator { compact: true });
        }
        if self.depth == 1 {
            self.entry = self.cursor.position;
        }
        let key = match self.simple_key() {
            Some(key) => Some(key),
            None => self.node(flow_indent, Context::FlowOut, false, true)?,
        };
        let Some(key) = key else {
            return Ok(Step::End);
        };
        if self.cursor.line != line {
            return if mapping.detected {
                Err(self.error("can not read a block mapping entry; a multiline key may not be an implicit key"))
            } else {
                Ok(Step::Bare(key))
            };
        }
        if self.cursor.skip_blanks() != b':' {
            return if mapping.detected {
                Err(self.error("can not read an implicit mapping pair; a colon is missed"))
            } else {
                Ok(Step::Bare(key))
            };
        }
        if !is_blank_or_eol(self.cursor.step()) {
            return Err(self.error(
                "a whitespace character is expected after the key-value separator within a block mapping",
            ));
        }
        if mapping.at_explicit_key {
            self.mapping_entry(mapping, None);
        }
        mapping.detected = true;
        mapping.at_explicit_key = false;
        mapping.key_explicit = false;
        mapping.key = Some(key);
        Ok(Step::Indicator { compact: false })
    }

    fn explicit_indicator(&mut self, mapping: &mut Mapping, byte: u8) -> Result<(), ReadError> {
        if byte == b'?' {
            if self.depth == 1 {
                self.entry = self.cursor.position;
            }
            if mapping.at_explicit_key {
                self.mapping_entry(mapping, None);
            }
            mapping.detected = true;
            mapping.at_explicit_key = true;
        } else if mapping.at_explicit_key {
            mapping.at_explicit_key = false;
        } else {
            return Err(self.error(
                "incomplete explicit mapping pair; a key node is missed; or followed by a non-tabulated empty line",
            ));
        }
        mapping.key_explicit = true;
        self.cursor.position += 1;
        Ok(())
    }

    fn mapping_value(
        &mut self,
        mapping: &mut Mapping,
        indent: isize,
        compact: bool,
    ) -> Result<(), ReadError> {
        let behind_indicator = self.cursor.position;
        let value = match self.simple_value(indent, compact) {
            Some(value) => Some(value),
            None => self.node(indent, Context::BlockOut, true, compact)?,
        };
        let value = value.unwrap_or_else(|| self.push_empty(behind_indicator));
        if mapping.at_explicit_key {
            mapping.key = Some(value);
            return Ok(());
        }
        self.mapping_entry(mapping, Some(value));
        Ok(())
    }

    fn mapping_entry(&mut self, mapping: &mut Mapping, value: Option<NodeId>) {
        let key = mapping
            .key
            .take()
            .unwrap_or_else(|| self.push_empty(self.cursor.position));
        let value = value.unwrap_or_else(|| {
            let offset = self.tree.span(key).range().end;
            self.push_empty(offset)
        });
        self.entries.push(Entry {
            key,
            value,
            explicit: mapping.key_explicit,
        });
    }
}
