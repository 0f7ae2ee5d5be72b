//! The few lines of a card that a report shows.
//!
//! miette looks for the lines of each label from the start of the text, and prints what it finds.
//! So it never gets the card, but a copy of the lines in question, with every hostile character
//! visible, long lines cut to a window around the label, and long places cut to their first lines.
//! The labels are moved along, and the lines keep their numbers.

use std::{collections::BTreeMap, ops::Range};

use gatecard::{Finding, LineIndex, Position, Span};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::escape::{is_command, is_hostile, visible};

/// How many lines of one place are shown. The first ones tell which place it is.
const MAX_LINES: usize = 5;
/// How many places of one finding are shown. More would fill a screen with one mistake.
const MAX_PLACES: usize = 8;
/// How wide a tab is drawn; miette draws it so.
const TAB: usize = 4;

/// A line of the card.
#[derive(Clone, Copy, Debug)]
struct Line {
    start: usize,
    end: usize,
    /// Whether it stands for the lines after it, too.
    goes_on: bool,
}

/// A label in the excerpt.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// The bytes of the excerpt.
    pub(crate) range: Range<usize>,
    /// Where that is in the card.
    pub(crate) position: Position,
    /// The text of the label.
    pub(crate) text: String,
}

/// Lines that follow each other in the card, in the excerpt.
#[derive(Debug)]
struct Group {
    range: Range<usize>,
    first_line: usize,
    lines: usize,
}

/// How to cut lines.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    /// The columns that a line may take.
    pub(crate) width: usize,
    /// Whether some of them are taken by line numbers and a frame.
    pub(crate) framed: bool,
    /// What stands for what was cut.
    pub(crate) mark: &'static str,
}

impl Cut {
    /// The columns that miette draws beside the text of a line: the number, a bar, blanks, and an
    /// arrow for each place of several lines.
    fn frame(self, places: &[Place<'_>], lines: &BTreeMap<usize, Line>) -> usize {
        if !self.framed {
            return 0;
        }
        let digits = lines.keys().last().map_or(1, |last| last.to_string().len());
        let first_line = |place: &Place<'_>| lines.get(&place.position.line).map(|line| line.end);
        let is_long = |place: &&Place<'_>| first_line(place) < Some(place.range.end);
        let arrows = match places.iter().filter(is_long).count() {
            0 => 0,
            long => long + 3,
        };
        digits + " ".len() + " | ".len() + arrows
    }
}

/// The lines of a card that a report shows, with the labels of the finding in them.
#[derive(Debug)]
pub(crate) struct Excerpt {
    /// The name of the card, escaped.
    name: String,
    text: String,
    groups: Vec<Group>,
    /// The place of the finding and the related ones.
    pub(crate) marks: Vec<Mark>,
}

impl Excerpt {
    /// The lines around all places of a finding.
    pub(crate) fn new(name: &str, index: &mut LineIndex<'_>, finding: &Finding, cut: Cut) -> Self {
        let primary = (finding.span, finding.label.as_str());
        let related = finding.related.iter();
        let related = related.map(|place| (place.span, place.text.as_str()));
        Self::around(name, index, std::iter::once(primary).chain(related), cut)
    }

    /// The lines around some places and what is said of each.
    pub(crate) fn around<'p>(
        name: &str,
        index: &mut LineIndex<'_>,
        places: impl Iterator<Item = (Span, &'p str)>,
        cut: Cut,
    ) -> Self {
        let places: Vec<Place<'_>> = places
            .take(MAX_PLACES)
            .map(|(span, text)| Place::new(index, span, text))
            .collect();
        let mut lines = BTreeMap::new();
        for place in &places {
            place.lines(index, &mut lines);
        }
        let cut = Cut {
            width: cut.width.saturating_sub(cut.frame(&places, &lines)),
            ..cut
        };
        Builder::new(index.text(), cut, &places).build(name, &lines)
    }

