//! The Python objects that scalars become.

use std::borrow::Cow;

use super::{
    base64, number, repr,
    resolve::{PREFIX, Type, implicit, type_of},
    time::Time,
};
use crate::{
    card::ValueType,
    yaml::{NodeId, NodeKind, Tree},
};

/// What a scalar becomes.
#[derive(Debug)]
pub(super) enum Object {
    /// `None`.
    Null,
    /// `True` or `False`.
    Bool(bool),
    /// A whole number in decimal digits; `None` if it has more of them than Python prints.
    Int(Option<String>),
    /// A number with a point.
    Float(f64),
    /// A date or time.
    Time(Time),
    /// Bytes.
    Bytes(Vec<u8>),
    /// The text as it stands.
    Text,
}

impl Object {
    /// Makes an object of a text, or tells what Python's exception says.
    pub(super) fn new(kind: Type, text: &str) -> Result<Self, String> {
        Ok(match kind {
            Type::Null => Self::Null,
            Type::Bool => Self::Bool(parse_bool(text)?),
            Type::Int => Self::Int(number::int(text)?),
            Type::Float => Self::Float(number::float(text)?),
            Type::Binary => Self::Bytes(base64::decode(text)?),
            Type::Timestamp => {
                let problem = "AttributeError: 'NoneType' object has no attribute 'groupdict'";
                let time = Time::parse(text).ok_or(problem)?;
                time.check()?;
                Self::Time(time)
            }
            _ => Self::Text,
        })
    }

    /// The object as `json.dumps` prints it, and how: as a text or as it stands.
    ///
    /// What JSON has no form for is printed as a text, by Python's `str`.
    pub(super) fn show<'t>(&self, text: &'t str) -> Result<Shown<'t>, String> {
        Ok(match self {
            Self::Null => Shown::Bare("null".to_owned()),
            Self::Bool(value) => Shown::Bare(value.to_string()),
            Self::Float(value) => Shown::Bare(number::show_float(*value)),
            Self::Time(time) => Shown::Text(Cow::Owned(time.show())),
            Self::Bytes(bytes) => Shown::Text(Cow::Owned(repr::bytes(bytes))),
            Self::Text => Shown::Text(Cow::Borrowed(text)),
            Self::Int(digits) => Shown::Bare(digits.clone().ok_or(
                "ValueError: Exceeds the limit (4300 digits) for integer string conversion; use \
                 sys.set_int_max_str_digits() to increase the limit",
            )?),
        })
    }
}

/// An object as JSON has it.
pub(super) enum Shown<'t> {
    /// Without quotes.
    Bare(String),
    /// In quotes.
    Text(Cow<'t, str>),
}

impl<'t> Shown<'t> {
    /// What is printed, without quotes.
    pub(super) fn into_text(self) -> Cow<'t, str> {
        match self {
            Self::Bare(text) => Cow::Owned(text),
            Self::Text(text) => text,
        }
    }
}

/// The value of a text with the type `bool`.
fn parse_bool(text: &str) -> Result<bool, String> {
    match &*text.to_lowercase() {
        "yes" | "true" | "on" => Ok(true),
        "no" | "false" | "off" => Ok(false),
        other => Err(format!("KeyError: {}", repr::text(other))),
    }
}

/// What `PyYAML` makes of a text without quotes, and how Python shows it; nothing where it stays a
/// text.
///
/// What looks like a date or number and stands for none, with which the card cannot be loaded,
/// keeps its type and is given as it stands.
pub(crate) fn typed(text: &str) -> Option<(ValueType, String)> {
    let (kind, _) = implicit(text);
    let shown = Object::new(kind, text)
        .and_then(|object| object.show(text).map(Shown::into_text))
        .map_or_else(|_| text.to_owned(), Cow::into_owned);
    let value_type = match kind {
        Type::Null => ValueType::Null,
        Type::Bool => ValueType::Bool(shown == "true"),
        Type::Int | Type::Float => ValueType::Number,
        Type::Timestamp => ValueType::Date,
        _ => return None,
    };
    Some((value_type, shown))
}

/// How far a chain of `=` keys may go before Python gives up.
const MAX_VALUE_CHAIN: usize = 980;

/// The text of a scalar, or of a mapping that stands for one by its key `=`.
///
/// Gives Python's exception for other nodes, with the node that it is about.
pub(super) fn scalar_text<'t>(tree: &'t Tree<'_>, id: NodeId) -> Result<&'t str, (String, NodeId)> {
    let mut id = tree.target_id(id);
    for _ in 0..MAX_VALUE_CHAIN {
        let found = match &tree.node(id).kind {
            NodeKind::Scalar { text, .. } => return Ok(text),
            NodeKind::Empty | NodeKind::Alias { .. } => return Ok(""),
            NodeKind::Sequence { .. } => "sequence",
            NodeKind::Mapping { entries, .. } => {
                let value = entries.iter().find(|entry| is_value_key(tree, entry.key));
                if let Some(entry) = value {
                    id = tree.target_id(entry.value);
                    continue;
                }
                "mapping"
            }
        };
        let problem = format!("expected a scalar node, but found {found}");
        return Err((problem, id));
    }
    let problem = "RecursionError: maximum recursion depth exceeded";
    Err((problem.to_owned(), id))
}

/// Whether a key is `=`.
fn is_value_key(tree: &Tree<'_>, id: NodeId) -> bool {
    type_of(tree, tree.target_id(id)) == Type::Value
}

/// The full tag of a node, written or not. `id` must not be an alias.
pub(super) fn tag_of<'t>(tree: &'t Tree<'_>, id: NodeId) -> Cow<'t, str> {
    let node = tree.node(id);
    match node.tag() {
        Some(tag) if tag != "!" => Cow::Borrowed(tag),
        _ => {
            let text = node.scalar().map_or("", |(text, _)| text);
            Cow::Owned([PREFIX, implicit(text).1].concat())
        }
    }
}
