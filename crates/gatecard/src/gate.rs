//! The gate: what the `extra_gated_*` keys of a card make of the form.

mod build;
mod meaning;
mod source;

use std::{borrow::Cow, fmt};

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

pub(crate) use build::build;
pub(crate) use meaning::{Meaning, has_key, is_meant_for_gate, meaning};
pub use source::{FieldSource, GateSource};

/// The keys of the gate, in the order of the form.
pub const KEYS: [&str; 6] = [
    "extra_gated_heading",
    "extra_gated_description",
    "extra_gated_prompt",
    "extra_gated_fields",
    "extra_gated_button_content",
    "extra_gated_eu_disallowed",
];

/// All that the `extra_gated_*` keys make, as far as the Hub can use it.
///
/// A part that is missing, or of the wrong type, is `None`: the form then shows its default text.
/// Texts that the card has word for word are not copied: they live as long as the card does, and
/// [`Gate::into_owned`] makes them live longer. With the feature `serde`, a `Gate` can be stored and
/// loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct Gate<'a> {
    /// Replaces the default heading; plain text.
    pub heading: Option<Cow<'a, str>>,
    /// Replaces the default line under the heading; Markdown.
    pub description: Option<Cow<'a, str>>,
    /// The terms; Markdown.
    pub prompt: Option<Cow<'a, str>>,
    /// Replaces the default text of the button; plain text.
    pub button_content: Option<Cow<'a, str>>,
    /// Whether people located in the EU are refused.
    pub eu_disallowed: Option<bool>,
    /// The inputs, in the order of the form.
    pub fields: Vec<Field<'a>>,
}

impl Gate<'_> {
    /// The same gate with texts of its own, for keeping it longer than the card.
    ///
    /// ```
    /// use gatecard::{Card, Gate, yaml::Reader};
    ///
    /// fn gate(card: &str) -> Option<Gate<'static>> {
    ///     let card = Card::new(card);
    ///     card.reading(Reader::Hub).gate().cloned().map(Gate::into_owned)
    /// }
    ///
    /// let gate = gate("---\nextra_gated_heading: Welcome\n---\n").expect("there is a gate");
    /// assert_eq!(gate.heading.as_deref(), Some("Welcome"));
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Gate<'static> {
        let own = |text: Option<Cow<'_, str>>| text.map(owned);
        Gate {
            heading: own(self.heading),
            description: own(self.description),
            prompt: own(self.prompt),
            button_content: own(self.button_content),
            eu_disallowed: self.eu_disallowed,
            fields: self.fields.into_iter().map(Field::into_owned).collect(),
        }
    }
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

/// One input of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct Field<'a> {
    /// The text beside the input, and the key of the stored answer.
    pub label: Cow<'a, str>,
    /// What kind of input it is; `None` where the card names none that the Hub knows, so that
    /// the field cannot be shown.
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub field_type: Option<FieldType>,
    /// The entries of the menu of a [`FieldType::Select`], as far as they can be shown.
    pub options: Vec<FieldOption<'a>>,
}

impl Field<'_> {
    /// Whether the Hub has an input for it: the type is known, and a menu has something to choose.
    #[must_use]
    pub fn can_be_shown(&self) -> bool {
        match self.field_type {
            None => false,
            Some(FieldType::Select) => !self.options.is_empty(),
            Some(_) => true,
        }
    }

    fn into_owned(self) -> Field<'static> {
        let options = self.options.into_iter();
        Field {
            label: owned(self.label),
            field_type: self.field_type,
            options: options.map(FieldOption::into_owned).collect(),
        }
    }
}

/// One entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct FieldOption<'a> {
    /// What the menu shows.
    pub label: Cow<'a, str>,
    /// What the author receives.
    pub value: Cow<'a, str>,
}

impl FieldOption<'_> {
    fn into_owned(self) -> FieldOption<'static> {
        FieldOption {
            label: owned(self.label),
            value: owned(self.value),
        }
    }
}

/// The kinds of input that the Hub has.
///
/// Source: the types in the official client, huggingface.js; all but `ip_location` are documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum FieldType {
    /// A line of text.
    Text,
    /// A box to tick, which has to be ticked.
    Checkbox,
    /// A date.
    DatePicker,
    /// A menu of all countries.
    Country,
    /// A menu of the author's own options.
    Select,
    /// No input: the visitor's country and region, found from the Internet address.
    IpLocation,
}

impl FieldType {
    /// All types, in the order of the documentation.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Checkbox,
        Self::DatePicker,
        Self::Country,
        Self::Select,
        Self::IpLocation,
    ];

    /// The word for the type in a card.
    ///
    /// ```
    /// use gatecard::FieldType;
    ///
    /// assert_eq!(FieldType::DatePicker.name(), "date_picker");
    /// assert_eq!(FieldType::from_name("date_picker"), Some(FieldType::DatePicker));
    /// assert_eq!(FieldType::from_name("Text"), None);
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Checkbox => "checkbox",
            Self::DatePicker => "date_picker",
            Self::Country => "country",
            Self::Select => "select",
            Self::IpLocation => "ip_location",
        }
    }

    /// The type of that name; names are case-sensitive.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
