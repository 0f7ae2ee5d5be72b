//! What fixing and silencing do to any card: other bytes stay, both readers take it as before, and
//! it comes to an end.

use std::{cell::RefCell, collections::BTreeSet, ops::Range};

use gatecard::{
    Card, CheckOptions, Finding, Fixed, Group, Safety, Severity, State, YamlPath, add_ignores,
    decode, fix_some,
    yaml::{Reader, Value},
};

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

/// See [`super::Check`].
pub(crate) fn check(bytes: &[u8]) {
    let text = decode(bytes).text;
    for most in [Safety::Safe, Safety::Unsafe] {
        prove_fixes("the card", &text, most);
    }
    prove_comments("the card", &text);
}

/// Fixes a card, proves what must hold of that, and gives what came out. `id` names the card in
/// failures.
pub(crate) fn prove_fixes(id: &str, text: &str, most: Safety) -> Fixed {
    let (rounds, fixed) = rounds(text, most);
    let after = &fixed.text;
    let texts = rounds.iter().map(|round| &round.text).skip(1);
    for (round, after) in rounds.iter().zip(texts.chain([after])) {
        prove_round(id, round, after);
    }
    prove_line_ends(id, text, after, &rounds);
    let marks = |text: &str| text.starts_with(MARK);
    let cut = |round: &Round| round.edited().first().is_some_and(|range| range.start == 0);
    assert!(
        marks(after) == marks(text) || rounds.iter().any(cut),
        "{id}: the byte order mark"
    );
    let again = fix_some(after, &options(), most, |_, findings| findings);
    assert_eq!(
        (again.applied, &again.text),
        (0, after),
        "{id}: not at an end"
    );
    // Where the card cannot be read, it is not always clear that a fix does no harm.
    let is_read = Card::new(after).reading(Reader::Hub).state() == State::Found;
    if fixed.harmful.is_empty() && is_read {
        prove_mended(id, text, after, most);
    }
    fixed
}

/// No new kind of line end comes in.
fn prove_line_ends(id: &str, text: &str, after: &str, rounds: &[Round]) {
    let mut known = line_ends(text);
    // What stands between the two halves of one can be removed.
    if known.is_superset(&["CR", "LF"].into()) {
        known.insert("CRLF");
    }
    let new: Vec<_> = line_ends(after).difference(&known).copied().collect();
    // A card on one line has no line ends to go by, and a fence may lack the right one.
    let fence = |round: &Round| {
        let mut offered = round.offered.iter();
        offered.any(|it| it.rule.name == "front-matter-not-found")
    };
    let excused = !text.contains(['\n', '\r']) || rounds.iter().any(fence);
    assert!(
        new.is_empty() || excused,
        "{id}: new line ends {new:?}\n{text:?}\n{after:?}"
    );
}

/// Silences what was found in a card, proves what must hold of that, and gives how many findings
/// are silent now.
pub(crate) fn prove_comments(id: &str, text: &str) -> usize {
    let before = Card::new(text);
    let findings = before.check(&options());
    let failed = findings.iter().find(|it| it.rule.name == "internal-error");
    assert_eq!(failed, None, "{id}: {text:?}");
    let added = add_ignores(text, &options(), "why not", |_, findings| findings);
    let after = Card::new(&added.text);
    let about_comments = |findings: &[Finding]| {
        let comments = findings.iter().filter(|it| it.rule.group == Group::Ignores);
        comments.count()
    };
    let left = after.check(&options());
    assert_eq!(
        left.len(),
        added.left + about_comments(&findings),
        "{id}: {left:#?}\n{:?}",
        added.text
    );
    assert_eq!(findings.len(), left.len() + added.ignored, "{id}");
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
            "{id}: {reader}\n{:?}",
            added.text
        );
    }
    let again = add_ignores(&added.text, &options(), "why not", |_, findings| findings);
    assert_eq!(again.text, added.text, "{id}: not at an end");
    added.ignored
}

/// How cards are looked at.
pub(crate) fn options() -> CheckOptions {
    CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    }
}

/// Nothing is left that could be mended and would change the text.
fn prove_mended(id: &str, text: &str, after: &str, most: Safety) {
    let findings = Card::new(after).check(&options());
    let left = findings.iter().find(|finding| {
        finding.fix.as_ref().is_some_and(|fix| {
            fix.safety <= most
                && fix
                    .edits
                    .iter()
                    .any(|edit| edit.text != edit.span.slice(after))
        })
    });
    assert_eq!(left, None, "{id}: not mended\n{text:?}\n{after:?}");
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
fn rounds(text: &str, most: Safety) -> (Vec<Round>, Fixed) {
    let rounds = RefCell::new(Vec::new());
    let fixed = fix_some(text, &options(), most, |text, findings| {
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
    // What is hidden behind a misspelt key is told as if the key were right.
    let findings = card.check(&options());
    let misspelt = |key: &str| {
        let way = YamlPath::top(key);
        let mut findings = findings.iter();
        findings.any(|it| it.rule.name == "unknown-key" && it.path == way)
    };
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
        if misspelt(key) {
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
fn prove_round(id: &str, round: &Round, after: &str) {
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
    // Mending an error can bring to light what stood behind it. So can what makes such an error one
    // that can be mended, since it is mended then to look behind it.
    let can_be_mended = |card: &Card<'_>| -> BTreeSet<(&str, String)> {
        let findings = card.check(&options()).into_iter();
        let uncovering = findings.filter(|it| uncovers(it) && it.fix.is_some());
        uncovering
            .map(|it| (it.rule.name, it.path.as_str().to_owned()))
            .collect()
    };
    let mut offered = round.offered.iter();
    let mends_error = offered.any(|it| it.severity == Severity::Error);
    if !mends_error && can_be_mended(&new).is_subset(&can_be_mended(&old)) {
        assert!(
            errors(&new) <= errors(&old),
            "{id}: new errors\n{before:?}\n{after:?}"
        );
    }
}
