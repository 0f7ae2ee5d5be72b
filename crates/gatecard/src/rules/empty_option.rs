//! Options without a character to see.

use crate::{
    context::Context,
    finding::{Finding, quoted},
    fix::{Edit, Safety},
    rule::rule,
    rules::options::{Wrong, menus, report},
    yaml::{NodeId, ScalarStyle},
};

rule! {
    /// ## What it does
    /// Finds options that are a text without a character to see, such as `""`.
    ///
    /// ## Why it matters
    /// Visitors see a line without text, and the Hub may refuse the card. Often a character is the
    /// cause that means something in YAML: `- >5` is an empty text.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_fields:
    ///   Years of experience:
    ///     type: select
    ///     options:
    ///       - 1-5
    ///       - >5
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_fields:
    ///   Years of experience:
    ///     type: select
    ///     options:
    ///       - 1-5
    ///       - ">5"
    /// ```
    ///
    /// ## Evidence
    /// Measured: js-yaml and `PyYAML` both read `>5` as an empty text. What the Hub does with an
    /// empty option was never recorded.
    EMPTY_OPTION {
        name: "empty-option",
        group: Fields,
        severity: Error,
        fix: Safe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for menu in menus(cx) {
        let is_empty = |item| cx.text(item).is_some() && cx.is_blank(item);
        let items = menu.own_items(cx).filter(|(_, item)| is_empty(*item));
        let wrong = items.map(|(index, item)| Wrong {
            index,
            item,
            fix: block_header_as_text(cx, item).map(|edits| (Safety::Safe, edits)),
        });
        let words = |_| {
            let message = format!(
                "an option of {} is empty: visitors see a line without text, and the Hub may refuse the card",
                quoted(&menu.field.label)
            );
            (
                message,
                "write a text; one that starts with `>` or `|` needs quotes, such as `\">5\"`"
                    .to_owned(),
            )
        };
        findings.extend(report(
            cx,
            &EMPTY_OPTION,
            menu,
            wrong.collect(),
            words,
            "Put it in quotes",
        ));
    }
}

/// `>5` and the like, which YAML takes for the beginning of a text on the next lines.
fn block_header_as_text(cx: &Context<'_, '_>, item: NodeId) -> Option<Vec<Edit>> {
    let (_, style) = cx.tree().node(item).scalar()?;
    let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    let sized = cx.span(item).len() > 1;
    (block && sized)
        .then(|| cx.quote_span(cx.span(item)))
        .flatten()
}
