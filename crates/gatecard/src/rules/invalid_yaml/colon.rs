//! A colon that is missing, and one that is too many.

use super::{
    entry::{Broken, Cause, Line, quote_end},
    mend::{in_quotes, whole_value},
};
use crate::{
    context::{FIELDS, run_together},
    finding::quoted,
    fix::{Edit, Safety},
    gate::{FieldType, KEYS},
    lines,
    span::Span,
};

/// The longest label over lines that is put on one, in bytes.
const MAX_LABEL: usize = 1000;

/// A line without a colon where a key has to stand.
pub(super) fn missing(broken: &Broken<'_>) -> Option<Cause> {
    let index = keyless(broken)?;
    let line = broken.lines[index];
    let text = broken.text(line.content);
    let bare = lines::lines(broken.source, line.content);
    let false_colon = bare.first().and_then(lines::Line::false_colon);
    let field_colon = || run_together(text).map(|gap| line.content.part(gap));
    if let Some(colon) = false_colon.or_else(field_colon) {
        let what = format!(
            "expected a colon and a space after the key, found {}",
            quoted(text)
        );
        let cause = Cause::new(colon, what, "write a colon and a space after the key");
        let edits = vec![Edit::replace(colon, ": ")];
        return Some(cause.mend(Safety::Safe, "Put a space after the colon", edits));
    }
    if let Some((before, _)) = text.split_once(" #") {
        let start = line.content.range().start + before.len();
        let span = Span::new(start, line.content.range().end);
        let what = format!(
            "the `#` starts a comment, which leaves no colon in {}",
            quoted(text)
        );
        return Some(Cause::new(span, what, "put the label in quotes"));
    }
    if let Some(dash) = text
        .strip_prefix('-')
        .filter(|_| is_among_items(broken, index))
    {
        let start = line.content.range().start;
        let span = Span::new(start, start + 1);
        let what = format!("expected a space after the dash, found {}", quoted(text));
        let cause = Cause::new(span, what, format!("write `- {dash}`"));
        let edits = vec![Edit::replace(span, "- ")];
        return Some(cause.mend(Safety::Safe, "Put a space after the dash", edits));
    }
    let what = format!("expected a key with a colon, found {}", quoted(text));
    if !continues(broken, index) {
        let help = "write a key, a colon, a space and the value";
        return Some(Cause::new(line.content, what, help));
    }
    let help = "indent the lines of a text under its key";
    let cause = Cause::new(line.content, what, help);
    Some(cause.mend(Safety::Unsafe, "Indent the text", indented(broken, index)))
}

/// A label that goes on over lines.
pub(super) fn over_lines(broken: &Broken<'_>) -> Option<Cause> {
    let index = keyless(broken)?;
    let line = broken.lines[index];
    let next = broken.lines.get(index + 1)?;
    let start = line.content.range().start;
    let (label, safety) = match broken.text(line.content).chars().next()? {
        quote @ ('"' | '\'') => {
            let text = broken.source.get(start..)?;
            let end = quote_end(text, quote).filter(|end| text[*end..].starts_with(':'))?;
            (Span::new(start, start + end), Safety::Safe)
        }
        _ if line.indent > 0 && next.indent > line.indent => {
            (line.content.to(next.key?), Safety::Unsafe)
        }
        _ => return None,
    };
    let within = label.contains(line.content) && label.len() <= MAX_LABEL;
    let what = format!(
        "the label {} goes on over lines",
        quoted(broken.text(label))
    );
    let cause = Cause::new(label, what, "write the label on one line").mend(
        safety,
        "Write it on one line",
        joined(broken, label),
    );
    within.then_some(cause)
}

/// A space in the place of each line break with the blanks around it.
fn joined(broken: &Broken<'_>, label: Span) -> Vec<Edit> {
    let parts = lines::lines(broken.source, label);
    let written = |line: &lines::Line<'_>| {
        let blanks = line.text.len() - line.text.trim_start().len();
        line.span.part(blanks..line.text.trim_end().len())
    };
    let pairs = parts.iter().zip(parts.iter().skip(1));
    pairs
        .map(|(one, next)| Span::new(written(one).range().end, written(next).range().start))
        .map(|gap| Edit::replace(gap, " "))
        .collect()
}

/// The first of the lines at the mistake that have no colon, where there are such.
fn keyless(broken: &Broken<'_>) -> Option<usize> {
    let is_keyless = |index: usize| {
        let line = broken.lines[index];
        let comment = broken.text(line.content).split_once(" #");
        let cut = comment
            .zip(line.key)
            .is_some_and(|((before, _), key)| before.len() < key.len());
        (line.key.is_none() || cut) && !line.is_item
    };
    let mut first = Some(broken.at).filter(|&at| is_keyless(at));
    let mut index = broken.at;
    while let Some(above) = broken.above(index).filter(|&above| is_keyless(above)) {
        first = Some(above);
        index = above;
    }
    first
}

