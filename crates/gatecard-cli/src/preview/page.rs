//! The page of one card, and what there is to say of it.

use std::{io, path::Path};

use gatecard::{CheckOptions, Damage, Decoded, FrontMatter, State, decode, yaml::Reader};
use gatecard_preview::{IndexEntry, Preview};

use super::options;
use crate::{
    args::PageArgs,
    escape::{self, escaped},
    exit::Exit,
    output::{Counts, cannot_read, stream},
};

/// How far a file is searched for a zero byte, which no text has. Git looks as far.
const SEARCHED_FOR_ZERO: usize = 8000;
/// The rule whose findings are about gatecard.
const INTERNAL_ERROR: &str = "internal-error";

/// The page of a card.
pub(crate) struct Page {
    /// The HTML.
    pub(super) html: String,
    /// How a run ends with it.
    pub(super) exit: Exit,
    /// How many findings are on it.
    pub(super) counts: Counts,
    /// The card in an index, with the name of its page.
    pub(super) entry: IndexEntry,
    /// Why the page shows something else than the form of the card.
    notice: Option<String>,
}

impl Page {
    /// The page of a card that could be read.
    pub(super) fn new(
        path: &Path,
        text: &Decoded<'_>,
        args: PageArgs,
        check: &CheckOptions,
        href: &str,
    ) -> Self {
        let card = text.card();
        let findings = card.check(check);
        let name = escape::path(path);
        let preview = Preview::new(&name, &card, &findings, options(args, check));
        let has_failed = findings
            .iter()
            .any(|found| found.rule.name == INTERNAL_ERROR);
        Self {
            html: gatecard_preview::page(&preview),
            exit: match preview.front_matter {
                _ if has_failed => Exit::Failure,
                State::Invalid | State::Unread => Exit::Findings,
                State::Found | State::Missing => Exit::Clean,
            },
            counts: counts(&preview),
            entry: IndexEntry::new(&preview, href),
            notice: notice(&preview),
        }
    }

    /// Says on standard error why the page does not show the form of the card.
    pub(super) fn tell(&self) {
        if let Some(notice) = &self.notice {
            stream::complain(notice);
        }
    }
}

/// The text of a file.
///
/// # Errors
/// Where it is something else than text: it has a zero byte, which a card may have as a mistake,
/// and nothing of a card.
pub(crate) fn text_of(bytes: &[u8]) -> io::Result<Decoded<'_>> {
    let decoded = decode(bytes);
    let has_zero = bytes.iter().take(SEARCHED_FOR_ZERO).any(|byte| *byte == 0);
    let is_card = || FrontMatter::find(&decoded.text, Reader::Hub).is_some();
    // A gate in UTF-16 has a finding, which says what to do.
    if has_zero && decoded.damage != Some(Damage::Utf16) && !is_card() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(decoded)
}

/// Why there is no page for a card.
pub(crate) fn trouble(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::IsADirectory => {
            let name = escape::path(path);
            format!("{name} is a folder, and a card is a file")
        }
        io::ErrorKind::InvalidData => cannot_read(path, "it is not text"),
        _ => cannot_read(path, error),
    }
}

/// How many findings a page shows.
fn counts(preview: &Preview<'_>) -> Counts {
    let severities = preview.findings.iter().map(|found| found.severity);
    severities
        .map(Counts::one)
        .fold(Counts::default(), Counts::plus)
}

/// Why a page shows something else than the form of the card.
fn notice(preview: &Preview<'_>) -> Option<String> {
    let name = preview.name;
    let why = preview.refusal().map(|refusal| {
        let message = escaped(&refusal.message);
        format!(" (line {}: {message})", refusal.line)
    });
    let why = why.unwrap_or_default();
    match (preview.front_matter, preview.gate) {
        (State::Invalid, _) => Some(format!(
            "the Hub cannot read the YAML of {name}{why}; the page shows what could be read"
        )),
        (State::Unread, _) => Some(format!(
            "the YAML of {name} is not read{why}, so the page shows the default form"
        )),
        (State::Missing, _) => Some(format!(
            "{name} has no front matter{why}, so the page shows the default form"
        )),
        (State::Found, None) => Some(format!(
            "{name} has none of the keys that make a form, so the page shows the default form"
        )),
        (State::Found, Some(_)) => None,
    }
}
