//! The rules, one small file each, and the list of them.
//!
//! A rule sees the card through its [`Context`](crate::context::Context) and answers with
//! findings. It does no offset arithmetic and no input or output.

mod attributes;
mod better_type;
mod checkbox;
mod duplicate_key;
mod duplicate_option;
mod empty_option;
mod empty_text;
mod eu_not_boolean;
mod fields_not_indented;
mod fields_shape;
mod front_matter_not_found;
mod front_matter_not_mapping;
mod gate_in_body;
mod gated_key;
mod ignored_attribute;
mod ignores;
mod incomplete_option;
mod invalid_yaml;
mod label;
mod label_order;
mod large_aliases;
mod line_break;
mod meant_type;
mod missing_type;
mod misspelt_label;
mod modelscope_gate;
mod nested_key;
mod not_a_text;
mod not_utf_8;
mod option_not_text;
mod optional_field;
mod optional_label;
mod options;
mod options_without_select;
mod plain_text_markup;
mod readers_disagree;
mod removed_html;
mod run_together;
mod select_without_options;
mod shared_anyway;
mod similar_labels;
mod single_option;
mod space_gate;
mod swallowed_field;
mod terms_without_checkbox;
mod text_cut_by_comment;
mod unknown_button;
mod unknown_key;
mod unknown_type;
mod wrong_kind;

use crate::{
    context::Context,
    finding::Finding,
    rule::{Rule, rule},
    text::most_alike,
};

pub(crate) use front_matter_not_found::meant_block;
pub(crate) use ignores::{UNUSED_IGNORE, unused_ignore};

/// Every rule, in the order of the documentation.
pub static RULES: &[&Rule] = &[
    // Reading the card
    &not_utf_8::NOT_UTF_8,
    &front_matter_not_found::FRONT_MATTER_NOT_FOUND,
    &gate_in_body::FRONT_MATTER_CUT_SHORT,
    &gate_in_body::GATE_IN_BODY,
    &front_matter_not_mapping::FRONT_MATTER_NOT_MAPPING,
    &invalid_yaml::INVALID_YAML,
    &duplicate_key::DUPLICATE_KEY,
    &large_aliases::LARGE_ALIASES,
    &readers_disagree::READERS_DISAGREE,
    &text_cut_by_comment::TEXT_CUT_BY_COMMENT,
    &INTERNAL_ERROR,
    // Keys
    &unknown_key::UNKNOWN_KEY,
    &nested_key::NESTED_KEY,
    &not_a_text::NOT_A_TEXT,
    &eu_not_boolean::EU_NOT_BOOLEAN,
    &empty_text::EMPTY_TEXT,
    &modelscope_gate::MODELSCOPE_GATE,
    &space_gate::SPACE_GATE,
    &gated_key::GATED_KEY,
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
    &optional_label::OPTIONAL_LABEL,
    &checkbox::CHECKBOX_QUESTION,
    &checkbox::CHECKBOX_OPT_IN,
    &single_option::SINGLE_OPTION,
    &better_type::BETTER_TYPE,
    &shared_anyway::SHARED_ANYWAY,
    &misspelt_label::MISSPELT_LABEL,
    // Texts
    &unknown_button::UNKNOWN_BUTTON,
    &removed_html::REMOVED_HTML,
    &plain_text_markup::PLAIN_TEXT_MARKUP,
    &line_break::LINE_BREAK,
    &terms_without_checkbox::TERMS_WITHOUT_CHECKBOX,
    &wrong_kind::WRONG_KIND,
    // Comments that silence rules
    &ignores::MALFORMED_IGNORE,
    &ignores::UNKNOWN_IGNORE,
    &UNUSED_IGNORE,
];

/// The rule of that name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// The rule whose name is most like another one, where one is like it at all.
///
/// ```
/// let meant = gatecard::nearest_rule("unkown-key").expect("one is like it");
/// assert_eq!(meant.name, "unknown-key");
/// assert!(gatecard::nearest_rule("line-length").is_none());
/// ```
#[must_use]
pub fn nearest_rule(name: &str) -> Option<&'static Rule> {
    most_alike(name, RULES.iter().map(|rule| rule.name)).and_then(rule)
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
