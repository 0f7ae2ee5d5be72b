//! Menus with one entry.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    gate::FieldType,
    rule::rule,
};

rule! {
    /// ## What it does
    /// Finds fields of type `select` with a single option.
    ///
    /// ## Why it matters
    /// Every field has to be filled in, so all visitors open the menu and choose the same entry:
    /// the answers tell the author nothing.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Intended use:
    ///     type: select
    ///     options: [Research]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   I will use the files for research only: checkbox
    /// ```
    ///
    /// ## Evidence
    /// Seen in real cards. That fields have to be filled in was recorded from the live Hub.
    SINGLE_OPTION {
        name: "single-option",
        group: Fields,
        severity: Info,
        pedantic: true,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (field, source) in cx.fields() {
        let Some(list) = source.options else { continue };
        let [option] = cx.tree().items(list) else {
            continue;
        };
        // Of an option that is empty or refused other rules speak.
        let is_sound = matches!(&*field.options, [option] if !option.label.trim().is_empty());
        if field.field_type != Some(FieldType::Select) || source.options_seen || !is_sound {
            continue;
        }
        let message = format!(
            "{} leaves nothing to choose: expected two options or more, found 1",
            quoted(&field.label)
        );
        findings.push(
            Finding::new(&SINGLE_OPTION, cx.span(*option), message)
                .path(
                    YamlPath::top("extra_gated_fields")
                        .key(&field.label)
                        .key("options"),
                )
                .help("add other options, or use a checkbox instead"),
        );
    }
}
