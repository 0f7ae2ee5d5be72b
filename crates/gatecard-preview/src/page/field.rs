//! One field of the form.

use std::sync::LazyLock;

use gatecard::{Field, FieldOption, FieldType};
use maud::{Markup, PreEscaped, html};

use super::part::gap;
use crate::{countries::countries, hub_texts};

/// How many menus of countries a page has. Each is a list of 249; a card with thousands of them
/// would make a page that no browser can open.
const MAX_COUNTRY_MENUS: usize = 20;

/// A field, the `index`th of the form. `countries` counts the menus of countries so far.
pub(super) fn field(index: usize, field: &Field<'_>, countries: &mut usize) -> Markup {
    let input = Input {
        id: format!("field-{index}"),
        label: &field.label,
    };
    match field.field_type {
        Some(FieldType::Text) => input.text(),
        Some(FieldType::Checkbox) => input.checkbox(),
        Some(FieldType::DatePicker) => input.date(),
        Some(FieldType::Country) => {
            *countries += 1;
            if *countries > MAX_COUNTRY_MENUS {
                return input.gap("A preview has no more than 20 menus of countries.");
            }
            input.menu(&COUNTRY_OPTIONS)
        }
        Some(FieldType::Select) if field.options.is_empty() => {
            input.gap("It is a menu without an option that the Hub could show.")
        }
        Some(FieldType::Select) => input.menu(&options(&field.options)),
        Some(FieldType::IpLocation) => html! {
            p.ip-location { (hub_texts::IP_LOCATION) }
        },
        None => input.gap("The card gives it no type that the Hub can use."),
    }
}

/// The options of a menu of countries, made once.
static COUNTRY_OPTIONS: LazyLock<Markup> = LazyLock::new(|| {
    let options = html! {
        @for (code, name) in countries() {
            option value=(code) { (name) }
        }
    };
    PreEscaped(options.into_string())
});

fn options(options: &[FieldOption<'_>]) -> Markup {
    html! {
        @for option in options {
            option value=(option.value) data-key=(option.value) dir="auto" { (option.label) }
        }
    }
}

/// What all kinds of inputs have.
///
/// On the Hub the name of an input is its label. Here it is not, so that no label can hide one of
/// the names that browsers use for parts of a form.
struct Input<'f> {
    id: String,
    label: &'f str,
}

impl Input<'_> {
    fn text(&self) -> Markup {
        html! {
            (self.label())
            input type="text" id=(self.id) name=(self.id) data-label=(self.label) dir="auto"
                aria-label=[self.spoken()] placeholder=(hub_texts::placeholder(self.label))
                autocomplete="off" required;
        }
    }

    fn date(&self) -> Markup {
        html! {
            (self.label())
            input type="date" id=(self.id) name=(self.id) data-label=(self.label)
                aria-label=[self.spoken()] required;
        }
    }

    fn menu(&self, options: &Markup) -> Markup {
        html! {
            (self.label())
            select id=(self.id) name=(self.id) data-label=(self.label) dir="auto"
                aria-label=[self.spoken()] required {
                option value="" { (hub_texts::SELECT) }
                (options)
            }
        }
    }

    fn checkbox(&self) -> Markup {
        html! {
            div.tick {
                input type="checkbox" id=(self.id) name=(self.id) value="on"
                    data-label=(self.label) aria-label=[self.spoken()] required;
                (self.label())
            }
        }
    }

    /// The visible label.
    fn label(&self) -> Markup {
        html! {
            label for=(self.id) dir="auto" {
                @if self.is_blank() {
                    span.aside { "(no label)" }
                } @else {
                    (self.label)
                }
            }
        }
    }

    /// What a screen reader says where nothing is to be seen.
    fn spoken(&self) -> Option<&'static str> {
        self.is_blank().then_some("A field without a label")
    }

    fn is_blank(&self) -> bool {
        self.label.trim().is_empty()
    }

    fn gap(&self, reason: &str) -> Markup {
        html! {
            p.label dir="auto" { (self.label) }
            (gap(reason))
        }
    }
}
