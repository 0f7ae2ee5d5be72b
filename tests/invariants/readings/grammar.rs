//! Where the grammars do not agree, by name. Each name has a card in `fixtures`, and the real js-yaml
//! and `PyYAML` read that card as gatecard does.

use gatecard::{
    Reading,
    yaml::{NodeKind, Reader},
};

use super::{Form, Other};

/// The longest text that is compared, in bytes: libyaml takes the square of the length for some.
const MAX_LEN: usize = 16 * 1024;
/// How many brackets are compared, for the same reason.
const MAX_BRACKETS: usize = 40;
/// The longest key that YAML knows without a question mark, and what may stand before its colon.
const MAX_KEY: usize = 1000;

/// Why a text is not compared at all.
pub(super) fn unsettled(yaml: &str) -> Option<&'static str> {
    let begins_line = |start: &&str| yaml.split('\n').any(|line| line.starts_with(*start));
    let is_odd = |character: char| {
        let marks = ['\u{2028}', '\u{2029}', '\u{feff}', '\u{fffe}', '\u{ffff}'];
        (character.is_control() && !matches!(character, '\n' | '\r' | '\t'))
            || marks.contains(&character)
    };
    let brackets = yaml.matches(['[', '{']).count();
    let reasons = [
        (yaml.len() > MAX_LEN, "long"),
        (brackets > MAX_BRACKETS, "many brackets"),
        (yaml.replace("\r\n", "\n").contains('\r'), "a lone return"),
        (yaml.contains('\t'), "a tab"),
        (yaml.contains(is_odd), "a character that not all take"),
        (
            ["---", "...", "%"].iter().any(begins_line),
            "documents and directives",
        ),
        (has_property(yaml), "tags, anchors and aliases"),
    ];
    let mut reasons = reasons.into_iter();
    reasons.find_map(|(holds, reason)| holds.then_some(reason))
}

/// Whether something in a text looks like a tag, an anchor or an alias.
fn has_property(yaml: &str) -> bool {
    let bytes = yaml.as_bytes();
    let mut signs = yaml.match_indices(['!', '&', '*']);
    signs.any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let after = bytes.get(at + 1);
        let begins = before.is_none_or(|it| b" \n\r[{,:?-".contains(it));
        begins && (bytes[at] == b'!' || after.is_none_or(|it| !b" \n\r*".contains(it)))
    })
}

/// A difference, and all that is known of it.
pub(super) struct Seen<'s> {
    pub(super) yaml: &'s str,
    pub(super) reading: &'s Reading<'s>,
    pub(super) other: Other,
    pub(super) ours: &'s Result<Form, String>,
    pub(super) theirs: &'s Result<Form, String>,
}

/// What explains a difference, by its name.
type Reason = (&'static str, fn(&Seen<'_>) -> bool);

const REASONS: &[Reason] = &[
    ("the same key twice", |it| {
        it.ours.as_ref().is_ok_and(has_equal_keys) || it.theirs.as_ref().is_ok_and(has_equal_keys)
    }),
    ("what Python can make no object of", |it| {
        it.is_refused(Reader::Python, &PYTHON_OBJECTS)
    }),
    ("what js-yaml cannot merge", |it| {
        it.is_refused(Reader::Hub, &["cannot merge mappings"])
    }),
    ("what JavaScript has no key for", |it| {
        it.is_refused(Reader::Hub, &["nested arrays are not supported"])
    }),
    ("a long key", |it| it.has_long_key()),
    ("a colon without a key", |it| {
        it.ours.is_ok() != it.theirs.is_ok() && has_bare_colon(it.yaml)
    }),
    ("a colon right before a bracket", |it| {
        it.is_refused_by(Other::Serde, &["found unexpected ':'"])
            || it.is_refused_by(Other::Granit, &["may not precede any of"])
    }),
    ("a text in brackets that begins with a sign", |it| {
        let is_older = it.reading.reader() == Reader::Python || it.other == Other::Serde;
        is_older && begins_in_brackets(it.yaml)
    }),
    ("a question mark in brackets, for PyYAML", |it| {
        let mut brackets = it.yaml.split(['[', '{']).skip(1);
        it.reading.reader() == Reader::Python
            && it.ours.is_err()
            && brackets.any(|part| part.contains('?'))
    }),
    ("a key of several lines in brackets", |it| {
        let Err(error) = it.ours else { return false };
        it.is_refused(Reader::Python, &["while parsing a flow"]) && error.ends_with("got ':'")
    }),
    ("a comment without a space before it", |it| {
        let errors = ["a line break is expected", "while scanning a block scalar"];
        it.is_refused_by(Other::Granit, &["comments must be separated"])
            || (has_comment_in_head(it.yaml) && it.is_ours_refused(&errors))
    }),
    ("a value too far left for js-yaml", |it| {
        let starts = ["end of the stream", "missed comma", "bad indentation"];
        it.is_refused(Reader::Hub, &starts)
    }),
    ("a key right behind a quoted text, for js-yaml", |it| {
        let parts = ["did not find expected key"];
        it.reading.reader() == Reader::Hub && it.is_refused_by(Other::Serde, &parts)
    }),
    (
        "an empty line behind an escaped line end, for js-yaml",
        |it| {
            let lines: Vec<&str> = it.yaml.lines().collect();
            let mut pairs = lines.windows(2);
            it.reading.reader() == Reader::Hub
                && pairs.any(|pair| pair[0].ends_with('\\') && pair[1].trim().is_empty())
        },
    ),
    ("an empty item before one further left, for js-yaml", |it| {
        let is_empty = |line: &str| line.trim() == "-" || line.contains("- #");
        it.reading.reader() == Reader::Hub && it.ours.is_ok() && it.has_line(is_empty)
    }),
    ("a block text at the top, for js-yaml", |it| {
        let is_text = matches!(it.theirs, Ok(Form::Text(_)));
        it.reading.reader() == Reader::Hub
            && is_text
            && it.has_line(|line| line.trim().starts_with(['|', '>']))
    }),
    ("a quoted text at column 0", |it| {
        it.is_refused_by(Other::Granit, &["invalid indentation", "quoted scalar"])
    }),
    ("a block text at column 0", |it| {
        it.other == Other::Granit && it.has_line(|line| line.trim().starts_with(['|', '>']))
    }),
    ("a block text without a line end", |it| {
        it.differs_in_last_line_end()
    }),
];

