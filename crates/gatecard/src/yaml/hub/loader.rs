//! Documents, directives, and the choice of what a node is.

use std::{borrow::Cow, collections::HashMap};

use memchr::memchr;

use super::{
    anchors::Anchors,
    cursor::{Cursor, Mark, is_blank_or_eol, is_eol},
    resolve::{Plain, resolve},
    scalar::is_all_printable,
    value::TAG_PREFIX,
};
use crate::{
    span::Span,
    yaml::{Entry, Node, NodeId, NodeKind, Properties, ReadError, ScalarStyle, Tree},
};

/// js-yaml's `maxDepth`: it refuses deeper nesting, so recursion here is bounded too.
pub(super) const MAX_DEPTH: usize = 100;

/// Room for what the collections hold that are being read: few cards need more.
const USUAL_LENGTH: usize = 32;

/// Where a node stands, which decides what it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Between brackets.
    FlowIn,
    /// A key of a block mapping.
    FlowOut,
    /// An item of a block sequence.
    BlockIn,
    /// The value of a block mapping, or the document.
    BlockOut,
}

impl Context {
    fn is_block(self) -> bool {
        matches!(self, Self::BlockIn | Self::BlockOut)
    }
}

/// How the line of a node is indented, compared with its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Indent {
    Deeper,
    Same,
    Less,
}

/// What js-yaml keeps between its steps.
pub(super) struct Loader<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) tree: Tree<'a>,
    pub(super) anchors: Anchors<'a>,
    pub(super) tag_handles: HashMap<&'a str, Cow<'a, str>>,
    pub(super) version_declared: bool,
    pub(super) depth: usize,
    /// Where the entry of the top mapping begins that is being read.
    pub(super) entry: usize,
    /// Whether the block holds printable ASCII alone, so that no scalar needs a look of its own.
    pub(super) all_printable: bool,
    /// The items of the sequences that are being read, those of the innermost last.
    pub(super) items: Vec<NodeId>,
    /// The same for the entries of mappings.
    pub(super) entries: Vec<Entry>,
}

/// Reads a YAML block as js-yaml does, up to the finished nodes.
///
/// The lines in `set_aside`, which must be whole and at column 0, are passed over.
///
/// # Errors
/// js-yaml's message and place where it gives up.
pub(crate) fn read<'a>(
    text: &'a str,
    block: Span,
    set_aside: &[Span],
) -> Result<Tree<'a>, ReadError> {
    let cursor = Cursor::new(text, block, set_aside.to_vec());
    let mut loader = Loader {
        entry: cursor.position,
        cursor,
        tree: Tree::for_block(block.len()),
        anchors: Anchors::default(),
        tag_handles: HashMap::new(),
        version_declared: false,
        depth: 0,
        all_printable: is_all_printable(block.slice(text).as_bytes()),
        items: Vec::with_capacity(USUAL_LENGTH),
        entries: Vec::with_capacity(USUAL_LENGTH),
    };
    if !loader.all_printable
        && let Some(offset) = memchr(0, block.slice(text).as_bytes())
    {
        let offset = block.range().start + offset;
        let set_aside = set_aside.iter().any(|gap| gap.range().contains(&offset));
        if !set_aside {
            loader.cursor.position = offset;
            loader.entry = offset;
            return Err(loader.error("null byte is not allowed in input"));
        }
    }
    loader.documents()?;
    Ok(loader.tree)
}

impl<'a> Loader<'a> {
    /// An error at the cursor.
    pub(super) fn error(&self, message: impl Into<String>) -> ReadError {
        self.error_since(message, self.entry)
    }

    /// An error at the cursor, in a part that begins at `began`.
    pub(super) fn error_since(&self, message: impl Into<String>, began: usize) -> ReadError {
        let last = self.cursor.block.range().end;
        ReadError::new(message, self.cursor.position.min(last), began.min(last))
    }

    /// Adds a node without properties.
    pub(super) fn push(&mut self, kind: NodeKind<'a>, start: usize, end: usize) -> NodeId {
        let span = self.cursor.span(start, end);
        self.tree.push(Node {
            span,
            kind,
            properties: None,
        })
    }

