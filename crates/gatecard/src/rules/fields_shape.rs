//! Fields that are written as something else than a mapping.

use crate::{
    card::{State, ValueType},
    context::{Context, FIELDS, double_quoted},
    finding::{Finding, YamlPath},
    fix::{Edit, Safety},
    rule::rule,
    rules::{
        fields_not_indented::strays,
        run_together::is_run_together,
        text_cut_by_comment::{cut_fields, hidden_fields},
    },
    yaml::{Entry, NodeId},
};

rule! {
    /// ## What it does
    /// Finds `extra_gated_fields` that is no mapping of labels to types: a list of fields, a text,
    /// a number, or nothing.
    ///
    /// ## Why it matters
    /// The Hub refuses the card with `"extra_gated_fields" must be of type object`, and the push
    /// with it. The list is easily come by: the official template for dataset cards shows one.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    /// - Company: text
    /// - Country: country
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Company: text
    ///   Country: country
    /// ```
    ///
    /// ## Evidence
    /// The mapping is documented. The Hub's refusal was reported in a public issue, and lists were
    /// seen in real cards. That the Hub refuses an empty list, texts, numbers and a key without a
    /// value as well is inferred.
    FIELDS_NOT_A_MAPPING {
        name: "fields-not-a-mapping",
        group: Fields,
        severity: Error,
        fix: Unsafe,
        hides_others: Unsafe,
        check: check_shape,
    }
}

rule! {
    /// ## What it does
    /// Finds `extra_gated_fields` that is an empty mapping.
    ///
    /// ## Why it matters
    /// The form asks for nothing but consent, just as it does without the key.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_heading: Please agree to the terms
    /// extra_gated_fields: {}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_heading: Please agree to the terms
    /// ```
    ///
    /// ## Evidence
    /// That fields are what the mapping holds is documented; that an empty one changes nothing is
    /// inferred.
    NO_FIELDS {
        name: "no-fields",
        group: Fields,
        severity: Info,
        fix: Safe,
        check: check_empty,
    }
}

fn check_shape(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(entry) = cx.gate_source().fields else {
        return;
    };
    let found = cx.value_type(entry.value);
    let other_rule = is_run_together(cx, entry)
        || !strays(cx).is_empty()
        || cut_fields(cx, entry.value).is_some();
    if found == ValueType::Mapping || other_rule {
        return;
    }
    let finding = at(cx, entry, found);
    findings.push(match found {
        ValueType::List if cx.tree().items(entry.value).is_empty() => removed(cx, entry, finding),
        ValueType::List => as_mapping(cx, entry.value, finding),
        ValueType::Null => removed(cx, entry, finding),
        _ => label_behind_anchor(cx, entry.value, finding),
    });
}

fn at(cx: &Context<'_, '_>, entry: Entry, found: ValueType) -> Finding {
    let node = cx.tree().node(entry.value);
    let span = if node.span.is_empty() {
        cx.span(entry.key)
    } else {
        node.span
    };
    // Of a list of fields it was reported.
    let is_empty = cx.tree().items(entry.value).is_empty();
    let refuses = match found {
        ValueType::List if !is_empty => "refuses",
        _ => "is believed to refuse",
    };
    let message = format!(
        "expected `label: type` lines under `{FIELDS}`, found {}: the Hub {refuses} the card",
        found.noun()
    );
    Finding::new(&FIELDS_NOT_A_MAPPING, span, message)
        .path(YamlPath::top(FIELDS))
        .help(match found {
            ValueType::List => {
                "write each field on an indented line, without a dash: `Company: text`"
            }
            _ => "write each field on an indented line: `Company: text`",
        })
}

fn as_mapping(cx: &Context<'_, '_>, list: NodeId, finding: Finding) -> Finding {
    let title = "Write the list as a mapping";
    match cx.list_as_mapping(list) {
        Some((Safety::Safe, edits)) => finding.safe_fix(title, Some(edits)),
        Some((Safety::Unsafe, edits)) => {
            finding.unsafe_fix("Write the list as a mapping of texts", Some(edits))
        }
        None if cx.describes_fields(list) => finding
            .help("write each label as a key without a dash, and its `type` indented below it")
            .unsafe_fix(title, cx.descriptions_as_mapping(list)),
        None => finding,
    }
}

/// `&Name: text`, where YAML takes `&Name:` for the name of the text behind it.
fn label_behind_anchor(cx: &Context<'_, '_>, value: NodeId, finding: Finding) -> Finding {
    let properties = cx.tree().node(value).properties.as_ref();
    let anchor = properties.and_then(|properties| properties.anchor);
    let Some((name, span)) = anchor.filter(|(name, _)| name.ends_with(':')) else {
        return finding;
    };
    let label = name.trim_end_matches(':');
    let own_line = cx.indentation(span).is_some() && cx.is_one_line(span.to(cx.span(value)));
    let edits = own_line.then(|| {
        vec![Edit::replace(
            span,
            format!("{}:", double_quoted(&format!("&{label}"))),
        )]
    });
    finding
        .help(format!(
            "a label that starts with `&` needs quotes: `\"&{label}\": text`"
        ))
        .safe_fix("Put the label in quotes", edits)
}

fn removed(cx: &Context<'_, '_>, entry: Entry, finding: Finding) -> Finding {
    // What cannot be read behind the key may well be its fields.
    let root = cx
        .tree()
        .root()
        .filter(|_| cx.hub().state() == State::Found);
    let hides_fields = hidden_fields(cx, entry).next().is_some();
    let root = root.filter(|_| !hides_fields);
    let edits = root.and_then(|root| cx.remove_entry(root, entry));
    finding
        .help("add a field such as `Company: text`, or remove the key")
        .safe_fix(format!("Remove `{FIELDS}`"), edits)
}

fn check_empty(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(entry) = cx.gate_source().fields else {
        return;
    };
    let is_mapping = cx.value_type(entry.value) == ValueType::Mapping;
    if !is_mapping || cx.fields().next().is_some() {
        return;
    }
    let message = "the form has no fields: an empty `extra_gated_fields` does nothing";
    let finding =
        Finding::new(&NO_FIELDS, cx.entry_span(entry), message).path(YamlPath::top(FIELDS));
    findings.push(removed(cx, entry, finding));
}
