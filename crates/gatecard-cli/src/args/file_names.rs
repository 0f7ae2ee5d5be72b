//! File names among the words of the command line that look like options.
//!
//! Programs that run hooks put the names of files behind the options of a hook, with nothing
//! between the two. Who can name a folder of the repository can so write options: a card in the
//! folders `--format=json=`, `tmp` has the name `--format=json=/tmp/README.md`. Such programs give
//! `--force-exclude`, which is for names that nobody has typed. With it, no word that ends as the
//! names of cards do is an option.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
};

use crate::spared::CARD_ENDING;

/// The option of programs that name files.
const NAMED_BY_PROGRAM: &str = "--force-exclude";
/// What ends the options.
const END_OF_OPTIONS: &str = "--";
/// The option that may end as the name of a card does.
const STDIN_NAME: &[u8] = b"--stdin-filename=";

/// The words of the command line with `./` before each file name that looks like an option.
///
/// `--stdin-filename=README.md` stays what it is where standard input is checked: editors give it,
/// and the name of a text is all that it says. Without standard input it would be a card that
/// nobody looks at, so there it is a file.
pub(crate) fn told_apart(words: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut words: Vec<OsString> = words.collect();
    let options = words.iter().position(|word| word == END_OF_OPTIONS);
    let options = options.unwrap_or(words.len());
    let Some(options) = words.get_mut(..options) else {
        return words;
    };
    let has = |wanted: &str| options.iter().any(|word| word == wanted);
    if has(NAMED_BY_PROGRAM) {
        let reads_stdin = has("-");
        let files = options.iter_mut();
        for file in files.filter(|word| is_file(word, reads_stdin)) {
            *file = Path::new(".").join(&*file).into_os_string();
        }
    }
    words
}

/// Whether a word that looks like an option is the name of a file.
fn is_file(word: &OsStr, reads_stdin: bool) -> bool {
    let bytes = word.as_encoded_bytes();
    let names_stdin = reads_stdin && bytes.starts_with(STDIN_NAME);
    let end = bytes.len().saturating_sub(CARD_ENDING.len() + 1);
    let is_card = bytes
        .get(end..)
        .and_then(|end| end.strip_prefix(b"."))
        .is_some_and(|ending| ending.eq_ignore_ascii_case(CARD_ENDING.as_bytes()));
    bytes.starts_with(b"-") && is_card && !names_stdin
}

#[cfg(test)]
mod tests {
    use super::told_apart;

    fn told(words: &str) -> String {
        let words = told_apart(words.split(' ').map(Into::into));
        words.join(" ".as_ref()).into_string().expect("as given")
    }

    #[test]
    fn names_of_cards_are_no_options() {
        for name in [
            "--format=json=/tmp/README.md",
            "-x/README.md",
            "--README.md",
            "--add-ignores=x/Card.MD",
            "--stdin-filename=README.md",
        ] {
            let before = format!("gatecard check {name} --force-exclude a/README.md");
            let after = format!("gatecard check ./{name} --force-exclude a/README.md");
            assert_eq!(told(&before), after);
        }
    }

    #[test]
    fn all_else_stays() {
        for words in [
            "gatecard",
            "gatecard check --format=json=x/README.md",
            "gatecard check --force-exclude --config=a.toml README.md -",
            "gatecard check --force-exclude -q --fail-on error .md",
            "gatecard check - --force-exclude --stdin-filename=a/README.md",
            "gatecard check --force-exclude -- -x/README.md",
            "gatecard check -x/README.md -- --force-exclude",
        ] {
            assert_eq!(told(words), words);
        }
    }
}
