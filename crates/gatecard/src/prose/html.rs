//! Finding HTML in Markdown that cannot reach the readers of the form.

use std::ops::Range;

use memchr::memchr2_iter;

use super::after;

/// The longest tag that is read, in bytes.
const MAX_TAG: usize = 2000;
/// How many runs of backticks are looked through for the one that ends a piece of code.
const MAX_RUNS: usize = 8;

/// Elements that `DOMPurify`, sanitize-html, rehype-sanitize and ammonia all remove as they come.
const REMOVED: &[&str] = &[
    "applet", "base", "embed", "frame", "frameset", "iframe", "link", "meta", "object", "script",
];
/// An element that most sanitisers remove, but not all of them.
const STYLE: &str = "style";
/// Elements that ask for something.
const INPUTS: &[&str] = &["form", "input", "select", "textarea"];

/// What does not work in a Markdown text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// An element that sanitisers remove.
    Element(&'static str),
    /// A style sheet, which most sanitisers remove.
    Style,
    /// An element that would ask the visitor for something.
    Input(&'static str),
    /// A handler such as `onclick`.
    Handler,
    /// A link that runs a script.
    ScriptLink,
}

/// The HTML that sanitisers remove, and the inputs, with their places; code and comments left
/// aside.
pub(crate) fn lost(text: &str) -> Vec<(Range<usize>, Lost)> {
    let mut found = Vec::new();
    let mut code = None;
    let mut is_code = |at: usize| {
        let code = code.get_or_insert_with(|| code_of(text));
        let next = code.partition_point(|code: &Range<usize>| code.end <= at);
        code.get(next).is_some_and(|code| code.contains(&at))
    };
    let mut comments = Comments::of(text);
    let mut past = 0;
    for at in memchr2_iter(b'<', b'(', text.as_bytes()) {
        if at < past {
            continue;
        }
        let comment = comments.at(at);
        let hit = || tag_at(text, at).or_else(|| link_at(text, at));
        let hit = if comment.is_some() { None } else { hit() };
        if (comment.is_none() && hit.is_none()) || is_code(at) {
            continue;
        }
        past = comment
            .or(hit.as_ref().map(|(place, _)| place.end))
            .unwrap_or(at);
        found.extend(hit);
    }
    found
}

/// The comments of a text. The end of each is looked for behind the one before.
struct Comments<'t> {
    text: &'t str,
    /// Whether a comment that begins from here on has an end.
    may_end: bool,
}

impl<'t> Comments<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            may_end: true,
        }
    }

    /// The end of the comment that begins at `at`.
    fn at(&mut self, at: usize) -> Option<usize> {
        const OPEN: &str = "<!--";
        let inner = self.text[at..]
            .strip_prefix(OPEN)
            .filter(|_| self.may_end)?;
        let len = memchr::memmem::find(inner.as_bytes(), b"-->");
        self.may_end = len.is_some();
        Some(at + OPEN.len() + len? + 3)
    }
}

