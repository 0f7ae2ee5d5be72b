//! Finding the buttons that a text tells its readers to press.

use std::ops::Range;

use super::{Pieces, after, before, plain_words, says_any, words};

/// The longest name of a button that is looked for, in bytes with its quotes.
const MAX_NAME: usize = 160;
/// How far around a name is looked for what it is about, in bytes.
const NEAR: usize = 240;

/// Words for pressing a button.
const VERBS: &[&str] = &["click", "press", "tap", "hit", "push"];
/// Words that can also be about a menu or a box, so that they need the word "button".
const CHOOSING: &[&str] = &["select", "choose", "use"];
/// Words before "click" and the like that make it a request, not a noun or a story.
const ASKING: &[&str] = &[
    "and", "can", "just", "must", "now", "or", "please", "should", "simply", "then", "to", "you",
];
/// What can stand between such a word and the name.
const BETWEEN: &[&str] = &[
    "on", "the", "a", "our", "this", "that", "below", "blue", "button", "buttons", "called",
    "entitled", "labeled", "labelled", "marked", "named", "reading", "says", "saying", "titled",
];
/// Pieces of which each word for pressing or choosing has one, and so have the button itself and
/// the name that it had.
pub(super) const PIECES: Pieces<13> = Pieces::new([
    *b"clic", *b"pres", *b"tap ", *b"tapp", *b"hit ", *b"hitt", *b"push", *b"sele", *b"choo",
    *b"use ", *b"usin", *b"butt", *b"repo",
]);
/// What quotes a name.
const QUOTES: &[(&str, &str)] = &[
    ("**", "**"),
    ("__", "__"),
    ("*", "*"),
    ("_", "_"),
    ("`", "`"),
    ("\"", "\""),
    ("“", "”"),
    ("“", "“"),
    ("”", "”"),
    ("„", "“"),
    ("„", "”"),
    ("«", "»"),
    ("‘", "’"),
    ("'", "'"),
    ("<b>", "</b>"),
    ("<strong>", "</strong>"),
    ("<em>", "</em>"),
    ("<i>", "</i>"),
    ("<code>", "</code>"),
];
/// What follows the name of something that is no button.
const OTHER_THINGS: &[&str] = &[
    "box", "checkbox", "entry", "field", "file", "folder", "heading", "icon", "item", "link",
    "links", "menu", "option", "page", "section", "tab",
];
/// Names of keys on a keyboard.
const KEYBOARD: &[&str] = &[
    "alt",
    "backspace",
    "ctrl",
    "delete",
    "enter",
    "esc",
    "escape",
    "return",
    "shift",
    "space",
    "tab",
];
/// The button that the form had in earlier years. Texts in all languages quote it.
const FORMER: &str = "access repository";
/// Words that tell of another place than the form.
const ELSEWHERE: &[&str] = &[
    "account",
    "application form",
    "google form",
    "registration form",
    "request form",
    "go to",
    "navigate to",
    "portal",
    "profile",
    "register at",
    "register on",
    "settings",
    "site",
    "visit",
    "webpage",
    "website",
];

/// The names in quotes of the buttons that a text tells its readers to press, without the quotes.
///
/// Only what clearly speaks of a button of the form is taken: a word for pressing with a quoted
/// name, or the word "button" with one; nothing about links, menus or other sites.
pub(crate) fn pressed(text: &str) -> Vec<Range<usize>> {
    let mut names: Vec<Range<usize>> = Vec::new();
    if !text.bytes().any(quotes) || !PIECES.are_in(text) {
        return names;
    }
    for (range, word) in words(text) {
        let name = match Cue::of(word) {
            Some(Cue::Button) => named_by_button(text, &range),
            Some(cue) => named_after(text, &range, cue),
            None => former_name(text, &range),
        };
        if let Some(name) = name
            && names.last().is_none_or(|last| last.end < name.start)
        {
            names.push(name);
        }
    }
    names
}

/// Whether a quoted name can begin with the byte.
pub(super) const fn quotes(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | b'*' | b'_' | b'<' | 0x80..)
}

/// A word that makes a reader look for a button.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// "Click".
    Press,
    /// "By clicking", which is what the form's own button is spoken of with.
    Pressing,
    /// "Select".
    Choose,
    /// "Button".
    Button,
}

