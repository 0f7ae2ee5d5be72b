//! What the parser tells the composer.

use std::borrow::Cow;

use crate::yaml::{Properties, ScalarStyle};

/// The anchor and tag of a node, and the offset of the first of them.
#[derive(Default)]
pub(super) struct Prefix<'a> {
    /// Anchor and tag, if there is any.
    pub(super) properties: Option<Box<Properties<'a>>>,
    /// Where the node begins with all that belongs to it.
    pub(super) start: usize,
}

/// One step through the structure.
pub(super) enum Event<'a> {
    /// A document begins.
    DocumentStart(usize),
    /// A document ends.
    DocumentEnd,
    /// The block ends.
    StreamEnd,
    /// A reference to an earlier node.
    Alias {
        /// The name after `*`.
        name: &'a str,
        /// Its bytes.
        span: (usize, usize),
    },
    /// A node without a text.
    Empty {
        /// What is written before it.
        prefix: Prefix<'a>,
        /// Where the text would be.
        at: usize,
    },
    /// A text.
    Scalar {
        /// What is written before it.
        prefix: Prefix<'a>,
        /// The text.
        text: Cow<'a, str>,
        /// How it is written.
        style: ScalarStyle,
        /// Its bytes.
        span: (usize, usize),
    },
    /// A list or a mapping begins.
    Start {
        /// What is written before it.
        prefix: Prefix<'a>,
        /// Whether it is a mapping.
        mapping: bool,
        /// Whether it is written with brackets.
        flow: bool,
        /// The offset of its first byte.
        at: usize,
    },
    /// The innermost list or mapping ends.
    End {
        /// The offset past its last byte.
        at: usize,
    },
}
