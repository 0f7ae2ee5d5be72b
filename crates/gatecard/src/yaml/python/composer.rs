//! From structure to tree: `PyYAML`'s composer, without its recursion.

use std::collections::{HashMap, hash_map};

use super::{
    error::{self, Result},
    event::{Event, Prefix},
    parser::Parser,
    repr,
    scanner::Scanner,
};
use crate::{
    span::Span,
    yaml::{Entry, Node, NodeId, NodeKind, Tree},
};

/// How deep collections may lie in each other.
///
/// Python allows 1,000 calls within each other, of which `PyYAML` needs two for a collection and
/// the rest for reading the words in it. What `safe_load` takes when a script calls it ends between
/// 490 and 493, as the innermost part may be; this is where mappings end.
const MAX_DEPTH: usize = 491;

/// Composes the whole block.
pub(super) fn compose(scanner: Scanner<'_>) -> Result<Tree<'_>> {
    let mut parser = Parser::new(scanner);
    let mut composer = Composer::default();
    loop {
        match parser.next_event()? {
            Event::StreamEnd => break,
            Event::DocumentStart(start) => composer.begin(start)?,
            Event::DocumentEnd => {}
            event => {
                composer.explicit = parser.is_explicit();
                composer.add(event)?;
            }
        }
    }
    composer.tree.comments = parser.into_scanner().comments;
    Ok(composer.tree)
}

/// A collection that is not complete yet.
struct Frame {
    /// Its node.
    id: NodeId,
    /// What it holds so far.
    content: Content,
    /// Whether it is written with brackets.
    flow: bool,
}

/// What a collection holds.
enum Content {
    /// The items of a list.
    Items(Vec<NodeId>),
    /// The entries of a mapping, and the key whose value comes next, with [`Entry::explicit`].
    Entries(Vec<Entry>, Option<(NodeId, bool)>),
}

/// The tree as it grows.
#[derive(Default)]
struct Composer<'a> {
    tree: Tree<'a>,
    frames: Vec<Frame>,
    /// The node of each anchor, and where it begins.
    anchors: HashMap<&'a str, (NodeId, usize)>,
    /// Whether a key that is added now has a `?` of its own.
    explicit: bool,
    /// Where the document begins, once it has.
    document: Option<usize>,
}

impl<'a> Composer<'a> {
    /// Begins the document; a second one is an error.
    fn begin(&mut self, start: usize) -> Result<()> {
        if self.document.is_some() {
            let context = "expected a single document in the stream";
            let began = self.tree.root().map_or(start, |root| self.start(root));
            let problem = "but found another document";
            return Err(error::within(context, began, problem, start));
        }
        self.document = Some(start);
        Ok(())
    }

    /// The offset at which a node begins with its anchor and tag.
    fn start(&self, id: NodeId) -> usize {
        super::start(&self.tree, id)
    }

    /// Adds what an event tells.
    fn add(&mut self, event: Event<'a>) -> Result<()> {
        match event {
            Event::Alias { name, span } => self.alias(name, span),
            Event::Empty { prefix, at } => {
                self.node(prefix, Span::at(at), NodeKind::Empty)?;
                Ok(())
            }
            #[rustfmt::skip]
            Event::Scalar { prefix, text, style, span } => {
                let kind = NodeKind::Scalar { text, style };
                self.node(prefix, Span::new(span.0, span.1), kind)?;
                Ok(())
            }
            #[rustfmt::skip]
            Event::Start { prefix, mapping, flow, at } => self.open(prefix, mapping, flow, at),
            Event::End { at } => {
                self.close(at);
                Ok(())
            }
            Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => Ok(()),
        }
    }

    /// Adds a reference to an earlier node.
    fn alias(&mut self, name: &'a str, (start, end): (usize, usize)) -> Result<()> {
        let Some(&(target, _)) = self.anchors.get(name) else {
            let problem = format!("found undefined alias {}", repr::text(name));
            return Err(error::at(problem, start));
        };
        let id = self.tree.push(Node {
            span: Span::new(start, end),
            kind: NodeKind::Alias { name, target },
            properties: None,
        });
        self.attach(id);
        Ok(())
    }

    /// Adds a node to the collection that is open.
    fn node(&mut self, prefix: Prefix<'a>, span: Span, kind: NodeKind<'a>) -> Result<NodeId> {
        let Prefix { properties, start } = prefix;
        let anchor = properties.as_deref().and_then(|all| all.anchor);
        let id = self.tree.push(Node {
            span,
            kind,
            properties,
        });
        if let Some((name, _)) = anchor {
            self.anchor(name, id, start)?;
        }
        self.attach(id);
        Ok(id)
    }

    /// Gives a node its anchor.
    fn anchor(&mut self, name: &'a str, id: NodeId, start: usize) -> Result<()> {
        match self.anchors.entry(name) {
            hash_map::Entry::Vacant(entry) => {
                entry.insert((id, start));
                Ok(())
            }
            hash_map::Entry::Occupied(entry) => {
                let name = repr::text(name);
                let context = format!("found duplicate anchor {name}; first occurrence");
                let began = entry.get().1;
                Err(error::within(&context, began, "second occurrence", start))
            }
        }
    }

    /// Puts a node where the innermost open collection goes on.
    fn attach(&mut self, id: NodeId) {
        match self.frames.last_mut().map(|frame| &mut frame.content) {
            None => self.tree.set_root(Some(id)),
            Some(Content::Items(items)) => items.push(id),
            Some(Content::Entries(entries, key)) => match key.take() {
                None => *key = Some((id, self.explicit)),
                Some((key, explicit)) => entries.push(Entry {
                    key,
                    value: id,
                    explicit,
                }),
            },
        }
    }

    /// Begins a collection.
    fn open(&mut self, prefix: Prefix<'a>, mapping: bool, flow: bool, at: usize) -> Result<()> {
        if self.frames.len() >= MAX_DEPTH {
            return Err(error::recursion(at));
        }
        let content = if mapping {
            Content::Entries(Vec::new(), None)
        } else {
            Content::Items(Vec::new())
        };
        let id = self.node(prefix, Span::at(at), NodeKind::Empty)?;
        self.frames.push(Frame { id, content, flow });
        Ok(())
    }

    /// Ends the innermost collection.
    fn close(&mut self, end: usize) {
        let Some(Frame { id, content, flow }) = self.frames.pop() else {
            return;
        };
        let node = self.tree.node_mut(id);
        node.span = node.span.to(Span::at(end));
        node.kind = match content {
            Content::Items(items) => NodeKind::Sequence { items, flow },
            Content::Entries(entries, _) => NodeKind::Mapping { entries, flow },
        };
    }
}
