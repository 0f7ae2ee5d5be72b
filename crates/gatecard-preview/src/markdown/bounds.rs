//! Bounds that no text meets by chance, so that the time for a text grows no faster than the text.

use pulldown_cmark::{CowStr, Event, Tag};

/// The longest text that is shown whole, in bytes. It is far above any licence.
const MAX_TEXT: usize = 1 << 20;
/// How deep quotes, lists and emphasis are nested before deeper ones are shown as if they were not
/// nested: nobody reads that, and the time of sanitising grows with the square of the depth.
pub(super) const MAX_DEPTH: usize = 50;
/// The longest address or title of a link, and the longest alternative text of an image.
pub(super) const MAX_ATTRIBUTE: usize = 4000;
/// The longest run of text without a tag, in bytes: html5ever writes a text with many `&` in a
/// time that grows with the square of its length.
const MAX_RUN: usize = 2000;
/// The bounds of raw HTML in a text, past which it is shown as it is written. Elements that are
/// never closed are repeated in every paragraph behind them, so the product counts, too.
const MAX_RAW_BYTES: usize = 32 * 1024;
const MAX_RAW_TAGS: usize = 1000;
const MAX_RAW_TAGS_TIMES_BLOCKS: usize = 200_000;

/// The beginning of a text that is shown.
pub(super) fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_TEXT)]
}

/// The events without the beginnings and ends of what is nested too deep.
pub(super) fn shallow<'a>(
    events: impl Iterator<Item = Event<'a>>,
) -> impl Iterator<Item = Event<'a>> {
    let mut depth = 0_usize;
    events.filter(move |event| match event {
        Event::Start(_) => {
            depth += 1;
            depth <= MAX_DEPTH
        }
        Event::End(_) => {
            depth = depth.saturating_sub(1);
            depth < MAX_DEPTH
        }
        _ => true,
    })
}

/// A link or an image without what is too long of it.
pub(super) fn short(mut tag: Tag<'_>) -> Tag<'_> {
    if let Tag::Link {
        dest_url, title, ..
    }
    | Tag::Image {
        dest_url, title, ..
    } = &mut tag
    {
        for part in [dest_url, title] {
            if part.len() > MAX_ATTRIBUTE {
                *part = CowStr::Borrowed("");
            }
        }
    }
    tag
}

/// Whether a text has so much raw HTML that it cannot be meant for people.
pub(super) fn has_too_much_html<'a>(events: impl Iterator<Item = Event<'a>>) -> bool {
    let (mut bytes, mut tags, mut blocks) = (0, 0, 0);
    for event in events {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                bytes += html.len();
                tags += html.matches('<').count();
            }
            Event::Start(_) => blocks += 1,
            _ => {}
        }
    }
    bytes > MAX_RAW_BYTES || tags > MAX_RAW_TAGS || tags * blocks > MAX_RAW_TAGS_TIMES_BLOCKS
}

/// Counts how much text there is since the last tag.
#[derive(Debug, Default)]
pub(super) struct Run(usize);

impl Run {
    /// A tag ends the run.
    pub(super) fn end(&mut self) {
        self.0 = 0;
    }

    /// The pieces of a text that goes on with the run, and of each whether the run is full before
    /// it, so that something has to end it.
    pub(super) fn pieces<'t>(&mut self, text: &'t str) -> impl Iterator<Item = (&'t str, bool)> {
        let mut rest = text;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let is_full = self.0 >= MAX_RUN;
            if is_full {
                self.0 = 0;
            }
            // No character is longer than four bytes, so that there is always one in a piece.
            let end = rest.floor_char_boundary(MAX_RUN - self.0 + 4);
            let (piece, tail) = rest.split_at(end);
            self.0 += piece.len();
            rest = tail;
            Some((piece, is_full))
        })
    }
}
