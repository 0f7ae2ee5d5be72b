//! Comments for gatecard: `# gatecard: ignore[rule] reason`.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::{
    card::{Card, FrontMatter},
    span::Span,
    text::most_alike,
    yaml::Reader,
};

/// What every comment for gatecard begins with, behind the `#`.
const ADDRESS: &str = "gatecard:";
/// What finds it, made ready once for all cards.
static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(ADDRESS));
/// The words that can follow, longest first.
const WORDS: [(&str, Scope); 2] = [("ignore-file", Scope::File), ("ignore", Scope::Line)];
/// The words of other linters for the same.
const OTHER_WORDS: [&str; 7] = [
    "allow", "disable", "expect", "noqa", "off", "silence", "skip",
];

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The line that it stands on, or the next one where it has its line to itself.
    Line,
    /// The whole card.
    File,
}

impl Scope {
    /// The word in the comment.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Line => "ignore",
            Self::File => "ignore-file",
        }
    }
}

/// One name between the brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name<'a> {
    pub(crate) text: &'a str,
    pub(crate) span: Span,
}

/// A comment for gatecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Directive<'a> {
    /// From its `#` to its last character. Another comment may follow, behind a `#` of its own.
    pub(crate) span: Span,
    /// The place behind the last name; none where there are no names in brackets.
    pub(crate) names_end: Option<usize>,
    /// How far it reaches.
    pub(crate) scope: Scope,
    /// The rules that it names.
    pub(crate) names: Vec<Name<'a>>,
    /// Why, in the author's words; often empty.
    pub(crate) reason: &'a str,
    /// What it says in the place of `ignore`.
    pub(crate) word: Span,
}

/// Whether a text can hold comments for gatecard.
pub(crate) fn mentions_gatecard(text: &[u8]) -> bool {
    FINDER.find(text).is_some()
}

/// All comments for gatecard in the YAML block of a card.
pub(crate) fn directives<'a>(card: &Card<'a>, block: Option<FrontMatter>) -> Vec<Directive<'a>> {
    let Some(block) = block.filter(|_| card.mentions_gatecard()) else {
        return Vec::new();
    };
    let text = card.text();
    let yaml = block.yaml.slice(text);
    let start = block.yaml.range().start;
    let mut found: Vec<Directive<'a>> = Vec::new();
    for at in FINDER.find_iter(yaml.as_bytes()) {
        let directive = opening(text, block.yaml, start + at)
            .and_then(|hash| Some(Span::new(hash, comment_end(card, hash)?)))
            .and_then(|span| parse(text, span));
        let free =
            |new: &Directive<'_>| found.last().is_none_or(|it| it.span.end <= new.span.start);
        found.extend(directive.filter(free));
    }
    found
}

/// The `#` in front of the address, where it can begin a comment.
fn opening(text: &str, block: Span, address: usize) -> Option<usize> {
    let before = Span::new(block.range().start, address).slice(text);
    let before = before.trim_end_matches([' ', '\t']).strip_suffix('#')?;
    let free = before.is_empty() || before.ends_with([' ', '\t', '\n', '\r']);
    free.then(|| block.range().start + before.len())
}

/// The end of the comment that a `#` belongs to; nothing where it is part of a text.
fn comment_end(card: &Card<'_>, hash: usize) -> Option<usize> {
    let hub = card.reading(Reader::Hub);
    let at = Span::new(hash, hash + 1);
    let comments = &hub.tree().comments;
    let next = comments.partition_point(|comment| comment.span.start <= at.start);
    let comment = next.checked_sub(1).and_then(|last| comments.get(last));
    if let Some(comment) = comment.filter(|comment| comment.span.contains(at)) {
        return Some(comment.span.range().end);
    }
    // What could not be read has no comments in the tree, so its lines have to do.
    let lost = hub.tree().root().is_none() && !hub.errors().is_empty();
    let aside = hub.set_aside().iter().any(|lines| lines.contains(at));
    let rest = card.text().get(hash..)?;
    (lost || aside).then(|| hash + rest.find(['\n', '\r']).unwrap_or(rest.len()))
}

/// Reads a comment from its `#` on; nothing where it only begins like one for gatecard.
fn parse(text: &str, comment: Span) -> Option<Directive<'_>> {
    let start = comment.range().start;
    let whole = comment.slice(text);
    let whole = whole[..next_comment(whole)].trim_end();
    let rest = whole[1..].trim_start().strip_prefix(ADDRESS)?.trim_start();
    let at = |part: &str| start + whole.len() - part.len();
    let letters = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
    let (word, behind) = rest.split_at(letters.unwrap_or(rest.len()));
    let known = WORDS.iter().find(|(known, _)| *known == word);
    let brackets = behind.trim_start().strip_prefix('[');
    let meant = known.is_some()
        || brackets.is_some()
        || OTHER_WORDS.contains(&word)
        || most_alike(word, WORDS.map(|(known, _)| known)).is_some();
    if !meant {
        return None;
    }
    let listed = brackets.and_then(|inner| inner.split_once(']'));
    let names = listed.map_or(Vec::new(), |(list, _)| {
        names(list, at(brackets.unwrap_or("")))
    });
    Some(Directive {
        span: Span::new(start, start + whole.len()),
        names_end: names.last().map(|name| name.span.range().end),
        scope: known.map_or(Scope::Line, |(_, scope)| *scope),
        names: if known.is_some() { names } else { Vec::new() },
        reason: listed.map_or("", |(_, reason)| reason.trim()),
        word: Span::new(at(rest), at(rest) + word.len()),
    })
}

/// Where another comment begins on the same line: behind a `#` between blanks.
fn next_comment(comment: &str) -> usize {
    let is_blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t'));
    let bytes = comment.as_bytes();
    (1..bytes.len())
        .find(|&at| bytes[at] == b'#' && is_blank(bytes.get(at - 1)) && is_blank(bytes.get(at + 1)))
        .unwrap_or(bytes.len())
}

/// The names in a list between commas, which begins at `start`.
fn names(list: &str, start: usize) -> Vec<Name<'_>> {
    let mut names = Vec::new();
    let mut at = start;
    for part in list.split(',') {
        let text = part.trim();
        let from = at + part.len() - part.trim_start().len();
        if !text.is_empty() {
            let span = Span::new(from, from + text.len());
            names.push(Name { text, span });
        }
        at += part.len() + 1;
    }
    names
}
