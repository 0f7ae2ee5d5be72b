//! Fields that call themselves optional.

use crate::{
    context::Context,
    finding::{Finding, YamlPath, quoted},
    fix::Edit,
    gate::{Field, FieldSource, FieldType},
    prose::{Hint, optional_remark},
    rule::rule,
};

rule! {
    /// ## What it does
    /// Finds labels that say that a field may be left out: `(optional)`, `if applicable`,
    /// `if any`, `leave blank` and the like. A label that names a way out, such as `N/A if none`,
    /// is left alone.
    ///
    /// ## Why it matters
    /// Every field of the form is required, and nothing makes one optional. Visitors who believe
    /// the label cannot send the form and do not know why, or make something up.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Website (optional): text
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Website (N/A if none): text
    /// ```
    ///
    /// ## Evidence
    /// That every input carries `required`, checkboxes included, was recorded from the live Hub.
    /// That nothing makes a field optional is inferred: there is no such setting in the
    /// documentation or in the official client. The fix counts as unsafe since the label is
    /// the key of the stored answers.
    OPTIONAL_LABEL {
        name: "optional-label",
        group: Fields,
        severity: Warning,
        fix: Unsafe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (field, source) in cx.fields_with(Hint::Remark) {
        if field.field_type == Some(FieldType::IpLocation) {
            continue;
        }
        let Some(remark) = optional_remark(field) else {
            continue;
        };
        let key = source.entry.key;
        let message = format!(
            "the label {} says optional, but every field is required: visitors who leave it empty cannot send the form",
            quoted(&field.label)
        );
        findings.push(
            Finding::new(&OPTIONAL_LABEL, cx.span_of_part(key, remark), message)
                .path(YamlPath::top("extra_gated_fields").key(&field.label))
                .help(help(field))
                .unsafe_fix(
                    "Write `N/A if none`",
                    name_way_out(cx, field, source, remark),
                ),
        );
    }
}

fn help(field: &Field<'_>) -> &'static str {
    match field.field_type {
        Some(FieldType::Select) => "add an option such as `None`",
        Some(FieldType::Checkbox) => {
            "use a `select` with the options `Yes` and `No`, or remove the field"
        }
        Some(FieldType::DatePicker | FieldType::Country) => {
            "remove the field, or use `text` with a label such as `N/A if none`"
        }
        _ => "name a way out in the label, such as `N/A if none`, or remove the field",
    }
}

/// `N/A if none` in the place of `optional` in brackets.
fn name_way_out(
    cx: &Context<'_, '_>,
    field: &Field<'_>,
    source: &FieldSource<'_>,
    remark: &str,
) -> Option<Vec<Edit>> {
    let span = cx.span_of_part(source.entry.key, remark);
    let in_brackets = field.label.contains(&format!("({remark})"));
    let fits = field.field_type == Some(FieldType::Text)
        && in_brackets
        && span.slice(cx.source()) == remark;
    fits.then(|| vec![Edit::replace(span, "N/A if none")])
}