impl Cue {
    fn of(word: &str) -> Option<Self> {
        if word.eq_ignore_ascii_case("button") {
            return Some(Self::Button);
        }
        let lower = (word.len() <= 9).then(|| word.to_ascii_lowercase())?;
        if CHOOSING.contains(&&*lower) || matches!(&*lower, "selecting" | "choosing" | "using") {
            return Some(Self::Choose);
        }
        let (stem, cue) = match lower.strip_suffix("ing") {
            Some(stem) => (stem, Self::Pressing),
            None => (lower.trim_end_matches("ed"), Self::Press),
        };
        let stem = match stem {
            "tapp" => "tap",
            "hitt" => "hit",
            other => other,
        };
        VERBS.contains(&stem).then_some(cue)
    }
}

/// The name that follows the word at `cue_range`.
fn named_after(text: &str, cue_range: &Range<usize>, cue: Cue) -> Option<Range<usize>> {
    let (at, button_said) = skip_between(text, cue_range.end);
    let (name, end) = quoted(text, at)?;
    let next = plain_words(after(text, end, NEAR / 4));
    let next = next.split(' ').next().unwrap_or_default();
    let is_button = button_said || next == "button";
    let fits = match cue {
        Cue::Choose => is_button,
        Cue::Press => asks(text, cue_range.start) && !OTHER_THINGS.contains(&next),
        _ => !OTHER_THINGS.contains(&next),
    };
    (fits && is_of_form(text, cue_range, end, cue)).then_some(name)
}

/// Whether the verb at `at` begins a sentence or stands behind a word that makes it a request.
fn asks(text: &str, at: usize) -> bool {
    let near = before(text, at, 16).trim_end_matches([' ', '\t']);
    let mut words = near.rsplit(|c: char| !c.is_alphabetic());
    let word = words.next().unwrap_or_default();
    word.is_empty() || ASKING.contains(&&*word.to_ascii_lowercase())
}

/// The former name of the button in quotes, at the word with which it begins: the texts of other
/// languages have no words for pressing that are known here.
fn former_name(text: &str, word: &Range<usize>) -> Option<Range<usize>> {
    let end = word.start + FORMER.len();
    let here = text.get(word.start..end)?;
    if !here.eq_ignore_ascii_case(FORMER) {
        return None;
    }
    let (before, behind) = (before(text, word.start, NEAR), after(text, end, NEAR));
    let is_quoted = |(open, close): &(&str, &str)| {
        // Only the French put blanks within their quotes.
        let (before, behind) = match *open {
            "«" => (before.trim_end(), behind.trim_start()),
            _ => (before, behind),
        };
        before.ends_with(open) && behind.starts_with(close)
    };
    QUOTES.iter().any(is_quoted).then_some(word.start..end)
}

/// The name before or behind the word "button" at `range`.
fn named_by_button(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let behind = || {
        let (at, _) = skip_between(text, range.end);
        quoted(text, at)
    };
    let (name, end) = quoted_before(text, range.start).or_else(behind)?;
    is_of_form(text, range, end.max(range.end), Cue::Button).then_some(name)
}

/// The place behind blanks and words that can stand before a name, and whether "button" is one.
fn skip_between(text: &str, start: usize) -> (usize, bool) {
    let mut at = start;
    let mut button = false;
    for _ in 0..6 {
        at += blanks(&text[at..]);
        let rest = after(text, at, 16);
        let len = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let word = rest[..len].to_ascii_lowercase();
        if !BETWEEN.contains(&&*word) {
            break;
        }
        button |= word.starts_with("button");
        at += len;
    }
    (at, button)
}

fn blanks(text: &str) -> usize {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, ':' | ',');
    text.len() - text.trim_start_matches(is_blank).len()
}

/// Whether what is said around a name is about the form, not about another site.
fn is_of_form(text: &str, cue_range: &Range<usize>, end: usize, cue: Cue) -> bool {
    let sentence = before(text, cue_range.start, NEAR);
    let sentence = match sentence.rfind(['.', '!', '?', '\n']) {
        // A dot within an address ends no sentence.
        Some(stop) if sentence[stop + 1..].starts_with(char::is_whitespace) => &sentence[stop..],
        _ => sentence,
    };
    let rest = after(text, end, NEAR / 4);
    let rest = rest.split(['.', ';', '\n']).next().unwrap_or_default();
    let elsewhere = |part: &str| says_any(&plain_words(part), ELSEWHERE);
    let links = sentence.contains("://") || sentence.contains("](");
    let leads_away = [
        "on our ",
        "on their ",
        "on your ",
        "in your ",
        "on the ",
        "at http",
    ];
    let leads_away = leads_away
        .iter()
        .any(|way| rest.trim_start().starts_with(way));
    let away = elsewhere(sentence) || (leads_away && elsewhere(rest));
    !away && (cue == Cue::Pressing || !links)
}

