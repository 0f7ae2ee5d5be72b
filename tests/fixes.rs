//! What fixing and silencing do to cards, proved on fixtures, on real cards where there are any at
//! hand, and on cards made of both with a few random changes.
//!
//! Set `GATECARD_CARDS` to a folder with real cards, `GATECARD_MUTATIONS` to the number of random
//! cards and `GATECARD_SEED` to another seed.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it looks at"
)]

#[path = "readers/mutate.rs"]
mod mutate;

use std::{
    cell::RefCell,
    collections::BTreeSet,
    env, fs,
    ops::Range,
    path::{Path, PathBuf},
};

use gatecard::{
    Card, CheckOptions, Finding, Fixed, Group, Safety, Severity, State, YamlPath, add_ignores,
    fix_some,
    yaml::{Reader, Value},
};
use mutate::{Random, invent, mutate};

/// How many cards are made, unless `GATECARD_MUTATIONS` says otherwise.
const MUTATIONS: usize = 2_000;
/// One of so many made cards has no original.
const INVENTED: usize = 8;
/// A fix may be left out, since it would do harm, in one of so many made cards: where one of the
/// readers takes what no person would write.
const HARMLESS: usize = 1_000;
/// The byte order mark.
const MARK: &str = "\u{feff}";
/// The rules whose fix brings to light what stood behind it, besides those of the groups before
/// the fields.
const SHAPES: [&str; 6] = [
    "fields-not-a-mapping",
    "fields-not-indented",
    "fields-run-together",
    "missing-type",
    "swallowed-field",
    "text-cut-by-comment",
];

/// A card, and what it is called in failures.
struct Case {
    id: String,
    text: String,
    /// Whether it is no card of a person.
    is_made: bool,
}

fn options() -> CheckOptions {
    CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    }
}

/// The Markdown files of a folder and of all within it.
fn cards_in(folder: &Path, cards: &mut Vec<Case>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            cards_in(&path, cards);
        } else if path.extension().is_some_and(|extension| extension == "md")
            && let Ok(text) = fs::read_to_string(&path)
        {
            let id = path.display().to_string();
            cards.push(Case {
                id,
                text,
                is_made: false,
            });
        }
    }
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// A card with other line ends, with a byte order mark, without a last line end.
fn variants(case: &Case) -> Vec<Case> {
    let text = &case.text;
    let variant = |what: &str, text: String| Case {
        id: format!("{} {what}", case.id),
        text,
        is_made: false,
    };
    let mut variants = Vec::new();
    if !text.contains('\r') {
        variants.push(variant("with CRLF", text.replace('\n', "\r\n")));
        variants.push(variant("with CR", text.replace('\n', "\r")));
    }
    if !text.starts_with(MARK) {
        variants.push(variant("with a byte order mark", format!("{MARK}{text}")));
    }
    variants.push(variant("cut short", text.trim_end().to_owned()));
    variants
}

/// All cards that are looked at.
fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut cases = Vec::new();
    cards_in(&root.join("fixtures"), &mut cases);
    let fixtures = cases.len();
    let folder =
        env::var_os("GATECARD_CARDS").map_or_else(|| root.join("../shared/cards"), PathBuf::from);
    cards_in(&folder, &mut cases);
    let real = cases.len() - fixtures;
    if real == 0 {
        println!("real cards: skipped, none in {}", folder.display());
    }
    let variants: Vec<Case> = cases[..fixtures].iter().flat_map(variants).collect();
    let count = number("GATECARD_MUTATIONS").map_or(MUTATIONS, |count| {
        usize::try_from(count).expect("the number of cards is small")
    });
    let seed = number("GATECARD_SEED").unwrap_or(1);
    println!(
        "{fixtures} fixtures, {} variants, {real} real cards, {count} mutations with seed {seed}",
        variants.len()
    );
    let mut random = Random::new(seed);
    let originals = cases.len();
    cases.extend(variants);
    for index in 0..count {
        let text = match index % INVENTED {
            0 => invent(&mut random),
            _ => mutate(&cases[random.below(originals)].text, &mut random),
        };
        let id = format!("mutation {index} of seed {seed}");
        cases.push(Case {
            id,
            text,
            is_made: true,
        });
    }
    cases
}

/// A text on its way through the rounds of fixing, with the findings whose fixes were offered.
struct Round {
    text: String,
    offered: Vec<Finding>,
}

impl Round {
    /// The bytes that the fixes name, in order and without overlap.
    fn edited(&self) -> Vec<Range<usize>> {
        let fixes = self
            .offered
            .iter()
            .filter_map(|finding| finding.fix.as_ref());
        let edits = fixes.flat_map(|fix| &fix.edits);
        let mut ranges: Vec<Range<usize>> = edits.map(|edit| edit.span.range()).collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        let mut joined: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        joined
    }
}

