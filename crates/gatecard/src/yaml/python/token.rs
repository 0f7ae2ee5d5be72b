//! The words of YAML that the scanner finds.

use std::borrow::Cow;

use crate::yaml::ScalarStyle;

/// A word and its bytes.
#[derive(Debug)]
pub(super) struct Token<'a> {
    /// What it is.
    pub(super) kind: TokenKind<'a>,
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Offset past its last byte.
    pub(super) end: usize,
}

/// What a word is.
#[derive(Debug)]
pub(super) enum TokenKind<'a> {
    /// A line that begins with `%`.
    Directive(Directive<'a>),
    /// `---`.
    DocumentStart,
    /// `...`.
    DocumentEnd,
    /// The end of the block.
    StreamEnd,
    /// The indentation of a list begins.
    BlockSequenceStart,
    /// The indentation of a mapping begins.
    BlockMappingStart,
    /// An indentation ends.
    BlockEnd,
    /// `[`.
    FlowSequenceStart,
    /// `{`.
    FlowMappingStart,
    /// `]`.
    FlowSequenceEnd,
    /// `}`.
    FlowMappingEnd,
    /// `?`, or a key without it, known by the `:` that follows.
    Key,
    /// `:`.
    Value,
    /// `-`.
    BlockEntry,
    /// `,`.
    FlowEntry,
    /// `*name`.
    Alias(&'a str),
    /// `&name`.
    Anchor(&'a str),
    /// `!...`.
    Tag(TagToken<'a>),
    /// A text.
    Scalar {
        /// The text, escapes and folding done.
        text: Cow<'a, str>,
        /// How it is written.
        style: ScalarStyle,
    },
}

impl TokenKind<'_> {
    /// The name of the word in messages, in quotes.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Directive(_) => "'<directive>'",
            Self::DocumentStart => "'<document start>'",
            Self::DocumentEnd => "'<document end>'",
            Self::StreamEnd => "'<stream end>'",
            Self::BlockSequenceStart => "'<block sequence start>'",
            Self::BlockMappingStart => "'<block mapping start>'",
            Self::BlockEnd => "'<block end>'",
            Self::FlowSequenceStart => "'['",
            Self::FlowMappingStart => "'{'",
            Self::FlowSequenceEnd => "']'",
            Self::FlowMappingEnd => "'}'",
            Self::Key => "'?'",
            Self::Value => "':'",
            Self::BlockEntry => "'-'",
            Self::FlowEntry => "','",
            Self::Alias(_) => "'<alias>'",
            Self::Anchor(_) => "'<anchor>'",
            Self::Tag(_) => "'<tag>'",
            Self::Scalar { .. } => "'<scalar>'",
        }
    }
}

/// A tag as it is written.
#[derive(Debug)]
pub(super) struct TagToken<'a> {
    /// The part up to the second `!`; none for `!<...>` and a lone `!`.
    pub(super) handle: Option<&'a str>,
    /// The rest, with escapes decoded.
    pub(super) suffix: Cow<'a, str>,
}

/// A line that begins with `%`.
#[derive(Debug)]
pub(super) enum Directive<'a> {
    /// `%YAML`.
    Yaml {
        /// Whether the version is 1.x.
        compatible: bool,
    },
    /// `%TAG`.
    Tag {
        /// The handle, such as `!e!`.
        handle: &'a str,
        /// What the handle stands for.
        prefix: Cow<'a, str>,
    },
    /// Any other, which has no effect.
    Other,
}
