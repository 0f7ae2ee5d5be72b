//! What gatecard reads, compared with what the real readers read: js-yaml 4.3 and `PyYAML` 6.0.3.
//!
//! Compared are fixtures, real cards where there are any at hand, and cards made of both with a few
//! random changes. Set `GATECARD_CARDS` to a folder with real cards, or with what a fuzz target keeps,
//! `GATECARD_MUTATIONS` to the number of random cards and `GATECARD_SEED` to another seed.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it compares"
)]

#[path = "readers/mutate.rs"]
mod mutate;
#[path = "support/needed.rs"]
mod needed;
#[path = "readers/oracle.rs"]
mod oracle;
#[path = "readers/special.rs"]
mod special;
#[path = "readers/suite.rs"]
mod suite;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use gatecard::{Card, FrontMatter, State, yaml::Reader};
use mutate::{Random, invent, mutate};
use oracle::{Answer, Case, Oracle, json, whole};

/// How many cards are made, unless `GATECARD_MUTATIONS` says otherwise.
const MUTATIONS: usize = 5_000;

/// One of so many made cards has no original.
const INVENTED: usize = 4;

/// How many disagreements are shown.
const SHOWN: usize = 10;

/// A disagreement that is meant to be, and a card that shows it.
struct Exception {
    reader: Reader,
    why: &'static str,
    card: &'static str,
    /// Whether it explains what the two say, gatecard first.
    explains: fn(&Answer, &Answer) -> bool,
}

/// All disagreements that are meant to be.
const EXCEPTIONS: &[Exception] = &[
    Exception {
        reader: Reader::Python,
        why: "nothing at all, not even a colon, is behind the key, and PyYAML points to the next one",
        card: "---\n? <<\n? a\n---\n",
        explains: |ours, real| {
            let about = "for merging, but found scalar";
            let is_about = |error: &str| error.ends_with(about);
            ours.error == real.error && ours.error.as_deref().is_some_and(is_about)
        },
    },
    Exception {
        reader: Reader::Hub,
        why: "JavaScript gives bytes the keys 0, 1, 2 and so on, and js-yaml merges them",
        card: "---\nextra_gated_fields:\n  <<: !!binary aGk=\n---\n",
        explains: |ours, real| {
            let real_data = [&real.values, &real.data].into_iter().flatten();
            let mut numbered = real_data.filter(|values| values.contains("\"0\":"));
            ours.front_matter == real.front_matter && numbered.next().is_some()
        },
    },
    Exception {
        reader: Reader::Hub,
        why: UNREAD,
        card: LARGE_ALIASES,
        explains: is_unread,
    },
    Exception {
        reader: Reader::Python,
        why: UNREAD,
        card: LARGE_ALIASES,
        explains: is_unread,
    },
];

const UNREAD: &str = "aliases stand for more than gatecard reads";

const LARGE_ALIASES: &str = include_str!("../fixtures/rules/large-aliases/flag/nested.md");

fn is_unread(ours: &Answer, real: &Answer) -> bool {
    ours.front_matter == "unread" && real.front_matter != "missing"
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The Markdown files of a folder and of all within it. Files without an ending are what a fuzz
/// target keeps: those that are no card become the YAML block of one.
fn cards_in(folder: &Path, cards: &mut Vec<Case>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            cards_in(&path, cards);
        } else if path.extension().is_none_or(|extension| extension == "md")
            && let Ok(text) = fs::read_to_string(&path)
        {
            let id = path.display().to_string();
            let is_card =
                path.extension().is_some() || FrontMatter::find(&text, Reader::Hub).is_some();
            let text = if is_card {
                text
            } else {
                format!("---\n{text}\n---\n")
            };
            cards.push(Case { id, text });
        }
    }
}

/// The number in an environment variable.
fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// All cards that are compared.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    cards_in(&root().join("fixtures"), &mut cases);
    let fixtures = cases.len();
    let folder =
        env::var_os("GATECARD_CARDS").map_or_else(|| root().join("../shared/cards"), PathBuf::from);
    cards_in(&folder, &mut cases);
    let real = cases.len() - fixtures;
    if real == 0 {
        println!("real cards: skipped, none in {}", folder.display());
    }
    let special = special::BLOCKS.len();
    for block in special::BLOCKS {
        let text = format!("---\n{block}\n---\n");
        let id = format!("{block:?}");
        cases.push(Case { id, text });
    }
    let count = number("GATECARD_MUTATIONS").map_or(MUTATIONS, |count| {
        usize::try_from(count).expect("the number of cards is small")
    });
    let seed = number("GATECARD_SEED").unwrap_or(1);
    println!(
        "{fixtures} fixtures, {real} real cards, {special} special blocks, {count} mutations with seed \
         {seed}"
    );
    let mut random = Random::new(seed);
    let originals = cases.len();
    for index in 0..count {
        let text = match index % INVENTED {
            0 => invent(&mut random),
            _ => mutate(&cases[random.below(originals)].text, &mut random),
        };
        let id = format!("mutation {index} of seed {seed}");
        cases.push(Case { id, text });
    }
    cases.extend(special::two_tags().map(|block| Case {
        id: format!("{block:?}"),
        text: format!("---\n{block}\n---\n"),
    }));
    cases
}

