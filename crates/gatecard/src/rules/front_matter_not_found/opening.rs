//! What is wrong with the opening fence.

use super::{Lost, Obstacle, false_space};
use crate::{
    finding::quoted,
    fix::{Edit, Safety},
    lines::{FenceMistake, Line, is_invisible},
    span::Span,
};

/// Takes code for what it is where it is no example: the whole card, copied with the three
/// backticks around it, or a block that opens directly behind a `---` and never closes.
pub(super) fn open_code_that_is_the_gate(lines: &mut [Line<'_>]) {
    let Some(top) = lines.iter().position(|line| !line.is_blank()) else {
        return;
    };
    let unclosed = lines.last().is_some_and(|line| line.in_code);
    let opens = |at: usize| lines[at].in_code && !lines[at - 1].in_code;
    let behind_fence = (1..lines.len()).rfind(|&at| opens(at));
    let behind_fence = behind_fence.filter(|&at| unclosed && lines[at - 1].is_fence());
    let whole = lines[top].in_code && lines.get(top + 1).is_some_and(Line::is_fence);
    if let Some(start) = whole.then_some(top).or(behind_fence) {
        let code = lines[start..].iter_mut().take_while(|line| line.in_code);
        for line in code {
            line.in_code = false;
        }
    }
}

/// The line that is meant to open the front matter, and what keeps the Hub from seeing it.
pub(super) fn obstacle(lost: &Lost<'_, '_>) -> (Option<usize>, Option<Obstacle>) {
    let first = lost.lines[lost.top];
    let begun = Line {
        text: Span::new(lost.start, first.span.range().end).slice(lost.source),
        ..first
    };
    if begun.text == "---" {
        return (Some(lost.top), None);
    }
    if lost.top < lost.first_key
        && let Some(mistake) = begun.fence_mistake()
    {
        return (Some(lost.top), Some(broken(lost, mistake)));
    }
    let candidate = (lost.top + 1..lost.first_key).rev().find(|&index| {
        let line = lost.lines[index];
        let mistake = line.fence_mistake();
        let almost = mistake.is_some_and(|mistake| !matches!(mistake, FenceMistake::Behind(_)));
        !line.in_code && (line.is_fence() || almost)
    });
    match candidate.filter(|&open| lost.is_yaml(open + 1, lost.first_key)) {
        Some(open) => (Some(open), Some(text_before(lost, open))),
        None => (None, Some(no_fence(lost))),
    }
}

fn broken(lost: &Lost<'_, '_>, mistake: FenceMistake<'_>) -> Obstacle {
    let end = lost.lines[lost.top].span.range().end;
    let span = Span::new(lost.start, end);
    let begun = span.slice(lost.source);
    let (what, safety) = match mistake {
        FenceMistake::Blanks => (
            format!(
                "{} follows the opening `---`",
                false_space(begun).unwrap_or_else(|| "a space or tab".to_owned())
            ),
            Safety::Safe,
        ),
        FenceMistake::Before(text) => (
            format!(
                "an invisible character, {}, comes before the opening `---`",
                code_point(text)
            ),
            Safety::Safe,
        ),
        FenceMistake::Other(text) => (
            format!("expected `---` as the first line, found {}", quoted(text)),
            Safety::Safe,
        ),
        FenceMistake::Behind(text) => (
            format!("{} follows the opening `---`", quoted(text)),
            Safety::Unsafe,
        ),
    };
    Obstacle {
        span,
        what,
        help: "write `---` alone on the first line, with nothing after it".to_owned(),
        related: None,
        title: "Write `---`",
        safety,
        edits: vec![Edit::replace(span, "---")],
    }
}

fn code_point(text: &str) -> String {
    let invisible = text.chars().find(|c| is_invisible(*c));
    invisible.map_or_else(String::new, |c| format!("U+{:04X}", u32::from(c)))
}

fn text_before(lost: &Lost<'_, '_>, open: usize) -> Obstacle {
    let first = lost.lines[lost.top];
    let (title, edits) = match unwrap_code(lost) {
        Some(edits) => ("Take the card out of the block of code", edits),
        None => (
            "Move the front matter to the top",
            move_to_top(lost, open).unwrap_or_default(),
        ),
    };
    let found = match first.text.trim() {
        text if text.starts_with("<<<<<<<") => format!("a merge conflict, {}", quoted(text)),
        text if text.starts_with("<!--") => "a comment".to_owned(),
        text if text.starts_with("```") || text.starts_with("~~~") => "a block of code".to_owned(),
        text => quoted(text).to_string(),
    };
    Obstacle {
        span: Span::new(lost.start, first.span.range().end),
        what: format!("expected `---` as the first line, found {found}"),
        help: "move the front matter to the top of the card: only blank lines may come before it"
            .to_owned(),
        related: Some((lost.lines[open].span, "the front matter begins here")),
        title,
        safety: Safety::Unsafe,
        edits,
    }
}

/// The lines with three backticks around the whole card, gone.
fn unwrap_code(lost: &Lost<'_, '_>) -> Option<Vec<Edit>> {
    let first = lost.lines[lost.top];
    let mark = first
        .text
        .get(..3)
        .filter(|mark| matches!(*mark, "```" | "~~~"))?;
    if !lost.lines.get(lost.top + 1).is_some_and(Line::is_fence) {
        return None;
    }
    let mut behind_gate = lost.lines[lost.last_key..].iter();
    let close = behind_gate.find(|line| line.text.trim_end() == mark)?;
    Some(vec![
        Edit::replace(first.span.to(first.end), ""),
        Edit::replace(close.span.to(close.end), ""),
    ])
}

fn move_to_top(lost: &Lost<'_, '_>, open: usize) -> Option<Vec<Edit>> {
    let source_start = lost.lines[open].span.range().start;
    let close = (lost.last_key + 1..lost.lines.len()).find(|&at| lost.lines[at].is_fence())?;
    let close = lost.lines[close];
    let before: String = lost.lines[..open]
        .iter()
        .flat_map(|line| [line.text, lost.line_break])
        .collect();
    let gap = if close.end.is_empty() {
        lost.line_break
    } else {
        ""
    };
    let mut edits = vec![
        Edit::replace(Span::new(0, source_start), ""),
        Edit::replace(Span::at(close.end.range().end), format!("{gap}{before}")),
    ];
    if !lost.lines[open].text.eq("---") {
        edits.push(Edit::replace(lost.lines[open].span, "---"));
    }
    Some(edits)
}

fn no_fence(lost: &Lost<'_, '_>) -> Obstacle {
    let key = lost.lines[lost.first_key];
    let at_top = lost.is_yaml(lost.top, lost.first_key);
    let closed = lost.lines[lost.last_key..].iter().any(Line::is_fence);
    let edits = if at_top && closed {
        let fence = format!("---{}", lost.line_break);
        vec![Edit::replace(Span::at(0), fence)]
    } else {
        Vec::new()
    };
    Obstacle {
        span: key.span,
        what: "expected `---` above this key, found none".to_owned(),
        help: "put the keys of the gate between two lines of `---` at the top of the card"
            .to_owned(),
        related: None,
        title: "Write `---` as the first line",
        safety: Safety::Unsafe,
        edits,
    }
}