/// Fixes a card and gives the text of each round with what was offered, and what came out.
fn rounds(case: &Case, most: Safety) -> (Vec<Round>, Fixed) {
    let rounds = RefCell::new(Vec::new());
    let fixed = fix_some(&case.text, &options(), most, |text, findings| {
        let mut offered = findings.clone();
        offered.retain(|it| it.fix.as_ref().is_some_and(|fix| fix.safety <= most));
        let text = text.to_owned();
        rounds.borrow_mut().push(Round { text, offered });
        findings
    });
    (rounds.into_inner(), fixed)
}

/// Whether the bytes outside of what the fixes name are the same, in the same order.
fn keeps_other_bytes(round: &Round, after: &str) -> bool {
    let mut rest = after;
    let mut kept = 0;
    for (number, range) in round.edited().into_iter().enumerate() {
        let piece = &round.text[kept..range.start];
        let place = match number {
            0 => rest.starts_with(piece).then_some(0),
            _ => rest.find(piece),
        };
        let Some(place) = place else { return false };
        rest = &rest[place + piece.len()..];
        kept = range.end;
    }
    rest.ends_with(&round.text[kept..])
}

/// The kinds of line ends in a text.
fn line_ends(text: &str) -> BTreeSet<&'static str> {
    let bare = text.replace("\r\n", "");
    let kinds = [
        ("CRLF", bare.len() < text.len()),
        ("CR", bare.contains('\r')),
        ("LF", bare.contains('\n')),
    ];
    let there = kinds.into_iter().filter(|(_, there)| *there);
    there.map(|(kind, _)| kind).collect()
}

/// Whether the fix of a finding can bring to light what stood behind it.
fn uncovers(finding: &Finding) -> bool {
    finding.rule.group <= Group::Keys || SHAPES.contains(&finding.rule.name)
}

/// The values of the top-level entries that no fix names, by its bytes or by the way to the value
/// that it is about, as a reader has them.
fn untouched(round: &Round, reader: Reader) -> Vec<(String, Value)> {
    let card = Card::new(&round.text);
    let reading = card.reading(reader);
    let tree = reading.tree();
    let Some(root) = tree.root().filter(|_| reading.state() == State::Found) else {
        return Vec::new();
    };
    // What an edit does to an anchor, it does to every alias.
    if round.text.contains('&') {
        return Vec::new();
    }
    let edited = round.edited();
    let block = reading
        .front_matter()
        .map_or(0..0, |block| block.yaml.range());
    if edited
        .iter()
        .any(|range| range.end > block.end || range.start < block.start)
    {
        // The block itself becomes another.
        return Vec::new();
    }
    let entries = reading.entries(root).into_iter();
    let free = entries.filter(|(key, entry)| {
        let way = YamlPath::top(key);
        let offered = &mut round.offered.iter();
        let reshaped = |it: &Finding| uncovers(it) && key == "extra_gated_fields";
        if offered.any(|it| it.path.as_str().starts_with(way.as_str()) || reshaped(it)) {
            return false;
        }
        let whole = tree.span(entry.key).to(tree.span(entry.value)).range();
        let touches = |range: &Range<usize>| range.start <= whole.end && whole.start <= range.end;
        !edited.iter().any(touches)
    });
    free.filter_map(|(key, entry)| Some((key.into_owned(), reading.value(entry.value).ok()?)))
        .collect()
}

fn value(card: &Card<'_>, reader: Reader, key: &str) -> Option<Value> {
    let reading = card.reading(reader);
    let entries = reading.entries(reading.tree().root()?);
    let (_, entry) = entries.into_iter().find(|(other, _)| other == key)?;
    reading.value(entry.value).ok()
}

/// What must hold between two rounds.
fn prove_round(case: &Case, round: &Round, after: &str) {
    let id = &case.id;
    let before = &round.text;
    assert!(
        keeps_other_bytes(round, after),
        "{id}: other bytes change\n{before:?}\n{after:?}\n{:#?}",
        round.offered
    );
    let (old, new) = (Card::new(before), Card::new(after));
    for reader in [Reader::Hub, Reader::Python] {
        let state = |card: &Card<'_>| card.reading(reader).state();
        assert!(
            state(&old) != State::Found || state(&new) == State::Found,
            "{id}: {reader} takes it no more\n{before:?}\n{after:?}"
        );
        for (key, was) in untouched(round, reader) {
            assert_eq!(
                value(&new, reader, &key),
                Some(was),
                "{id}: {reader} has another {key}\n{before:?}\n{after:?}"
            );
        }
    }
    let errors = |card: &Card<'_>| {
        let findings = card.check(&options()).into_iter();
        findings.filter(|it| it.severity == Severity::Error).count()
    };
    // Mending an error can bring to light what stood behind it.
    if !round
        .offered
        .iter()
        .any(|it| it.severity == Severity::Error)
    {
        assert!(
            errors(&new) <= errors(&old),
            "{id}: new errors\n{before:?}\n{after:?}"
        );
    }
}

