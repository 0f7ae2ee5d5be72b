//! The rules, one small file each, and the list of them.
//!
//! A rule sees the card through its [`Context`](crate::context::Context) and answers with
//! findings. It does no offset arithmetic and no input or output.

mod better_type;
mod checkbox;
mod duplicate_key;
mod empty_text;
mod eu_not_boolean;
mod front_matter_not_found;
mod front_matter_not_mapping;
mod gate_in_body;
mod gated_key;
mod invalid_yaml;
mod line_break;
mod misspelt_label;
mod modelscope_gate;
mod nested_key;
mod not_a_text;
mod not_utf_8;
mod optional_label;
mod plain_text_markup;
mod readers_disagree;
mod removed_html;
mod shared_anyway;
mod single_option;
mod space_gate;
mod terms_without_checkbox;
mod text_cut_by_comment;
mod unknown_button;

mod unknown_key;
mod wrong_kind;

use crate::{
    context::Context,
    finding::Finding,
    rule::{Rule, rule},
};

/// Every rule, in the order of the documentation.
pub static RULES: &[&Rule] = &[
    &not_utf_8::NOT_UTF_8,
    &unknown_key::UNKNOWN_KEY,
    &optional_label::OPTIONAL_LABEL,
    &checkbox::CHECKBOX_QUESTION,
    &checkbox::CHECKBOX_OPT_IN,
    &misspelt_label::MISSPELT_LABEL,
    &unknown_button::UNKNOWN_BUTTON,
    &removed_html::REMOVED_HTML,
    &plain_text_markup::PLAIN_TEXT_MARKUP,
    &line_break::LINE_BREAK,
    &INTERNAL_ERROR,
    &nested_key::NESTED_KEY,
    &not_a_text::NOT_A_TEXT,
    &eu_not_boolean::EU_NOT_BOOLEAN,
    &empty_text::EMPTY_TEXT,
    &modelscope_gate::MODELSCOPE_GATE,
    &space_gate::SPACE_GATE,
    &gated_key::GATED_KEY,
    &better_type::BETTER_TYPE,
    &shared_anyway::SHARED_ANYWAY,
    &single_option::SINGLE_OPTION,
    &terms_without_checkbox::TERMS_WITHOUT_CHECKBOX,
    &wrong_kind::WRONG_KIND,
    &front_matter_not_found::FRONT_MATTER_NOT_FOUND,
    &gate_in_body::FRONT_MATTER_CUT_SHORT,
    &gate_in_body::GATE_IN_BODY,
    &invalid_yaml::INVALID_YAML,
    &front_matter_not_mapping::FRONT_MATTER_NOT_MAPPING,
    &duplicate_key::DUPLICATE_KEY,
    &text_cut_by_comment::TEXT_CUT_BY_COMMENT,
    &readers_disagree::READERS_DISAGREE,
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
