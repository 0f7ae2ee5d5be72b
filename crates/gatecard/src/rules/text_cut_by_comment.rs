//! Texts that a `#` cuts short.

use std::cell::LazyCell;

use crate::{
    context::{Context, GateText, double_quoted, single_quoted},
    finding::{Finding, Severity, YamlPath, quoted},
    fix::Edit,
    gate::FieldType,
    rule::rule,
    span::Span,
    yaml::{Entry, NodeId, NodeKind, ScalarStyle},
};

rule! {
    /// ## What it does
    /// Finds texts without quotes in which a `#` stands behind a space, and fields whose label
    /// begins with `#` and a digit. Ordinary comments, with a space behind the `#`, are left alone.
    ///
    /// ## Why it matters
    /// A `#` at the start of a line or behind a space begins a comment: visitors do not see the
    /// rest of the text, or are not asked the question at all.
    ///
    /// ## Example
    /// ```yaml
    /// extra_gated_prompt: Please see clause #4 of the terms.
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// extra_gated_prompt: "Please see clause #4 of the terms."
    /// ```
    ///
    /// ## Evidence
    /// Measured on js-yaml and `PyYAML`. That the rest was meant for the text is inferred from how
    /// it is written.
    TEXT_CUT_BY_COMMENT {
        name: "text-cut-by-comment",
        group: Reading,
        severity: Warning,
        fix: Unsafe,
        check: check,
    }
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if cx.gate().is_none() || cx.tree().comments.is_empty() {
        return;
    }
    for (id, place) in cx.gate_texts() {
        let plain = cx
            .tree()
            .node(id)
            .scalar()
            .filter(|(_, style)| *style == ScalarStyle::Plain);
        let comment = plain.and_then(|_| comment_behind(cx, cx.span(id)));
        if let Some(comment) = comment.filter(|comment| goes_on(cx, cx.span(id), *comment, place)) {
            findings.push(cut(cx, cx.span(id), comment).path(cx.text_path(place)));
        }
    }
    if let Some(fields) = cx.gate_source().fields {
        findings.extend(cut_fields(cx, fields.value));
        findings.extend(hidden_fields(cx, fields));
    }
}

/// The comment behind a text on the same line.
fn comment_behind(cx: &Context<'_, '_>, text: Span) -> Option<Span> {
    let comments = &cx.tree().comments;
    let next = comments.partition_point(|comment| comment.span.start < text.end);
    let comment = comments.get(next)?.span;
    let between = Span::new(text.range().end, comment.range().start).slice(cx.source());
    let only_blanks = between.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
    (only_blanks && !between.is_empty()).then_some(comment)
}

/// Whether a comment reads as the rest of the text before it.
fn goes_on(cx: &Context<'_, '_>, text: Span, comment: Span, place: GateText) -> bool {
    let rest = comment.slice(cx.source()).trim_start_matches('#');
    let one_mark = comment.len() == rest.len() + 1;
    let note = ["TODO", "FIXME", "XXX", "NOTE", "noqa", "gatecard", "yaml"];
    let is_note = note.iter().any(|word| rest.starts_with(word));
    let words = text.slice(cx.source()).split(' ').count();
    let first = rest.chars().next().unwrap_or(' ');
    let long_enough = words >= 3 || (words == 2 && !matches!(place, GateText::Option(..)));
    one_mark && !is_note && (first.is_ascii_digit() || (first.is_alphabetic() && long_enough))
}

fn cut(cx: &Context<'_, '_>, text: Span, comment: Span) -> Finding {
    let whole = text.to(comment);
    let written = whole.slice(cx.source()).trim_end();
    let message = format!(
        "the `#` starts a comment, so visitors do not see {}",
        quoted(comment.slice(cx.source()).trim_end())
    );
    Finding::new(&TEXT_CUT_BY_COMMENT, comment, message)
        .related(text, "the text ends here")
        .help("put the whole text in quotes, or write a space after the `#` of a comment")
        .unsafe_fix("Put it in quotes", quotes(whole, written))
}

