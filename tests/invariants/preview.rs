//! The page of any card holds nothing it may not, with whatever settings, and neither does the
//! index that lists it.

#[path = "../../crates/gatecard-preview/tests/support/checks.rs"]
mod checks;

use gatecard::{CheckOptions, RepoType, decode};
use gatecard_preview::{
    Approval, FormState, IndexEntry, Options, Preview, Theme, Width, index, page,
};

/// See [`super::Check`]. The settings are drawn from the bytes, so that many cards meet all of
/// them.
pub(crate) fn check(bytes: &[u8]) {
    let text = decode(bytes);
    let card = text.card();
    let findings = card.check(&CheckOptions {
        pedantic: true,
        ..CheckOptions::default()
    });
    let preview = |options| Preview::new("README.md", &card, &findings, options);
    let number = bytes
        .iter()
        .fold(bytes.len(), |sum, byte| sum + usize::from(*byte));
    for options in [Options::default(), drawn(number), drawn(number / 7 + 1)] {
        let faults = checks::faults(&page(&preview(options)));
        assert!(faults.is_empty(), "{options:?}: {faults:?}");
    }
    let preview = preview(Options::default());
    let entries = [
        IndexEntry::new(&preview, text.text.get(..40).unwrap_or("a.html")),
        IndexEntry::unreadable("README.md", &*text.text),
    ];
    let faults = checks::faults(&index(&entries));
    assert!(faults.is_empty(), "the index: {faults:?}");
}

/// One of all settings that there are.
fn drawn(number: usize) -> Options {
    fn one<T: Copy>(all: &[T], rest: &mut usize) -> T {
        let drawn = all[*rest % all.len()];
        *rest /= all.len();
        drawn
    }
    let mut rest = number;
    let types = [None, Some(RepoType::Model), Some(RepoType::Dataset)];
    Options {
        state: one(FormState::ALL, &mut rest),
        approval: one(Approval::ALL, &mut rest),
        repo_type: one(&types, &mut rest),
        theme: one(Theme::ALL, &mut rest),
        width: one(Width::ALL, &mut rest),
        live: one(&[false, true], &mut rest),
    }
}
