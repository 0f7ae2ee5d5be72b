//! The Hub's reading: js-yaml 4.3 with its default schema.
//!
//! The Hub's own code is closed; that it reads with js-yaml 4 is a strong inference from recorded
//! messages. js-yaml is lenient where the YAML specification is not (keys of any length, tabs
//! after a colon, quoted texts that continue at column 0) and strict where other readers are not
//! (duplicate keys), so this module follows its algorithm step by step instead of the
//! specification, and tests compare it with the real one.
//!
//! * `loader`: documents, directives, and the choice of what a node is
//! * `block`, `flow`, `plain`, `quoted`, `block_scalar`, `property`: the parts that a node can be
//! * `simple`: a quick way past the usual ones
//! * `cursor`: the place in the text, lines and indentation
//! * `recover`: what remains where js-yaml gives up
//! * `resolve`: the type of a plain text
//! * `load`: what js-yaml objects to in the finished nodes, and merging
//! * `value`: what it makes of single nodes

mod anchors;
mod binary;
mod block;
mod block_scalar;
mod cursor;
mod flow;
mod load;
mod loader;
mod number;
mod plain;
mod property;
mod quoted;
mod recover;
mod resolve;
mod scalar;
mod simple;
mod value;

pub(crate) use load::{Loaded, load};
pub(crate) use loader::read;
pub(crate) use recover::read_what_can_be_read;
pub(crate) use value::{array_index, entries, sure_text, value, value_type};