    /// The place of the finding in words.
    pub(crate) fn place(&self) -> Option<String> {
        let place = self.marks.first()?.position;
        Some(format!(
            "{}, line {}, column {}",
            self.name, place.line, place.column
        ))
    }
}

/// A place of a finding in the card.
struct Place<'f> {
    /// Its bytes, without line breaks and blanks at the end.
    range: Range<usize>,
    position: Position,
    text: &'f str,
}

impl<'f> Place<'f> {
    fn new(index: &mut LineIndex<'_>, span: Span, text: &'f str) -> Self {
        let start = span.range().start.min(index.text().len());
        let end = start + span.slice(index.text()).trim_end().len();
        Self {
            range: start..end,
            position: index.position(start),
            text,
        }
    }

    /// Adds its lines, the one before and the one behind it.
    fn lines(&self, index: &mut LineIndex<'_>, lines: &mut BTreeMap<usize, Line>) {
        let mut line = Line {
            start: self.position.line_start,
            end: index.line_end(self.range.start),
            goes_on: false,
        };
        let mut number = self.position.line;
        if let Some(before) = line.start.checked_sub(1) {
            let start = index.position(before).line_start;
            let end = index.line_end(start);
            lines.entry(number - 1).or_insert(Line {
                start,
                end,
                goes_on: false,
            });
        }
        for shown in 1.. {
            let next = index.next_line(line.end);
            line.goes_on = shown == MAX_LINES && self.range.end > line.end;
            let known = lines.entry(number).or_insert(line);
            known.goes_on |= line.goes_on;
            let Some(start) = next.filter(|_| !line.goes_on) else {
                break;
            };
            number += 1;
            let last = start >= self.range.end;
            line = Line {
                start,
                end: index.line_end(start),
                goes_on: false,
            };
            if last {
                lines.entry(number).or_insert(line);
                break;
            }
        }
    }
}

/// Puts the excerpt together, line by line.
struct Builder<'a> {
    card: &'a str,
    cut: Cut,
    places: &'a [Place<'a>],
    text: String,
    /// Where the labels begin and end in the excerpt, as far as they were met.
    starts: Vec<Option<usize>>,
    ends: Vec<Option<usize>>,
}