/// The name in quotes at `at`, and the place behind its quotes.
fn quoted(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let rest = after(text, at, MAX_NAME);
    QUOTES.iter().find_map(|(open, close)| {
        let inner = rest.strip_prefix(open)?;
        let len = inner.match_indices(close).map(|(len, _)| len).find(|len| {
            let behind = inner[len + close.len()..].chars().next();
            !behind.is_some_and(char::is_alphanumeric)
        })?;
        let start = at + open.len();
        let name = name(text, start..start + len)?;
        Some((name, start + len + close.len()))
    })
}

/// The name in quotes that ends right before `at`, and the place behind its quotes.
fn quoted_before(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let near = before(text, at, MAX_NAME);
    let near_start = at - near.len();
    let trimmed = near.trim_end();
    QUOTES.iter().find_map(|(open, close)| {
        let inner = trimmed.strip_suffix(close)?;
        let start = inner.rfind(open)? + open.len();
        let name = name(text, near_start + start..near_start + inner.len())?;
        Some((name, near_start + trimmed.len()))
    })
}

/// A quoted piece without blanks and quotes at its ends, where it can be the name of a button.
fn name(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let piece = &text[range.clone()];
    let is_edge = |c: char| c.is_whitespace() || "*_`\"'“”„«»‘’,.".contains(c);
    let start = range.start + piece.len() - piece.trim_start_matches(is_edge).len();
    let name = piece.trim_matches(is_edge);
    let is_link = name.contains("](") || name.contains("://") || name.contains("<a ");
    let has_word = name.contains(char::is_alphanumeric);
    let is_key = KEYBOARD.contains(&&*name.to_ascii_lowercase());
    (has_word && !is_link && !is_key && !name.contains("\n\n")).then(|| start..start + name.len())
}

#[cfg(test)]
mod tests {
    use super::pressed;

    fn names(text: &str) -> Vec<&str> {
        pressed(text).into_iter().map(|name| &text[name]).collect()
    }

    #[test]
    fn names_of_buttons_are_found() {
        for (text, expected) in [
            ("By clicking on “Go” below, you agree", "Go"),
            ("By clicking \"Go,\" you agree", "Go"),
            ("By clicking **\"Go on\"** you agree", "Go on"),
            ("Press the `Go` button.", "Go"),
            ("click on the button labelled 'Don't go'", "Don't go"),
            ("Please tap the **Go** button to apply", "Go"),
            ("When you hit <b>Go</b>, you agree", "Go"),
            ("Select the “Go” button below", "Go"),
            ("The \"Go\" button sends your request", "Go"),
            ("Use the button “Go” below", "Go"),
            (
                "If you accept the [terms](https://x.y/z) by pressing «Go», wait",
                "Go",
            ),
            (
                "Durch Klicken auf „Access repository“ stimmen Sie zu",
                "Access repository",
            ),
            (
                "En cliquant sur « Access repository », vous",
                "Access repository",
            ),
            (
                "Al hacer clic en **Access Repository**",
                "Access Repository",
            ),
            ("Clicking on\n\"Go\nnow\" means yes", "Go\nnow"),
        ] {
            assert_eq!(names(text), [expected], "{text:?}");
        }
    }

    #[test]
    fn other_things_in_quotes_are_left() {
        for text in [
            "By clicking Submit below I accept",
            "click [here](https://x.y)",
            "click **[here](https://x.y)**",
            "click the “Licence” link",
            "press \"Enter\" to submit",
            "By clicking \"Request\" on the request form",
            "to access repository data \"freely\"",
            "Select “Other” if none fits",
            "Go to https://x.y and click \"Register\"",
            "Click \"Register\" on our website before you ask",
            "a dataset of people who press a \"red\" thing",
            "I don't click and I won't press it",
            "It's one click away: \"no\"",
            "using \"Amber\" in products",
            "the press \"Harbor Books\" printed it. Its site",
        ] {
            assert_eq!(names(text), <[&str; 0]>::default(), "{text:?}");
        }
    }
}
