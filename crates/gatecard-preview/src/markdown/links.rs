//! Bare addresses as links, as GitHub makes them.

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::TagEnd;

/// A finder of bare addresses.
pub(super) fn finder() -> LinkFinder {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    finder
}

/// The pieces of a text, each with the address that it leads to where it is one.
pub(super) fn pieces<'t>(finder: &LinkFinder, text: &'t str) -> Vec<(&'t str, Option<String>)> {
    if !text.contains(['@', ':']) && !text.contains("www.") {
        return vec![(text, None)];
    }
    let mut pieces = Vec::new();
    let mut rest = 0;
    for link in finder.links(text) {
        if let Some(address) = address(link.as_str(), link.kind()) {
            pieces.push((&text[rest..link.start()], None));
            pieces.push((link.as_str(), Some(address)));
            rest = link.end();
        }
    }
    pieces.push((&text[rest..], None));
    pieces
}

/// Whether a link is open behind a tag of the author's; `None` where the tag is of something else.
pub(super) fn is_open_after(tag: &str) -> Option<bool> {
    let tag = tag.strip_prefix('<')?;
    let name = tag.strip_prefix('/');
    let rest = name.unwrap_or(tag).strip_prefix(['a', 'A'])?;
    let is_link = rest.starts_with(|next: char| next.is_ascii_whitespace() || "/>".contains(next));
    is_link.then_some(name.is_none())
}

/// Whether a text goes on behind the end of something.
pub(super) fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// Where a bare link leads to; `None` for what GitHub does not take for one.
fn address(link: &str, kind: &LinkKind) -> Option<String> {
    let begins = |with: &str| {
        let start = link.get(..with.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    if *kind == LinkKind::Email {
        return Some(format!("mailto:{link}"));
    }
    if begins("http://") || begins("https://") {
        return Some(link.to_owned());
    }
    begins("www.").then(|| format!("http://{link}"))
}
