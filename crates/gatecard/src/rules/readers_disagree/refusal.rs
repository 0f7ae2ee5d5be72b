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
    let message = "an invisible byte order mark comes before the front matter, so the Python clients do not find it";
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
        findings.extend(finding.or_else(|| other(cx, offset, &error.message)));
    }
    let words = quoted(&error.message).to_string();
    for finding in &mut findings {
        let help = finding.help.take().unwrap_or_default();
        finding.help = Some(format!("{help}; PyYAML says {words}"));
    }
    findings
}

fn other(cx: &Context<'_, '_>, offset: usize, words: &str) -> Option<Finding> {
    if is_label_in_brackets(cx, offset) {
        return None;
    }
    let line = cx.line(offset);
    let span = Span::new(offset, line.range().end.max(offset));
    let message = "the Python clients refuse the card, because they cannot read this";
    let before = cx.source().get(..offset).unwrap_or_default();
    let help = match span.slice(cx.source()).bytes().next() {
        _ if words.contains("duplicate anchor") => {
            "give this anchor another name than the one above, and the aliases below that mean it"
        }
        _ if before.ends_with("\\U") => {
            "write the character itself: there is none with this number"
        }
        Some(b'{' | b'[') => "fill in what is in brackets, or put it in quotes",
        Some(b'&' | b'!') => {
            "leave out the anchor or tag that begins here, or put it in quotes where it is part of a text"
        }
        _ => "put the text in quotes",
    };
    Some(Finding::new(&READERS_DISAGREE, span, message).help(help))
}

/// Whether a label that is no text is here, of which another rule speaks.
fn is_label_in_brackets(cx: &Context<'_, '_>, offset: usize) -> bool {
    let fields = cx.gate_source().fields;
    let entries = fields.map_or(&[][..], |fields| cx.tree().entries(fields.value));
    let mut labels = entries.iter().map(|entry| entry.key);
    labels.any(|label| {
        let node = cx.tree().target(label);
        node.scalar().is_none() && cx.span(label).range().contains(&offset)
    })
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
    rest.starts_with('\t').then(|| {
        let mut finding = tab(Span::new(offset, offset + blanks), " ");
        // With a space, the line and what is behind it would belong to the text.
        if cx.ends_block_text(cx.with_line_break(cx.line(offset))) {
            finding.fix = None;
        }
        finding
    })
}

fn tab(span: Span, instead: &str) -> Finding {
    let message =
        "the Python clients refuse the card, because of a tab where they take only spaces";
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
        "the Python clients refuse the card, because of a key of more than {LONGEST_KEY} characters"
    );
    let finding = Finding::new(&READERS_DISAGREE, cx.span(key.key), message)
        .help("shorten it, and move the rest to the prompt");
    Some(finding)
}

fn is_long(key: &str) -> bool {
    key.len() > LONGEST_KEY && key.chars().nth(LONGEST_KEY).is_some()
}
