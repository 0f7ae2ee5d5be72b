//! Cards that the Hub reads and the Python clients do not.

use super::READERS_DISAGREE;
use crate::{
    card::State,
    context::Context,
    finding::{Finding, quoted},
    fix::Edit,
    span::Span,
};

/// The longest key that `PyYAML` takes without a `?` before it, in characters.
const LONGEST_KEY: usize = 1024;
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A byte order mark before the front matter, which only JavaScript takes for a blank.
pub(super) fn byte_order_mark(cx: &Context<'_, '_>) -> Option<Finding> {
    let opening = cx.front_matter()?.opening;
    let start = opening.slice(cx.source()).find(BYTE_ORDER_MARK)?;
    let span = Span::new(start, start + BYTE_ORDER_MARK.len());
    let message = "a byte order mark stands before the front matter, which the Python clients then do not find";
    let finding = Finding::new(&READERS_DISAGREE, span, message)
        .help("save the card as UTF-8 without a byte order mark")
        .safe_fix(
            "Remove the byte order mark",
            Some(vec![Edit::replace(span, "")]),
        );
    Some(finding)
}

/// Why the Python clients refuse the card.
pub(super) fn refusal(cx: &Context<'_, '_>) -> Vec<Finding> {
    let python = cx.python();
    let error = python.error().filter(|_| python.state() == State::Invalid);
    let Some(error) = error else {
        return Vec::new();
    };
    let offset = error.offset as usize;
    let mut findings = tabs(cx);
    if findings.is_empty() {
        let finding = tab_at(cx, offset).or_else(|| long_key(cx));
        findings.push(finding.unwrap_or_else(|| other(cx, offset)));
    }
    let words = quoted(&error.message).to_string();
    for finding in &mut findings {
        let help = finding.help.take().unwrap_or_default();
        finding.help = Some(format!("{help}; PyYAML says {words}"));
    }
    findings
}

fn other(cx: &Context<'_, '_>, offset: usize) -> Finding {
    let line = cx.line(offset);
    let span = Span::new(offset, line.range().end.max(offset));
    let message = "the Hub reads the card, but the Python clients refuse it here";
    let help = if span.slice(cx.source()).starts_with(['{', '[']) {
        "fill in what stands in brackets, or put it in quotes"
    } else {
        "put texts with special characters in quotes, and write plain YAML"
    };
    Finding::new(&READERS_DISAGREE, span, message).help(help)
}

/// The tabs between a colon and its value.
fn tabs(cx: &Context<'_, '_>) -> Vec<Finding> {
    let nodes = cx.tree().iter();
    let entries = nodes.filter(|(id, _)| cx.tree().target_id(*id) == *id);
    let entries = entries.flat_map(|(id, _)| cx.tree().entries(id));
    let gaps = entries.filter_map(|entry| {
        let (key, value) = (cx.span(entry.key), cx.span(entry.value));
        let gap = Span::new(key.range().end, value.range().start);
        let written = gap.slice(cx.source());
        let only_colon = written.trim_matches([' ', '\t']) == ":";
        (only_colon && written.contains('\t')).then_some(gap)
    });
    gaps.map(|gap| tab(gap, ": ")).collect()
}

fn tab_at(cx: &Context<'_, '_>, offset: usize) -> Option<Finding> {
    let rest = cx.source().get(offset..)?;
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    rest.starts_with('\t')
        .then(|| tab(Span::new(offset, offset + blanks), " "))
}

fn tab(span: Span, instead: &str) -> Finding {
    let message =
        "a tab stands where the Python clients take only spaces, so that they refuse the card";
    Finding::new(&READERS_DISAGREE, span, message)
        .help("write a space instead of the tab")
        .safe_fix("Write a space", Some(vec![Edit::replace(span, instead)]))
}

fn long_key(cx: &Context<'_, '_>) -> Option<Finding> {
    let (id, _) = cx.tree().iter().find(|(id, _)| {
        let mut entries = cx
            .tree()
            .entries(*id)
            .iter()
            .filter(|entry| !entry.explicit);
        entries.any(|entry| is_long(cx.span(entry.key).slice(cx.source())))
    })?;
    let mut entries = cx.tree().entries(id).iter();
    let key = entries.find(|entry| is_long(cx.span(entry.key).slice(cx.source())))?;
    let message = format!(
        "the Python clients refuse keys of more than {LONGEST_KEY} characters, and with them the card"
    );
    let finding = Finding::new(&READERS_DISAGREE, cx.span(key.key), message)
        .help("shorten the label, and move the rest of it to the prompt");
    Some(finding)
}

fn is_long(key: &str) -> bool {
    key.len() > LONGEST_KEY && key.chars().nth(LONGEST_KEY).is_some()
}
