//! What is wrong with the closing fence.

use super::{Lost, Obstacle, false_space};
use crate::{
    finding::quoted,
    fix::{Edit, Safety},
    lines::{FenceMistake, Line, is_invisible},
    span::Span,
};

/// What keeps the Hub from seeing the end of the front matter that opens on line `open`.
pub(super) fn obstacle(lost: &Lost<'_, '_>, open: usize) -> Option<Obstacle> {
    // The Hub's expression wants a line break between the fences that belongs to neither; of a
    // CRLF it can take the half.
    let two_breaks = lost.lines[open].end.len() == 2;
    let from = open + if two_breaks { 1 } else { 2 };
    let behind = lost.lines.get(from..).unwrap_or_default();
    // Of the line breaks that it takes before a fence, it does not take `\r` behind one.
    let half_ended = |line: &&Line<'_>| line.end.slice(lost.source) == "\r";
    let mut fences = behind.iter().filter(|line| line.is_fence());
    if fences.clone().any(|line| !half_ended(&line)) {
        return None;
    }
    let obstacle = fences.next().map(carriage_return);
    obstacle
        .or_else(|| almost(lost))
        .or_else(|| empty(lost, open))
        .or_else(|| Some(unclosed(lost, open)))
}

fn carriage_return(line: &Line<'_>) -> Obstacle {
    Obstacle {
        span: line.span,
        what: "the closing `---` ends in a carriage return without a line feed".to_owned(),
        help: "save the card with the line ends of Linux or Windows".to_owned(),
        related: None,
        title: "Add a line feed",
        safety: Safety::Safe,
        edits: vec![Edit::replace(Span::at(line.end.range().end), "\n")],
    }
}

fn almost(lost: &Lost<'_, '_>) -> Option<Obstacle> {
    let line = almost_line(lost)?;
    let mistake = line.fence_mistake()?;
    Some(broken(lost, &line, mistake))
}

/// The line behind the gate that looks as if it were meant to close the front matter.
pub(super) fn almost_line<'a>(lost: &Lost<'_, 'a>) -> Option<Line<'a>> {
    let behind = lost.lines[lost.last_key + 1..].iter();
    let candidates = behind
        .take_while(|line| line.fence_mistake().is_some() || line.may_be_yaml())
        .filter(|line| !line.in_code && line.fence_mistake().is_some());
    let indented = |line: &&Line<'_>| line.text.starts_with([' ', '\t']);
    candidates
        .clone()
        .find(|line| !indented(line))
        .or_else(|| candidates.clone().next())
        .copied()
}

fn broken(lost: &Lost<'_, '_>, line: &Line<'_>, mistake: FenceMistake<'_>) -> Obstacle {
    let (what, safety, text) = match mistake {
        FenceMistake::Blanks => (
            match false_space(line.text) {
                Some(space) if line.text.starts_with('-') => {
                    format!("{space} follows the closing `---`")
                }
                Some(space) => format!("{space} comes before the closing `---`"),
                None => "the closing `---` is indented".to_owned(),
            },
            Safety::Safe,
            "---".to_owned(),
        ),
        FenceMistake::Before(text) => {
            let invisible = text.chars().find(|c| is_invisible(*c));
            let code = invisible.map_or(0, u32::from);
            (
                format!("an invisible character, U+{code:04X}, comes before the closing `---`"),
                Safety::Safe,
                "---".to_owned(),
            )
        }
        FenceMistake::Other(text) => (
            format!("expected a closing `---`, found {}", quoted(text)),
            Safety::Safe,
            "---".to_owned(),
        ),
        FenceMistake::Behind(text) => (
            format!("{} follows the closing `---` on its line", quoted(text)),
            Safety::Unsafe,
            format!("---{}{text}", lost.line_break),
        ),
    };
    Obstacle {
        span: line.span,
        what,
        help: "write `---` alone at the start of a line where the front matter ends".to_owned(),
        related: None,
        title: "Write `---`",
        safety,
        edits: vec![Edit::replace(line.span, text)],
    }
}

/// Two fences with nothing between them.
fn empty(lost: &Lost<'_, '_>, open: usize) -> Option<Obstacle> {
    let second = lost.lines.get(open + 1).filter(|line| line.is_fence())?;
    Some(Obstacle {
        span: second.span,
        what: "nothing is between the two `---`".to_owned(),
        help: "put the keys of the gate between them".to_owned(),
        related: Some((lost.lines[lost.first_key].span, "the gate is here")),
        title: "",
        safety: Safety::Unsafe,
        edits: Vec::new(),
    })
}

fn unclosed(lost: &Lost<'_, '_>, open: usize) -> Obstacle {
    let behind = lost.last_key + 1;
    let body = lost.lines[behind..]
        .iter()
        .position(|line| line.text.starts_with('#') || !line.may_be_yaml())
        .map_or(lost.lines.len(), |distance| behind + distance);
    let blanks = lost.lines[behind..body].iter().rev();
    let body = body - blanks.take_while(|line| line.is_blank()).count();
    let before = lost.lines[body - 1];
    let fence = if before.end.is_empty() {
        format!("{}---", lost.line_break)
    } else {
        format!("---{}", lost.line_break)
    };
    Obstacle {
        span: lost.lines[open].span,
        what: "no `---` closes the block that opens here".to_owned(),
        help: "write `---` alone on a line after the last key of the front matter".to_owned(),
        related: None,
        title: "Close the front matter",
        safety: Safety::Unsafe,
        edits: vec![Edit::replace(Span::at(before.end.range().end), fence)],
    }
}
