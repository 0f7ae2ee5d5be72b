//! Where the grammars do not agree, by name. Each name has a card in `fixtures`, and the real
//! js-yaml and `PyYAML` read that card as gatecard does.

use std::collections::HashSet;

use gatecard::{
    Reading,
    yaml::{Node, NodeId, NodeKind, Reader},
};

use super::{Form, Other};

/// The longest text that is compared, in bytes: libyaml takes the square of the length for some.
const MAX_LEN: usize = 16 * 1024;
/// How many brackets are compared, for the same reason.
const MAX_BRACKETS: usize = 40;
/// How many aliases are compared: each can double what they stand for.
const MAX_ALIASES: usize = 8;
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
    let aliases = signs(yaml).filter(|(sign, behind)| *sign == b'*' && is_name(behind));
    let aliases = aliases.count();
    let reasons = [
        (yaml.len() > MAX_LEN, "long"),
        (brackets > MAX_BRACKETS, "many brackets"),
        (aliases > MAX_ALIASES, "many aliases"),
        (yaml.replace("\r\n", "\n").contains('\r'), "a lone return"),
        (yaml.contains('\t'), "a tab"),
        (yaml.contains(is_odd), "a character that not all take"),
        (
            ["---", "...", "%"].iter().any(begins_line),
            "documents and directives",
        ),
        (has_property(yaml), "tags, odd anchors and odd aliases"),
        (has_anchor_twice(yaml), "an anchor twice, for PyYAML"),
        (has_question_mark_as_key(yaml), "a question mark as a key"),
        (
            has_sign_before_quote(yaml),
            "a sign and a quote in brackets",
        ),
        (has_comment_as_text(yaml), "a comment as a text at the top"),
    ];
    let mut reasons = reasons.into_iter();
    reasons.find_map(|(holds, reason)| holds.then_some(reason))
}

/// Whether a pair between brackets has a question mark as its key.
fn has_question_mark_as_key(yaml: &str) -> bool {
    let mut signs = yaml.match_indices("?:");
    signs.any(|(at, _)| yaml[..at].trim_end().ends_with(['[', '{', ',']))
}

/// Whether a quote stands right behind a question mark or a colon that begins what is in brackets: to
/// the older grammar it opens a text, which can hold the brackets and more.
fn has_sign_before_quote(yaml: &str) -> bool {
    let mut quotes = yaml.match_indices(['\'', '"']);
    quotes.any(|(at, _)| {
        let sign = yaml[..at].strip_suffix(['?', ':']);
        sign.is_some_and(|before| before.trim_end().ends_with(['[', '{', ',']))
    })
}

/// Whether a block text at the top has lines at its left edge that look like comments.
fn has_comment_as_text(yaml: &str) -> bool {
    yaml.trim_start().starts_with(['|', '>']) && yaml.contains("\n#")
}

/// The signs of a text that may begin a tag, an anchor or an alias, and what is behind each.
fn signs(yaml: &str) -> impl Iterator<Item = (u8, &str)> {
    let bytes = yaml.as_bytes();
    let signs = yaml.match_indices(['!', '&', '*']);
    signs.filter_map(move |(at, _)| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let begins = before.is_none_or(|it| b" \n\r[{,:?-".contains(it));
        begins.then(|| (bytes[at], &yaml[at + 1..]))
    })
}

/// Whether something in a text looks like a tag, or like an anchor or an alias with other than the
/// plainest of names: what belongs to a name is for each parser something else.
fn has_property(yaml: &str) -> bool {
    signs(yaml).any(|(sign, behind)| {
        let is_no_name: &[char] = match sign {
            b'!' => return true,
            b'&' => &[' ', '\n', '\r'],
            // Two of them begin a bold text.
            _ => &[' ', '\n', '\r', '*'],
        };
        !behind.starts_with(is_no_name) && !is_name(behind)
    })
}

/// Whether two nodes have an anchor of one name, which `PyYAML` refuses.
fn has_anchor_twice(yaml: &str) -> bool {
    let anchors = signs(yaml).filter(|(sign, behind)| *sign == b'&' && is_name(behind));
    let mut names = anchors.map(|(_, behind)| behind.split([' ', '\n', '\r']).next());
    let mut seen = HashSet::new();
    names.any(|name| !seen.insert(name))
}

/// Whether a line begins with the head of a block text that says how far it is indented.
fn has_given_indentation(line: &str) -> bool {
    let head = line.trim().strip_prefix(['|', '>']);
    let signs = head.and_then(|head| head.split([' ', '\t']).next());
    signs.is_some_and(|signs| signs.contains(|sign: char| sign.is_ascii_digit()))
}

