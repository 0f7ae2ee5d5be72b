//! Mistakes within quotes, and characters that YAML does not take.

use super::{
    entry::{Broken, Cause, quote_end},
    mend::in_quotes,
};
use crate::{
    finding::quoted,
    fix::{Edit, Safety},
    gate::FieldType,
    span::Span,
};

/// A control character, which is invisible in most editors.
pub(super) fn control_character(broken: &Broken<'_>) -> Option<Cause> {
    if !broken.says(&["non-printable", "valid JSON character", "null byte"]) {
        return None;
    }
    let refused = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
            || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let places: Vec<(Span, char)> = broken
        .lines
        .iter()
        .flat_map(|line| {
            let start = line.span.range().start;
            let found = line.text.char_indices().filter(|(_, c)| refused(*c));
            found.map(move |(at, c)| (Span::new(start + at, start + at + c.len_utf8()), c))
        })
        .collect();
    let (span, character) = *places.first()?;
    let code = u32::from(character);
    let edits = places
        .iter()
        .map(|(span, _)| Edit::replace(*span, ""))
        .collect();
    Some(
        Cause::new(
            span,
            format!("it has an invisible control character, U+{code:04X}"),
            "remove the character",
        )
        .mend(Safety::Safe, "Remove the invisible characters", edits),
    )
}

/// A quote that is never closed.
pub(super) fn unclosed(broken: &Broken<'_>) -> Option<Cause> {
    if !broken.says(&[
        "within a double quoted scalar",
        "within a single quoted scalar",
    ]) {
        return None;
    }
    let start = broken.error.began as usize;
    let at = broken
        .lines
        .iter()
        .position(|line| line.span.range().end > start)?;
    Some(cause_unclosed(broken, at, start))
}

/// A quote that is closed only by the one that is meant to open the next text.
pub(super) fn swallowed(broken: &Broken<'_>) -> Option<Cause> {
    let last = broken.focus().span.range().end;
    for at in (0..=broken.at).rev() {
        let line = broken.lines[at];
        for start in [line.value, Some(line.content)].into_iter().flatten() {
            let text = broken.text(start);
            let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            if quote_end(text, quote).is_some() {
                continue;
            }
            let rest = Span::new(start.range().start, last).slice(broken.source);
            let opens_next = quote_end(rest, quote)
                .is_none_or(|end| rest[..end - 1].ends_with([' ', '\n', '\t']));
            return opens_next.then(|| cause_unclosed(broken, at, start.range().start));
        }
    }
    None
}

fn cause_unclosed(broken: &Broken<'_>, at: usize, start: usize) -> Cause {
    let line = broken.lines[at];
    let end = line.content.range().end;
    let text = Span::new(start, end.max(start)).slice(broken.source);
    let quote = text.get(..1).unwrap_or("\"");
    // A label in quotes ends before the colon, other texts with the line.
    let label = text.rsplit_once(": ").filter(|(_, name)| {
        start == line.content.range().start && FieldType::from_name(name).is_some()
    });
    let close = label.map_or(end, |(label, _)| start + label.len());
    Cause::new(
        Span::new(start, start + quote.len()),
        format!("the quote that opens {} is never closed", quoted(text)),
        format!("write `{quote}` at the end of the text too"),
    )
    .mend(
        Safety::Unsafe,
        "Close the quote",
        vec![Edit::replace(Span::at(close), quote)],
    )
}

/// A backslash in double quotes that means nothing.
pub(super) fn escape(broken: &Broken<'_>) -> Option<Cause> {
    if !broken.says(&["escape sequence", "hexadecimal character"]) {
        return None;
    }
    let start = broken.error.began as usize;
    let rest = broken.source.get(start..)?;
    let text = &rest[..quote_end(rest, '"').unwrap_or(rest.len())];
    let edits: Vec<Edit> = false_escapes(text)
        .map(|at| Edit::replace(Span::at(start + at), "\\"))
        .collect();
    let at = edits.first()?.span.range().start;
    let span = Span::new(at, at + 1);
    let cause = Cause::new(
        span,
        "a backslash in double quotes starts a special character, but this one does not",
        "write two backslashes, or put the text in single quotes",
    );
    Some(cause.mend(Safety::Safe, "Double the backslash", edits))
}

/// The backslashes of a text in double quotes that js-yaml has no meaning for.
fn false_escapes(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut escaped = false;
    text.char_indices().filter_map(move |(at, character)| {
        if !escaped {
            escaped = character == '\\';
            return None;
        }
        escaped = false;
        let digits = match character {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '\t' | '\n' | '\r' => return None,
            _ => return (!"0abtnvfre \"/\\N_LP".contains(character)).then(|| at - 1),
        };
        let hex = text[at + 1..].bytes().take(digits);
        let count = hex.filter(u8::is_ascii_hexdigit).count();
        (count < digits).then(|| at - 1)
    })
}

/// A text in quotes with the same quote within: `'I don't agree'`.
pub(super) fn inner_quote(broken: &Broken<'_>, span: Span, name: &str) -> Option<Cause> {
    let text = broken.text(span);
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let end = quote_end(text, quote)?;
    let next = text[end..].chars().next()?;
    let inner = text.get(1..text.len() - 1)?;
    if next.is_whitespace() || matches!(next, ':' | ',') || !text.ends_with(quote) {
        return None;
    }
    let at = span.range().start + end - 1;
    let before = text[..end - 1].chars().next_back()?;
    let apostrophe = quote == '\'' && before.is_alphabetic() && next.is_alphabetic();
    let safety = if apostrophe {
        Safety::Safe
    } else {
        Safety::Unsafe
    };
    let what = format!("a quote inside the {name} ends it early, {}", quoted(text));
    let help = format!("put the {name} into the other kind of quotes");
    let edits = in_quotes(inner).map(|text| Edit::replace(span, text));
    let cause = Cause::new(Span::new(at, at + 1), what, help);
    let edits = edits.into_iter().collect();
    Some(cause.mend(safety, "Change the quotes around it", edits))
}
