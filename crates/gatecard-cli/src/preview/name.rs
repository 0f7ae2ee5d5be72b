//! The names of pages in a folder.

use std::{
    collections::HashSet,
    path::{Component, Path},
};

/// The longest name in bytes, without its number and ending. File systems take 255 with both.
const MAX_LEN: usize = 120;
/// The name of every card on the Hub; the folder says more.
const CARD: &str = "README";
/// What no page of a card may be called: the index, and what Windows takes for devices.
const TAKEN: [&str; 7] = ["index", "con", "prn", "aux", "nul", "com", "lpt"];

/// Gives each card of a folder a name of its own, which says where the card is and is the same in
/// each run: `models-cedar.html` for `models/cedar/README.md`.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: HashSet<String>,
}

impl Names {
    /// A name that no other card has, on a file system that does not tell `a` from `A`, too.
    pub(super) fn next(&mut self, card: &Path) -> String {
        let stem = stem(card);
        let mut name = stem.clone();
        let mut number = 1;
        while !self.given.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{stem}-{number}");
        }
        format!("{name}.html")
    }
}

/// The parts of the path, joined. There is no separator, dot or control character in it, so that it
/// is a file in the folder whatever the path is.
fn stem(card: &Path) -> String {
    let path = card.with_extension("");
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    let mut parts: Vec<String> = parts.map(|part| plain(&part)).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| last == CARD) {
        parts.pop();
    }
    let joined = parts.join("-");
    let mut stem = joined[..joined.floor_char_boundary(MAX_LEN)].to_owned();
    let letters = stem.trim_end_matches(|last: char| last.is_ascii_digit());
    if TAKEN.contains(&letters.to_lowercase().as_str()) {
        stem.push('_');
    }
    if stem.is_empty() {
        stem.push_str("card");
    }
    stem
}

/// A text with letters, digits, `-` and `_` only.
fn plain(text: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || letter == '-';
    text.chars()
        .map(|letter| if is_plain(letter) { letter } else { '_' })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{MAX_LEN, Names};

    #[test]
    fn names_say_where_cards_are_and_stay_in_the_folder() {
        for (card, name) in [
            ("README.md", "README.html"),
            ("models/cedar-7b/README.md", "models-cedar-7b.html"),
            ("models/cedar-7b/card.v2.md", "models-cedar-7b-card_v2.html"),
            ("/srv/models/README.md", "srv-models.html"),
            ("../../../etc/README.md", "etc.html"),
            ("..", "card.html"),
            ("-", "-.html"),
            ("<stdin>", "_stdin_.html"),
            ("a\\..\\b\u{202e}\n\"><x/README.md", "a____b_____x.html"),
            ("数据/README.md", "数据.html"),
            ("index.md", "index_.html"),
            ("NUL/README.md", "NUL_.html"),
            ("com7.md", "com7_.html"),
        ] {
            assert_eq!(Names::default().next(Path::new(card)), name, "{card}");
        }
    }

    #[test]
    fn no_two_names_are_the_same() {
        let mut names = Names::default();
        let mut next = |card: &str| names.next(Path::new(card));
        assert_eq!(next("a/b/README.md"), "a-b.html");
        assert_eq!(next("a-b/README.md"), "a-b-2.html");
        assert_eq!(next("A-B/README.md"), "A-B-3.html");
        assert_eq!(next("a-b-2/README.md"), "a-b-2-2.html");
        let long = "é".repeat(200);
        assert!(next(&long).len() <= MAX_LEN + ".html".len());
        assert_eq!(next(&long).matches('é').count(), MAX_LEN / 2);
    }
}
