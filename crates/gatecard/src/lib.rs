//! Checks the gate of a Hugging Face model or dataset card: the `extra_gated_*` keys in the YAML
//! front matter of README.md.

mod span;
pub mod yaml;

pub use span::Span;
