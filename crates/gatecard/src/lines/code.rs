//! Code and comments in a Markdown text, line by line.

use super::line_around;

/// Whether code is open at a place of a text, or a comment, which nobody sees either.
#[derive(Default)]
pub(super) struct CodeState {
    pub(super) open: Option<Open>,
}

/// What is open at a place of a text.
#[derive(Clone, Copy)]
pub(super) enum Open {
    /// A block of code within three backticks or tildes.
    Fence(CodeMark),
    /// A piece of HTML up to these bytes.
    Html(&'static str),
}

/// What begins a comment, and a block of code in HTML where it begins a line.
const COMMENT: &str = "<!--";
const PRE: &str = "<pre";

impl CodeState {
    /// Takes note of a line.
    pub(super) fn line(&mut self, line: &str) {
        self.open = match (self.open, CodeMark::of(line)) {
            (None, Some(mark)) if !mark.has_backtick => Some(Open::Fence(mark)),
            (Some(Open::Fence(opening)), Some(mark)) if mark.closes(opening) => None,
            (Some(Open::Fence(opening)), _) => Some(Open::Fence(opening)),
            (Some(Open::Html(end)), _) => match find_in(line, end) {
                Some(at) => html_left_open(&line[at + end.len()..]),
                None => Some(Open::Html(end)),
            },
            (None, _) => html_left_open(line),
        };
    }

    /// Takes note of whole lines, of which only those matter that could open or close something.
    pub(super) fn read(&mut self, lines: &str) {
        let mut seen = 0;
        while let Some(at) = self.next_mark(&lines[seen..]) {
            let line = line_around(lines, seen + at);
            self.line(&lines[line.clone()]);
            seen = line.end;
        }
    }

    /// The first place that could open or close something.
    fn next_mark(&self, text: &str) -> Option<usize> {
        if let Some(Open::Html(end)) = self.open {
            return find_in(text, end);
        }
        memchr::memchr3_iter(b'`', b'~', b'<', text.as_bytes()).find(|&at| {
            let rest = &text.as_bytes()[at..];
            ["```", "~~~", COMMENT, PRE]
                .iter()
                .any(|mark| begins(rest, mark))
        })
    }
}

/// What a line of Markdown leaves open of HTML.
fn html_left_open(line: &str) -> Option<Open> {
    let mut rest = line;
    if begins(line.trim_start().as_bytes(), PRE) {
        let end = "</pre>";
        let Some(at) = find_in(rest, end) else {
            return Some(Open::Html(end));
        };
        rest = &rest[at + end.len()..];
    }
    while let Some(at) = find_in(rest, COMMENT) {
        let end = "-->";
        let inner = &rest[at + COMMENT.len()..];
        let Some(at) = find_in(inner, end) else {
            return Some(Open::Html(end));
        };
        rest = &inner[at + end.len()..];
    }
    None
}

/// Where the mark stands first, in any case.
fn find_in(text: &str, mark: &str) -> Option<usize> {
    let first = mark.as_bytes().first()?;
    let mut places = memchr::memchr_iter(*first, text.as_bytes());
    places.find(|&at| begins(&text.as_bytes()[at..], mark))
}

/// Whether bytes begin with the mark, in any case.
fn begins(bytes: &[u8], mark: &str) -> bool {
    let start = bytes.get(..mark.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()))
}

/// Three or more backticks or tildes at the start of a line.
#[derive(Clone, Copy)]
pub(super) struct CodeMark {
    tilde: bool,
    length: usize,
    /// Whether nothing stands behind it.
    bare: bool,
    /// Whether there is a backtick behind it, so that it is a piece of code within a line.
    has_backtick: bool,
}

impl CodeMark {
    fn of(line: &str) -> Option<Self> {
        let indented = line.trim_start_matches(' ');
        let mark = indented.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let rest = indented.trim_start_matches(mark);
        let length = indented.len() - rest.len();
        (length >= 3 && line.len() - indented.len() <= 3).then(|| Self {
            tilde: mark == '~',
            length,
            bare: rest.trim().is_empty(),
            has_backtick: mark == '`' && rest.contains('`'),
        })
    }

    fn closes(self, opening: Self) -> bool {
        self.bare && self.tilde == opening.tilde && self.length >= opening.length
    }
}