/// How messages of `PyYAML` begin that are about the objects it makes in the end.
const PYTHON_OBJECTS: [&str; 4] = [
    "while constructing a mapping",
    "could not determine a constructor",
    "ValueError",
    "OverflowError",
];

/// The names of all differences.
pub(crate) fn reasons() -> impl Iterator<Item = &'static str> {
    REASONS.iter().map(|(reason, _)| *reason)
}

/// Why two parsers differ on a text that looked settled.
pub(super) fn difference(seen: &Seen<'_>) -> Option<&'static str> {
    let mut reasons = REASONS.iter();
    reasons.find_map(|(reason, explains)| explains(seen).then_some(*reason))
}

impl Seen<'_> {
    fn is_refused(&self, reader: Reader, starts: &[&str]) -> bool {
        self.reading.reader() == reader && self.is_ours_refused(starts)
    }

    fn is_ours_refused(&self, starts: &[&str]) -> bool {
        let mut errors = self.reading.errors().iter();
        errors.any(|error| {
            let mut starts = starts.iter();
            starts.any(|start| error.message.starts_with(start))
        })
    }

    fn is_refused_by(&self, other: Other, parts: &[&str]) -> bool {
        let Err(error) = self.theirs else {
            return false;
        };
        self.other == other && parts.iter().any(|part| error.contains(part))
    }

    fn has_line(&self, is_such: fn(&str) -> bool) -> bool {
        self.yaml.lines().any(is_such)
    }

    fn has_long_key(&self) -> bool {
        let tree = self.reading.tree();
        let mut nodes = tree.iter();
        nodes.any(|(_, node)| match &node.kind {
            NodeKind::Mapping { entries, .. } => {
                let mut keys = entries.iter().map(|entry| tree.span(entry.key).len());
                keys.any(|len| len > MAX_KEY)
            }
            _ => false,
        })
    }

    /// Python and libyaml end a block text without a line end where the text has none.
    fn differs_in_last_line_end(&self) -> bool {
        let (Ok(ours), Ok(theirs)) = (self.ours, self.theirs) else {
            return false;
        };
        !self.yaml.ends_with('\n') && trimmed(ours).is(&trimmed(theirs))
    }
}

/// Whether there is a colon before which there can be no key on its line.
fn has_bare_colon(yaml: &str) -> bool {
    let mut colons = yaml.match_indices(':');
    colons.any(|(at, _)| {
        let before = yaml[..at].trim_end_matches(' ');
        before.is_empty() || before.ends_with(['\n', '-', '?', '{', '[', ','])
    })
}

/// Whether a question mark or a colon can begin a text between brackets.
fn begins_in_brackets(yaml: &str) -> bool {
    let mut signs = yaml.match_indices(['?', ':']);
    signs.any(|(at, _)| {
        let before = yaml[..at].trim_end();
        before.ends_with(['[', '{', ',', ':', '?'])
    })
}

/// Whether a comment begins right behind what a block text begins with.
fn has_comment_in_head(yaml: &str) -> bool {
    let mut heads = yaml.match_indices(['|', '>']);
    heads.any(|(at, _)| {
        let behind = yaml[at + 1..].trim_start_matches(['-', '+']);
        let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        behind.trim_start_matches(['-', '+']).starts_with('#')
    })
}

/// A value with all texts at an end without line ends.
fn trimmed(form: &Form) -> Form {
    match form {
        Form::Text(text) => Form::Text(text.trim_end_matches('\n').to_owned()),
        Form::List(items) => Form::List(items.iter().map(trimmed).collect()),
        Form::Mapping(entries) => {
            let entries = entries.iter();
            Form::Mapping(
                entries
                    .map(|(key, value)| (trimmed(key), trimmed(value)))
                    .collect(),
            )
        }
        form => form.clone(),
    }
}

/// Whether a mapping has two keys that are or may be one.
fn has_equal_keys(form: &Form) -> bool {
    match form {
        Form::List(items) => items.iter().any(has_equal_keys),
        Form::Mapping(entries) => {
            let twice = entries.iter().enumerate().any(|(at, (key, _))| {
                let mut before = entries[..at].iter();
                before.any(|(other, _)| key.is(other))
            });
            let mut within = entries.iter().flat_map(|(key, value)| [key, value]);
            twice || within.any(has_equal_keys)
        }
        _ => false,
    }
}
