//! Both readings beside two other parsers, `serde_yaml`'s and granit, wherever their grammars
//! agree.
//!
//! The real js-yaml and `PyYAML` are what counts, and `tests/readers.rs` asks them. They cannot be
//! asked a thousand times a second, and these can.
//!
//! * `grammar`: where the grammars do not agree, by name
//! * `other`: what the other parsers make of a text

#[path = "readings/grammar.rs"]
mod grammar;
#[path = "readings/other.rs"]
mod other;

use gatecard::{
    Card, Reading, State, ValueType,
    yaml::{NodeId, NodeKind, Reader, ScalarStyle, Tree},
};

pub(crate) use self::{grammar::reasons, other::Other};

/// See [`super::Check`].
pub(crate) fn check(bytes: &[u8]) {
    let text = super::with_block(bytes);
    for reader in [Reader::Hub, Reader::Python] {
        for other in Other::ALL {
            compare(&text, reader, other);
        }
    }
}

/// What became of a comparison that found no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Both read the same.
    Same,
    /// Both refuse it.
    BothRefuse,
    /// The grammars do not agree there, for that reason.
    Left(&'static str),
}

/// Compares what a reader makes of the YAML block of a card with what another parser does.
pub(crate) fn compare(text: &str, reader: Reader, other: Other) -> Outcome {
    let card = Card::new(text);
    let reading = card.reading(reader);
    let Some(block) = reading.front_matter() else {
        return Outcome::Left("no block");
    };
    let yaml = block.yaml.slice(text);
    if let Some(reason) = grammar::unsettled(yaml) {
        return Outcome::Left(reason);
    }
    if reading.state() == State::Unread {
        return Outcome::Left("more than gatecard reads");
    }
    // No fixture has one: tools that the tests ask about all fixtures crash there.
    let tree = reading.tree();
    if tree.iter().any(|(id, _)| is_within_target(tree, id, text)) {
        return Outcome::Left("an alias within what it stands for");
    }
    let ours = read(reading);
    // js-yaml adds a last line end before it begins.
    let adds_end = reader == Reader::Hub && !yaml.ends_with(['\n', '\r']);
    let theirs = other.read(&if adds_end {
        format!("{yaml}\n")
    } else {
        yaml.to_owned()
    });
    match (&ours, &theirs) {
        (Err(_), Err(_)) => return Outcome::BothRefuse,
        (Ok(ours), Ok(theirs)) if ours.is(theirs) => return Outcome::Same,
        _ => {}
    }
    let seen = grammar::Seen {
        yaml,
        reading,
        other,
        ours: &ours,
        theirs: &theirs,
    };
    match grammar::difference(&seen) {
        Some(reason) => Outcome::Left(reason),
        None => panic!("{reader} and {other:?}\n{ours:?}\n{theirs:?}\n{yaml:?}"),
    }
}

/// A value, as far as all schemas agree on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Null,
    Bool(bool),
    /// A whole number in its usual form.
    Whole(String),
    Text(String),
    /// A plain text that not all schemas take for the same.
    Unclear,
    List(Vec<Form>),
    Mapping(Vec<(Form, Form)>),
}

impl Form {
    /// Whether two are the same; what is unclear is the same as any scalar.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(ours), Self::List(theirs)) => {
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| a.is(b))
            }
            (Self::Mapping(ours), Self::Mapping(theirs)) => {
                let same = |((a, b), (c, d)): (&(Self, Self), &(Self, Self))| a.is(c) && b.is(d);
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
            }
            (Self::Unclear, it) | (it, Self::Unclear) => {
                !matches!(it, Self::List(_) | Self::Mapping(_))
            }
            (ours, theirs) => ours == theirs,
        }
    }

    /// What all schemas make of a plain text.
    pub(crate) fn of_plain(text: &str) -> Self {
        match text {
            "" | "~" | "null" => Self::Null,
            "true" => Self::Bool(true),
            "false" => Self::Bool(false),
            _ if is_whole(text) => Self::Whole(text.to_owned()),
            _ if is_surely_text(text) => Self::Text(text.to_owned()),
            _ => Self::Unclear,
        }
    }
}

/// Whether a plain text is a whole number in its usual form, and no large one.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let usual = !digits.starts_with('0') || text == "0";
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    !digits.is_empty() && digits.len() < 16 && usual && all
}

/// Whether no schema takes a plain text for anything else: it begins with a letter, and is none of
/// the words that some take for true, false or nothing.
fn is_surely_text(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let lower = text.to_lowercase();
    text.starts_with(char::is_alphabetic) && !WORDS.contains(&&*lower)
}

/// What a reading makes of the block, or why it is refused.
fn read(reading: &Reading<'_>) -> Result<Form, String> {
    if let Some(error) = reading.errors().first() {
        return Err(error.message.clone());
    }
    let root = reading.tree().root();
    Ok(root.map_or(Form::Null, |root| form(reading, root)))
}

fn form(reading: &Reading<'_>, id: NodeId) -> Form {
    let node = reading.tree().node(id);
    match &node.kind {
        NodeKind::Sequence { items, .. } => {
            Form::List(items.iter().map(|item| form(reading, *item)).collect())
        }
        NodeKind::Mapping { entries, .. } => {
            let entries = entries.iter();
            let form = |id| form(reading, id);
            Form::Mapping(entries.map(|it| (form(it.key), form(it.value))).collect())
        }
        NodeKind::Scalar { text, style } => {
            let settled = match style {
                ScalarStyle::Plain => Form::of_plain(text),
                _ => Form::Text(text.clone().into_owned()),
            };
            resolved(reading, id, text, settled)
        }
        NodeKind::Empty => resolved(reading, id, "", Form::Null),
        NodeKind::Alias { target, .. } => form(reading, *target),
    }
}

/// Whether an alias is within what it stands for, which then has no end, or where that should be.
fn is_within_target(tree: &Tree<'_>, id: NodeId, text: &str) -> bool {
    let target = tree.target_id(id);
    let (here, there) = (tree.span(id), tree.span(target));
    let gap = text.get(there.range().end..here.range().start);
    let is_empty = || there.is_empty() && gap.is_some_and(|gap| gap.trim().is_empty());
    target != id && (there.contains(here) || is_empty())
}

/// What the reader takes a scalar for, where that is settled.
fn resolved(reading: &Reading<'_>, id: NodeId, text: &str, settled: Form) -> Form {
    if settled == Form::Unclear {
        return settled;
    }
    match reading.value_type(id) {
        ValueType::Null => Form::Null,
        ValueType::Bool(value) => Form::Bool(value),
        ValueType::Number => Form::Whole(text.to_owned()),
        ValueType::Text => Form::Text(text.to_owned()),
        ValueType::Date | ValueType::List | ValueType::Mapping => Form::Unclear,
    }
}
