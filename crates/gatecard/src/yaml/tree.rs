//! What a reader makes of a YAML block: a tree whose every part knows its bytes.

use std::{borrow::Cow, collections::BTreeMap};

use crate::span::Span;

/// The name of a node within its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// Its place among all nodes.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes: `Company`.
    Plain,
    /// `'Company'`.
    SingleQuoted,
    /// `"Company"`.
    DoubleQuoted,
    /// A `|` block.
    Literal,
    /// A `>` block.
    Folded,
}

/// The anchor and the tag in front of a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties<'a> {
    /// The name after `&`, and the span of `&name`.
    pub anchor: Option<(&'a str, Span)>,
    /// The full tag, such as `tag:yaml.org,2002:str`, and the span of what is written for it.
    pub tag: Option<(Cow<'a, str>, Span)>,
    /// A tag on a line of its own in front of a scalar that js-yaml has finished by then. It
    /// checks it, but the value stays.
    pub(crate) late_tag: Option<(Cow<'a, str>, Span)>,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind<'a> {
    /// Nothing is written: the value of `Company:`.
    Empty,
    /// A text before its type is decided, with escapes and folding done.
    Scalar {
        /// The text.
        text: Cow<'a, str>,
        /// How it is written.
        style: ScalarStyle,
    },
    /// A list.
    Sequence {
        /// Its items, in the order of the card.
        items: Vec<NodeId>,
        /// Whether it is written with `[` and `]`.
        flow: bool,
    },
    /// A mapping. Duplicate keys and `<<` are still in it.
    Mapping {
        /// Its entries, in the order of the card.
        entries: Vec<Entry>,
        /// Whether it is written with `{` and `}`, or as `key: value` within `[` and `]`.
        flow: bool,
    },
    /// A reference to a node that stands earlier.
    Alias {
        /// The name after `*`.
        name: &'a str,
        /// The node that it names.
        target: NodeId,
    },
}

/// One `key: value` of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: NodeId,
    /// The value; an [`NodeKind::Empty`] node where none is written.
    pub value: NodeId,
    /// Whether the key is written behind a `?` of its own.
    pub explicit: bool,
}

/// One node of a [`Tree`].
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// The bytes of the node without its properties: with the quotes of a quoted text, from the
    /// `|` or `>` of a block to its last line, from the first to the last entry of a collection
    /// without brackets. Empty, behind the colon or dash, where nothing is written.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind<'a>,
    /// Its anchor and tag, for the few nodes that have one.
    pub properties: Option<Box<Properties<'a>>>,
}

impl<'a> Node<'a> {
    /// The tag, such as `tag:yaml.org,2002:str`, where one is written.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        let (tag, _) = self.properties.as_ref()?.tag.as_ref()?;
        Some(tag)
    }

    /// Whether a tag is written anywhere in front of it.
    pub(crate) fn is_tagged(&self) -> bool {
        let properties = self.properties.as_ref();
        properties.is_some_and(|it| it.tag.is_some() || it.late_tag.is_some())
    }

    /// The text and style of a scalar.
    #[must_use]
    pub fn scalar(&self) -> Option<(&Cow<'a, str>, ScalarStyle)> {
        match &self.kind {
            NodeKind::Scalar { text, style } => Some((text, *style)),
            _ => None,
        }
    }
}

/// A comment of the YAML block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of the line, without the line break.
    pub span: Span,
}

/// How many bytes of a card there are to a node, at the least that is usual.
const BYTES_A_NODE: usize = 16;
/// For how many nodes room is made at once: a long text is a single node.
const MAX_ROOM: usize = 1024;

/// A YAML block as one reader has it.
///
/// Nodes lie in one list and name each other by [`NodeId`], so that aliases share their target and
/// no depth of nesting can exhaust the stack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    root: Option<NodeId>,
    /// The entries of the mappings that merge others, with those that they take over.
    pub(crate) merged: BTreeMap<NodeId, Vec<Entry>>,
    /// The comments, in the order of the card.
    pub comments: Vec<Comment>,
}

impl<'a> Tree<'a> {
    /// An empty tree with room for the nodes of a block of so many bytes.
    pub(crate) fn for_block(len: usize) -> Self {
        Self {
            nodes: Vec::with_capacity((len / BYTES_A_NODE).min(MAX_ROOM)),
            ..Self::default()
        }
    }

    /// Adds a node and gives its name.
    pub(crate) fn push(&mut self, node: Node<'a>) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node);
        id
    }

    /// Drops what was added after there were `len` nodes, for readers that look ahead.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.nodes.truncate(len);
    }

    /// Drops all nodes, and keeps the comments.
    pub(crate) fn forget_nodes(&mut self) {
        self.nodes.clear();
        self.root = None;
    }

    /// Names the node at the top.
    pub(crate) fn set_root(&mut self, root: Option<NodeId>) {
        self.root = root;
    }

    /// The node for changing it.
    pub(crate) fn node_mut(&mut self, id: NodeId) -> &mut Node<'a> {
        &mut self.nodes[id.0 as usize]
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The node at the top, where the block holds any.
    #[must_use]
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// The node of that name.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id.0 as usize]
    }

    /// The node that `id` stands for: itself, or the target of an alias.
    #[must_use]
    pub fn target(&self, id: NodeId) -> &Node<'a> {
        self.node(self.target_id(id))
    }

    /// The name of the node that `id` stands for: its own, or that of an alias's target.
    #[must_use]
    pub fn target_id(&self, id: NodeId) -> NodeId {
        match self.node(id).kind {
            NodeKind::Alias { target, .. } => target,
            _ => id,
        }
    }

    /// The bytes of a node, as in [`Node::span`].
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The entries of the mapping that `id` stands for; none for anything else.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        match &self.target(id).kind {
            NodeKind::Mapping { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The items of the list that `id` stands for; none for anything else.
    #[must_use]
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match &self.target(id).kind {
            NodeKind::Sequence { items, .. } => items,
            _ => &[],
        }
    }

    /// The entries of the mapping at the top.
    #[must_use]
    pub fn top(&self) -> &[Entry] {
        self.root.map_or(&[], |root| self.entries(root))
    }

    /// Every node with its name, in the order in which the reader met them.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &Node<'a>)> {
        (0..).map(NodeId).zip(&self.nodes)
    }
}
