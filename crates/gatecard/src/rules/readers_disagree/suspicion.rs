//! Whether the two readers could differ at all: a quick look that spares most cards the second
//! reading.
//!
//! Everything is suspicious in which js-yaml and `PyYAML` are known to differ. A card that is not
//! may be taken to read the same.

use memchr::{memchr, memchr2, memmem};

use crate::{
    context::Context,
    span::Span,
    yaml::{Entry, Node, NodeId, NodeKind, ScalarStyle},
};

/// Keys of this length in bytes may be too long for `PyYAML`.
const LONG_KEY: usize = 1000;
/// Python refuses numbers of more than 4300 digits.
const LONG_NUMBER: usize = 4000;

/// Whether the second reading is worth the while.
pub(super) fn may_differ(cx: &Context<'_, '_>) -> bool {
    let block = cx
        .front_matter()
        .map(|block| block.yaml)
        .unwrap_or_default();
    let text = block.slice(cx.source());
    bytes_differ(text.as_bytes()) || !cx.tree().merged.is_empty() || nodes_differ(cx)
}

/// Tabs, directives, the ends of documents, and characters that only one of them takes for a line
/// break or refuses.
fn bytes_differ(bytes: &[u8]) -> bool {
    let has = |part: &[u8]| memmem::find(bytes, part).is_some();
    let control = |byte: &u8| (*byte < b' ' && !matches!(byte, b'\n' | b'\r')) || *byte == 0x7f;
    let odd = bytes.starts_with(b"%")
        // Without a way out before the end, the compiler looks at many bytes at once.
        || bytes.iter().fold(false, |odd, byte| odd | control(byte))
        || has(b"\n%")
        || has(b"\n...");
    if odd || bytes.is_ascii() {
        return odd;
    }
    let c1 = |at: usize| bytes.get(at + 1).is_some_and(|next| *next < 0xa0);
    has("\u{2028}".as_bytes())
        || has("\u{2029}".as_bytes())
        || has(b"\xef\xbb\xbf")
        || has(b"\xef\xbf\xbe")
        || has(b"\xef\xbf\xbf")
        || memchr::memchr_iter(0xc2, bytes).any(c1)
}

fn nodes_differ(cx: &Context<'_, '_>) -> bool {
    let mut flow_end = 0;
    cx.tree().iter().any(|(_, node)| {
        let outermost_flow = is_flow(node) && node.span.start >= flow_end;
        if outermost_flow {
            flow_end = node.span.end;
        }
        // Within brackets, a `?` ends a text for `PyYAML`.
        (outermost_flow && memchr(b'?', node.span.slice(cx.source()).as_bytes()).is_some())
            || node.properties.is_some()
            || node_differs(cx, node)
    })
}

fn is_flow(node: &Node<'_>) -> bool {
    matches!(
        node.kind,
        NodeKind::Mapping { flow: true, .. } | NodeKind::Sequence { flow: true, .. }
    )
}

fn node_differs(cx: &Context<'_, '_>, node: &Node<'_>) -> bool {
    match &node.kind {
        NodeKind::Alias { .. } => true,
        NodeKind::Mapping { entries, flow } => {
            let follows = |pair: &[Entry]| is_right_behind(cx, pair[0].value, pair[1].key);
            entries.iter().any(|entry| key_differs(cx, entry))
                || (!flow && entries.windows(2).any(follows))
        }
        NodeKind::Sequence { items, flow: false } => {
            let follows = |pair: &[NodeId]| is_right_behind(cx, pair[0], pair[1]);
            items.windows(2).any(follows)
        }
        NodeKind::Scalar { text, style } => match style {
            ScalarStyle::Plain => plain_differs(text),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                block_differs(node.span.slice(cx.source()))
                    || (*style == ScalarStyle::Folded && text.contains("\n "))
            }
            // Such an escape can be one of a character that there is not.
            ScalarStyle::DoubleQuoted => {
                let written = node.span.slice(cx.source());
                memmem::find(written.as_bytes(), b"\\U").is_some()
            }
            ScalarStyle::SingleQuoted => false,
        },
        NodeKind::Empty | NodeKind::Sequence { flow: true, .. } => false,
    }
}

fn key_differs(cx: &Context<'_, '_>, entry: &Entry) -> bool {
    let key = cx.tree().node(entry.key);
    let span: Span = key.span;
    entry.explicit || span.len() > LONG_KEY || key.scalar().is_none()
}

/// Whether a part of a block stands on the line where the one before it ends, as js-yaml lets it
/// behind a text of several lines.
fn is_right_behind(cx: &Context<'_, '_>, one: NodeId, next: NodeId) -> bool {
    let (end, start) = (cx.span(one).range().end, cx.span(next).range().start);
    let before = end.saturating_sub(1);
    let gap = Span::new(before, start).slice(cx.source());
    memchr2(b'\n', b'\r', gap.as_bytes()).is_none()
}

/// Texts that begin as only js-yaml lets them, and numbers and dates that Python may refuse.
fn plain_differs(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes {
        [] | [b':' | b'?', ..] | [b'='] => true,
        [b'0'..=b'9' | b'+' | b'-' | b'.', rest @ ..] => {
            let odd = |byte: &u8| matches!(byte, b'_' | b':' | b'-' | b'b' | b'x' | b'o');
            rest.len() > LONG_NUMBER || rest.iter().take(12).any(odd)
        }
        _ => false,
    }
}

/// Blanks on the lines before a block of text: `PyYAML` counts them as indentation.
fn block_differs(written: &str) -> bool {
    let behind_header = written.split_once('\n').map_or("", |(_, text)| text);
    let first = behind_header.split('\n').next().unwrap_or_default();
    let first = first.trim_end_matches('\r');
    !first.is_empty() && first.trim().is_empty()
}

/// Whether a text without quotes could be anything but a text for `PyYAML`: its first character is
/// one that a number, a date or a word for true, false or nothing begins with.
pub(super) fn may_be_typed(text: &str) -> bool {
    let first = text.bytes().next().unwrap_or(b'~');
    let word = matches!(
        first,
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O'
    );
    let number = first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.' | b'~');
    number || (word && text.len() <= "false".len())
}