/// Whether what stands behind a colon begins with an anchor.
fn has_anchored_value(line: &str) -> bool {
    let mut values = line.split(':').skip(1);
    values.any(|value| value.trim_start().starts_with('&'))
}

fn begins_with_anchor(line: &str) -> bool {
    line.starts_with('&')
}

/// Whether a text begins with the plainest of names, and a space or a line end behind it.
fn is_name(text: &str) -> bool {
    let is_plain = |character: char| character.is_ascii_alphanumeric();
    let behind = text.trim_start_matches(is_plain);
    behind.len() < text.len() && (behind.is_empty() || behind.starts_with([' ', '\n', '\r']))
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
struct Reason {
    name: &'static str,
    excuses: Excuses,
    explains: fn(&Seen<'_>) -> bool,
}

impl Reason {
    const fn new(name: &'static str, excuses: Excuses, explains: fn(&Seen<'_>) -> bool) -> Self {
        Self {
            name,
            excuses,
            explains,
        }
    }
}

/// What a reason is for; any other difference is one.
#[derive(Clone, Copy)]
enum Excuses {
    /// One refuses what the other reads.
    Verdict,
    /// Texts have other spaces and line ends in them.
    Spaces,
    /// Both are a text and nothing else.
    Texts,
    /// The same words are in other lists.
    Lists,
    /// A list that has a pair in it, or what is unclear, is another.
    Pairs,
    /// A scalar stands in the place of an empty mapping.
    Emptiness,
}

impl Excuses {
    fn holds(self, seen: &Seen<'_>) -> bool {
        let (Ok(ours), Ok(theirs)) = (seen.ours, seen.theirs) else {
            return matches!(self, Self::Verdict);
        };
        match self {
            Self::Verdict => false,
            Self::Spaces => {
                let close = |text: &str| text.split_whitespace().collect();
                with_texts(ours, &close).is(&with_texts(theirs, &close))
            }
            Self::Texts => matches!((ours, theirs), (Form::Text(_), Form::Text(_))),
            Self::Lists => {
                let alike = |ours: &[Form], theirs: &[Form]| {
                    let mut pairs = ours.iter().zip(theirs);
                    ours.len() == theirs.len() && pairs.all(|(a, b)| a.is(b))
                };
                alike(&scalars(ours), &scalars(theirs)) || are_alike(&words(ours), &words(theirs))
            }
            Self::Pairs => are_alike_but_for_pairs(ours, theirs),
            Self::Emptiness => without_emptiness(ours).is(&without_emptiness(theirs)),
        }
    }
}

#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a method itself is for one lifetime, and a reason for any"
)]
const REASONS: &[Reason] = &[
    Reason::new("the same key twice", Excuses::Verdict, |it| {
        it.ours.as_ref().is_ok_and(has_equal_keys) || it.theirs.as_ref().is_ok_and(has_equal_keys)
    }),
    Reason::new(
        "what Python can make no object of",
        Excuses::Verdict,
        |it| it.is_refused(Reader::Python, &PYTHON_OBJECTS),
    ),
    Reason::new("what js-yaml cannot merge", Excuses::Verdict, |it| {
        it.is_refused(Reader::Hub, &["cannot merge mappings"])
    }),
    Reason::new("what JavaScript has no key for", Excuses::Verdict, |it| {
        it.is_refused(Reader::Hub, &["nested arrays are not supported"])
    }),
    Reason::new(
        "a mapping right behind an anchor, for js-yaml",
        Excuses::Verdict,
        |it| {
            let parts = ["mapping values are not allowed"];
            it.reading.reader() == Reader::Hub
                && it.is_refused_by(it.other, &parts)
                && it.has_line(has_anchored_value)
        },
    ),
    Reason::new(
        "a whole number of more than 64 bits",
        Excuses::Verdict,
        |it| it.is_refused_by(Other::Serde, &["as i128", "as u128"]),
    ),
    Reason::new("a long key", Excuses::Verdict, |it| {
        it.has_key(|key| key.len() > MAX_KEY)
    }),
    Reason::new(
        "a key of several lines behind a question mark, for js-yaml",
        Excuses::Verdict,
        |it| {
            it.reading.reader() == Reader::Hub
                && it.is_refused_by(it.other, &["mapping values are not allowed"])
                && it.has_key(|key| key.contains(['\n', '\r']))
        },
    ),
    Reason::new("a colon without a key", Excuses::Verdict, |it| {
        it.ours.is_ok() != it.theirs.is_ok() && has_bare_colon(it.yaml)
    }),
    Reason::new("a colon right before a bracket", Excuses::Verdict, |it| {
        it.is_refused_by(Other::Serde, &["found unexpected ':'"])
            || it.is_refused_by(Other::Granit, &["may not precede any of"])
    }),
    Reason::new("a dash alone in brackets", Excuses::Verdict, |it| {
        it.is_refused_by(Other::Granit, &["cannot start with '-' followed by"])
    }),
    Reason::new(
        "a text in brackets that begins with a sign",
        Excuses::Verdict,
        |it| it.has_sign(),
    ),
    Reason::new(
        "a pair in brackets that begins with a sign",
        Excuses::Pairs,
        |it| it.has_sign(),
    ),
    Reason::new(
        "a question mark in brackets, for PyYAML",
        Excuses::Verdict,
        |it| {
            let mut brackets = it.yaml.split(['[', '{']).skip(1);
            it.reading.reader() == Reader::Python
                && it.ours.is_err()
                && brackets.any(|part| part.contains('?'))
        },
    ),
    Reason::new(
        "a key of several lines in brackets",
        Excuses::Verdict,
        |it| {
            let Err(error) = it.ours else { return false };
            it.is_refused(Reader::Python, &["while parsing a flow"]) && error.ends_with("got ':'")
        },
    ),
    Reason::new(
        "a comment without a space before it",
        Excuses::Verdict,
        |it| {
            let errors = ["a line break is expected", "while scanning a block scalar"];
            it.is_refused_by(Other::Granit, &["comments must be separated"])
                || (has_comment_in_head(it.yaml) && it.is_ours_refused(&errors))
        },
    ),
    Reason::new("a value too far left for js-yaml", Excuses::Verdict, |it| {
        let starts = ["end of the stream", "missed comma", "bad indentation"];
        it.is_refused(Reader::Hub, &starts)
    }),
    Reason::new(
        "an empty item before one further left, for js-yaml",
        Excuses::Verdict,
        |it| it.has_empty_item(),
    ),
    Reason::new(
        "a key right behind what is closed, for js-yaml",
        Excuses::Verdict,
        |it| {
            let parts = ["did not find expected", "mapping keys are not allowed"];
            it.reading.reader() == Reader::Hub
                && it.is_refused_by(it.other, &parts)
                && has_text_behind_close(it.yaml)
        },
    ),
    Reason::new(
        "an empty line behind an escaped line end, for js-yaml",
        Excuses::Spaces,
        |it| {
            let lines: Vec<&str> = it.yaml.lines().collect();
            let mut pairs = lines.windows(2);
            it.reading.reader() == Reader::Hub
                && pairs.any(|pair| pair[0].ends_with('\\') && pair[1].trim().is_empty())
        },
    ),
    Reason::new(
        "the list of an item behind an empty one, for js-yaml",
        Excuses::Lists,
        |it| it.has_empty_item(),
    ),
    Reason::new(
        "a block text at the top, for js-yaml",
        Excuses::Verdict,
        |it| it.is_text_at_top(),
    ),
    Reason::new(
        "the spaces of a block text at the top, for js-yaml",
        Excuses::Spaces,
        |it| it.is_text_at_top(),
    ),
    Reason::new(
        "the given indentation of a block text at the top, for js-yaml",
        Excuses::Texts,
        |it| it.is_text_at_top() && it.has_line(has_given_indentation),
    ),
    Reason::new(
        "an alias of a block text below its anchor, for js-yaml",
        Excuses::Emptiness,
        |it| it.has_alias_of_nothing(),
    ),
    Reason::new(
        "an escape beyond Unicode, for js-yaml",
        Excuses::Verdict,
        |it| {
            let mut escapes = it.yaml.split("\\U").skip(1);
            let is_beyond = |escape: &str| {
                let number = escape.get(..8).map(|it| u32::from_str_radix(it, 16));
                matches!(number, Some(Ok(number)) if char::from_u32(number).is_none())
            };
            it.reading.reader() == Reader::Hub && it.ours.is_ok() && escapes.any(is_beyond)
        },
    ),
    Reason::new(
        "two anchors below each other, for js-yaml",
        Excuses::Verdict,
        |it| it.has_anchor_below_anchor(),
    ),
    Reason::new("a quoted text at column 0", Excuses::Verdict, |it| {
        it.is_refused_by(Other::Granit, &["invalid indentation", "quoted scalar"])
    }),
    Reason::new("a block text at column 0", Excuses::Verdict, |it| {
        it.other == Other::Granit && it.has_line(|line| line.trim().starts_with(['|', '>']))
    }),
    Reason::new("a block text without a line end", Excuses::Spaces, |it| {
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
    REASONS.iter().map(|reason| reason.name)
}

/// Why two parsers differ on a text that looked settled.
pub(super) fn difference(seen: &Seen<'_>) -> Option<&'static str> {
    let mut reasons = REASONS.iter();
    let explains = |it: &&Reason| it.excuses.holds(seen) && (it.explains)(seen);
    reasons.find(explains).map(|reason| reason.name)
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

    /// Whether a text between brackets begins as only the newer grammar lets it.
    fn has_sign(&self) -> bool {
        let is_older = self.reading.reader() == Reader::Python || self.other == Other::Serde;
        is_older && begins_in_brackets(self.yaml)
    }

    /// Whether the Hub reads a block that is a block text and nothing else.
    fn is_text_at_top(&self) -> bool {
        let is_text = [self.ours, self.theirs]
            .into_iter()
            .any(|it| matches!(it, Ok(Form::Text(_))));
        self.reading.reader() == Reader::Hub
            && is_text
            && self.has_line(|line| line.trim().starts_with(['|', '>']))
    }

    /// Whether an alias stands for a mapping that is not written: the Hub looks for one behind an
    /// anchor, and the anchor stays with it where a block text is found.
    fn has_alias_of_nothing(&self) -> bool {
        let tree = self.reading.tree();
        let is_alias = |node: &Node<'_>| matches!(node.kind, NodeKind::Alias { .. });
        let mut aliases = tree.iter().filter(|(_, node)| is_alias(node));
        self.reading.reader() == Reader::Hub
            && aliases.any(|(id, _)| {
                let target = tree.target(id);
                matches!(target.kind, NodeKind::Mapping { .. }) && target.span.is_empty()
            })
    }

    /// Whether an item is empty, behind which the Hub takes one further left for the next.
    fn has_empty_item(&self) -> bool {
        let is_empty = |line: &str| {
            let line = line.trim();
            line == "-" || line.ends_with(" -") || line.contains("- #")
        };
        self.reading.reader() == Reader::Hub && self.ours.is_ok() && self.has_line(is_empty)
    }

    /// Whether a line ends with an anchor and the next one begins with one: js-yaml takes the second
    /// where it would refuse both on one line.
    fn has_anchor_below_anchor(&self) -> bool {
        let lines = || self.yaml.lines().map(str::trim);
        let mut pairs = lines().zip(lines().skip(1));
        let ends_with_anchor = |line: &str| line.rsplit(' ').next().is_some_and(begins_with_anchor);
        self.reading.reader() == Reader::Hub
            && self.ours.is_ok()
            && pairs.any(|(line, next)| ends_with_anchor(line) && begins_with_anchor(next))
    }

    fn has_line(&self, is_such: fn(&str) -> bool) -> bool {
        self.yaml.lines().any(is_such)
    }

    /// Whether a key is written like that.
    fn has_key(&self, is_like_that: impl Fn(&str) -> bool) -> bool {
        let tree = self.reading.tree();
        let block = self.reading.front_matter().map(|it| it.yaml.range().start);
        let written = |id: NodeId| {
            let (key, start) = (tree.span(id).range(), block?);
            self.yaml.get(key.start - start..key.end - start)
        };
        let mut nodes = tree.iter();
        nodes.any(|(_, node)| match &node.kind {
            NodeKind::Mapping { entries, .. } => {
                let mut keys = entries.iter().filter_map(|entry| written(entry.key));
                keys.any(&is_like_that)
            }
            _ => false,
        })
    }

    /// Python and libyaml end a block text without a line end where the text has none.
    fn differs_in_last_line_end(&self) -> bool {
        let (Ok(ours), Ok(theirs)) = (self.ours, self.theirs) else {
            return false;
        };
        let trimmed = |form| with_texts(form, &|text| text.trim_end_matches('\n').to_owned());
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

/// Whether a text goes on behind a quote or a bracket, which may close there.
fn has_text_behind_close(yaml: &str) -> bool {
    let mut signs = yaml.match_indices(['"', '\'', '}', ']']);
    signs.any(|(at, _)| {
        let behind = yaml[at + 1..].trim_start_matches(' ').chars().next();
        behind.is_some_and(|it| !",:]}#\r\n".contains(it))
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

/// A value with all texts changed.
fn with_texts(form: &Form, change: &impl Fn(&str) -> String) -> Form {
    match form {
        Form::Text(text) => Form::Text(change(text)),
        Form::List(items) => Form::List(items.iter().map(|it| with_texts(it, change)).collect()),
        Form::Mapping(entries) => {
            let entries = entries.iter();
            let changed =
                entries.map(|(key, value)| (with_texts(key, change), with_texts(value, change)));
            Form::Mapping(changed.collect())
        }
        form => form.clone(),
    }
}

/// All scalars of a value, in their order.
fn scalars(form: &Form) -> Vec<Form> {
    match form {
        Form::List(items) => items.iter().flat_map(scalars).collect(),
        Form::Mapping(entries) => {
            let parts = entries.iter().flat_map(|(key, value)| [key, value]);
            parts.flat_map(scalars).collect()
        }
        form => vec![form.clone()],
    }
}

/// The words of all scalars, but for nothing and for dashes: what is an item for the one is part of a
/// text for the other.
fn words(form: &Form) -> Vec<Form> {
    let words = |form: Form| match form {
        Form::Null => Vec::new(),
        Form::Text(text) => {
            let words = text.split_whitespace().filter(|word| *word != "-");
            words.map(|word| Form::Text(word.to_owned())).collect()
        }
        form => vec![form],
    };
    scalars(form).into_iter().flat_map(words).collect()
}

/// Whether words are the same, up to the first that is unclear and from the last such on: what is
/// unclear may stand for several of them.
fn are_alike(ours: &[Form], theirs: &[Form]) -> bool {
    let mut both = ours.iter().zip(theirs);
    let mut ends = ours.iter().rev().zip(theirs.iter().rev());
    let is_unclear = |(a, b): &(&Form, &Form)| [*a, *b].contains(&&Form::Unclear);
    let first = both.find(|pair| is_unclear(pair) || pair.0 != pair.1);
    let last = ends.find(|pair| is_unclear(pair) || pair.0 != pair.1);
    match (first, last) {
        (None, None) => ours.len() == theirs.len(),
        (Some(first), Some(last)) => is_unclear(&first) && is_unclear(&last),
        _ => false,
    }
}

/// Whether values are the same, but for lists with a pair, or with what is unclear.
fn are_alike_but_for_pairs(ours: &Form, theirs: &Form) -> bool {
    let may_be_pair = |item: &Form| match item {
        Form::Mapping(entries) => entries.len() == 1,
        item => *item == Form::Unclear,
    };
    match (ours, theirs) {
        (Form::List(ours), Form::List(theirs)) => {
            let mut items = ours.iter().zip(theirs);
            let are_alike = items.all(|(ours, theirs)| are_alike_but_for_pairs(ours, theirs));
            (are_alike && ours.len() == theirs.len()) || ours.iter().chain(theirs).any(may_be_pair)
        }
        (Form::Mapping(ours), Form::Mapping(theirs)) => {
            let mut entries = ours.iter().zip(theirs);
            let are_alike = |((a, b), (c, d)): (&(Form, Form), &(Form, Form))| {
                are_alike_but_for_pairs(a, c) && are_alike_but_for_pairs(b, d)
            };
            ours.len() == theirs.len() && entries.all(are_alike)
        }
        (ours, theirs) => ours.is(theirs),
    }
}

/// A value in which empty mappings are unclear.
fn without_emptiness(form: &Form) -> Form {
    match form {
        Form::List(items) => Form::List(items.iter().map(without_emptiness).collect()),
        Form::Mapping(entries) if entries.is_empty() => Form::Unclear,
        Form::Mapping(entries) => {
            let entries = entries.iter();
            let changed =
                entries.map(|(key, value)| (without_emptiness(key), without_emptiness(value)));
            Form::Mapping(changed.collect())
        }
        form => form.clone(),
    }
}

/// Whether a mapping has two keys that are one, or of which that is not clear.
fn has_equal_keys(form: &Form) -> bool {
    match form {
        Form::List(items) => items.iter().any(has_equal_keys),
        Form::Mapping(entries) => {
            let twice = entries.iter().enumerate().any(|(at, (key, _))| {
                let mut before = entries[..at].iter();
                before.any(|(other, _)| key == other)
            });
            let mut within = entries.iter().flat_map(|(key, value)| [key, value]);
            twice || within.any(has_equal_keys)
        }
        _ => false,
    }
}
