//! What to put in quotes, and how.

use super::entry::{Broken, Line};
use crate::{
    context::{double_quoted, single_quoted},
    gate::KEYS,
    span::Span,
};

/// The label of a line, up to the last colon where the first belongs to a text in it.
pub(super) fn label_span(broken: &Broken<'_>, line: Line<'_>) -> Span {
    let whole = broken.text(line.content);
    let start = line.content.range().start;
    match whole.rsplit_once(": ") {
        Some((label, _)) => Span::new(start, start + label.trim_end().len()),
        None => match whole.strip_suffix(':') {
            Some(label) => Span::new(start, start + label.len()),
            None => line.content,
        },
    }
}

/// A value with the lines on which it goes on. Only the texts of a gate have such lines for sure.
pub(super) fn whole_value(broken: &Broken<'_>, first: Span) -> Option<Span> {
    let index = broken
        .lines
        .iter()
        .position(|line| line.span.contains(first))?;
    let line = broken.lines[index];
    let parent = if line.key.is_some() {
        line.column
    } else {
        line.indent
    };
    let behind = broken.lines[index + 1..].iter();
    let deeper = behind.take_while(|other| other.content.is_empty() || other.indent > parent);
    let last = deeper.filter(|other| !other.content.is_empty()).last();
    let key = line.key.map(|key| broken.text(key));
    let is_text = key.is_some_and(|key| KEYS.contains(&key) && key != "extra_gated_fields");
    let span = last.map_or(first, |last| first.to(last.content));
    let has_comment = broken.text(span).contains(" #");
    ((last.is_none() || is_text) && !has_comment).then_some(span)
}

/// A text in quotes.
pub(super) fn in_quotes(text: &str) -> Option<String> {
    let lines = text.contains(['\n', '\r']);
    if lines || text.contains(['"', '\\']) {
        let one_line = single_quoted(&text.replace(['\n', '\r'], ""));
        return one_line.map(|_| format!("'{}'", text.replace('\'', "''")));
    }
    Some(double_quoted(text))
}
