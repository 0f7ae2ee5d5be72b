//! What a page is made from.

use gatecard::{Card, Finding, Gate, State, yaml::Reader};

use crate::{options::Options, placed::PlacedFinding};

/// A gate with what is known of its card.
#[derive(Clone, Debug)]
pub struct Preview<'a> {
    /// The name of the card: a file name or a path.
    pub name: &'a str,
    /// The gate; `None` where the card has none of its keys, so that visitors of a gated
    /// repository see the default form.
    pub gate: Option<&'a Gate>,
    /// How the Hub gets on with the YAML block. Where it refuses the block, `gate` is what could
    /// be read of it.
    pub front_matter: State,
    /// The findings of the check.
    pub findings: Vec<PlacedFinding>,
    /// Whether `gate` is older than the rest, as [`Self::with_last_good`] has it.
    pub stale: bool,
    /// How the page is made.
    pub options: Options,
}

impl<'a> Preview<'a> {
    /// The preview of a card as the Hub reads it.
    #[must_use]
    pub fn new(name: &'a str, card: &'a Card<'a>, findings: &[Finding], options: Options) -> Self {
        let reading = card.reading(Reader::Hub);
        Self {
            name,
            gate: reading.gate(),
            front_matter: reading.state(),
            findings: PlacedFinding::all(card.text(), findings),
            stale: false,
            options: Options {
                repo_type: options.repo_type.or_else(|| card.repo_type()),
                ..options
            },
        }
    }

    /// The same, with the gate of an earlier reading in place of what could be read of this one;
    /// the page says so. A server uses it while the card is being edited and cannot be read.
    #[must_use]
    pub fn with_last_good(self, gate: Option<&'a Gate>) -> Self {
        Self {
            gate,
            stale: true,
            ..self
        }
    }
}
