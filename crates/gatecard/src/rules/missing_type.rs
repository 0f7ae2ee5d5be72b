//! Fields that name no type.

use std::fmt::Write as _;

use crate::{
    card::ValueType,
    context::{Context, field_path, list_of_types},
    finding::{Finding, quoted},
    fix::Edit,
    gate::{Field, FieldSource, FieldType},
    rule::rule,
    rules::{
        run_together::is_several, select_without_options::is_outdented_options,
        swallowed_field::looks_like_field,
    },
    span::Span,
    text::{most_alike, plain_name},
    yaml::{Entry, Node, NodeId, NodeKind},
};

rule! {
    /// ## What it does
    /// Finds fields without a type: nothing behind the label, no `type` among the attributes, or a
    /// type that is a number, true, false or a list.
    ///
    /// ## Why it matters
    /// There is no input for such a field, so its question cannot be asked, and the Hub is
    /// believed to refuse the whole card.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Company:
    ///   Country:
    ///     kind: country
    ///   I agree to cite the paper: true
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    ///   Country:
    ///     type: country
    ///   I agree to cite the paper: checkbox
    /// ```
    ///
    /// ## Evidence
    /// The documentation and the types of the official client give every field a type. What the Hub
    /// does with a field without one was never recorded; that it refuses the card is inferred.
    MISSING_TYPE {
        name: "missing-type",
        group: Fields,
        severity: Error,
        fix: Unsafe,
        hides_others: Safe,
        check: check,
    }
}

/// Other words for `type`.
const TYPE_WORDS: [&str; 6] = [
    "kind",
    "field_type",
    "input",
    "input_type",
    "datatype",
    "widget",
];

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (field, source) in cx.unusual_fields() {
        let named = source.type_name;
        if cx.has_refused_tag(named.unwrap_or(source.entry.value)) {
            continue;
        }
        let is_text = named.is_some_and(|name| cx.text(name).is_some() && !cx.is_blank(name));
        if is_text || is_several(cx, field, source) || is_outdented_options(cx, field, source) {
            continue;
        }
        findings.push(match named {
            Some(name) => wrong(cx, field, source, name),
            None => without(cx, field, source),
        });
    }
}

fn new(field: &Field<'_>, span: Span, what: &str) -> Finding {
    let message = format!(
        "{} {what}; the Hub is believed to refuse the card",
        quoted(&field.label)
    );
    Finding::new(&MISSING_TYPE, span, message)
        .path(field_path(&field.label))
        .help(format!("the field types are {}", list_of_types()))
}

/// A type that is no text.
fn wrong(
    cx: &Context<'_, '_>,
    field: &Field<'_>,
    source: &FieldSource<'_>,
    name: NodeId,
) -> Finding {
    let found = cx.value_type(name);
    let nothing = matches!(found, ValueType::Null | ValueType::Text);
    let mut what = "has no type".to_owned();
    if !nothing {
        let _ = write!(
            what,
            ": expected a word such as `text`, found {}",
            found.noun()
        );
    }
    let finding = new(field, place(cx, source, name), &what);
    match found {
        ValueType::Bool(_) => finding.unsafe_fix("Write `checkbox`", cx.rewrite(name, "checkbox")),
        ValueType::List => in_list(cx, source, name, finding),
        _ if nothing => {
            let word = if source.options.is_some() {
                "select"
            } else {
                "text"
            };
            finding.unsafe_fix(format!("Write `{word}`"), filled(cx, source, name, word))
        }
        _ => finding,
    }
}

/// The entry whose value should name the type.
fn entry_of(source: &FieldSource<'_>, name: NodeId) -> Entry {
    let mut attributes = source.attributes.iter();
    let entry = attributes.find(|(_, entry)| entry.value == name);
    entry.map_or(source.entry, |(_, entry)| *entry)
}

/// The bytes of the type; where it has none, those of the entry that lacks it.
fn place(cx: &Context<'_, '_>, source: &FieldSource<'_>, name: NodeId) -> Span {
    if cx.span(name).is_empty() {
        cx.entry_span(entry_of(source, name))
    } else {
        cx.span(name)
    }
}

fn filled(
    cx: &Context<'_, '_>,
    source: &FieldSource<'_>,
    name: NodeId,
    word: &str,
) -> Option<Vec<Edit>> {
    let entry = entry_of(source, name);
    // In a set, the tag allows no values.
    let fields = cx
        .gate_source()
        .fields
        .map(|fields| cx.tree().target(fields.value));
    if fields.is_some_and(Node::is_tagged) {
        return None;
    }
    if entry.explicit || !cx.is_one_line(cx.entry_span(entry)) {
        return None;
    }
    if cx.tree().node(name).kind == NodeKind::Empty && !cx.has_colon(entry) {
        let scalar = cx.tree().node(entry.key).scalar().is_some();
        return scalar.then(|| cx.append(entry.key, &format!(": {word}")));
    }
    cx.fill(name, word).or_else(|| cx.rewrite(name, word))
}

/// `[text]`, or the options where the type should be.
fn in_list(
    cx: &Context<'_, '_>,
    source: &FieldSource<'_>,
    list: NodeId,
    finding: Finding,
) -> Finding {
    let items = cx.tree().items(list);
    let known = |item: &NodeId| cx.text(*item).and_then(FieldType::from_name);
    match items {
        [only] if let Some(known) = known(only).filter(|_| cx.is_one_line(cx.span(list))) => {
            finding.safe_fix(format!("Write `{known}`"), cx.rebracket(list, "", ""))
        }
        [first, ..] if source.is_short() && cx.text(*first).is_some() && known(first).is_none() => {
            finding
                .help("a menu needs `type: select`, and the list as its `options`")
                .unsafe_fix(
                    "Make a menu of the list",
                    cx.rebracket(list, "{type: select, options: [", "]}"),
                )
        }
        _ => finding,
    }
}

/// A long form without `type`.
fn without(cx: &Context<'_, '_>, field: &Field<'_>, source: &FieldSource<'_>) -> Finding {
    let finding = new(field, cx.span(source.entry.key), "has no type");
    if let Some((name, entry)) = misspelt(cx, source) {
        return finding
            .help(format!("did you mean `type` instead of {}?", quoted(name)))
            .safe_fix("Write `type`", cx.rename_attribute(source, entry, "type"));
    }
    if let Some((_, entry)) = source.attributes.iter().find(|(name, _)| name == "options") {
        return finding.help("a menu needs `type: select`").safe_fix(
            "Add `type: select`",
            cx.add_attribute(source, *entry, "type: select"),
        );
    }
    let mut attributes = source.attributes.iter();
    if attributes.any(|(name, entry)| looks_like_field(cx, name, *entry)) {
        return finding
            .help("fields cannot be grouped: write each directly below `extra_gated_fields`");
    }
    finding
}

/// The attribute that was meant as `type`.
fn misspelt<'s>(cx: &Context<'_, '_>, source: &'s FieldSource<'_>) -> Option<(&'s str, Entry)> {
    let mut attributes = source.attributes.iter();
    let (name, entry) = attributes.find(|(name, entry)| {
        let text = cx.text(entry.value).is_some();
        let word =
            TYPE_WORDS.contains(&plain_name(name).as_str()) || most_alike(name, ["type"]).is_some();
        text && word
    })?;
    Some((name, *entry))
}