/// A tag that is lost, or has an attribute that is lost, at `at`.
fn tag_at(text: &str, at: usize) -> Option<(Range<usize>, Lost)> {
    if text[..at].ends_with('\\') {
        return None;
    }
    let rest = after(text, at, MAX_TAG).strip_prefix('<')?;
    let name_len = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
    let name = rest[..name_len].to_ascii_lowercase();
    if name.is_empty() || !rest[name_len..].starts_with(['>', '/', ' ', '\t', '\n', '\r']) {
        return None;
    }
    let (attributes, len) = attributes(&rest[name_len..])?;
    let whole = at..at + 1 + name_len + len;
    let known = |list: &[&'static str]| list.iter().find(|known| **known == name).copied();
    if let Some(name) = known(REMOVED) {
        return Some((whole, Lost::Element(name)));
    }
    if name == STYLE {
        return Some((whole, Lost::Style));
    }
    if let Some(name) = known(INPUTS) {
        return Some((whole, Lost::Input(name)));
    }
    attributes.into_iter().find_map(|(name, value)| {
        let start = at + 1 + name_len + name.start;
        let name = &rest[name_len..][name];
        let value = value.map_or("", |value| &rest[name_len..][value]);
        let lower = name.to_ascii_lowercase();
        let lost = match &*lower {
            "href" | "src" | "action" if is_script(value) => Lost::ScriptLink,
            _ if is_handler(&lower) => Lost::Handler,
            _ => return None,
        };
        Some((start..start + name.len(), lost))
    })
}

fn is_handler(name: &str) -> bool {
    let event = name.strip_prefix("on").unwrap_or_default();
    event.len() > 2 && event.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_script(address: &str) -> bool {
    let address = address.trim_start();
    ["javascript:", "vbscript:"].iter().any(|scheme| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

type Attribute = (Range<usize>, Option<Range<usize>>);

/// The attributes of a tag with their values, and the length up to its end; `None` where it has
/// no end and so is text.
fn attributes(tag: &str) -> Option<(Vec<Attribute>, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        at += blanks(&tag[at..], true);
        let rest = &tag[at..];
        if rest.starts_with('>') {
            return Some((found, at + 1));
        }
        let name_len = rest.find(|c: char| c.is_whitespace() || "=/>\"'<".contains(c))?;
        if !is_attribute_name(&rest[..name_len]) {
            return None;
        }
        let name = at..at + name_len;
        at = name.end;
        let equals = at + blanks(&tag[at..], false);
        let Some(value) = tag[equals..].strip_prefix('=') else {
            found.push((name, None));
            continue;
        };
        let skipped = blanks(value, false);
        let start = equals + 1 + skipped;
        let rest = &tag[start..];
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (open, len) = match quote {
            Some(quote) => (1, rest[1..].find(quote)?),
            None => (0, rest.find(|c: char| c.is_whitespace() || c == '>')?),
        };
        found.push((name, Some(start + open..start + open + len)));
        at = start + open + len + open;
    }
}

/// Whether Markdown takes a word for the name of an attribute, and so its tag for HTML.
fn is_attribute_name(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_:.-".contains(c);
    name.starts_with(|c: char| c.is_ascii_alphabetic() || "_:".contains(c))
        && name.chars().all(is_part)
}

fn blanks(text: &str, slash: bool) -> usize {
    let is_blank = |c: char| c.is_whitespace() || (slash && c == '/');
    text.len() - text.trim_start_matches(is_blank).len()
}

/// The address of a Markdown link that runs a script, whose `(` is at `at`.
fn link_at(text: &str, at: usize) -> Option<(Range<usize>, Lost)> {
    let rest = after(text, at, MAX_TAG).strip_prefix('(')?;
    if !text[..at].ends_with(']') {
        return None;
    }
    let address = rest.trim_start().trim_start_matches('<');
    let start = at + 1 + rest.len() - address.len();
    let len = address.find([')', '>', ' ', '\n']).unwrap_or(address.len());
    is_script(address).then_some((start..start + len, Lost::ScriptLink))
}

/// The code in a Markdown text: fenced blocks, indented blocks, and what stands in backticks on one
/// line.
fn code_of(text: &str) -> Vec<Range<usize>> {
    let mut code = Vec::new();
    let mut fence: Option<(usize, &str)> = None;
    let mut indented = Indented::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start_matches([' ', '>']);
        let marker = ["```", "~~~"]
            .into_iter()
            .find(|marker| trimmed.starts_with(marker));
        match (fence, marker) {
            (Some((open, with)), Some(marker)) if marker == with => {
                code.push(open..start + line.len());
                fence = None;
            }
            (Some(_), _) => {}
            (None, Some(marker)) => fence = Some((start, marker)),
            (None, None) if indented.takes(line) => code.push(start..start + line.len()),
            (None, None) => inline_code(line, start, &mut code),
        }
        start += line.len();
    }
    code.extend(fence.map(|(open, _)| open..text.len()));
    code
}

/// What is known of the lines above one, to tell whether it is indented code.
#[derive(Default)]
struct Indented {
    /// Whether the line above holds text that an indented line would go on with.
    in_text: bool,
    /// Whether a list is open, whose items are indented as well.
    in_list: bool,
}

impl Indented {
    /// Takes the next line, and says whether it is code.
    fn takes(&mut self, line: &str) -> bool {
        let text = line.trim_start_matches(' ');
        let depth = line.len() - text.len();
        if text.trim().is_empty() {
            self.in_text = false;
            return false;
        }
        if depth >= 4 && !self.in_text && !self.in_list {
            return true;
        }
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let mark = rest.as_bytes().first_chunk::<2>();
        let marked = mark.is_some_and(|[sign, blank]| b"-*+.)".contains(sign) && *blank == b' ');
        self.in_text = true;
        self.in_list = marked || (self.in_list && depth > 0);
        false
    }
}

fn inline_code(line: &str, line_start: usize, code: &mut Vec<Range<usize>>) {
    let runs: Vec<Range<usize>> = backtick_runs(line).collect();
    let mut next = 0;
    while let Some(open) = runs.get(next) {
        next += 1;
        let others = runs[next..].iter().take(MAX_RUNS);
        if let Some(close) = others.clone().position(|run| run.len() == open.len()) {
            code.push(line_start + open.start..line_start + runs[next + close].end);
            next += close + 1;
        }
    }
}

fn backtick_runs(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + line[at..].find('`')?;
        let len = line[start..]
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        at = start + len;
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::{Lost, lost};

    fn found(text: &str) -> Vec<(&str, Lost)> {
        let found = lost(text).into_iter();
        found.map(|(range, lost)| (&text[range], lost)).collect()
    }

    #[test]
    fn what_sanitisers_remove_is_found() {
        for (text, expected) in [
            (
                "a <script src=\"x\"> b",
                ("<script src=\"x\">", Lost::Element("script")),
            ),
            (
                "<IFRAME\nsrc='a>b'>",
                ("<IFRAME\nsrc='a>b'>", Lost::Element("iframe")),
            ),
            ("<input/>", ("<input/>", Lost::Input("input"))),
            ("<style>p {}</style>", ("<style>", Lost::Style)),
            ("<a href=\"x\" onclick = go()>", ("onclick", Lost::Handler)),
            ("<a href=' JavaScript:go()'>", ("href", Lost::ScriptLink)),
            (
                "[go](javascript:go())",
                ("javascript:go(", Lost::ScriptLink),
            ),
            ("`a` <embed> `b`", ("<embed>", Lost::Element("embed"))),
            ("<!-- a --><embed>", ("<embed>", Lost::Element("embed"))),
            ("`<!--` <embed> -->", ("<embed>", Lost::Element("embed"))),
            ("- a\n\n    <embed>", ("<embed>", Lost::Element("embed"))),
            ("text\n    <embed>", ("<embed>", Lost::Element("embed"))),
        ] {
            assert_eq!(found(text), [expected], "{text:?}");
        }
    }

    #[test]
    fn other_html_and_code_are_left() {
        for text in [
            "<a href=\"https://x.y/javascript:\">",
            "<p title=\"on=1 onclick=\">",
            "<b>x</b><br><styles>p {}</styles>",
            "`<script>` and ``a ` <iframe>``",
            "x\n```html\n<script>\n```\n",
            "~~~\n<script>",
            "\\<script>",
            "a <input",
            "<scripts> <script-like>",
            "x < 5 and y > 3 (javascript: no)",
            "<name@example.org> <https://x.y>",
            "<span one=1 only=2>",
            "a <!-- <script> --> b <!--\n<iframe>\n-->",
            "if x<script && y>z",
            "Such as:\n\n    <script>\n    <iframe>\n",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
    }
}
