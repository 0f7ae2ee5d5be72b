//! The card as `PyYAML` 6.0.3 reads it: `yaml.safe_load` on the text of the block.
//!
//! Each step of `PyYAML` has its counterpart here, with the same leniences and the same refusals in
//! the same order: [`scanner`] finds words, [`parser`] structure, [`composer`] the tree; then
//! [`load`] makes sure that Python objects can be made of it, and [`dump`] and [`merge`] tell
//! which.

mod base64;
mod block;
mod composer;
mod cursor;
mod directive;
mod dump;
mod error;
mod event;
mod load;
mod merge;
mod natural;
mod number;
mod object;
mod parser;
mod plain;
mod printable;
mod quoted;
mod repr;
mod resolve;
mod scanner;
mod tag;
#[cfg(test)]
mod tests;
mod time;
mod token;

pub(crate) use dump::{value, value_type};
pub(crate) use load::load;
pub(crate) use merge::entries;
pub(crate) use object::typed;

use crate::{
    span::Span,
    yaml::{NodeId, ReadError, Tree},
};

/// The tree of a YAML block, or why there is none.
///
/// Covers what `PyYAML` does up to its composer; see [`load`] for the rest.
pub(crate) fn read(text: &str, block: Span) -> Result<Tree<'_>, ReadError> {
    let range = block.range();
    let Some(content) = text.get(range.clone()) else {
        return Ok(Tree::default());
    };
    printable::check(content, range.start)?;
    composer::compose(scanner::Scanner::new(&text[..range.end], range.start))
}

/// The offset at which a node begins with its anchor and tag.
fn start(tree: &Tree<'_>, id: NodeId) -> usize {
    let node = tree.node(id);
    let spans = node.properties.iter().flat_map(|properties| {
        let anchor = properties.anchor.as_ref().map(|(_, span)| *span);
        let tag = properties.tag.as_ref().map(|(_, span)| *span);
        [anchor, tag].into_iter().flatten()
    });
    spans.fold(node.span, Span::to).range().start
}
