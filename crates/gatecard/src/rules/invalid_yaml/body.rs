//! A front matter whose closing `---` was forgotten, so that the text of the card is read as YAML up
//! to a rule in it.

use super::INVALID_YAML;
use crate::{
    card::Card,
    context::{Context, begins_with_gate_key},
    finding::{Finding, quoted},
    fix::{Edit, apply_edits},
    lines::{Line, lines},
    span::Span,
    yaml::Reader,
};

/// The longest card that is copied to see whether it can be read with the missing `---`, in bytes.
const MAX_COPIED: usize = 1024 * 1024;
/// How many words a line has at least that can only be a sentence.
const SENTENCE: usize = 3;

/// The finding, and where the text of the card begins: behind that, no mistake counts.
pub(super) fn unclosed(cx: &Context<'_, '_>) -> Option<(Finding, Span)> {
    let block = cx.front_matter()?;
    let lines = lines(cx.source(), block.yaml);
    let heading = heading(&lines)?;
    let start = lines[heading].span;
    let mut errors = cx.hub().errors().iter();
    let error = errors.find(|error| error.offset >= start.start)?;
    let message = "the YAML is invalid, so the Hub refuses the card: the text of the card seems to begin here, but no `---` closes the front matter above it";
    let help = format!(
        "write `---` alone on a line above it; a push would be refused with {}",
        quoted(&error.message)
    );
    let written = lines[..heading].iter().rfind(|line| !line.is_blank())?;
    let fence = format!("---{}", cx.line_break());
    let edits = vec![Edit::replace(Span::at(written.end.range().end), fence)];
    let edits = closes(cx, &edits, start).then_some(edits);
    let finding = Finding::new(&INVALID_YAML, start, message)
        .help(help)
        .unsafe_fix("Close the front matter", edits);
    Some((finding, start))
}

/// The heading with which the text of the card begins: behind a blank line and all keys of the gate,
/// with a sentence and no other key behind it.
fn heading(lines: &[Line<'_>]) -> Option<usize> {
    let last_key = lines
        .iter()
        .rposition(|line| begins_with_gate_key(line.text))?;
    let behind = lines.iter().enumerate().skip(last_key + 1);
    let mut headings = behind.filter(|(at, line)| {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        is_heading(line.text) && above.is_some_and(Line::is_blank)
    });
    let (at, _) = headings.next()?;
    let sentence = lines[at..].iter().position(is_sentence)?;
    let keys = lines[at..at + sentence].iter().any(is_entry);
    (!keys).then_some(at)
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
}

/// Whether a line can begin an entry of the front matter.
fn is_entry(line: &Line<'_>) -> bool {
    let key = line.text.split_once(':').map(|(key, _)| key);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    key.is_some_and(|key| !key.is_empty() && key.chars().all(is_name))
}

/// Whether a line can be nothing but a sentence of Markdown.
fn is_sentence(line: &Line<'_>) -> bool {
    let sign = line.text.starts_with(['!', '[', '<', '*', '`', '|', '>']);
    let words = line.text.split_whitespace().count();
    !line.may_be_yaml() && (sign || words >= SENTENCE)
}

/// Whether the Hub finds no mistake from `start` on once the front matter is closed above it.
fn closes(cx: &Context<'_, '_>, edits: &[Edit], start: Span) -> bool {
    if cx.source().len() > MAX_COPIED {
        return false;
    }
    let text = apply_edits(cx.source(), edits.iter());
    let card = Card::new(&text);
    let reading = card.reading(Reader::Hub);
    let in_front = |block: crate::FrontMatter| block.yaml.end <= start.start;
    let errors = reading.errors().iter();
    reading.front_matter().is_some_and(in_front)
        && errors
            .map(|error| error.offset)
            .all(|offset| offset < start.start)
}

#[cfg(test)]
mod tests {
    use crate::{Card, check::CheckOptions};

    #[test]
    fn a_fence_that_would_close_nothing_is_not_offered() {
        let card = "---\nextra_gated_prompt: Please cite Amber.\n\n# Amber\n\nAmber reads old maps, and it knows them all.\n\n---\n";
        let has_fix = |text: &str| {
            let findings = Card::new(text).check(&CheckOptions::default());
            let found = findings.iter().find(|it| it.rule.name == "invalid-yaml");
            found.map(|it| it.fix.is_some())
        };
        assert_eq!(has_fix(card), Some(true));
        // With such line ends, only a fence at the very end closes the front matter.
        let card = card.trim_end().replace('\n', "\r");
        assert_eq!(has_fix(&card), Some(false));
    }
}
