//! Menus without options.

use crate::{
    card::ValueType,
    context::{Context, double_quoted, field_path, is_plain},
    finding::{Finding, quoted},
    fix::Edit,
    gate::{Field, FieldSource, FieldType},
    rule::rule,
    text::most_alike,
    yaml::{Entry, NodeId, NodeKind},
};

rule! {
    /// ## What it does
    /// Finds menus that have no list of options: `select` in the short form, no `options`, or
    /// `options` that are empty, misspelt, or no list.
    ///
    /// ## Why it matters
    /// A menu without options has nothing to choose, but every field is required: nobody can send
    /// the form. It is also possible that the Hub refuses the card.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Intended use:
    ///     type: select
    ///     options: Research, Education
    ///   Role: select
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Intended use:
    ///     type: select
    ///     options: [Research, Education]
    ///   Role:
    ///     type: select
    ///     options: [Student, Teacher]
    /// ```
    ///
    /// ## Evidence
    /// The documentation and the types of the official client give every menu a list of options.
    /// That inputs are required was recorded from the live Hub. What it does with a menu without
    /// options was never recorded.
    SELECT_WITHOUT_OPTIONS {
        name: "select-without-options",
        group: Fields,
        severity: Error,
        fix: Unsafe,
        hides_others: Safe,
        check: check,
    }
}

/// Other words for `options`.
const OPTION_WORDS: [&str; 6] = ["choices", "values", "items", "choice", "list", "enum"];

/// Whether the type of a field is `select`, in the short form or the long.
fn is_select(cx: &Context<'_, '_>, source: &FieldSource<'_>) -> bool {
    let name = source.type_name.and_then(|name| cx.text(name));
    name.and_then(FieldType::from_name) == Some(FieldType::Select)
}

/// Whether a field is in truth the options of a menu above, indented too little.
pub(super) fn is_outdented_options(
    cx: &Context<'_, '_>,
    field: &Field<'_>,
    source: &FieldSource<'_>,
) -> bool {
    let lacks = |menu: &FieldSource<'_>| is_select(cx, menu) && menu.options.is_none();
    field.label == "options"
        && cx.value_type(source.entry.value) == ValueType::List
        && cx.unusual_fields().any(|(_, menu)| lacks(menu))
}

/// The attribute of a menu without options that was meant as `options`.
pub(super) fn misspelt_options<'s>(
    cx: &Context<'_, '_>,
    field: &Field<'_>,
    source: &'s FieldSource<'_>,
) -> Option<(&'s str, Entry)> {
    if source.options.is_some() || field.field_type != Some(FieldType::Select) {
        return None;
    }
    let mut attributes = source.attributes.iter();
    let (name, entry) = attributes.find(|(name, entry)| {
        let list = matches!(
            cx.value_type(entry.value),
            ValueType::List | ValueType::Text
        );
        list && (OPTION_WORDS.contains(&&**name) || most_alike(name, ["options"]).is_some())
    })?;
    Some((name, *entry))
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let menus = cx.unusual_fields();
    for (field, source) in menus.filter(|(_, source)| is_select(cx, source)) {
        let finding = match source.options {
            _ if source.is_short() => short(cx, field, source),
            None => without(cx, field, source),
            Some(_) if source.options_seen => continue,
            Some(list) => match unusable(cx, field, list) {
                Some(finding) => finding,
                None => continue,
            },
        };
        findings.push(finding);
    }
}

fn new(cx: &Context<'_, '_>, field: &Field<'_>, id: NodeId, what: &str) -> Finding {
    let message = format!(
        "the menu {} {what}; the Hub is believed to refuse the card, and nobody could send the form",
        quoted(&field.label)
    );
    let span = cx.place(id);
    Finding::new(&SELECT_WITHOUT_OPTIONS, span, message)
        .path(field_path(&field.label))
        .help("write the choices below `options`, each on a line with a dash: `- Research`")
}

fn short(cx: &Context<'_, '_>, field: &Field<'_>, source: &FieldSource<'_>) -> Finding {
    new(
        cx,
        field,
        source.entry.value,
        "has no options: `select` has no short form",
    )
    .help("write `type: select` and `options` on lines of their own below the label")
}

fn without(cx: &Context<'_, '_>, field: &Field<'_>, source: &FieldSource<'_>) -> Finding {
    let finding = new(cx, field, source.entry.key, "has no options");
    let Some((name, entry)) = misspelt_options(cx, field, source) else {
        let mut others = cx.unusual_fields();
        let outdented = others.find(|(other, own)| is_outdented_options(cx, other, own));
        return match outdented {
            Some((_, own)) => finding
                .related(cx.span(own.entry.key), "these are read as a field")
                .help("indent `options` as far as `type`"),
            None => finding,
        };
    };
    let list = !cx.tree().items(entry.value).is_empty();
    let edits = cx.rename_attribute(source, entry, "options");
    finding
        .help(format!(
            "did you mean `options` instead of {}?",
            quoted(name)
        ))
        .safe_fix("Write `options`", edits.filter(|_| list))
}

fn unusable(cx: &Context<'_, '_>, field: &Field<'_>, list: NodeId) -> Option<Finding> {
    let found = cx.value_type(list);
    let what = format!("has no options: expected a list, found {}", found.noun());
    let finding = match found {
        ValueType::List if !cx.tree().items(list).is_empty() => return None,
        ValueType::List => new(cx, field, list, "has an empty list of options"),
        ValueType::Text => {
            let edits = separated(cx, list).filter(|_| cx.tree().node(list).properties.is_none());
            new(cx, field, list, &what).unsafe_fix("Make a list of the text", edits)
        }
        ValueType::Mapping => {
            let help =
                "write a list of the options: `- Research`, or `- {label: Research, value: r}`";
            new(cx, field, list, &what)
                .help(help)
                .safe_fix("Write a list", braces_as_list(cx, list))
        }
        _ => new(cx, field, list, &what),
    };
    Some(finding.path(field_path(&field.label).key("options")))
}

/// `Research, Education` as `[Research, Education]`.
fn separated(cx: &Context<'_, '_>, id: NodeId) -> Option<Vec<Edit>> {
    let text = cx.text(id)?;
    let parts = text.split([',', ';', '|', '\n']).map(str::trim);
    let parts: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(|part| {
            if is_plain(part) {
                part.to_owned()
            } else {
                double_quoted(part)
            }
        })
        .collect();
    let scalar = cx.is_one_line(cx.span(id)) && cx.tree().node(id).scalar().is_some();
    let list = format!("[{}]", parts.join(", "));
    (scalar && !parts.is_empty()).then(|| vec![Edit::replace(cx.span(id), list)])
}

/// `{Research, Education}` as `[Research, Education]`.
fn braces_as_list(cx: &Context<'_, '_>, id: NodeId) -> Option<Vec<Edit>> {
    let NodeKind::Mapping {
        entries,
        flow: true,
    } = &cx.tree().node(id).kind
    else {
        return None;
    };
    let bare = |entry: &Entry| {
        let value = cx.tree().node(entry.value);
        value.kind == NodeKind::Empty && !cx.has_colon(*entry)
    };
    let fits = !entries.is_empty() && entries.iter().all(bare);
    fits.then(|| cx.rebracket(id, "[", "]")).flatten()
}
