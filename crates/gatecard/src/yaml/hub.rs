//! The Hub's reading: js-yaml 4.3 with its default schema.
//!
//! The Hub's own code is closed; that it reads with js-yaml 4 is a strong inference from recorded
//! messages. js-yaml is lenient where the YAML specification is not (keys of any length, tabs
//! after a colon, quoted texts that continue at column 0) and strict where other readers are not
//! (duplicate keys), so this module follows its algorithm step by step instead of the
//! specification, and tests compare it with the real one.
//!
//! * `loader`: documents, directives, and the choice of what a node is
//! * `block`, `flow`, `scalar`, `property`: the parts that a node can be
//! * `recover`: what remains where js-yaml gives up
//! * `cursor`: the place in the text, lines and indentation
//! * `resolve`: the type of a plain text
//! * `load`: what js-yaml does with the finished nodes: tags, keys, merging

mod block;
mod cursor;
mod flow;
mod load;
mod loader;
mod number;
mod property;
mod recover;
mod resolve;
mod scalar;

pub(crate) use load::{array_index, entries, load, value, value_type};
pub(crate) use loader::read;
pub(crate) use recover::read_what_can_be_read;