    /// Adds a node for something that is not written.
    pub(super) fn push_empty(&mut self, offset: usize) -> NodeId {
        self.push(NodeKind::Empty, offset, offset)
    }

    fn documents(&mut self) -> Result<(), ReadError> {
        while self.cursor.byte() == b' ' {
            self.cursor.line_indent += 1;
            self.cursor.position += 1;
        }
        let mut documents = 0;
        while self.cursor.position + 1 < self.cursor.end {
            let root = self.document()?;
            documents += 1;
            if documents == 1 {
                self.tree.set_root(root);
            } else {
                return Err(self.error("expected a single document in the stream, but found more"));
            }
        }
        Ok(())
    }

    fn document(&mut self) -> Result<Option<NodeId>, ReadError> {
        self.anchors.clear();
        self.tag_handles.clear();
        self.version_declared = false;
        let directives = self.directives()?;
        self.skip_separation(true);
        let dashes = (0..3).all(|distance| self.cursor.ahead(distance) == b'-');
        if self.cursor.line_indent == 0 && dashes {
            self.cursor.position += 3;
            self.skip_separation(true);
        } else if directives {
            return Err(self.error("directives end mark is expected"));
        }
        let indent = self.cursor.line_indent.cast_signed() - 1;
        let root = self.node(indent, Context::BlockOut, false, true)?;
        self.skip_separation(true);
        if self.cursor.at_line_start() && self.cursor.at_document_separator() {
            if self.cursor.byte() == b'.' {
                self.cursor.position += 3;
                self.skip_separation(true);
            }
            return Ok(root);
        }
        if self.cursor.position + 1 < self.cursor.end {
            return Err(self.error("end of the stream or a document separator is expected"));
        }
        Ok(root)
    }

    fn directives(&mut self) -> Result<bool, ReadError> {
        let mut found = false;
        while self.cursor.byte() != 0 {
            self.skip_separation(true);
            if self.cursor.line_indent > 0 || self.cursor.byte() != b'%' {
                break;
            }
            found = true;
            self.cursor.position += 1;
            let name = self.word();
            if name.is_empty() {
                return Err(
                    self.error("directive name must not be less than one character in length")
                );
            }
            let arguments = self.directive_arguments();
            if self.cursor.byte() != 0 {
                self.expect_line_break()?;
            }
            self.directive(name, &arguments)?;
        }
        Ok(found)
    }