/// Whether the line stands at the indentation of a list item above or below.
fn is_among_items(broken: &Broken<'_>, index: usize) -> bool {
    let near = [index.checked_sub(1), index.checked_add(1)];
    let mut near = near
        .into_iter()
        .flatten()
        .filter_map(|near| broken.lines.get(near));
    near.any(|line| line.is_item && line.indent == broken.lines[index].indent)
        || broken.above(index).is_some_and(|above| {
            let above = broken.lines[above];
            above.value.is_none() && above.key.is_some()
        })
}

/// Whether the line above holds a text that could go on here.
fn continues(broken: &Broken<'_>, index: usize) -> bool {
    broken.above(index).is_some_and(|above| {
        let above = broken.lines[above];
        match above.value.map(|value| broken.text(value)) {
            Some(value) => value.starts_with(['|', '>']) || value.contains(' '),
            None => above.key.is_none(),
        }
    })
}

/// The lines of a text from `index` on, moved in, where they stand at the start of their lines.
fn indented(broken: &Broken<'_>, index: usize) -> Vec<Edit> {
    let behind = broken.lines[index..].iter();
    let text = behind.filter(|line| !line.content.is_empty());
    if broken.lines[index].indent > 0 {
        return Vec::new();
    }
    text.map(|line| Edit::replace(Span::at(line.span.range().start), "  "))
        .collect()
}

/// A colon within a text without quotes.
pub(super) fn in_text(broken: &Broken<'_>) -> Option<Cause> {
    let line = broken.focus();
    let colon = broken.error.offset as usize;
    let span = Span::new(colon, colon + 1);
    if broken.text(span) != ":" || !line.span.contains(span) {
        return None;
    }
    let in_value = line.value.is_some_and(|value| value.contains(span));
    let (text, edits, safety) = if in_value {
        on_one_line(broken, line)
    } else {
        on_lines(broken)?
    };
    let cause = Cause::new(
        span,
        format!(
            "the text {} has a colon in it and no quotes around it",
            quoted(broken.text(text))
        ),
        "put the text in quotes",
    );
    Some(cause.mend(safety, "Put it in quotes", edits))
}

/// What to put in quotes where a line has two colons: the label before a known type, or else the
/// text behind the first colon.
fn on_one_line(broken: &Broken<'_>, line: Line<'_>) -> (Span, Vec<Edit>, Safety) {
    let start = line.content.range().start;
    let key = line.key.map(|key| broken.text(key)).unwrap_or_default();
    let owner = if line.is_item {
        broken.list_key()
    } else {
        None
    };
    if owner == Some("options") && !matches!(key, "label" | "value") {
        return (
            line.content,
            replacement(broken, line.content),
            Safety::Safe,
        );
    }
    let is_field = owner == Some(FIELDS) || (!line.is_item && line.indent > 0);
    let label = broken
        .text(line.content)
        .rsplit_once(": ")
        .filter(|(_, name)| is_field && FieldType::from_name(name.trim()).is_some());
    if let Some((label, _)) = label {
        let span = Span::new(start, start + label.trim_end().len());
        return (span, replacement(broken, span), Safety::Safe);
    }
    let first = line.value.unwrap_or(line.content);
    let safety = if KEYS.contains(&key) {
        Safety::Safe
    } else {
        Safety::Unsafe
    };
    let edits = whole_value(broken, first).map(|value| replacement(broken, value));
    (first, edits.unwrap_or_default(), safety)
}

/// What to put in quotes where the text of a key goes on over lines and has a colon further down.
fn on_lines(broken: &Broken<'_>) -> Option<(Span, Vec<Edit>, Safety)> {
    let first = (0..broken.at).rfind(|&above| {
        let above = broken.lines[above];
        !above.content.is_empty() && above.indent < broken.focus().indent
    })?;
    let value = broken.lines[first].value?;
    let is_sentence = broken.text(value).contains(' ');
    let span = whole_value(broken, value).filter(|_| is_sentence)?;
    Some((span, replacement(broken, span), Safety::Safe))
}

fn replacement(broken: &Broken<'_>, span: Span) -> Vec<Edit> {
    let text = in_quotes(broken.text(span));
    text.map(|text| Edit::replace(span, text))
        .into_iter()
        .collect()
}
