//! Labels and texts that begin with a character that means something to YAML.

use super::{
    anchors::begins_with_used_anchor,
    entry::{Broken, Cause, Line, quote_end},
    mend::{in_quotes, label_span, whole_value},
    quotes::inner_quote,
};
use crate::{
    finding::quoted,
    fix::{Edit, Safety},
    span::Span,
};

/// Whether the label or the text on the line begins with such a character.
pub(super) fn cause(broken: &Broken<'_>) -> Option<Cause> {
    let line = broken.focus();
    if line.content.is_empty() {
        return None;
    }
    label(broken, line).or_else(|| value(broken, line))
}

fn label(broken: &Broken<'_>, line: Line<'_>) -> Option<Cause> {
    let whole = broken.text(line.content);
    let bullet = whole.strip_prefix("* ");
    if let Some(item) = bullet.filter(|_| line.key.is_none()) {
        let star = Span::new(line.content.range().start, line.content.range().start + 1);
        let what = format!(
            "expected `-` before an item of a list, found `*` before {}",
            quoted(item)
        );
        let cause = Cause::new(star, what, "write `-` instead of `*`");
        return Some(cause.mend(Safety::Unsafe, "Write `-`", vec![Edit::replace(star, "-")]));
    }
    let span = label_span(broken, line);
    let name = if line.key.is_some() { "label" } else { "text" };
    begins(broken, span, span, name)
}

/// A label or text that begins with what YAML does not take, and all that has to go into quotes.
fn begins(broken: &Broken<'_>, first: Span, whole: Span, name: &str) -> Option<Cause> {
    let text = broken.text(first);
    if let Some(cause) = inner_quote(broken, first, name) {
        return Some(cause);
    }
    if let Some(anchor) = lone_alias(text).filter(|_| name == "text") {
        let what = format!(
            "{} refers to the anchor `&{anchor}`, which is not above it",
            quoted(text)
        );
        let help = "put the text in quotes, or name an anchor that is above it";
        return Some(Cause::new(first, what, help));
    }
    if begins_with_used_anchor(text, broken.block) {
        return None;
    }
    let reason = reason(text, broken)?;
    let edits = vec![Edit::replace(whole, in_quotes(broken.text(whole))?)];
    let doubtful = name == "text" && text.starts_with(['{', '&', '!']);
    let safety = if doubtful {
        Safety::Unsafe
    } else {
        Safety::Safe
    };
    let what = format!("the {name} {} begins with {reason}", quoted(text));
    let cause = Cause::new(first, what, format!("put quotes around the whole {name}"));
    Some(cause.mend(safety, "Put it in quotes", edits))
}

/// The name behind `*`, where that is all of the text.
fn lone_alias(text: &str) -> Option<&str> {
    let name = text.strip_prefix('*')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

fn value(broken: &Broken<'_>, line: Line<'_>) -> Option<Cause> {
    let first = line.value?;
    let text = broken.text(first);
    if is_tag_above(broken, line, text) {
        return None;
    }
    let span = whole_value(broken, first)?;
    if let Some(header) = block_header(text) {
        return Some(Cause::new(
            first,
            format!("the text begins on the same line as `{header}`"),
            format!(
                "begin the text on the next line, indented, or remove `{header}` and put the text in quotes"
            ),
        ));
    }
    begins(broken, first, span, "text")
}

/// Whether a text is a tag, and what it goes with stands below it.
fn is_tag_above(broken: &Broken<'_>, line: Line<'_>, text: &str) -> bool {
    let rest = broken.source.get(line.span.range().end..);
    let mut below = rest.unwrap_or_default().split(['\n', '\r']);
    let next = below.find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let goes_with = |next: &str| {
        let bare = next.trim_start_matches(' ');
        next.len() - bare.len() > line.indent || bare.starts_with("- ")
    };
    text.starts_with('!') && !text.contains([' ', '\t']) && next.is_some_and(goes_with)
}

/// Why YAML does not take a text that begins like this, where that is so.
fn reason(text: &str, broken: &Broken<'_>) -> Option<String> {
    let first = text.chars().next()?;
    let goes_on = |end: usize| {
        let rest = text[end..].trim_start();
        let part_of_list = broken.says(&["flow"]) && rest.starts_with([',', ']', '}']);
        !rest.is_empty() && !rest.starts_with([':', '#']) && !part_of_list
    };
    match first {
        '"' | '\'' => goes_on(quote_end(text, first)?)
            .then(|| "a part in quotes and goes on after it".to_owned()),
        '[' | '{' => {
            let closing = if first == '[' { ']' } else { '}' };
            let end = text.rfind(closing)? + 1;
            goes_on(end).then(|| format!("`{first}`, which opens a list or a mapping"))
        }
        '*' | '&' | '!'
            if (!text.starts_with("!!") || broken.says(&["exclamation marks"]))
                && broken.says(&["alias", "anchor", "tag", "colon is missed"]) =>
        {
            Some(format!("`{first}`, which has a meaning of its own in YAML"))
        }
        '%' | '@' | '`' | '>' | '|' => {
            let name = if first == '`' {
                "a backtick".to_owned()
            } else {
                format!("`{first}`")
            };
            Some(format!("{name}, which has a meaning of its own in YAML"))
        }
        _ => None,
    }
}

/// The `|` or `>` with its signs, where a text follows on the same line.
fn block_header(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['|', '>'])?;
    let rest = rest.trim_start_matches(['+', '-']);
    (!rest.trim().is_empty()).then(|| &text[..text.len() - rest.len()])
}