    fn word(&mut self) -> &'a str {
        let start = self.cursor.position;
        while self.cursor.byte() != 0 && !is_blank_or_eol(self.cursor.byte()) {
            self.cursor.position += 1;
        }
        self.cursor.slice(start, self.cursor.position)
    }

    fn directive_arguments(&mut self) -> Vec<&'a str> {
        let mut arguments = Vec::new();
        loop {
            let byte = self.cursor.skip_blanks();
            if byte == b'#' {
                self.comment();
                return arguments;
            }
            if byte == 0 || is_eol(byte) {
                return arguments;
            }
            arguments.push(self.word());
        }
    }

    /// Reads a node, or gives nothing where none is written.
    ///
    /// `parent_indent` is that of the collection around it, -1 at the top. With `seek`, the node
    /// may stand on a later line; with `compact`, a collection may begin on this line.
    pub(super) fn node(
        &mut self,
        parent_indent: isize,
        context: Context,
        seek: bool,
        compact: bool,
    ) -> Result<Option<NodeId>, ReadError> {
        if self.depth >= MAX_DEPTH {
            return Err(self.error(format!("nesting exceeded maxDepth ({MAX_DEPTH})")));
        }
        self.depth += 1;
        let node = self.node_within_depth(parent_indent, context, seek, compact)?;
        self.depth -= 1;
        Ok(node)
    }

    fn node_within_depth(
        &mut self,
        parent_indent: isize,
        context: Context,
        seek: bool,
        compact: bool,
    ) -> Result<Option<NodeId>, ReadError> {
        let start = self.cursor.position;
        let mut place = Place {
            indent: Indent::Deeper,
            on_new_line: false,
            block_collections: context.is_block(),
            first_property: None,
            finished: false,
        };
        if seek && self.skip_separation(true) > 0 {
            place.on_new_line = true;
            place.indent = self.indent_against(parent_indent);
        }
        let mut properties = Properties::default();
        if place.indent == Indent::Deeper {
            self.properties(&mut properties, &mut place, parent_indent, context)?;
        }
        place.block_collections &= place.on_new_line || compact;

        let mut found = None;
        if place.indent == Indent::Deeper || context == Context::BlockOut {
            let flow_indent = match context {
                Context::FlowIn | Context::FlowOut => parent_indent,
                Context::BlockIn | Context::BlockOut => parent_indent + 1,
            };
            found = match place.indent {
                Indent::Deeper => {
                    self.content(&mut place, &mut properties, context, flow_indent)?
                }
                // A block sequence may stand at the indentation of its parent's key.
                Indent::Same if place.block_collections => {
                    let indent = self.cursor.column().cast_signed();
                    self.block_sequence(indent, properties.anchor.map(|(name, _)| name))?
                }
                Indent::Same | Indent::Less => None,
            };
        }
        Ok(self.with_properties(found, properties, place.finished, start))
    }

    fn properties(
        &mut self,
        properties: &mut Properties<'a>,
        place: &mut Place,
        parent_indent: isize,
        context: Context,
    ) -> Result<(), ReadError> {
        loop {
            let byte = self.cursor.byte();
            let mark = self.cursor.mark();
            // A second property behind a line break belongs to the first key of a mapping there.
            let repeated = (byte == b'!' && properties.tag.is_some())
                || (byte == b'&' && properties.anchor.is_some());
            if place.on_new_line && repeated {
                return Ok(());
            }
            match byte {
                b'!' => self.tag_property(properties)?,
                b'&' => self.anchor_property(properties)?,
                _ => return Ok(()),
            }
            place.first_property.get_or_insert(mark);
            if self.skip_separation(true) > 0 {
                place.on_new_line = true;
                place.block_collections = context.is_block();
                place.indent = self.indent_against(parent_indent);
            } else {
                place.block_collections = false;
            }
        }
    }

    fn indent_against(&self, parent_indent: isize) -> Indent {
        match self.cursor.line_indent.cast_signed().cmp(&parent_indent) {
            std::cmp::Ordering::Greater => Indent::Deeper,
            std::cmp::Ordering::Equal => Indent::Same,
            std::cmp::Ordering::Less => Indent::Less,
        }
    }

    fn content(
        &mut self,
        place: &mut Place,
        properties: &mut Properties<'a>,
        context: Context,
        flow_indent: isize,
    ) -> Result<Option<NodeId>, ReadError> {
        let anchor = properties.anchor.map(|(name, _)| name);
        if place.block_collections {
            let indent = self.cursor.column().cast_signed();
            if let Some(node) = self.block_sequence(indent, anchor)? {
                return Ok(Some(node));
            }
            let tried = self.cursor.first_tab.is_none() && self.cursor.byte() != 0;
            if let Some(node) = self.block_mapping(indent, flow_indent, anchor)? {
                let kind = &self.tree.node(node).kind;
                place.finished = !matches!(kind, NodeKind::Mapping { flow: false, .. });
                return Ok(Some(node));
            }
            if tried {
                // js-yaml forgets the properties over its search for a key.
                *properties = Properties::default();
            }
        }
        let byte = self.cursor.byte();
        if byte == b'[' || byte == b'{' {
            return self.flow_collection(flow_indent, anchor).map(Some);
        }
        if let Some(mark) = place.first_property
            && context.is_block()
            && !place.block_collections
            && !matches!(byte, b'|' | b'>')
            && let Some(node) = self.block_mapping_from_property(mark, flow_indent)?
        {
            *properties = Properties::default();
            return Ok(Some(node));
        }
        match byte {
            b'|' | b'>' if context.is_block() => self.block_scalar(flow_indent).map(Some),
            b'\'' | b'"' => self.quoted().map(Some),
            b'*' => self.alias(properties).map(Some),
            _ => self.plain_scalar(flow_indent, context == Context::FlowIn),
        }
    }

    /// Reads a block mapping whose first key has properties on the same line: `&a key: value`.
    fn block_mapping_from_property(
        &mut self,
        first_property: Mark,
        flow_indent: isize,
    ) -> Result<Option<NodeId>, ReadError> {
        let fallback = self.cursor.mark();
        let nodes = self.tree.len();
        let anchors = self.anchors.begin();
        self.cursor.reset(first_property);
        let indent = self.cursor.column().cast_signed();
        let node = self.block_mapping(indent, flow_indent, None)?;
        if let Some(node) = node
            && matches!(
                self.tree.node(node).kind,
                NodeKind::Mapping { flow: false, .. }
            )
            && self.tree.span(node).range().start == first_property.position
        {
            self.anchors.keep();
            return Ok(Some(node));
        }
        self.cursor.reset(fallback);
        self.tree.truncate(nodes);
        self.anchors.take_back(anchors);
        Ok(None)
    }

    fn with_properties(
        &mut self,
        content: Option<NodeId>,
        properties: Properties<'a>,
        finished: bool,
        start: usize,
    ) -> Option<NodeId> {
        if properties == Properties::default() {
            return content;
        }
        let anchor = properties.anchor;
        let end = self.cursor.position;
        let id = content.unwrap_or_else(|| {
            let offset = [
                properties.anchor.map(|(_, span)| span),
                properties.tag.as_ref().map(|(_, span)| *span),
            ]
            .into_iter()
            .flatten()
            .map(|span| span.range().end)
            .max()
            .unwrap_or(start.min(end));
            self.push_empty(offset)
        });
        if let Some((name, _)) = anchor {
            self.anchors.set(name, id);
        }
        let node = self.tree.node_mut(id);
        let inner = node.properties.take().map(|inner| *inner);
        let plain = matches!(
            node.kind,
            NodeKind::Scalar {
                style: ScalarStyle::Plain,
                ..
            }
        );
        let has_tag = inner.as_ref().is_some_and(|inner| inner.tag.is_some());
        let tag = properties.tag.as_ref().map(|(tag, _)| &**tag);
        let own = inner.as_ref().and_then(|inner| inner.tag.as_ref());
        let is_nothing =
            node.kind == NodeKind::Empty && own.is_some_and(|(tag, _)| keeps_nothing(tag));
        let late = finished && !is_nothing && (has_tag || (plain && !makes_bytes(&node.kind, tag)));
        let inner = inner.unwrap_or_default();
        node.properties = Some(Box::new(if late {
            Properties {
                anchor: properties.anchor.or(inner.anchor),
                tag: inner.tag,
                late_tag: properties.tag,
            }
        } else {
            Properties {
                anchor: properties.anchor.or(inner.anchor),
                tag: properties.tag.or(inner.tag),
                late_tag: inner.late_tag,
            }
        }));
        Some(id)
    }
}

/// Whether a tag leaves nothing as it is, so that a tag before it still decides.
fn keeps_nothing(tag: &str) -> bool {
    matches!(
        tag.strip_prefix(TAG_PREFIX).unwrap_or(tag),
        "!" | "null" | "merge"
    )
}

/// Whether a tag makes bytes of a text, which it does even of a finished one.
fn makes_bytes(kind: &NodeKind<'_>, tag: Option<&str>) -> bool {
    let NodeKind::Scalar { text, .. } = kind else {
        return false;
    };
    tag == Some("tag:yaml.org,2002:binary") && resolve(text) == Plain::Text
}

/// What is known of the place of a node before its content is read.
struct Place {
    indent: Indent,
    on_new_line: bool,
    block_collections: bool,
    first_property: Option<Mark>,
    /// Whether the content has been read as a key without a colon, and so is a finished node.
    finished: bool,
}
