//! What remains of a block that js-yaml refuses: broken entries are set aside, one by one, and the
//! others are read as if they stood alone.

use memchr::memchr2_iter;

use super::loader::read;
use crate::{
    span::Span,
    yaml::{ReadError, Tree},
};

/// How many broken entries are set aside at the most. Each costs one more reading of the block; a
/// card with more of them is better mended from the top.
const MAX_SET_ASIDE: usize = 16;

/// A block with its broken entries set aside.
#[derive(Debug, Default)]
pub(crate) struct Recovered<'a> {
    /// What the other entries give.
    pub(crate) tree: Tree<'a>,
    /// Why js-yaml gives up, for each broken entry.
    pub(crate) errors: Vec<ReadError>,
    /// The lines of the broken entries.
    pub(crate) set_aside: Vec<Span>,
}

/// Reads a block, setting aside what stands in the way.
pub(crate) fn read_what_can_be_read(text: &str, block: Span) -> Recovered<'_> {
    let mut recovered = Recovered::default();
    loop {
        match read(text, block, &recovered.set_aside) {
            Ok(tree) => {
                recovered.tree = tree;
                break;
            }
            Err(error) => {
                let entry = entry_around(text, block, error.began, &recovered.set_aside);
                recovered.errors.push(error);
                match entry {
                    Some(entry) if recovered.set_aside.len() < MAX_SET_ASIDE => {
                        recovered.set_aside.push(entry);
                    }
                    _ => break,
                }
            }
        }
    }
    recovered.errors.sort_by_key(|error| error.began);
    recovered
}

/// The whole lines of the top-level entry around an offset: from the nearest line above that could
/// begin one to the next that could.
fn entry_around(text: &str, block: Span, offset: u32, set_aside: &[Span]) -> Option<Span> {
    let range = block.range();
    let offset = (offset as usize).clamp(range.start, range.end);
    let bytes = text.as_bytes();
    let line_start = |at: usize| {
        bytes[range.start..at]
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(range.start, |position| range.start + position + 1)
    };
    let mut start = line_start(offset);
    while start > range.start && !begins_entry(&bytes[start..range.end]) {
        start = line_start(start - 1);
    }
    let end = memchr2_iter(b'\n', b'\r', &bytes[offset..range.end])
        .map(|distance| offset + distance + 1)
        .find(|&next| begins_entry(&bytes[next..range.end]))
        .unwrap_or(range.end);
    let entry = Span::new(start, end);
    let free = set_aside
        .iter()
        .all(|other| !other.contains(Span::at(start)) || other.range().end <= start);
    (free && !entry.is_empty()).then_some(entry)
}

/// Whether a line at column 0 could begin a top-level entry: it is no comment, no item of a list,
/// and has a colon with a blank or a line end behind it.
fn begins_entry(rest: &[u8]) -> bool {
    let line_end = rest
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'))
        .unwrap_or(rest.len());
    let line = &rest[..line_end];
    match line {
        [] | [b' ' | b'\t' | b'#' | b'-' | b']' | b'}', ..] => false,
        _ => line.iter().enumerate().any(|(index, byte)| {
            *byte == b':' && matches!(line.get(index + 1), None | Some(b' ' | b'\t'))
        }),
    }
}
