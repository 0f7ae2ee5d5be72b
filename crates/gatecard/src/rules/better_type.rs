//! Text fields for what has a type of its own.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    gate::FieldType,
    rule::rule,
    text::words,
};

rule! {
    /// ## What it does
    /// Finds fields of type `text` whose label asks for a country or a date and nothing else.
    ///
    /// ## Why it matters
    /// A country or date that is typed comes in many spellings, which the author has to sort out.
    /// The types `country` and `date_picker` give one spelling, and are quicker to fill in.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Country: text
    ///   Date of birth: text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Country: country
    ///   Date of birth: date_picker
    /// ```
    ///
    /// ## Evidence
    /// Both types are documented, and what they give was recorded from the live Hub. The mistake is
    /// seen in real cards.
    BETTER_TYPE {
        name: "better-type",
        group: Fields,
        severity: Info,
        pedantic: true,
        fix: Unsafe,
        check: check,
    }
}

/// Labels that ask for a country and nothing else. Not `nationality`: the menu holds countries.
const COUNTRIES: &[&str] = &[
    "country",
    "country name",
    "country of citizenship",
    "country of origin",
    "country of residence",
    "country or region",
    "country region",
    "home country",
    "residence country",
];
/// Labels that ask for a date and nothing else. Not `release date`: plans are rarely to the day.
const DATES: &[&str] = &[
    "birth date",
    "birthdate",
    "birthday",
    "current date",
    "date",
    "date of birth",
    "date of request",
    "date of signature",
    "signature date",
    "todays date",
];

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (field, source) in cx.fields() {
        let better = (field.field_type == Some(FieldType::Text)).then(|| own_type(&field.label));
        let (Some(better), Some(name)) = (better.flatten(), source.type_name) else {
            continue;
        };
        let message = format!(
            "{} is a text field, so its answers come in many spellings: expected `{better}`, found `text`",
            quoted(&field.label)
        );
        findings.push(
            Finding::new(&BETTER_TYPE, cx.span(name), message)
                .path(YamlPath::top("extra_gated_fields").key(&field.label))
                .help(format!("use the type `{better}`"))
                .unsafe_fix(format!("Write `{better}`"), cx.rewrite(name, better.name())),
        );
    }
}

/// The type that the Hub has for the question of a label.
fn own_type(label: &str) -> Option<FieldType> {
    let words = words(label)?;
    let asked = words.strip_prefix("your ").unwrap_or(&words);
    if COUNTRIES.contains(&asked) {
        Some(FieldType::Country)
    } else if DATES.contains(&asked) {
        Some(FieldType::DatePicker)
    } else {
        None
    }
}
