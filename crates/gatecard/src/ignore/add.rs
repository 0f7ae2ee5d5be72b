//! Writing comments that silence what was found.

use std::{collections::BTreeMap, ops::Range};

use super::{Directive, Reach, Scope};
use crate::{
    card::Card,
    check::CheckOptions,
    context::Context,
    finding::Finding,
    fix::{Edit, apply_edits},
    rule::Group,
    rules::INTERNAL_ERROR,
    span::Span,
    yaml::{ReadError, Reader, Value},
};

/// The longest line that a comment is put at the end of, in characters together with it. Behind a
/// long text nobody would see it.
const MAX_LINE: usize = 100;
/// How many comments are tried one by one where all together do not do. Each try checks the whole
/// card again.
const MAX_SINGLE_COMMENTS: usize = 100;

/// A card after comments were added.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AddedIgnores {
    /// The new text.
    pub text: String,
    /// How many findings are silenced now that were not before.
    pub ignored: usize,
    /// How many findings no comment was found for, as in a card whose YAML cannot be read.
    pub left: usize,
}

/// Adds comments that silence what was found in a card: one for each line, with that reason.
///
/// `choose` is given a text of the card with its findings, and keeps those that are to be silenced.
/// No value of the card changes for either reader. Findings about comments for gatecard, and those
/// about gatecard itself, are never silenced.
///
/// ```
/// use gatecard::{CheckOptions, add_ignores};
///
/// let card = "---\nextra_gated_heading: ''\n---\n";
/// let added = add_ignores(card, &CheckOptions::default(), "meant so", |_, findings| findings);
/// assert_eq!(
///     added.text,
///     "---\nextra_gated_heading: '' # gatecard: ignore[empty-text] meant so\n---\n"
/// );
/// assert_eq!(added.ignored, 1);
/// ```
#[must_use]
pub fn add_ignores(
    text: &str,
    options: &CheckOptions,
    reason: &str,
    choose: impl Fn(&str, Vec<Finding>) -> Vec<Finding>,
) -> AddedIgnores {
    let wanted = |text: &str, card: &Card<'_>| {
        let mut findings = choose(text, card.check(options));
        findings.retain(|it| !is_about_comments(it) && *it.rule != INTERNAL_ERROR);
        findings
    };
    let card = Card::new(text);
    let findings = wanted(text, &card);
    if findings.is_empty() || !card.reading(Reader::Hub).errors().is_empty() {
        return AddedIgnores {
            text: text.to_owned(),
            ignored: 0,
            left: findings.len(),
        };
    }
    let adding = Adding {
        options: *options,
        reason: reason.split_whitespace().collect::<Vec<_>>().join(" "),
        values: values(&card),
        idle: idle(&card, *options),
        wanted: &wanted,
    };
    let text = match adding.all(&card, &findings) {
        Some(all) => all,
        None => adding.one_by_one(text),
    };
    let left = wanted(&text, &Card::new(&text)).len();
    AddedIgnores {
        text,
        ignored: findings.len().saturating_sub(left),
        left,
    }
}

/// What has to stay, and what is to be silenced.
struct Adding<'w> {
    options: CheckOptions,
    reason: String,
    values: [Result<Option<Value>, ReadError>; 2],
    idle: usize,
    wanted: &'w dyn Fn(&str, &Card<'_>) -> Vec<Finding>,
}

