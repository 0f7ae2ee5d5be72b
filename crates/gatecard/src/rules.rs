//! The rules, one small file each, and the list of them.
//!
//! A rule sees the card through its [`Context`](crate::context::Context) and answers with
//! findings. It does no offset arithmetic and no input or output.

mod unknown_key;

mod attributes;
mod duplicate_option;
mod empty_option;
mod fields_not_indented;
mod fields_shape;
mod ignored_attribute;
mod incomplete_option;
mod label;
mod label_order;
mod meant_type;
mod missing_type;
mod option_not_text;
mod optional_field;
mod options;
mod options_without_select;
mod run_together;
mod select_without_options;
mod similar_labels;
mod swallowed_field;
mod unknown_type;

use crate::{
    context::Context,
    finding::Finding,
    rule::{Rule, rule},
};

/// Every rule, in the order of the documentation.
pub static RULES: &[&Rule] = &[
    &unknown_key::UNKNOWN_KEY,
    // Fields
    &fields_shape::FIELDS_NOT_A_MAPPING,
    &fields_shape::NO_FIELDS,
    &fields_not_indented::FIELDS_NOT_INDENTED,
    &run_together::FIELDS_RUN_TOGETHER,
    &swallowed_field::SWALLOWED_FIELD,
    &missing_type::MISSING_TYPE,
    &unknown_type::UNKNOWN_TYPE,
    &select_without_options::SELECT_WITHOUT_OPTIONS,
    &options_without_select::OPTIONS_WITHOUT_SELECT,
    &option_not_text::OPTION_NOT_TEXT,
    &empty_option::EMPTY_OPTION,
    &incomplete_option::INCOMPLETE_OPTION,
    &duplicate_option::DUPLICATE_OPTION,
    &ignored_attribute::IGNORED_ATTRIBUTE,
    &optional_field::OPTIONAL_FIELD,
    &optional_field::NEEDLESS_REQUIRED,
    &label::EMPTY_LABEL,
    &label::LABEL_NOT_TEXT,
    &label::LABEL_CHANGED,
    &similar_labels::SIMILAR_LABELS,
    &label_order::LABEL_ORDER,
    // Everything
    &INTERNAL_ERROR,
];

/// The rule of that name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

rule! {
    /// ## What it does
    /// Reports that one of gatecard's own rules failed on the card. The other rules still ran.
    ///
    /// ## Why it matters
    /// The card may have mistakes that went unnoticed.
    ///
    /// ## Example
    /// None is known.
    ///
    /// ## Use instead
    /// Nothing has to change in the card. Please report the card to the authors of gatecard.
    ///
    /// ## Evidence
    /// None is needed: this is about gatecard, not about the Hub.
    INTERNAL_ERROR {
        name: "internal-error",
        group: Reading,
        severity: Error,
        check: no_check,
    }
}

fn no_check(_: &Context<'_, '_>, _: &mut Vec<Finding>) {}
