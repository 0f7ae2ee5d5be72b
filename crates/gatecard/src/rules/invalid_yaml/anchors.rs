//! Anchors and the aliases that stand for them, by their names in the text of the block.

use memchr::memmem;

use crate::{context::Context, yaml::ReadError};

/// How many anchors and tags before a text are looked at. YAML takes one of each.
const MAX_PROPERTIES: usize = 4;

/// Whether an alias has no anchor only because the entry with it, above, cannot be read either.
pub(super) fn is_left_behind(cx: &Context<'_, '_>, error: &ReadError) -> bool {
    let name = error.message.strip_prefix("unidentified alias \"");
    let Some(name) = name.and_then(|rest| rest.strip_suffix('"')) else {
        return false;
    };
    let parts = cx.hub().set_aside().iter();
    let mut above = parts.take_while(|part| part.range().end <= error.offset as usize);
    above.any(|part| is_there('&', name, part.slice(cx.source())))
}

/// Whether a text begins with an anchor that an alias in the block stands for: in quotes, it would
/// be none.
pub(super) fn begins_with_used_anchor(text: &str, block: &str) -> bool {
    let words = text.split([' ', '\t']).filter(|word| !word.is_empty());
    let properties = words.take_while(|word| word.starts_with(['&', '!']));
    properties.take(MAX_PROPERTIES).any(|word| {
        word.strip_prefix('&')
            .is_some_and(|name| is_there('*', name, block))
    })
}

/// Whether an anchor or an alias of that name is in a part of a block, outside comments.
fn is_there(sign: char, name: &str, part: &str) -> bool {
    if name.is_empty() {
        return false;
    }
    let is_end = |c: char| c.is_whitespace() || "[]{},".contains(c);
    let is_break = ['\n', '\r'];
    let written = format!("{sign}{name}");
    let mut rest = part;
    while let Some(at) = memmem::find(rest.as_bytes(), written.as_bytes()) {
        let behind = &rest[at + written.len()..];
        let before = &part[..part.len() - behind.len() - written.len()];
        rest = behind;
        let begins = before.is_empty() || before.ends_with(is_end);
        if !begins || !(behind.is_empty() || behind.starts_with(is_end)) {
            continue;
        }
        let line = before.rsplit(is_break).next().unwrap_or_default();
        if !line.split(is_end).any(|word| word.starts_with('#')) {
            return true;
        }
        rest = &behind[behind.find(is_break).unwrap_or(behind.len())..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::begins_with_used_anchor;

    #[test]
    fn names_are_whole() {
        let block =
            "a: [*one, {b: *two}]\nc: *three\n# *four\nd: Read *five*five now # *six\n*seven : e";
        for text in [
            "&one x",
            "&two x",
            "&three x",
            "!x &one x",
            "&zero &two x",
            "&seven",
            "&  &one",
        ] {
            assert!(begins_with_used_anchor(text, block), "{text}");
        }
        for text in [
            "&on x", "&ones x", "&four x", "&five x", "&six x", "& one", "x &one", "*one", "",
        ] {
            assert!(!begins_with_used_anchor(text, block), "{text}");
        }
    }
}