impl Adding<'_> {
    /// The text with comments for all findings in their best places; nothing where that does not
    /// silence all of them.
    fn all(&self, card: &Card<'_>, findings: &[Finding]) -> Option<String> {
        let all = self.with_comments(card, findings, 0)?;
        (self.left_in(&all) == Some(0)).then_some(all)
    }

    /// The text with a comment for each finding that one can be found for.
    fn one_by_one(&self, text: &str) -> String {
        let mut text = text.to_owned();
        let mut tries = 0..MAX_SINGLE_COMMENTS;
        let mut skipped = 0;
        while let Some(new) = self.with_one_more(&text, &mut tries, &mut skipped) {
            text = new;
        }
        text
    }

    /// The text with a comment for the first finding that one can be found for, behind those that
    /// were skipped.
    fn with_one_more(
        &self,
        text: &str,
        tries: &mut Range<usize>,
        skipped: &mut usize,
    ) -> Option<String> {
        let card = Card::new(text);
        let findings = (self.wanted)(text, &card);
        let helps = |new: &String| self.left_in(new).is_some_and(|left| left < findings.len());
        for _ in tries {
            let one = std::slice::from_ref(findings.get(*skipped)?);
            let mut choices =
                (0..CHOICES).filter_map(|choice| self.with_comments(&card, one, choice));
            if let Some(new) = choices.find(helps) {
                return Some(new);
            }
            *skipped += 1;
        }
        None
    }

    /// How many findings are left in a text; nothing where it says something else to a reader, or
    /// has comments that silence nothing.
    fn left_in(&self, text: &str) -> Option<usize> {
        let card = Card::new(text);
        let is_kept = values(&card) == self.values && idle(&card, self.options) <= self.idle;
        is_kept.then(|| (self.wanted)(text, &card).len())
    }

    /// The text with comments for findings, each in its place of that choice; nothing where there
    /// is no such place for one of them.
    fn with_comments(
        &self,
        card: &Card<'_>,
        findings: &[Finding],
        choice: usize,
    ) -> Option<String> {
        let cx = Context::new(card, self.options.repo_type);
        cx.front_matter()?;
        let places = Places::new(&cx, &self.reason);
        let mut names: BTreeMap<Place, Vec<&str>> = BTreeMap::new();
        for finding in findings {
            let place = *places.of(finding).get(choice)?;
            let names = names.entry(place).or_default();
            if !names.contains(&finding.rule.name) {
                names.push(finding.rule.name);
            }
        }
        let edits = names
            .iter()
            .map(|(place, names)| places.edit(*place, names));
        let edits: Vec<Edit> = edits.collect();
        Some(apply_edits(card.text(), edits.iter()))
    }
}

fn is_about_comments(finding: &Finding) -> bool {
    finding.rule.group == Group::Ignores
}

/// How many findings there are about comments.
fn idle(card: &Card<'_>, options: CheckOptions) -> usize {
    let findings = card.check(&options).into_iter();
    findings.filter(is_about_comments).count()
}

/// What a card says to each reader, comments aside.
fn values(card: &Card<'_>) -> [Result<Option<Value>, ReadError>; 2] {
    [Reader::Hub, Reader::Python].map(|reader| {
        let reading = card.reading(reader);
        match reading.error() {
            Some(error) => Err(ReadError::new(error.message, 0, 0)),
            None => reading
                .tree()
                .root()
                .map(|root| reading.value(root))
                .transpose(),
        }
    })
}

/// Where a comment is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// In a line of its own at the top of the block, for the whole card.
    Top,
    /// In a line of its own above the line that begins there.
    Above(usize),
    /// At the end of the line that begins there.
    Behind(usize),
    /// Among the names of that comment.
    Among(usize),
}

/// How many places there are to try for each finding.
const CHOICES: usize = 3;

/// The places of a card in which comments can stand.
struct Places<'c, 'd, 'a> {
    cx: &'c Context<'d, 'a>,
    reason: &'c str,
    reach: Reach,
    /// The comments that are there already, by the line that they count for.
    lines: BTreeMap<usize, usize>,
}

impl<'c, 'd, 'a> Places<'c, 'd, 'a> {
    fn new(cx: &'c Context<'d, 'a>, reason: &'c str) -> Self {
        let reach = Reach::of(cx);
        let directives = cx.directives().iter().enumerate();
        let own = directives.filter(|(_, it)| it.scope == Scope::Line && it.names_end.is_some());
        let lines = own
            .map(|(index, it)| (reach.target(it.span), index))
            .collect();
        Self {
            cx,
            reason,
            reach,
            lines,
        }
    }

