//! Attributes of a field that say something to nobody.

use crate::{
    context::Context,
    finding::{Finding, quoted},
    rule::rule,
    rules::attributes::{self, Wish},
};

rule! {
    /// ## What it does
    /// Finds attributes of a field other than `type` and `options`, such as `description`,
    /// `placeholder` or `default`.
    ///
    /// ## Why it matters
    /// The form has no place for them, so visitors never see what they say. A `label` of its own
    /// does not replace the label of the field either.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Company:
    ///     type: text
    ///     description: where you work
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company (where you work): text
    /// ```
    ///
    /// ## Evidence
    /// The documentation and the types of the official client know no other attributes. They are
    /// seen in real cards; that the Hub ignores them is inferred.
    IGNORED_ATTRIBUTE {
        name: "ignored-attribute",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    attributes::check(
        cx,
        &IGNORED_ATTRIBUTE,
        Wish::Other,
        findings,
        |finding, name| {
            let message = format!(
                "the Hub is believed to ignore {}, which is not an attribute of fields: visitors would never see it",
                quoted(name)
            );
            Finding { message, ..finding }.help(match name {
            "label" | "title" | "name" => "write the label before the colon of the field",
            _ => "a field has only a `type`, and a menu its `options`: say the rest in the label or the prompt",
        })
        },
    );
}
