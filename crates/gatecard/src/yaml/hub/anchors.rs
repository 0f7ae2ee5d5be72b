//! The anchors of a document, with a way back from a reading that turned out wrong.

use std::collections::HashMap;

use crate::yaml::NodeId;

/// Which node each anchor names at this point of the document.
#[derive(Debug, Default)]
pub(super) struct Anchors<'a> {
    nodes: HashMap<&'a str, NodeId>,
    /// What each setting replaced, newest last, while there is a way back.
    replaced: Vec<(&'a str, Option<NodeId>)>,
    /// How many readings are under way that may have to be taken back.
    tentative: usize,
}

impl<'a> Anchors<'a> {
    /// Forgets all anchors: a new document begins.
    pub(super) fn clear(&mut self) {
        self.nodes.clear();
    }

    /// The node of an anchor.
    pub(super) fn get(&self, name: &str) -> Option<NodeId> {
        self.nodes.get(name).copied()
    }

    /// Lets an anchor name a node from here on.
    pub(super) fn set(&mut self, name: &'a str, node: NodeId) {
        let before = self.nodes.insert(name, node);
        if self.tentative > 0 {
            self.replaced.push((name, before));
        }
    }

    /// Begins a reading that may have to be taken back, and gives the way back.
    pub(super) fn begin(&mut self) -> usize {
        self.tentative += 1;
        self.replaced.len()
    }

    /// Ends a tentative reading that was right.
    pub(super) fn keep(&mut self) {
        self.tentative -= 1;
        if self.tentative == 0 {
            self.replaced.clear();
        }
    }

    /// Ends a tentative reading that was wrong.
    pub(super) fn take_back(&mut self, begin: usize) {
        self.tentative -= 1;
        for (name, before) in self.replaced.drain(begin..).rev() {
            match before {
                Some(node) => self.nodes.insert(name, node),
                None => self.nodes.remove(name),
            };
        }
    }
}
