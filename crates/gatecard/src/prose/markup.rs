//! Finding Markdown and HTML in texts that are shown as they are written.

use std::ops::Range;

use super::after;

/// The longest piece of markup that is looked for, in bytes.
const MAX_LEN: usize = 400;
/// How many places are tried for the second of two marks.
const MAX_TRIES: usize = 8;
/// Pairs of marks around a piece of text, and what they are for.
const PAIRS: &[(&str, &str)] = &[
    ("**", "bold text"),
    ("__", "bold text"),
    ("~~", "struck-out text"),
    ("*", "slanted text"),
    ("`", "code"),
    ("_", "slanted text"),
];
/// Words that stand between underscores in the names of Python.
const DUNDERS: &[&str] = &[
    "all", "call", "class", "dict", "doc", "file", "init", "len", "main", "module", "name", "new",
    "path", "repr", "slots", "str", "version",
];
/// The shortest word that can be slanted by underscores; `_id_` is a name.
const MIN_SLANTED: usize = 4;
/// HTML elements that stand alone.
const ALONE: &[&str] = &["br", "hr", "img"];
/// HTML elements around a piece of text.
const AROUND: &[&str] = &[
    "a", "b", "big", "center", "code", "del", "div", "em", "font", "h1", "h2", "h3", "h4", "h5",
    "h6", "i", "li", "mark", "ol", "p", "small", "span", "strong", "sub", "sup", "u", "ul",
];
/// References to characters that people write in HTML.
const CHARACTERS: &[&str] = &["&amp;", "&nbsp;", "&lt;", "&gt;", "&quot;", "&apos;"];

/// A piece of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// All of it.
    pub(crate) range: Range<usize>,
    /// What it is for.
    pub(crate) noun: &'static str,
    /// The lengths of the marks at its start and its end, where leaving them out leaves what is
    /// meant.
    pub(crate) ends: Option<(usize, usize)>,
}

/// The markup in a text, where it cannot be anything else. In a label a single `#` at the start can
/// stand for "number".
pub(crate) fn markup(text: &str, is_label: bool) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    if !text.bytes().any(begins) {
        return marks;
    }
    marks.extend(heading(text, if is_label { 2 } else { 1 }));
    for (at, _) in text.match_indices(['*', '~', '`', '_', '[', '<', '&']) {
        if marks.last().is_none_or(|last| last.range.end <= at) {
            marks.extend(mark_at(text, at));
        }
    }
    marks
}

/// Whether a mark can begin with the byte.
pub(super) const fn begins(byte: u8) -> bool {
    matches!(byte, b'*' | b'~' | b'`' | b'_' | b'[' | b'<' | b'&' | b'#')
}

fn mark_at(text: &str, at: usize) -> Option<Mark> {
    let rest = after(text, at, MAX_LEN);
    let mark = |len, noun, ends| Mark {
        range: at..at + len,
        noun,
        ends,
    };
    match rest.as_bytes().first()? {
        b'[' => {
            let len = link(rest)?;
            // Only what clings to it makes an exclamation mark a part of it.
            let is_image = text[..at].ends_with('!');
            let (before, noun) = if is_image {
                (1, "a Markdown image")
            } else {
                (0, "a Markdown link")
            };
            let range = at - before..at + len;
            Some(Mark {
                range,
                noun,
                ends: None,
            })
        }
        b'<' => Some(mark(element(rest)?, "HTML", None)),
        b'&' => Some(mark(character(rest)?, "HTML", None)),
        _ => {
            let (len, noun, ends) = pair(text, at, rest)?;
            Some(mark(len, noun, Some((ends, ends))))
        }
    }
}

/// A piece of text between two equal marks, each of which clings to it and to nothing else.
fn pair(text: &str, at: usize, rest: &str) -> Option<(usize, &'static str, usize)> {
    let (with, noun) = PAIRS.iter().find(|(with, _)| rest.starts_with(with))?;
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !with.contains(c));
    let inner = &rest[with.len()..];
    if !free(text[..at].chars().next_back()) || !inner.starts_with(char::is_alphanumeric) {
        return None;
    }
    let mut places = inner
        .match_indices(with)
        .map(|(len, _)| len)
        .take(MAX_TRIES);
    let len = places.find(|len| {
        let clings = !inner[..*len].ends_with(char::is_whitespace);
        clings && free(inner[len + with.len()..].chars().next())
    })?;
    let is_name = with.starts_with('_') && is_name(&inner[..len], with, text);
    (!is_name).then(|| (2 * with.len() + len, *noun, with.len()))
}

/// Whether a word between underscores can be a name such as `_id_` or `__init__`: it is no plain
/// word, or stands alone.
fn is_name(word: &str, with: &str, text: &str) -> bool {
    if word.contains(' ') {
        return false;
    }
    let alone = word.len() + 2 * with.len() == text.trim().len();
    let known = match with {
        "__" => DUNDERS.contains(&word),
        _ => word.len() < MIN_SLANTED || alone,
    };
    known || !word.chars().all(char::is_alphabetic)
}

