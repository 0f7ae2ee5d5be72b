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

#[path = "invariants/fixes.rs"]
#[allow(dead_code, reason = "what proves it for any bytes is not used here")]
mod invariants;
#[path = "readers/mutate.rs"]
mod mutate;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use gatecard::Safety;
use invariants::{prove_comments, prove_fixes};
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
/// A card, and what it is called in failures.
struct Case {
    id: String,
    text: String,
    /// Whether it is no card of a person.
    is_made: bool,
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

#[test]
fn fixes_change_what_they_name_and_come_to_an_end() {
    let (mut changed, mut harmful, mut harmful_made) = (0, 0, 0);
    let cases = cases();
    let made = cases.iter().filter(|case| case.is_made).count();
    for case in cases {
        for most in [Safety::Safe, Safety::Unsafe] {
            let fixed = prove_fixes(&case.id, &case.text, most);
            for finding in &fixed.harmful {
                println!("{}: {finding:?} would do harm to {:?}", case.id, case.text);
            }
            let count = fixed.harmful.len();
            *(if case.is_made {
                &mut harmful_made
            } else {
                &mut harmful
            }) += count;
            changed += usize::from(fixed.text != case.text);
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
    let cases = cases();
    let silenced: usize = cases
        .iter()
        .map(|case| prove_comments(&case.id, &case.text))
        .sum();
    println!("{silenced} findings were silenced");
    assert!(silenced > 100, "the proof is about cards with findings");
}
