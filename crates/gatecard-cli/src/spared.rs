//! Which files gatecard never overwrites: cards, and configurations.
//!
//! Reports, baselines and pages take the place of what is there. A slip in a name must not cost
//! anybody a card, whether this run looks at it or not.

use std::{
    cell::OnceCell,
    collections::HashSet,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use gatecard::{Damage, decode};

use crate::{
    check::is_stdin,
    config::{self, Configs},
    write,
};

/// What the names of cards end with.
pub(crate) const CARD_ENDING: &str = "md";
/// What the names of Markdown files end with, which may be cards.
const CARD_ENDINGS: [&str; 6] = [CARD_ENDING, "markdown", "mdown", "mkd", "mkdn", "mdx"];
/// What stands at the top of a card.
const FRONT_MATTER: &str = "---";
/// How much of a file is looked at, in bytes: more than any card has before its front matter.
const TOP: u64 = 4096;

/// The files that a run never overwrites.
#[derive(Debug)]
pub(crate) struct Spared<'r> {
    /// The cards of the run.
    cards: &'r [PathBuf],
    /// The configuration that its command line names.
    config: Option<&'r Path>,
    /// Where they are, without links in their paths. They are looked up once, when that is first
    /// asked: a page is written for each card.
    whole: OnceCell<HashSet<PathBuf>>,
}

impl<'r> Spared<'r> {
    /// For a run over these cards, with these configurations.
    pub(crate) fn new(cards: &'r [PathBuf], configs: &'r Configs) -> Self {
        Self {
            cards,
            config: configs.named(),
            whole: OnceCell::new(),
        }
    }

    /// Makes sure that a file may be overwritten: that it is none of the cards of this run and not
    /// its configuration, has no name of a card or of a configuration, and does not begin as a card
    /// does. Links count as what they lead to, too. Where nothing is there, nothing is lost, nor by
    /// writing to an open stream.
    ///
    /// # Errors
    /// Where it may not, with what is said of it.
    pub(crate) fn may_overwrite(&self, file: &Path) -> io::Result<()> {
        let there = match fs::canonicalize(file) {
            Ok(there) if there.is_file() && !write::is_stream(file) => there,
            _ => return Ok(()),
        };
        let why = if self.is_card(&there) {
            "it is one of the cards"
        } else if self.is_config(&there) {
            "it is the configuration of this run"
        } else if let Some(why) = named(file).or_else(|| named(&there)) {
            why
        } else if begins_as_card(&there) {
            "it begins with `---`, as a card does"
        } else {
            return Ok(());
        };
        Err(io::Error::other(why))
    }

    /// Whether a path without links is that of the configuration of the run.
    fn is_config(&self, file: &Path) -> bool {
        let config = self.config.and_then(|config| fs::canonicalize(config).ok());
        config.is_some_and(|config| config == file)
    }

    /// Whether a path without links is that of a card of the run.
    fn is_card(&self, file: &Path) -> bool {
        let whole = self.whole.get_or_init(|| {
            let cards = self.cards.iter().filter(|card| !is_stdin(card));
            cards
                .filter_map(|card| fs::canonicalize(card).ok())
                .collect()
        });
        whole.contains(file)
    }
}

/// What is said of a file whose name is enough.
fn named(file: &Path) -> Option<&'static str> {
    let is = |name: &str| {
        file.file_name()
            .is_some_and(|it| it.eq_ignore_ascii_case(name))
    };
    let ending = file.extension().unwrap_or_default();
    if is(config::FILE) {
        Some("it has the name of a configuration")
    } else if CARD_ENDINGS
        .iter()
        .any(|it| ending.eq_ignore_ascii_case(it))
    {
        Some("it has the name of a card")
    } else {
        None
    }
}

/// Whether a file begins with the mark of a front matter. What cannot be read is not known to.
fn begins_as_card(file: &Path) -> bool {
    let mut top = Vec::new();
    let read = File::open(file).and_then(|file| file.take(TOP).read_to_end(&mut top));
    if decode(&top).damage == Some(Damage::Utf16) {
        // What is left are the bytes of the text, as far as it is ASCII.
        top.retain(|byte| !matches!(byte, 0 | 0xfe | 0xff));
    }
    let top = decode(&top).text;
    let top = top.trim_start_matches('\u{feff}').trim_start();
    let mark = top.lines().next();
    read.is_ok() && mark == Some(FRONT_MATTER)
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::symlink};

    use super::Spared;
    use crate::{
        args::{ConfigArgs, Flags},
        config::Configs,
    };

    /// A run with many pages asks once for each, and may not look up all cards each time.
    #[test]
    fn cards_are_looked_up_once() {
        let folder = tempfile::tempdir().expect("there is room");
        let [card, page, other] = ["card", "page.html", "b.html"].map(|it| folder.path().join(it));
        fs::write(&page, "A page").expect("there is room");
        fs::write(&other, "Another").expect("there is room");
        symlink(&page, &card).expect("there is room");
        let cards = [card.clone()];
        let args = ConfigArgs {
            config: Vec::new(),
            isolated: true,
        };
        let configs = Configs::new(&args, Flags::default()).expect("there is nothing wrong");
        let spared = Spared::new(&cards, &configs);
        spared.may_overwrite(&other).expect("it is no card");
        fs::remove_file(&card).expect("it is there");
        let why = spared.may_overwrite(&page).expect_err("it was a card");
        assert_eq!(why.to_string(), "it is one of the cards");
        let spared = Spared::new(&cards, &configs);
        spared.may_overwrite(&page).expect("it is no card any more");
    }
}
