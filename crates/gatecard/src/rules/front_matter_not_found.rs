//! Front matter that is there, but not where and how the Hub looks for it.

mod closing;
mod opening;

use crate::{
    card::{Card, FrontMatter, State},
    context::Context,
    finding::{Finding, Severity, YamlPath},
    fix::{Edit, Safety, apply_edits},
    lines::{Line, lines},
    rule::rule,
    span::Span,
    yaml::Reader,
};

rule! {
    /// ## What it does
    /// Finds cards with a gate whose front matter the Hub does not find: a text before the opening
    /// `---`, a space behind it, something invisible in front of it, or a closing `---` that is
    /// missing, indented or has company. A single line in a text that begins like a gate key is only a
    /// warning, since it can be a sentence.
    ///
    /// ## Why it matters
    /// The Hub looks for `---` alone on the first line, and for the next `---` alone at the start
    /// of a line. Where it does not find both, the card has no metadata at all: visitors meet the
    /// default form, without the terms and without the fields, and the Hub only warns.
    ///
    /// ## Example
    /// The space in front of the closing `---` hides the whole block:
    ///
    /// ```markdown
    /// ---
    /// extra_gated_prompt: You agree not to redistribute the files.
    ///  ---
    /// # Amber
    /// ```
    ///
    /// ## Use instead
    /// ```markdown
    /// ---
    /// extra_gated_prompt: You agree not to redistribute the files.
    /// ---
    /// # Amber
    /// ```
    ///
    /// ## Evidence
    /// The expression with which the Hub's server finds the block is stated in the code of the
    /// official client, `huggingface_hub`; what it does with each of these cards is measured on it.
    FRONT_MATTER_NOT_FOUND {
        name: "front-matter-not-found",
        group: Reading,
        severity: Error,
        fix: Unsafe,
        check: check,
    }
}

/// How much of a card without front matter is searched for a gate, in bytes. The longest real front
/// matter has some tens of kilobytes.
const SEARCHED: usize = 1024 * 1024;
/// The beginning of every message.
const LOSS: &str = "the Hub finds no front matter, and so no gate";

/// The lines of a card whose front matter is not found.
struct Lost<'l, 'a> {
    source: &'a str,
    lines: &'l [Line<'a>],
    /// The first line that is not blank, and where on it the Hub begins to look.
    top: usize,
    start: usize,
    /// The first and the last line that begin with a gate key.
    first_key: usize,
    last_key: usize,
    line_break: &'static str,
}

impl Lost<'_, '_> {
    /// Whether a single line begins with a gate key, in the midst of a text: it may be a sentence.
    fn is_mention(&self) -> bool {
        self.first_key == self.last_key && !self.is_yaml(self.top, self.first_key)
    }

    /// Whether nothing but YAML stands between two lines.
    fn is_yaml(&self, from: usize, to: usize) -> bool {
        let mut between = self.lines[from..to].iter();
        between.all(|line| line.may_be_yaml() || line.text.starts_with("```"))
    }
}

/// One thing that keeps the Hub from finding the front matter.
struct Obstacle {
    span: Span,
    what: String,
    help: String,
    related: Option<(Span, &'static str)>,
    title: &'static str,
    safety: Safety,
    edits: Vec<Edit>,
}

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let lines = lost_lines(cx);
    let Some((lost, key)) = lost(cx, &lines) else {
        return;
    };
    let (open, at_opening) = opening::obstacle(&lost);
    let severity = if open.is_none() && lost.is_mention() {
        Severity::Warning
    } else {
        Severity::Error
    };
    let at_closing = open.and_then(|open| closing::obstacle(&lost, open));
    let mut obstacles: Vec<Obstacle> = at_opening.into_iter().chain(at_closing).collect();
    if !mended(cx, &obstacles) {
        for one in &mut obstacles {
            one.edits.clear();
        }
    }
    findings.extend(obstacles.into_iter().map(|one| Finding {
        severity,
        ..finding(one, key)
    }));
}