/// The marks of a heading at the start of a text, where there are enough of them.
fn heading(text: &str, least: usize) -> Option<Mark> {
    let start = text.len() - text.trim_start().len();
    let rest = text[start..].trim_start_matches('#');
    let count = text.len() - start - rest.len();
    let line = rest.lines().next().unwrap_or_default();
    let is_heading =
        (least..=6).contains(&count) && line.starts_with(' ') && !line.trim().is_empty();
    let marks = count + line.len() - line.trim_start().len();
    is_heading.then(|| Mark {
        range: start..start + count,
        noun: "a Markdown heading",
        ends: Some((marks, 0)),
    })
}

/// The length of `[text](address)`.
fn link(rest: &str) -> Option<usize> {
    let text = rest.find(']')?;
    let address = rest[text..].strip_prefix("](")?;
    let len = address.find([')', ' ', '\n'])?;
    let is_address = address[..len].contains(['/', '.', '#', ':', '@']);
    (is_address && address[len..].starts_with(')')).then_some(text + 2 + len + 1)
}

/// The length of an HTML element.
fn element(rest: &str) -> Option<usize> {
    let inner = &rest[1..];
    let name = &inner[..inner.find(|c: char| !c.is_ascii_alphanumeric())?];
    let tag = inner.find('>').filter(|len| {
        let attributes = &inner[name.len()..*len];
        attributes.trim_matches(['/', ' ']).is_empty() || attributes.contains('=')
    })?;
    let lower = name.to_ascii_lowercase();
    if ALONE.contains(&&*lower) {
        return Some(tag + 2);
    }
    let known = AROUND.contains(&&*lower);
    let close = inner.to_ascii_lowercase().find(&format!("</{lower}>"));
    let close = close.filter(|close| known && *close > tag)?;
    Some(1 + close + 3 + name.len())
}

/// The length of a reference such as `&amp;` or `&#39;`.
fn character(rest: &str) -> Option<usize> {
    if let Some(known) = CHARACTERS.iter().find(|known| rest.starts_with(*known)) {
        return Some(known.len());
    }
    let digits = rest.strip_prefix("&#")?;
    let len = digits.find(';').filter(|len| (1..=6).contains(len))?;
    let is_digit = |byte: u8| byte.is_ascii_hexdigit() || byte == b'x';
    digits[..len].bytes().all(is_digit).then_some(2 + len + 1)
}

#[cfg(test)]
mod tests {
    use super::markup;

    fn found(text: &str) -> Vec<&str> {
        markup(text, true)
            .into_iter()
            .map(|mark| &text[mark.range])
            .collect()
    }

    #[test]
    fn markup_is_found() {
        for (text, expected) in [
            ("I **agree** to it", "**agree**"),
            ("I *fully agree*.", "*fully agree*"),
            ("_Please read it_", "_Please read it_"),
            ("~~Old~~ name", "~~Old~~"),
            ("__Old__ name", "__Old__"),
            ("I _agree_ to that", "_agree_"),
            ("## Welcome all", "##"),
            ("see ![x](y.png)", "![x](y.png)"),
            ("see `LICENSE`", "`LICENSE`"),
            ("the [terms](https://x.y)", "[terms](https://x.y)"),
            ("the [terms](LICENSE.md)", "[terms](LICENSE.md)"),
            (
                "the <a href=\"https://x.y\">terms</a> here",
                "<a href=\"https://x.y\">terms</a>",
            ),
            ("one<br/>two", "<br/>"),
            ("<B>Name</B>", "<B>Name</B>"),
            ("Terms &amp; rules", "&amp;"),
            ("Don&#39;t", "&#39;"),
        ] {
            assert_eq!(found(text), [expected], "{text:?}");
        }
    }

    #[test]
    fn a_heading_can_begin_with_one_mark() {
        let marks = markup("# Welcome", false);
        let [mark] = &*marks else {
            panic!("expected one mark, found {marks:?}");
        };
        assert_eq!((mark.range.clone(), mark.ends), (0..1, Some((2, 0))));
        assert_eq!(markup("#1 choice", false), []);
    }

    #[test]
    fn other_marks_are_left() {
        for text in [
            "Name*",
            "Name* and Email*",
            "* required, ** optional",
            "_name_",
            "Number of __version__",
            "# of GPUs",
            "C## and F#",
            "##",
            "2*3*4",
            "a snake_case_name and _id_ and __init__",
            "I`m sure you don`t",
            "Role [if any](optional)",
            "[RESEARCHER] (the one)",
            "age <5 or > 80",
            "mail <me@example.org>, <https://x.y>, <your name>",
            "the <s> token, a <b> token",
            "(https://x.y/a_b_c)",
            "AT&T; R&D",
            "files such as *.csv and *.json",
            "5 % & more ~ 6 ~~",
            "$a_1 + b_2$",
        ] {
            assert_eq!(found(text), <[&str; 0]>::default(), "{text:?}");
        }
    }
}
