//! YAML as each of a card's readers has it.
//!
//! A card is read by programs that disagree: the Hub uses js-yaml 4, the Python clients use
//! `PyYAML`. Each module here reads the text by the rules of one of them, leniences and refusals
//! included, and both give the same [`Tree`], so that the rest of gatecard knows one shape only.

pub(crate) mod hub;
pub(crate) mod python;
mod too_much;
mod tree;
mod value;

use std::{error::Error, fmt};

pub use tree::{Comment, Entry, Node, NodeId, NodeKind, Properties, ScalarStyle, Tree};
pub use value::Value;

pub(crate) use too_much::TooMuch;

use crate::span::Span;

/// One program's way of reading a card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reader {
    /// The Hub: js-yaml 4.3 on what its own expression calls the YAML block.
    #[default]
    Hub,
    /// The Python clients: `PyYAML`'s `safe_load` behind `huggingface_hub`'s expression.
    Python,
}

impl Reader {
    /// The name on the command line and in JSON: `hub` or `python`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hub => "hub",
            Self::Python => "python",
        }
    }
}

impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a reader refuses a YAML block.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadError {
    /// The program's own words for it, as a push or a traceback would show them.
    pub message: String,
    /// The byte at which the program gives up.
    pub offset: u32,
    /// Where the part begins that it was reading: the quote of a text that is never closed, the
    /// key of the entry that went wrong.
    pub began: u32,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for ReadError {}

impl ReadError {
    pub(crate) fn new(message: impl Into<String>, offset: usize, began: usize) -> Self {
        Self {
            message: message.into(),
            offset: Span::at(offset).start,
            began: Span::at(began).start,
        }
    }
}
