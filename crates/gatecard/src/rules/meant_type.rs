//! Which field type is meant by a name that is none.

use crate::{
    fix::Safety,
    gate::FieldType::{self, Checkbox, Country, DatePicker, IpLocation, Select, Text},
    text::{most_alike, plain_name},
};

/// A type that may be meant, and whether there can be no doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) field_type: FieldType,
    pub(super) safety: Safety,
}

/// Other names for a type.
const SYNONYMS: [(FieldType, &[&str]); 6] = [
    (
        Text,
        &[
            "string",
            "str",
            "txt",
            "text_field",
            "textfield",
            "text_box",
            "textbox",
            "text_input",
            "short_text",
        ],
    ),
    (
        Checkbox,
        &[
            "boolean",
            "bool",
            "check",
            "tick",
            "tick_box",
            "tickbox",
            "check_box",
        ],
    ),
    (
        DatePicker,
        &["date", "date_input", "date_field", "calendar"],
    ),
    (
        Country,
        &[
            "countries",
            "nation",
            "country_picker",
            "country_select",
            "country_code",
            "country_list",
        ],
    ),
    (
        Select,
        &[
            "combobox",
            "combo_box",
            "dropdown",
            "drop_down",
            "choice",
            "choices",
            "menu",
            "enum",
            "options",
            "selection",
            "selectbox",
            "select_box",
        ],
    ),
    (IpLocation, &["ip_geolocation", "ip_geo", "ip_country"]),
];

/// Types that people wish for, with the one that comes nearest.
const WISHES: [(FieldType, &[&str]); 5] = [
    (
        Text,
        &[
            "textarea",
            "text_area",
            "long_text",
            "longtext",
            "multiline",
            "paragraph",
            "markdown",
            "email",
            "e_mail",
            "mail",
            "number",
            "integer",
            "int",
            "float",
            "url",
            "uri",
            "link",
            "tel",
            "phone",
            "telephone",
            "input",
            "name",
            "password",
            "file",
            "any",
        ],
    ),
    (
        Checkbox,
        &[
            "checkboxes",
            "toggle",
            "switch",
            "agreement",
            "consent",
            "confirm",
            "yesno",
        ],
    ),
    (
        DatePicker,
        &["datetime", "date_time", "time", "timestamp", "day"],
    ),
    (
        Select,
        &[
            "radio",
            "radios",
            "radio_button",
            "multiselect",
            "multi_select",
            "select_multiple",
            "selectmultiple",
            "multiple",
            "multichoice",
            "multiple_choice",
            "list",
        ],
    ),
    (
        IpLocation,
        &[
            "ip",
            "ip_address",
            "geo",
            "geolocation",
            "location",
            "region",
        ],
    ),
];

/// The type that a name is likely to stand for.
pub(super) fn meant_type(name: &str) -> Option<Meant> {
    let word = name.trim_matches(|c: char| !c.is_alphanumeric());
    let meant = |field_type, safety| Some(Meant { field_type, safety });
    let plain = plain_name(word);
    if let Some(known) = FieldType::from_name(&plain).or_else(|| listed(&SYNONYMS, &plain)) {
        return meant(known, Safety::Safe);
    }
    if let Some(near) = listed(&WISHES, &plain) {
        return meant(near, Safety::Unsafe);
    }
    if let Some(typo) = most_alike(word, FieldType::ALL.map(FieldType::name)) {
        return meant(FieldType::from_name(typo)?, Safety::Safe);
    }
    let (first, _) = word.split_once(|c: char| !c.is_alphanumeric() && c != '_')?;
    meant(FieldType::from_name(&plain_name(first))?, Safety::Unsafe)
}

fn listed(table: &[(FieldType, &[&str])], name: &str) -> Option<FieldType> {
    let mut rows = table.iter();
    rows.find(|(_, names)| names.contains(&name))
        .map(|(known, _)| *known)
}
