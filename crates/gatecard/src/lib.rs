//! Checks the gate of a Hugging Face model or dataset card: the `extra_gated_*` keys in the YAML
//! front matter of README.md, which make the form that people fill in before they may download.
//!
//! Text in, gate and findings out: this library reads no file, prints nothing and knows no network.
//!
//! * [`Card::new`] takes the text of a README.md, [`decode`] the bytes of one.
//! * [`Card::check`] gives the [`Finding`]s, and [`fix()`] mends those that can be mended;
//!   [`Card::check_all`] gives those as well that comments in the card silence, which
//!   [`add_ignores()`] writes.
//! * [`Card::reading`] gives the card as one of its readers has it: the Hub or the Python clients;
//!   [`Reading::gate`] is the [`Gate`] in it.
//! * [`LineIndex`] makes lines and columns of the places.
//! * [`RULES`] lists what is looked for.
//!
//! The features `miette` (a [`Finding`] is a diagnostic) and `serde` (a [`Gate`] can be stored) are
//! on unless they are turned off.
//!
//! ```
//! use gatecard::{Card, CheckOptions, yaml::Reader};
//!
//! let card = Card::new("---\nextra_gated_fields:\n  Company: text\n---\n# My model\n");
//! assert_eq!(card.check(&CheckOptions::default()), []);
//!
//! let gate = card.reading(Reader::Hub).gate().expect("the card has a gate");
//! assert_eq!(gate.fields[0].label, "Company");
//! ```

mod card;
mod check;
mod context;
mod decode;
#[cfg(feature = "miette")]
mod diagnostic;
mod finding;
mod fix;
mod gate;
mod ignore;
mod line_index;
mod lines;
mod node_paths;
mod prose;
mod relocation;
mod rule;
mod rules;
mod scalar_parts;
mod severities;
mod span;
mod text;
pub mod yaml;

pub use card::{Card, FrontMatter, Reading, RepoType, State, ValueType};
pub use check::{BODY_SEARCHED, CheckOptions};
pub use decode::{Damage, Decoded, decode};
pub use finding::{Finding, Label, Severity, YamlPath, quoted};
pub use fix::{Edit, Fix, Fixed, Safety, fix, fix_some};
pub use gate::{Field, FieldOption, FieldSource, FieldType, Gate, GateSource, KEYS};
pub use ignore::{AddedIgnores, Checked, Ignored, add_ignores};
pub use line_index::{LineIndex, Position};
pub use rule::{Group, Rule};
pub use rules::{RULES, nearest_rule, rule};
pub use severities::{RuleError, Severities};
pub use span::Span;
pub use text::Quoted;

/// The example in the README is a test, too.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