    /// The places for a comment about a finding, the best first.
    fn of(&self, finding: &Finding) -> Vec<Place> {
        let start = finding.span.range().start;
        let long = self.reach.long_text(start).filter(|text| text.is_long);
        let line = self.reach.line(long.map_or(start, |text| text.key));
        let block = self.cx.front_matter().map(|block| block.yaml);
        if line.is_empty() || block.is_none_or(|block| !block.contains(Span::at(start))) {
            return vec![self.top()];
        }
        let target = self.reach.target(Span::at(line.range().start));
        let among = self.lines.get(&target).map(|index| Place::Among(*index));
        among
            .into_iter()
            .chain(self.own(line, finding.rule.name))
            .collect()
    }

    /// The places for a comment of its own for a line, the best first.
    fn own(&self, line: Span, rule: &str) -> Vec<Place> {
        let start = line.range().start;
        let content = line.slice(self.cx.source()).trim_end();
        let is_comment = content.trim_start().starts_with('#');
        let comment = comment(Scope::Line, &[rule], self.reason);
        let is_seen = content.chars().count() + comment.chars().count() < MAX_LINE;
        let behind =
            (!is_comment && !self.is_text(start + content.len())).then_some(Place::Behind(start));
        let above = (!self.is_text(start)).then_some(Place::Above(start));
        let places = if is_seen {
            [behind, above]
        } else {
            [above, behind]
        };
        places.into_iter().flatten().collect()
    }

    /// Whether a text over several lines goes on at a place.
    fn is_text(&self, offset: usize) -> bool {
        let inside = |text: Span| text.range().start < offset;
        self.reach
            .long_text(offset)
            .is_some_and(|text| inside(text.span))
            || offset
                .checked_sub(1)
                .and_then(|last| self.reach.long_text(last))
                .is_some_and(|text| text.is_block && inside(text.span))
    }

    /// Where a comment for the whole card is put.
    fn top(&self) -> Place {
        let directives = self.cx.directives().iter();
        let of_card = |it: &Directive<'_>| it.scope == Scope::File && it.names_end.is_some();
        match directives.enumerate().find(|(_, it)| of_card(it)) {
            Some((index, _)) => Place::Among(index),
            None => Place::Top,
        }
    }

    /// The edit that puts names in their place.
    fn edit(&self, place: Place, names: &[&str]) -> Edit {
        let text = self.cx.source();
        let line_break = self.cx.line_break();
        let block = self
            .cx
            .front_matter()
            .map(|block| block.yaml)
            .unwrap_or_default();
        match place {
            Place::Top => {
                let comment = comment(Scope::File, names, self.reason);
                // An empty block stands within the line end of its opening line.
                let start = block.range().start;
                let is_split = text[..start].ends_with('\r') && text[start..].starts_with('\n');
                Edit::replace(
                    Span::at(start + usize::from(is_split)),
                    comment + line_break,
                )
            }
            Place::Above(start) => {
                let line = self.cx.line(start).slice(text);
                let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
                let comment = comment(Scope::Line, names, self.reason);
                Edit::replace(Span::at(start), [indent, &comment, line_break].concat())
            }
            Place::Behind(start) => {
                let content = self.cx.line(start).slice(text).trim_end();
                let comment = comment(Scope::Line, names, self.reason);
                Edit::replace(Span::at(start + content.len()), format!(" {comment}"))
            }
            Place::Among(index) => {
                let directive = self.cx.directives().get(index);
                let end = directive.and_then(|it| it.names_end).unwrap_or_default();
                Edit::replace(Span::at(end), format!(", {}", names.join(", ")))
            }
        }
    }
}

/// A comment that silences rules.
fn comment(scope: Scope, names: &[&str], reason: &str) -> String {
    let comment = format!(
        "# gatecard: {}[{}] {reason}",
        scope.word(),
        names.join(", ")
    );
    comment.trim_end().to_owned()
}