fn quotes(span: Span, written: &str) -> Option<Vec<Edit>> {
    if written.contains(['\n', '\r']) {
        return None;
    }
    let text = match single_quoted(written) {
        Some(single) if written.contains(['"', '\\']) => single,
        _ => double_quoted(written),
    };
    Some(vec![Edit::replace(span, text)])
}

/// A label that a `#` cuts, so that its field is all that is left of the fields: a text.
pub(super) fn cut_fields(cx: &Context<'_, '_>, fields: NodeId) -> Option<Finding> {
    let span = cx.span(fields);
    cx.tree()
        .node(fields)
        .scalar()
        .filter(|(_, style)| *style == ScalarStyle::Plain)?;
    let comment = comment_behind(cx, span)?;
    let label = label_of_field(comment.slice(cx.source()))?;
    let whole = Span::new(span.range().start, comment.range().start + label.len());
    let message = format!(
        "the `#` starts a comment, which cuts off {} and leaves no field: the Hub is believed to refuse the card",
        quoted(label)
    );
    let edits = quotes(whole, whole.slice(cx.source()));
    let mut finding = Finding::new(&TEXT_CUT_BY_COMMENT, comment, message)
        .help("put the label in quotes")
        .path(YamlPath::top("extra_gated_fields"))
        .unsafe_fix("Put it in quotes", edits);
    finding.severity = Severity::Error;
    Some(finding)
}

/// Fields that are comments from the start, since their label begins with `#` and a digit.
pub(super) fn hidden_fields<'c>(
    cx: &'c Context<'_, '_>,
    fields: Entry,
) -> impl Iterator<Item = Finding> + 'c {
    let start = cx.span(fields.key).end;
    let top = cx.tree().top().iter().map(|entry| cx.span(entry.key).start);
    let end = top.filter(|next| *next > start).min().unwrap_or(u32::MAX);
    let comments = cx.tree().comments.iter().map(|comment| comment.span);
    let labels = LazyCell::new(|| cx.labels());
    let within = comments.filter(move |comment| comment.start > start && comment.end < end);
    within.filter_map(move |comment| {
        let line = cx.line(comment.range().start);
        let label = label_of_field(comment.slice(cx.source()))?;
        let digit = label.get(1..)?.starts_with(|c: char| c.is_ascii_digit());
        let before = Span::new(line.range().start, comment.range().start).slice(cx.source());
        if !digit || before.is_empty() || !before.trim().is_empty() {
            return None;
        }
        let span = Span::new(comment.range().start, comment.range().start + label.len());
        let message = format!(
            "the `#` starts a comment, so the form lacks the field {}",
            quoted(label)
        );
        let first = cx
            .fields()
            .next()
            .map(|(_, field)| cx.span(field.entry.key));
        let indent = first.and_then(|first| cx.indentation(first));
        let beside = indent.is_none_or(|indent| indent.len() == before.len());
        let free = beside && takes_field(cx, fields.value, span) && !labels.contains(label);
        let finding = Finding::new(&TEXT_CUT_BY_COMMENT, comment, message)
            .help("put the label in quotes, or write a space after the `#` of a comment")
            .path(YamlPath::top("extra_gated_fields"))
            .unsafe_fix(
                "Put the label in quotes",
                quotes(span, label).filter(|_| free),
            );
        Some(finding)
    })
}

/// Whether a field can be written at a place, which is not within another: where there are no fields
/// yet, or others below each other.
fn takes_field(cx: &Context<'_, '_>, fields: NodeId, place: Span) -> bool {
    let node = cx.tree().node(fields);
    let is_free = match &node.kind {
        NodeKind::Empty => true,
        NodeKind::Mapping {
            entries,
            flow: false,
        } => {
            let behind = entries.partition_point(|it| cx.span(it.key).start < place.start);
            let before = behind.checked_sub(1).and_then(|at| entries.get(at));
            before.is_none_or(|it| cx.span(it.value).end <= place.start)
        }
        _ => false,
    };
    is_free && !node.is_tagged()
}

/// The label in `#1 name: text`.
fn label_of_field(comment: &str) -> Option<&str> {
    let (label, name) = comment.trim_end().rsplit_once(": ")?;
    FieldType::from_name(name.trim()).map(|_| label.trim_end())
}