impl<'a> Builder<'a> {
    fn new(card: &'a str, cut: Cut, places: &'a [Place<'a>]) -> Self {
        Self {
            card,
            cut,
            places,
            text: String::new(),
            starts: vec![None; places.len()],
            ends: vec![None; places.len()],
        }
    }

    fn build(mut self, name: &str, lines: &BTreeMap<usize, Line>) -> Excerpt {
        let mut groups: Vec<Group> = Vec::new();
        for (&number, line) in lines {
            let follows = |group: &&mut Group| group.first_line + group.lines == number;
            if !groups.last_mut().as_ref().is_some_and(follows) {
                // No label may touch two groups.
                self.text.push('\n');
                groups.push(Group {
                    range: self.text.len()..self.text.len(),
                    first_line: number,
                    lines: 0,
                });
            }
            self.line(line);
            if let Some(group) = groups.last_mut() {
                group.lines += 1;
                group.range.end = self.text.len();
            }
        }
        let marks = self.marks();
        Excerpt {
            name: name.to_owned(),
            text: self.text,
            groups,
            marks,
        }
    }

    fn marks(&self) -> Vec<Mark> {
        let ends = self.starts.iter().zip(&self.ends);
        let places = self.places.iter().zip(ends);
        let marks = places.filter_map(|(place, (start, end))| {
            let start = (*start)?;
            Some(Mark {
                range: start..end.unwrap_or(start).max(start),
                position: place.position,
                text: place.text.to_owned(),
            })
        });
        marks.collect()
    }

    /// Adds what is shown of a line.
    fn line(&mut self, line: &Line) {
        let shown = self.window(line);
        if shown.start > line.start {
            self.text.push_str(self.cut.mark);
        }
        let mut at = shown.start;
        for character in self.card[shown.clone()].chars() {
            self.meet(at);
            let is_command = character == '#' && is_command(&self.card[at..]);
            if is_command || (is_hostile(character) && character != '\t') {
                self.text.push_str(&visible(character));
            } else {
                self.text.push(character);
            }
            at += character.len_utf8();
        }
        self.meet(at);
        self.leave(line, shown.end);
        self.text.push('\n');
    }

    /// Notes the labels that begin or end at an offset of the card, or before the window.
    fn meet(&mut self, at: usize) {
        let here = self.text.len();
        for (number, place) in self.places.iter().enumerate() {
            if place.range.start <= at && self.starts[number].is_none() {
                self.starts[number] = Some(here);
            }
            if place.range.end <= at && self.ends[number].is_none() {
                self.ends[number] = Some(here);
            }
        }
    }

    /// Ends a line: what was cut from it, or stands on lines that are not shown, gets a mark, and
    /// so do the labels there.
    fn leave(&mut self, line: &Line, shown: usize) {
        let before = self.text.len();
        if shown < line.end || line.goes_on {
            self.text.push_str(self.cut.mark);
        }
        let after = self.text.len();
        for (number, place) in self.places.iter().enumerate() {
            if place.range.start <= line.end {
                self.starts[number].get_or_insert(before);
            }
            if place.range.end <= line.end || (line.goes_on && self.starts[number].is_some()) {
                self.ends[number].get_or_insert(after);
            }
        }
    }

    /// The bytes of a line that fit, with the first label on it among them.
    fn window(&self, line: &Line) -> Range<usize> {
        let text = &self.card[line.start..line.end];
        let whole = fitting(text.chars(), self.cut.width);
        if whole == text.len() {
            return line.start..line.end;
        }
        let on_line = |place: &&Place<'_>| (line.start..=line.end).contains(&place.range.start);
        let anchor = self.places.iter().find(on_line);
        let anchor = anchor.map_or(0, |place| place.range.start - line.start);
        // There may be a mark at both ends.
        let width = self
            .cut
            .width
            .saturating_sub(2 * self.cut.mark.chars().count());
        let mut start = 0;
        if anchor > fitting(text.chars(), width * 2 / 3) {
            start = anchor - fitting(text[..anchor].chars().rev(), width / 3);
        }
        let end = start + fitting(text[start..].chars(), width);
        line.start + start..line.start + end
    }
}

/// The bytes of the characters that fit into a width.
fn fitting(characters: impl Iterator<Item = char>, width: usize) -> usize {
    let (mut columns, mut bytes) = (0, 0);
    for character in characters {
        columns += columns_of(character);
        if columns > width {
            break;
        }
        bytes += character.len_utf8();
        // Characters without a width could go on for ever.
        if bytes > width * 8 {
            break;
        }
    }
    bytes
}

fn columns_of(character: char) -> usize {
    if character == '\t' {
        TAB
    } else if is_hostile(character) {
        visible(character).len()
    } else {
        character.width().unwrap_or(0)
    }
}

impl SourceCode for Excerpt {
    /// The group of lines that holds a place, or, without context, the place itself, for which
    /// miette asks where it is.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let asked = span.offset()..span.offset() + span.len();
        let holds =
            |group: &&Group| group.range.start <= asked.start && asked.end <= group.range.end;
        let group = self.groups.iter().find(holds);
        let group = group.ok_or(MietteError::OutOfBounds)?;
        let mark = self.marks.iter().find(|mark| mark.range == asked);
        let (range, line, column) = match mark {
            Some(mark) if before == 0 => (asked, mark.position.line - 1, mark.position.column - 1),
            _ => (group.range.clone(), group.first_line - 1, 0),
        };
        let data = self.text.as_bytes().get(range.clone());
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data.ok_or(MietteError::OutOfBounds)?,
            SourceSpan::from(range),
            line,
            column,
            group.lines,
        )))
    }
}
