//! Mistakes in how lines are set: tabs, indentation, list items, brackets.

use super::entry::{Broken, Cause, Line};
use crate::{
    finding::quoted,
    fix::{Edit, Safety},
    span::Span,
};

/// js-yaml's words where something stands behind the end of what it takes for the whole block.
const END: &str = "end of the stream or a document separator";
/// How many spaces one tab becomes.
const TAB: &str = "  ";

/// A tab that indents a line.
pub(super) fn tab(broken: &Broken<'_>) -> Option<Cause> {
    let line = broken.focus();
    let distance = line.text[..line.indent].find('\t')?;
    let at = line.span.range().start + distance;
    let tabbed = |line: &&Line<'_>| line.text[..line.indent].contains('\t');
    let spaced = |line: &Line<'_>| line.text.starts_with(' ') && !line.is_blank();
    let edits = broken
        .lines
        .iter()
        .filter(tabbed)
        .map(|line| {
            let start = line.span.range().start;
            let blanks = &line.text[..line.indent];
            let indent = Span::new(start, start + line.indent);
            Edit::replace(indent, blanks.replace('\t', TAB))
        })
        .collect();
    // Where all lines have tabs, spaces keep them in line with each other.
    let safety = if broken.lines.iter().any(spaced) {
        Safety::Unsafe
    } else {
        Safety::Safe
    };
    let cause = Cause::new(
        Span::new(at, at + 1),
        "a tab indents this line",
        "indent with spaces",
    );
    // The first line of an entry has to stand where the other entries do, which is not known here.
    let first = broken.lines.iter().find(|line| !line.is_blank());
    if first.as_ref().is_some_and(tabbed) {
        return Some(cause);
    }
    Some(cause.mend(safety, "Indent with spaces", edits))
}

/// An item of a list where there is none.
pub(super) fn list_item(broken: &Broken<'_>) -> Option<Cause> {
    let line = broken.focus();
    let start = line.span.range().start + line.indent;
    let at_top = line.indent == 0 && broken.says(&[END]);
    if !line.is_item || (broken.error.offset as usize > start && !at_top) {
        return None;
    }
    let dash = Span::new(start, start + 1);
    let what = format!(
        "expected a key, found the list item {}",
        quoted(line.text.trim())
    );
    let help = "write a key with a colon above the list, or remove the dash";
    Some(Cause::new(dash, what, help))
}

/// Brackets that do not fit.
pub(super) fn brackets(broken: &Broken<'_>) -> Option<Cause> {
    let at = broken.error.offset as usize;
    let closing = matches!(broken.text(Span::new(at, at + 1)), "]" | "}");
    if !closing && !broken.says(&["flow collection", "expected the node content"]) {
        return None;
    }
    let end = broken.focus().content.range().end;
    let span = if at < end {
        Span::new(at, end)
    } else {
        broken.focus().content
    };
    let text = quoted(broken.text(span));
    let what = if closing {
        format!("no bracket is open where {text} closes one")
    } else if at >= end {
        format!("expected a comma or a closing bracket after {text}")
    } else if broken.text(span).starts_with(',') {
        format!("expected a value before the comma, found {text}")
    } else {
        format!("expected a comma or a closing bracket, found {text}")
    };
    let help = "close each `[` and `{`, put commas between the parts, and quotes around texts";
    Some(Cause::new(span, what, help))
}

/// A first key that is indented, with others at the start of their lines.
pub(super) fn first_key(broken: &Broken<'_>) -> Option<Cause> {
    let line = broken.lines.iter().find(|line| !line.is_blank())?;
    if line.indent == 0 || line.key.is_none() || !broken.says(&[END]) {
        return None;
    }
    let span = Span::new(line.span.range().start, line.content.range().end);
    let what = format!(
        "{} is indented, but the keys after it are not",
        quoted(line.text.trim())
    );
    Some(Cause::new(
        span,
        what,
        "write all keys at the start of a line",
    ))
}

/// A line that is indented like none above it.
pub(super) fn indentation(broken: &Broken<'_>) -> Option<Cause> {
    if !broken.says(&["bad indentation", END]) {
        return None;
    }
    let line = broken.focus();
    let above = broken.lines[broken.above(broken.at)?];
    let (expected, found) = (above.indent, line.indent);
    if line.key.is_none() || expected == found {
        return None;
    }
    let what = if found > expected && above.value.is_some() {
        let above = quoted(above.text.trim()).to_string();
        format!(
            "{} is indented under {above}, which has a value already",
            quoted(line.text.trim())
        )
    } else {
        format!("the indentation fits no line above: expected {expected} spaces, found {found}")
    };
    let span = Span::new(line.span.range().start, line.content.range().end);
    let cause = Cause::new(
        span,
        what,
        "give keys that belong together the same indentation",
    );
    let edits = if expected.abs_diff(found) == 1 {
        indent_like(broken, expected)
    } else {
        Vec::new()
    };
    Some(cause.mend(Safety::Unsafe, "Indent it like the line above", edits))
}

/// The line at the mistake with those under it, moved to another indentation.
fn indent_like(broken: &Broken<'_>, indent: usize) -> Vec<Edit> {
    let found = broken.focus().indent;
    let behind = broken.lines[broken.at + 1..].iter();
    let under = behind.take_while(|line| line.content.is_empty() || line.indent > found);
    let written = under.filter(|line| !line.content.is_empty()).copied();
    std::iter::once(broken.focus())
        .chain(written)
        .map(|line| {
            let start = line.span.range().start;
            let blanks = " ".repeat(line.indent + indent - found);
            Edit::replace(Span::new(start, start + line.indent), blanks)
        })
        .collect()
}
