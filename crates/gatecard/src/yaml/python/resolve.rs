//! Which type a node has: its tag, or what a text without quotes looks like.

use super::time::Time;
use crate::yaml::{NodeId, NodeKind, ScalarStyle, Tree};

/// The types that `SafeLoader` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// `None`.
    Null,
    /// `True` or `False`.
    Bool,
    /// A whole number.
    Int,
    /// A number with a point.
    Float,
    /// A date, with or without a time.
    Timestamp,
    /// Bytes in base 64.
    Binary,
    /// A text.
    Text,
    /// A list.
    Sequence,
    /// A dict.
    Mapping,
    /// A set.
    Set,
    /// A list of pairs.
    Pairs {
        /// Whether it is called an ordered map.
        ordered: bool,
    },
    /// The key `<<`.
    Merge,
    /// The key `=`.
    Value,
    /// Any other, of which no object can be made.
    Other,
}

/// What YAML's own tags begin with.
pub(super) const PREFIX: &str = "tag:yaml.org,2002:";

/// The type of a node. `id` must not be an alias.
pub(super) fn type_of(tree: &Tree<'_>, id: NodeId) -> Type {
    let node = tree.node(id);
    let tag = node.tag().filter(|tag| *tag != "!");
    if let Some(tag) = tag {
        return tag.strip_prefix(PREFIX).map_or(Type::Other, named);
    }
    match &node.kind {
        NodeKind::Empty => Type::Null,
        NodeKind::Sequence { .. } => Type::Sequence,
        NodeKind::Mapping { .. } => Type::Mapping,
        NodeKind::Alias { .. } => Type::Other,
        NodeKind::Scalar { text, style } => {
            if *style == ScalarStyle::Plain || node.tag().is_some() {
                implicit(text).0
            } else {
                Type::Text
            }
        }
    }
}

/// The type of a tag under YAML's own prefix.
fn named(name: &str) -> Type {
    match name {
        "null" => Type::Null,
        "bool" => Type::Bool,
        "int" => Type::Int,
        "float" => Type::Float,
        "timestamp" => Type::Timestamp,
        "binary" => Type::Binary,
        "str" => Type::Text,
        "seq" => Type::Sequence,
        "map" => Type::Mapping,
        "set" => Type::Set,
        "omap" => Type::Pairs { ordered: true },
        "pairs" => Type::Pairs { ordered: false },
        "merge" => Type::Merge,
        "value" => Type::Value,
        _ => Type::Other,
    }
}

/// The type of a text without quotes or tag, and the tag's name.
///
/// A line break at the end does not count, since Python's `$` matches before it. Only the tag `!`
/// can bring such a text here.
pub(super) fn implicit(text: &str) -> (Type, &'static str) {
    let Some(&first) = text.as_bytes().first() else {
        return (Type::Null, "null");
    };
    let text = text.strip_suffix('\n').unwrap_or(text);
    match first {
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text, first),
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' => word(text),
        b'~' if text == "~" => (Type::Null, "null"),
        b'<' if text == "<<" => (Type::Merge, "merge"),
        b'=' if text == "=" => (Type::Value, "value"),
        b'!' | b'&' | b'*' if text.len() == 1 => (Type::Other, "yaml"),
        _ => (Type::Text, "str"),
    }
}

/// A text that begins like `yes`, `no`, `null`, `true`, `false`, `on` or `off`.
fn word(text: &str) -> (Type, &'static str) {
    match text {
        "yes" | "Yes" | "YES" | "no" | "No" | "NO" | "true" | "True" | "TRUE" | "false"
        | "False" | "FALSE" | "on" | "On" | "ON" | "off" | "Off" | "OFF" => (Type::Bool, "bool"),
        "null" | "Null" | "NULL" => (Type::Null, "null"),
        _ => (Type::Text, "str"),
    }
}

/// A text that begins like a number or a date.
fn number(text: &str, first: u8) -> (Type, &'static str) {
    if is_float(text) {
        (Type::Float, "float")
    } else if is_int(text) {
        (Type::Int, "int")
    } else if first.is_ascii_digit() && Time::is_implicit(text) {
        (Type::Timestamp, "timestamp")
    } else {
        (Type::Text, "str")
    }
}

/// Whether a text is a whole number.
fn is_int(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text).as_bytes();
    match digits {
        [b'0'] => true,
        [b'0', b'b', rest @ ..] => is_all(rest, |byte| matches!(byte, b'0' | b'1' | b'_')),
        [b'0', b'x', rest @ ..] => is_all(rest, |byte| byte.is_ascii_hexdigit() || byte == b'_'),
        [b'0', rest @ ..] => is_all(rest, |byte| matches!(byte, b'0'..=b'7' | b'_')),
        [b'1'..=b'9', ..] => {
            let rest = &digits[digit_count(digits)..];
            rest.is_empty() || is_sixties(rest)
        }
        _ => false,
    }
}

/// Whether a text is a number with a point.
fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let signed = unsigned.len() < text.len();
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return true,
        ".nan" | ".NaN" | ".NAN" => return !signed,
        _ => {}
    }
    let Some((whole, fraction)) = unsigned.split_once('.') else {
        return false;
    };
    let fraction_digits = digit_count(fraction.as_bytes());
    let rest = &fraction[fraction_digits..];
    if whole.is_empty() {
        return !signed && fraction.starts_with(is_digit) && is_exponent(rest);
    }
    let whole_digits = digit_count(whole.as_bytes());
    match &whole[whole_digits..] {
        _ if !whole.starts_with(is_digit) => false,
        "" => is_exponent(rest),
        groups => rest.is_empty() && is_sixties(groups.as_bytes()),
    }
}

/// Whether a character is a digit.
fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// Whether there are bytes, and `test` holds for all.
fn is_all(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&byte| test(byte))
}

/// How many digits and underscores there are at the start.
fn digit_count(bytes: &[u8]) -> usize {
    let is_other = |byte: &u8| !byte.is_ascii_digit() && *byte != b'_';
    bytes.iter().position(is_other).unwrap_or(bytes.len())
}

/// Whether a text is nothing or `e+1`, where a sign is a must.
fn is_exponent(text: &str) -> bool {
    match text.as_bytes() {
        [] => true,
        [b'e' | b'E', b'-' | b'+', digits @ ..] => is_all(digits, |byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Whether a text is `:0` to `:59`, once or more.
fn is_sixties(bytes: &[u8]) -> bool {
    let Some(groups) = bytes.strip_prefix(b":") else {
        return false;
    };
    groups
        .split(|&byte| byte == b':')
        .all(|group| matches!(group, [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']))
}
