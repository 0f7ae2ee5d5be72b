//! Options that are no text.

use crate::{
    card::ValueType,
    context::Context,
    finding::{Finding, quoted},
    fix::{Edit, Safety},
    rule::rule,
    rules::{
        incomplete_option::is_label_and_value,
        options::{Menu, Wrong, menus, report},
    },
    yaml::{Entry, NodeId, NodeKind, ScalarStyle},
};

rule! {
    /// ## What it does
    /// Finds options that YAML takes for something else than a text: a number, true or false, a
    /// date, nothing, or a mapping such as `Other: specify`.
    ///
    /// ## Why it matters
    /// An option has to be a text. The Hub is believed to refuse the card, or to show the menu
    /// without the option.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Team size:
    ///     type: select
    ///     options:
    ///       - 1
    ///       - More: please write to us
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Team size:
    ///     type: select
    ///     options:
    ///       - "1"
    ///       - "More: please write to us"
    /// ```
    ///
    /// ## Evidence
    /// The types of the official client allow texts, and `label` with `value`. What YAML takes each
    /// option for is measured on js-yaml; what the Hub does with other types was never recorded.
    OPTION_NOT_TEXT {
        name: "option-not-text",
        group: Fields,
        severity: Error,
        fix: Safe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for menu in menus(cx) {
        // Other tags, such as `!!omap`, allow no texts in the list.
        let tag = cx.tree().target(menu.list).tag();
        let takes_texts = tag.is_none_or(|tag| tag == "tag:yaml.org,2002:seq");
        let items = menu.own_items(cx).filter(|(_, item)| is_no_text(cx, *item));
        let wrong = items.map(|(index, item)| Wrong {
            index,
            item,
            fix: as_text(cx, item)
                .filter(|_| takes_texts)
                .map(|edits| (Safety::Safe, edits)),
        });
        let words = |item| words(cx, menu, item);
        findings.extend(report(
            cx,
            &OPTION_NOT_TEXT,
            menu,
            wrong.collect(),
            words,
            "Put it in quotes",
        ));
    }
}

fn is_no_text(cx: &Context<'_, '_>, item: NodeId) -> bool {
    match cx.value_type(item) {
        ValueType::Text => false,
        ValueType::Mapping => !is_label_and_value(cx, item),
        _ => true,
    }
}

fn words(cx: &Context<'_, '_>, menu: Menu<'_>, item: NodeId) -> (String, String) {
    let found = cx.value_type(item);
    let message = format!(
        "expected a text as an option of {}, found {}: the Hub is believed to refuse the card or to leave the option out",
        quoted(&menu.field.label),
        found.noun()
    );
    let line = cx.line(cx.span(item).range().start);
    let help = match found {
        ValueType::Null if line.slice(cx.source()).contains('#') => {
            "what follows the `#` is a comment: put the option in quotes, or remove the line"
        }
        ValueType::Null if cx.span(item).is_empty() => {
            "write the option after the dash, or remove the line"
        }
        ValueType::Null => "write the option, or remove it",
        ValueType::List => "write each option on a line of its own",
        ValueType::Mapping => {
            "put an option with a colon in quotes, such as `- \"Other: specify\"`, or write it as `label` and `value`"
        }
        _ => "put the option in quotes",
    };
    (message, help.to_owned())
}

/// Quotes around an option without any, so that it is the text that stands there.
fn as_text(cx: &Context<'_, '_>, item: NodeId) -> Option<Vec<Edit>> {
    let node = cx.tree().node(item);
    let plain = |id: NodeId| {
        let part = cx.tree().node(id);
        let written = matches!(part.scalar(), Some((_, ScalarStyle::Plain)));
        part.properties.is_none() && (written || part.kind == NodeKind::Empty)
    };
    // In quotes, `~` and `null` would be choices.
    if cx.value_type(item) == ValueType::Null {
        return None;
    }
    match &node.kind {
        NodeKind::Scalar { .. } => cx.quote(item).filter(|_| plain(item)),
        NodeKind::Mapping { entries, .. } => {
            let fits = |entry: &Entry| plain(entry.key) && plain(entry.value) && !entry.explicit;
            let pair = matches!(entries.as_slice(), [only] if fits(only));
            let braces = node.span.slice(cx.source()).starts_with('{');
            (pair && !braces && node.properties.is_none())
                .then(|| cx.quote_span(node.span))
                .flatten()
        }
        _ => None,
    }
}
