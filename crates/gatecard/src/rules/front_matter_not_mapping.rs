//! Front matter that is valid YAML but has no keys.

use crate::{
    card::{Card, State, ValueType},
    context::Context,
    finding::{Finding, quoted},
    fix::{Edit, apply_edits},
    gate::KEYS,
    lines::{Line, lines},
    rule::rule,
    span::Span,
    yaml::{NodeId, Reader},
};

rule! {
    /// ## What it does
    /// Finds front matter that mentions a gate but is a list or a text instead of keys with values.
    ///
    /// ## Why it matters
    /// The Hub takes the metadata of a card from keys. A card without any is refused.
    ///
    /// ## Example
    /// Without a space after the colon, this is a text and no key:
    ///
    /// ```yaml
    /// extra_gated_heading:Welcome
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_heading: Welcome
    /// ```
    ///
    /// ## Evidence
    /// The Hub's refusal of a text ("The YAML metadata of your README.md is invalid") is recorded
    /// from the live Hub. That it refuses a list as well is inferred.
    FRONT_MATTER_NOT_MAPPING {
        name: "front-matter-not-mapping",
        group: Reading,
        severity: Error,
        fix: Safe,
        hides_others: Safe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(root) = cx.tree().root() else { return };
    let value_type = cx.hub().value_type(root);
    let refused = !cx.hub().errors().is_empty();
    let is_gate = || cx.block_has_gate_key() || lists_gate_key(cx, root);
    if refused || value_type == ValueType::Mapping || !is_gate() {
        return;
    }
    let block = cx.front_matter().map(|block| block.yaml);
    let lines = lines(cx.source(), block.unwrap_or_default());
    let (help, span) = match colon(&lines) {
        Some(line) => (
            "write a colon and a space after each key".to_owned(),
            line.span,
        ),
        None => (
            format!(
                "write {} and the other keys at the start of a line, each with a colon, a space and its value",
                quoted("extra_gated_prompt")
            ),
            first_line(&lines).unwrap_or_default(),
        ),
    };
    // Of a text it was recorded.
    let verdict = match value_type {
        ValueType::Text => "refuses",
        _ => "is believed to refuse",
    };
    let message = format!(
        "the Hub {verdict} the card: expected keys with values in the front matter, found {}",
        value_type.noun()
    );
    findings.push(
        Finding::new(&FRONT_MATTER_NOT_MAPPING, span, message)
            .help(help)
            .safe_fix("Put a space after the colon", mended(cx, &lines)),
    );
}

/// Whether an item of a list is the bare name of a gate key.
fn lists_gate_key(cx: &Context<'_, '_>, list: NodeId) -> bool {
    let mut items = cx.tree().items(list).iter();
    items.any(|item| cx.text(*item).is_some_and(|text| KEYS.contains(&text)))
}

/// The first line whose colon ends no key.
fn colon<'l, 'a>(lines: &'l [Line<'a>]) -> Option<&'l Line<'a>> {
    lines.iter().find(|line| line.false_colon().is_some())
}

fn first_line(lines: &[Line<'_>]) -> Option<Span> {
    let written = lines
        .iter()
        .find(|line| !line.is_blank() && !line.text.starts_with('#'));
    written.map(|line| line.span)
}

/// A colon and a space behind each key, where that makes front matter that the Hub can read.
fn mended(cx: &Context<'_, '_>, lines: &[Line<'_>]) -> Option<Vec<Edit>> {
    let colons = lines.iter().filter_map(Line::false_colon);
    let edits: Vec<Edit> = colons.map(|colon| Edit::replace(colon, ": ")).collect();
    let text = apply_edits(cx.source(), edits.iter());
    let found = Card::new(&text).reading(Reader::Hub).state() == State::Found;
    found.then_some(edits)
}
