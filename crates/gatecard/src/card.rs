//! A card: where its YAML block is, and what each reader makes of it.

mod front_matter;
mod reading;
mod repo_type;

use std::cell::OnceCell;

pub use front_matter::FrontMatter;
pub(crate) use front_matter::leading_space;
pub(crate) use reading::GATE_PREFIX;
pub use reading::{Reading, State, ValueType};
pub use repo_type::RepoType;

use crate::{
    check::BODY_SEARCHED, decode::Damage, ignore::mentions_gatecard, lines::has_stray_key,
    span::Span, yaml::Reader,
};

/// The README.md of a model, dataset or Space repository.
///
/// Making one costs nothing; what a reader makes of the card is worked out when it is asked for,
/// once.
///
/// ```
/// use gatecard::{Card, yaml::Reader};
///
/// let card = Card::new("---\nextra_gated_heading: Welcome\n---\n# Model\n");
/// let gate = card.reading(Reader::Hub).gate().expect("the card has gate keys");
/// assert_eq!(gate.heading.as_deref(), Some("Welcome"));
/// ```
#[derive(Debug)]
pub struct Card<'a> {
    text: &'a str,
    damage: Option<Damage>,
    /// The YAML block, where it is not the one that the readers find.
    meant_block: Option<FrontMatter>,
    /// The YAML block that the Hub finds.
    block: OnceCell<Option<FrontMatter>>,
    body_has_gate_key: OnceCell<bool>,
    mentions_gatecard: OnceCell<bool>,
    hub: OnceCell<Reading<'a>>,
    python: OnceCell<Reading<'a>>,
}

impl<'a> Card<'a> {
    /// The card with that text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            damage: None,
            meant_block: None,
            block: OnceCell::new(),
            body_has_gate_key: OnceCell::new(),
            mentions_gatecard: OnceCell::new(),
            hub: OnceCell::new(),
            python: OnceCell::new(),
        }
    }

    /// The same card, read as if its front matter were this block.
    pub(crate) fn with_block(mut self, block: FrontMatter) -> Self {
        self.meant_block = Some(block);
        self
    }

    /// The same card with what was wrong with the bytes that its text was made from.
    #[must_use]
    pub fn with_damage(mut self, damage: Option<Damage>) -> Self {
        self.damage = damage;
        self
    }

    /// What was wrong with the bytes that the text was made from.
    #[must_use]
    pub fn damage(&self) -> Option<Damage> {
        self.damage
    }

    /// The whole text of the card.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The card as a reader has it.
    #[must_use]
    pub fn reading(&self, reader: Reader) -> &Reading<'a> {
        let cell = match reader {
            Reader::Hub => &self.hub,
            Reader::Python => &self.python,
        };
        cell.get_or_init(|| {
            let found = || match reader {
                Reader::Hub => self.block(),
                Reader::Python => FrontMatter::find(self.text, reader),
            };
            Reading::new(self.text, reader, self.meant_block.or_else(found))
        })
    }

    fn block(&self) -> Option<FrontMatter> {
        let find = || FrontMatter::find(self.text, Reader::Hub);
        *self.block.get_or_init(find)
    }

    /// The text behind the front matter, as far as it is searched; nothing where there is no front
    /// matter.
    pub(crate) fn body(&self) -> Span {
        let block = self.meant_block.or_else(|| self.block());
        let start = block.map_or(self.text.len(), |block| block.closing.range().end);
        let end = start.saturating_add(BODY_SEARCHED);
        Span::new(start, self.text.floor_char_boundary(end))
    }

    /// Whether a line behind the front matter begins with a gate key and is no example.
    pub(crate) fn body_has_gate_key(&self) -> bool {
        *self
            .body_has_gate_key
            .get_or_init(|| has_stray_key(self.text, self.body()))
    }

    /// Whether the front matter, or what could be meant for it, can hold comments for gatecard.
    pub(crate) fn mentions_gatecard(&self) -> bool {
        *self.mentions_gatecard.get_or_init(|| {
            let end = self.body().range().start;
            mentions_gatecard(self.text.as_bytes().get(..end).unwrap_or_default())
        })
    }

    /// What kind of repository the card seems to belong to, by its own metadata.
    #[must_use]
    pub fn repo_type(&self) -> Option<RepoType> {
        RepoType::guess(self.reading(Reader::Hub))
    }
}
