//! Options without a menu.

use std::collections::HashSet;

use crate::{
    context::{Context, field_path},
    finding::{Finding, quoted},
    gate::FieldType,
    rule::rule,
    yaml::NodeId,
};

rule! {
    /// ## What it does
    /// Finds options of a field that is no menu.
    ///
    /// ## Why it matters
    /// Only a menu shows options. Visitors get the input of the other type and never see what they
    /// were to choose from.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Intended use:
    ///     type: text
    ///     options: [Research, Education]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Intended use:
    ///     type: select
    ///     options: [Research, Education]
    /// ```
    ///
    /// ## Evidence
    /// The documentation and the types of the official client know options for `select` only. That
    /// the Hub ignores them elsewhere is inferred.
    OPTIONS_WITHOUT_SELECT {
        name: "options-without-select",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let mut seen = HashSet::new();
    for (field, source) in cx.unusual_fields() {
        let (Some(known), Some(options)) = (field.field_type, source.options) else {
            continue;
        };
        if known == FieldType::Select || !seen.insert(cx.tree().target_id(options)) {
            continue;
        }
        let message = format!(
            "{} has options, but only a `select` is known to show them: expected `select`, found `{known}`",
            quoted(&field.label)
        );
        let items = cx.tree().items(options);
        let choices = !items.is_empty() && items.iter().all(|item| is_choice(cx, *item));
        let name = source.type_name.filter(|_| choices);
        findings.push(
            Finding::new(&OPTIONS_WITHOUT_SELECT, cx.place(options), message)
                .path(field_path(&field.label).key("options"))
                .help("write `type: select` for a menu, or remove the options")
                .unsafe_fix(
                    "Write `select`",
                    name.and_then(|name| cx.rewrite(name, "select")),
                ),
        );
    }
}

/// Whether an option can be shown in a menu as it stands.
fn is_choice(cx: &Context<'_, '_>, option: NodeId) -> bool {
    let has = |key: &str| {
        let mut parts = cx.tree().entries(option).iter();
        parts.any(|it| cx.text(it.key) == Some(key) && cx.text(it.value).is_some())
    };
    let text = cx.text(option);
    text.is_some_and(|text| !text.trim().is_empty()) || (has("label") && has("value"))
}
