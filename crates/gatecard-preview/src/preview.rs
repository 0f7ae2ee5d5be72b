//! What a page is made from.

use gatecard::{Card, FieldType, Finding, Gate, Reading, State, yaml::Reader};

use crate::{
    options::Options,
    placed::{LARGE_ALIASES, PlacedFinding},
};

/// A gate with what is known of its card.
#[derive(Clone, Debug)]
pub struct Preview<'a> {
    /// The name of the card: a file name or a path.
    pub name: &'a str,
    /// The gate; `None` where the card has none of its keys, so that visitors of a gated
    /// repository see the default form.
    pub gate: Option<&'a Gate<'a>>,
    /// How many of the options that the card lists are not in `gate`, for each of its fields;
    /// fields past the end have all of theirs.
    pub lost_options: Vec<usize>,
    /// How the Hub gets on with the YAML block. Where it refuses the block, `gate` is what could
    /// be read of it.
    pub front_matter: State,
    /// The findings of the check.
    pub findings: Vec<PlacedFinding>,
    /// Whether `gate` is older than the rest, as [`Self::with_last_good`] has it.
    pub stale: bool,
    /// Why there is no card at all any more, where a server cannot read the file; `gate` is then
    /// that of the last reading. It stands at the top of the page.
    pub trouble: Option<String>,
    /// How the page is made.
    pub options: Options,
}

impl<'a> Preview<'a> {
    /// The preview of a card as the Hub reads it.
    #[must_use]
    pub fn new(name: &'a str, card: &'a Card<'a>, findings: &[Finding], options: Options) -> Self {
        let reading = card.reading(Reader::Hub);
        let mut preview = Self {
            name,
            gate: reading.gate(),
            lost_options: lost_options(reading),
            front_matter: reading.state(),
            findings: PlacedFinding::all(card.text(), findings),
            stale: false,
            trouble: None,
            options: Options {
                repo_type: options.repo_type.or_else(|| card.repo_type()),
                ..options
            },
        };
        let is_known = matches!(reading.state(), State::Found | State::Missing);
        if !is_known && preview.refusal().is_none() {
            let refusal = PlacedFinding::refusal(card.text(), reading);
            preview.findings.splice(..0, refusal);
        }
        preview
    }

    /// The same, with the gate of an earlier reading in place of what could be read of this one;
    /// the page says so. A server uses it while the card is being edited and cannot be read.
    /// `lost_options` is then empty, and can be set to that of the earlier reading.
    #[must_use]
    pub fn with_last_good(self, gate: Option<&'a Gate<'a>>) -> Self {
        Self {
            gate,
            lost_options: Vec::new(),
            stale: true,
            ..self
        }
    }

    /// The first finding that says why the Hub cannot read the card, or why gatecard does not.
    #[must_use]
    pub fn refusal(&self) -> Option<&PlacedFinding> {
        let is_unread = self.front_matter == State::Unread;
        let mut findings = self.findings.iter();
        findings.find(|finding| {
            let is_about_aliases = finding.rule == LARGE_ALIASES;
            is_about_aliases == is_unread && (is_unread || finding.is_refusal())
        })
    }

    /// The preview of a card that cannot be read any more, with the gate of an earlier reading.
    #[must_use]
    pub fn unreadable(
        name: &'a str,
        gate: Option<&'a Gate<'a>>,
        why: impl Into<String>,
        options: Options,
    ) -> Self {
        Self {
            name,
            gate,
            lost_options: Vec::new(),
            front_matter: State::Found,
            findings: Vec::new(),
            stale: true,
            trouble: Some(why.into()),
            options,
        }
    }
}

/// How many of the options that stand in the card are lost, for each field.
fn lost_options(reading: &Reading<'_>) -> Vec<usize> {
    let fields = reading.gate().map_or(&[][..], |gate| &gate.fields);
    let sources = &reading.gate_source().each_field;
    let lost = fields.iter().zip(sources).map(|(field, source)| {
        let is_menu = field.field_type == Some(FieldType::Select);
        let list = source.options.filter(|_| is_menu);
        let tree = reading.tree();
        let listed = list.map_or(0, |list| tree.items(tree.target_id(list)).len());
        listed.saturating_sub(field.options.len())
    });
    lost.collect()
}