/// The block that is meant to be the front matter of a card where the Hub finds none, so that the
/// gate in it can be checked all the same, and whether it is sure where it ends.
pub(crate) fn meant_block(cx: &Context<'_, '_>) -> Option<(FrontMatter, bool)> {
    let lines = lost_lines(cx);
    let (lost, _) = lost(cx, &lines)?;
    let (open, _) = opening::obstacle(&lost);
    let first = open? + 1;
    let behind = &lines[lost.last_key + 1..];
    let no_yaml = |line: &Line<'_>| line.is_fence() || !line.may_be_yaml();
    // What looks like the closing fence counts where there is none.
    let almost = || closing::almost_line(&lost).filter(|_| !behind.iter().any(Line::is_fence));
    let end = almost().map(|line| line.span);
    let closes = |line: &Line<'_>| no_yaml(line) || Some(line.span) == end;
    let length = behind.iter().position(closes).unwrap_or(behind.len());
    let stop = lines.get(lost.last_key + length)?.span.range().end;
    let start = lines.get(first)?.span.range().start;
    let next = behind.get(length);
    let is_closed = next.is_some_and(|line| line.is_fence() || Some(line.span) == end);
    let block = FrontMatter {
        opening: Span::new(0, start),
        yaml: Span::new(start, stop),
        closing: Span::at(stop),
    };
    Some((block, is_closed))
}

/// The lines that are searched; none where the Hub finds the front matter.
fn lost_lines<'a>(cx: &Context<'_, 'a>) -> Vec<Line<'a>> {
    if cx.front_matter().is_some() {
        return Vec::new();
    }
    let source = cx.source();
    let end = source.floor_char_boundary(SEARCHED);
    let mut lines = lines(source, Span::new(0, end));
    opening::open_code_that_is_the_gate(&mut lines);
    lines
}

/// The card as one whose gate is lost, with the first key of it.
fn lost<'l, 'a>(cx: &Context<'_, 'a>, lines: &'l [Line<'a>]) -> Option<(Lost<'l, 'a>, &'a str)> {
    let mut keys = (0..lines.len())
        .filter(|&index| !lines[index].in_code)
        .filter_map(|index| Some((index, lines[index].gate_key()?)));
    let (first_key, key) = keys.next()?;
    let last_key = keys.next_back().map_or(first_key, |(index, _)| index);
    let start = crate::card::leading_space(cx.source(), Reader::Hub);
    let lost = Lost {
        source: cx.source(),
        lines,
        top: lines.partition_point(|line| line.end.range().end <= start),
        start,
        first_key,
        last_key,
        line_break: cx.line_break(),
    };
    Some((lost, key))
}

/// Whether the Hub reads the gate once all the obstacles are out of the way.
fn mended(cx: &Context<'_, '_>, obstacles: &[Obstacle]) -> bool {
    // Trying it takes a copy of the card.
    let too_large = cx.source().len() > SEARCHED;
    if too_large || obstacles.iter().any(|one| one.edits.is_empty()) {
        return false;
    }
    let text = apply_edits(cx.source(), obstacles.iter().flat_map(|one| &one.edits));
    let card = Card::new(&text);
    let reading = card.reading(Reader::Hub);
    let by_hand = obstacles.iter().any(|one| one.safety == Safety::Unsafe);
    match reading.state() {
        State::Missing => false,
        State::Found => reading.gate().is_some(),
        State::Invalid | State::Unread => !by_hand,
    }
}

/// The first character of a line that looks like a space and is none to the Hub's expression, in
/// words.
fn false_space(line: &str) -> Option<String> {
    let space = line.chars().find(|c| c.is_whitespace() && !c.is_ascii())?;
    Some(format!("a special space, U+{:04X},", u32::from(space)))
}

fn finding(obstacle: Obstacle, key: &str) -> Finding {
    let edits = (!obstacle.edits.is_empty()).then_some(obstacle.edits);
    let message = format!("{LOSS}: {}", obstacle.what);
    let mut finding = Finding::new(&FRONT_MATTER_NOT_FOUND, obstacle.span, message)
        .path(YamlPath::top(key))
        .help(obstacle.help);
    if let Some((span, text)) = obstacle.related {
        finding = finding.related(span, text);
    }
    match obstacle.safety {
        Safety::Safe => finding.safe_fix(obstacle.title, edits),
        Safety::Unsafe => finding.unsafe_fix(obstacle.title, edits),
    }
}