#[test]
fn fixes_change_what_they_name_and_come_to_an_end() {
    let (mut changed, mut harmful, mut harmful_made) = (0, 0, 0);
    let cases = cases();
    let made = cases.iter().filter(|case| case.is_made).count();
    for case in cases {
        for most in [Safety::Safe, Safety::Unsafe] {
            let (rounds, fixed) = rounds(&case, most);
            for finding in &fixed.harmful {
                println!("{}: {finding:?} would do harm to {:?}", case.id, case.text);
            }
            let count = fixed.harmful.len();
            *(if case.is_made {
                &mut harmful_made
            } else {
                &mut harmful
            }) += count;
            let after = fixed.text;
            let texts = rounds.iter().map(|round| &round.text).skip(1);
            for (round, after) in rounds.iter().zip(texts.chain([&after])) {
                prove_round(&case, round, after);
            }
            changed += usize::from(after != case.text);
            let new: Vec<_> = line_ends(&after)
                .difference(&line_ends(&case.text))
                .copied()
                .collect();
            // A card on one line has no line ends to go by, and a fence may lack the right one.
            let fence = |round: &Round| {
                let mut offered = round.offered.iter();
                offered.any(|it| it.rule.name == "front-matter-not-found")
            };
            let excused = !case.text.contains(['\n', '\r']) || rounds.iter().any(fence);
            assert!(
                new.is_empty() || excused,
                "{}: new line ends {new:?}\n{:?}\n{after:?}",
                case.id,
                case.text
            );
            let marks = |text: &str| text.starts_with(MARK);
            let cut = |round: &Round| round.edited().first().is_some_and(|range| range.start == 0);
            assert!(
                marks(&after) == marks(&case.text) || rounds.iter().any(cut),
                "{}: the byte order mark",
                case.id
            );
            let again = fix_some(&after, &options(), most, |_, findings| findings);
            assert_eq!(
                (again.applied, again.text),
                (0, after),
                "{}: not at an end",
                case.id
            );
        }
    }
    println!("{changed} texts were changed");
    assert_eq!(harmful, 0, "fixes that would do harm");
    assert!(
        harmful_made * HARMLESS <= made,
        "{harmful_made} fixes would do harm to made cards"
    );
    assert!(changed > 100, "the proof is about cards that change");
}

#[test]
fn comments_silence_what_was_found_and_change_no_value() {
    let mut silenced = 0;
    for case in cases() {
        let before = Card::new(&case.text);
        let findings = before.check(&options());
        let failed = findings.iter().find(|it| it.rule.name == "internal-error");
        assert_eq!(failed, None, "{}: {:?}", case.id, case.text);
        let added = add_ignores(&case.text, &options(), "why not", |_, findings| findings);
        let after = Card::new(&added.text);
        let about_comments = |findings: &[Finding]| {
            let comments = findings.iter().filter(|it| it.rule.group == Group::Ignores);
            comments.count()
        };
        let left = after.check(&options());
        assert_eq!(
            left.len(),
            added.left + about_comments(&findings),
            "{}: {left:#?}\n{:?}",
            case.id,
            added.text
        );
        assert_eq!(findings.len(), left.len() + added.ignored, "{}", case.id);
        silenced += added.ignored;
        for reader in [Reader::Hub, Reader::Python] {
            let whole = |card: &Card<'_>| {
                let reading = card.reading(reader);
                let error = reading.error().map(|error| error.message);
                let root = reading.tree().root().filter(|_| error.is_none());
                let value = root.map(|root| reading.value(root).map_err(|it| it.message));
                (reading.state(), error, value)
            };
            assert_eq!(
                whole(&after),
                whole(&before),
                "{}: {reader}\n{:?}",
                case.id,
                added.text
            );
        }
        let again = add_ignores(&added.text, &options(), "why not", |_, findings| findings);
        assert_eq!(again.text, added.text, "{}: not at an end", case.id);
    }
    println!("{silenced} findings were silenced");
    assert!(silenced > 100, "the proof is about cards with findings");
}
