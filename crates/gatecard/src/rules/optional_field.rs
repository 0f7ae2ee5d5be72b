//! Attributes that are meant to make a field optional, or required.

use crate::{
    context::Context,
    finding::{Finding, quoted},
    rule::rule,
    rules::attributes::{self, Wish},
};

rule! {
    /// ## What it does
    /// Finds fields that are meant to be optional: `required: false` or `optional: true`.
    ///
    /// ## Why it matters
    /// Every field is required, boxes to tick included, and nothing is known to make one
    /// optional. People who leave such a field empty cannot send the form.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Website:
    ///     type: text
    ///     required: false
    /// ```
    ///
    /// ## Use instead
    /// Leave the question out, or name an answer for those who have none:
    ///
    /// ```yaml
    /// extra_gated_fields:
    ///   Website (N/A if none): text
    /// ```
    ///
    /// ## Evidence
    /// That inputs are required was recorded from the live Hub. That no attribute changes it is
    /// inferred; real cards try.
    OPTIONAL_FIELD {
        name: "optional-field",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: check_optional,
    }
}

rule! {
    /// ## What it does
    /// Finds `required: true` and `optional: false` on a field.
    ///
    /// ## Why it matters
    /// Every field is required without it. It makes others believe that fields without it are
    /// optional.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Company:
    ///     type: text
    ///     required: true
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    /// ```
    ///
    /// ## Evidence
    /// That inputs are required was recorded from the live Hub. That the Hub ignores the attribute
    /// is inferred; it is seen in real cards.
    NEEDLESS_REQUIRED {
        name: "needless-required",
        group: Fields,
        severity: Info,
        fix: Safe,
        check: check_needless,
    }
}

fn check_optional(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    attributes::check(
        cx,
        &OPTIONAL_FIELD,
        Wish::Optional,
        findings,
        |finding, name| {
            let message = format!(
                "{} is not known to make a field optional: every field is required, so nobody can leave it empty",
                quoted(name)
            );
            Finding { message, ..finding }
                .help("remove it, and offer a way out: `N/A if none` in a label, or `No` in a menu")
        },
    );
}

fn check_needless(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    attributes::check(
        cx,
        &NEEDLESS_REQUIRED,
        Wish::Required,
        findings,
        |finding, name| {
            let message = format!("{} changes nothing: every field is required", quoted(name));
            Finding { message, ..finding }.help("remove it")
        },
    );
}
