//! Field types that the Hub does not know.

use std::collections::HashSet;

use crate::{
    context::{Context, field_path, list_of_types},
    finding::{Finding, quoted},
    fix::Safety,
    gate::{Field, FieldSource, FieldType},
    rule::rule,
    rules::{
        meant_type::{Meant, meant_type},
        run_together::is_several,
    },
    yaml::NodeId,
};

rule! {
    /// ## What it does
    /// Finds fields whose type is none that the Hub knows: misspelt ones, ones in another case, the
    /// names that other forms have for a type, and types that do not exist, such as `textarea` or
    /// `email`.
    ///
    /// ## Why it matters
    /// There is no input for such a field, so its question cannot be asked, and the Hub is
    /// believed to refuse the whole card.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: string
    ///   Country: Country
    ///   Work email: email
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    ///   Country: country
    ///   Work email: text
    /// ```
    ///
    /// ## Evidence
    /// The types are documented; `ip_location` is in the types of the official client. What the Hub
    /// does with another was never recorded; that it refuses the card is inferred.
    UNKNOWN_TYPE {
        name: "unknown-type",
        group: Fields,
        severity: Error,
        fix: Unsafe,
        hides_others: Safe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let mut seen = HashSet::new();
    for (field, source) in cx.unusual_fields() {
        let Some((node, name)) = unknown_type(cx, field, source) else {
            continue;
        };
        if seen.insert(cx.tree().target_id(node)) {
            findings.push(finding(cx, field, source, (node, name)));
        }
    }
}

/// The type of a field, where it is a text that names none.
fn unknown_type<'c>(
    cx: &Context<'c, '_>,
    field: &Field<'_>,
    source: &FieldSource<'_>,
) -> Option<(NodeId, &'c str)> {
    let node = source.type_name.filter(|_| field.field_type.is_none())?;
    let name = cx.text(node)?;
    let unknown = FieldType::from_name(name).is_none();
    (unknown && !cx.is_blank(node) && !is_several(cx, field, source)).then_some((node, name))
}

fn finding(
    cx: &Context<'_, '_>,
    field: &Field<'_>,
    source: &FieldSource<'_>,
    (node, name): (NodeId, &str),
) -> Finding {
    let message = format!(
        "{1} has the unknown type {0}: the Hub is believed to refuse the card",
        quoted(name),
        quoted(&field.label),
    );
    let finding =
        Finding::new(&UNKNOWN_TYPE, cx.span(node), message).path(field_path(&field.label));
    match meant_type(name) {
        Some(meant) => suggested(cx, source, node, meant, finding),
        None => finding.help(format!("the field types are {}", list_of_types())),
    }
}

fn suggested(
    cx: &Context<'_, '_>,
    source: &FieldSource<'_>,
    node: NodeId,
    meant: Meant,
    finding: Finding,
) -> Finding {
    let known = meant.field_type.name();
    if meant.field_type == FieldType::Select && source.options.is_none() {
        return finding.help("did you mean a menu? It needs `type: select` and `options`");
    }
    let one_line = cx.is_one_line(cx.span(node));
    let edits = one_line.then(|| cx.rewrite(node, known)).flatten();
    let title = format!("Write `{known}`");
    match meant.safety {
        Safety::Safe => finding
            .help(format!("did you mean `{known}`?"))
            .safe_fix(title, edits),
        Safety::Unsafe => finding
            .help(format!(
                "the nearest type is `{known}`; the field types are {}",
                list_of_types()
            ))
            .unsafe_fix(title, edits),
    }
}