/// What gatecard says of a card.
fn answer(text: &str, reader: Reader) -> Answer {
    let card = Card::new(text);
    let reading = card.reading(reader);
    let error = reading.errors().first();
    let found = reading.state().name() == "found";
    let values = found.then(|| reading.values().ok());
    let tree = reading.tree();
    let is_read = reading.front_matter().is_some() && error.is_none();
    let data = (is_read && reading.duplicates().is_empty()).then(|| match tree.root() {
        Some(root) => reading.value(root).ok().map(|value| whole(&value)),
        None => Some("null".to_owned()),
    });
    Answer {
        front_matter: reading.state().name().to_owned(),
        error: error.map(|error| error.message.clone()),
        offset: error.map(|error| error.offset),
        values: values.flatten().map(|values| json(&values)),
        data: data.flatten(),
    }
}

/// Whether gatecard's answer is the real reader's. `PyYAML`'s errors are compared word by word;
/// gatecard goes on where js-yaml stops, and has its own order there.
fn agree(reader: Reader, ours: &Answer, real: &Answer) -> bool {
    let same_error = reader == Reader::Hub
        || ours.error == real.error && (real.offset.is_none() || ours.offset == real.offset);
    same_error
        && ours.front_matter == real.front_matter
        && ours.values == real.values
        && ours.data == real.data
}

/// Whether a disagreement is meant to be.
fn is_exception(reader: Reader, ours: &Answer, real: &Answer) -> bool {
    let mut exceptions = EXCEPTIONS.iter().filter(|it| it.reader == reader);
    exceptions.any(|it| (it.explains)(ours, real))
}

/// Compares the readings of all cards.
fn compare(reader: Reader) {
    let Some(oracle) = Oracle::find(&root(), reader) else {
        return;
    };
    let cases = cases();
    let answers = oracle.ask(&cases);
    let mut wrong = 0;
    for (case, real) in cases.iter().zip(&answers) {
        let ours = answer(&case.text, reader);
        if agree(reader, &ours, real) || is_exception(reader, &ours, real) {
            continue;
        }
        wrong += 1;
        if wrong <= SHOWN {
            let text = format!("{:?}", case.text);
            println!(
                "{}\n  ours: {ours:?}\n  real: {real:?}\n  card: {text:.2000}",
                case.id
            );
        }
    }
    let right = cases.len() - wrong;
    println!("{reader}: {right} of {} cards are read alike", cases.len());
    assert_eq!(
        wrong, 0,
        "cards that gatecard does not read as {reader} does"
    );
}

#[test]
fn the_hub_is_read_as_js_yaml_reads() {
    compare(Reader::Hub);
}

#[test]
fn the_python_clients_are_read_as_pyyaml_reads() {
    compare(Reader::Python);
}

#[test]
fn the_exceptions_are_exceptions() {
    for exception in EXCEPTIONS {
        let reader = exception.reader;
        let Some(oracle) = Oracle::find(&root(), reader) else {
            return;
        };
        let (id, text) = (exception.why.to_owned(), exception.card.to_owned());
        let real = &oracle.ask(&[Case { id, text }])[0];
        let ours = answer(exception.card, reader);
        assert!(
            !agree(reader, &ours, real),
            "none any more: {}",
            exception.why
        );
        assert!(
            (exception.explains)(&ours, real),
            "another one: {}",
            exception.why
        );
    }
}

/// A mapping that is merged so often that the block is not read.
fn merged_often() -> String {
    let entries = (0..50).map(|number| format!("key{number}: x, "));
    let copies = (0..800).map(|number| format!("copy{number}: {{<<: *all}}\n"));
    let (entries, copies) = (entries.collect::<String>(), copies.collect::<String>());
    format!("---\nextra_gated_heading: x\nall: &all {{{entries}}}\n{copies}---\n")
}

/// As the page of the rule says.
#[test]
fn the_real_readers_read_what_gatecard_does_not() {
    for (text, expected) in [
        (LARGE_ALIASES.to_owned(), ["found", "found"]),
        (merged_often(), ["invalid", "found"]),
    ] {
        for (reader, expected) in [Reader::Hub, Reader::Python].into_iter().zip(expected) {
            let Some(oracle) = Oracle::find(&root(), reader) else {
                return;
            };
            assert_eq!(Card::new(&text).reading(reader).state(), State::Unread);
            let (id, text) = (UNREAD.to_owned(), text.clone());
            assert_eq!(oracle.ask(&[Case { id, text }])[0].front_matter, expected);
        }
    }
}
