//! The rules, one small file each, and the list of them.
//!
//! A rule sees the card through its [`Context`](crate::context::Context) and answers with
//! findings. It does no offset arithmetic and no input or output.

mod duplicate_key;
mod front_matter_not_found;
mod front_matter_not_mapping;
mod gate_in_body;
mod invalid_yaml;
mod readers_disagree;
mod text_cut_by_comment;

mod unknown_key;

use crate::{
    context::Context,
    finding::Finding,
    rule::{Rule, rule},
};

/// Every rule, in the order of the documentation.
pub static RULES: &[&Rule] = &[
    &front_matter_not_found::FRONT_MATTER_NOT_FOUND,
    &gate_in_body::FRONT_MATTER_CUT_SHORT,
    &gate_in_body::GATE_IN_BODY,
    &invalid_yaml::INVALID_YAML,
    &front_matter_not_mapping::FRONT_MATTER_NOT_MAPPING,
    &duplicate_key::DUPLICATE_KEY,
    &text_cut_by_comment::TEXT_CUT_BY_COMMENT,
    &readers_disagree::READERS_DISAGREE,
    &unknown_key::UNKNOWN_KEY,
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
