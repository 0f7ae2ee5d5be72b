//! Checks the gate of a Hugging Face model or dataset card: the `extra_gated_*` keys in the YAML
//! front matter of README.md.

mod card;
mod gate;
mod span;
pub mod yaml;

pub use card::{Card, FrontMatter, Reading, RepoType, State, ValueType};
pub use gate::{Field, FieldOption, FieldSource, FieldType, Gate, GateSource, KEYS};
pub use span::Span;
