//! What people read for every card that a rule must flag, as snapshots under `tests/snapshots`.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "support/entries.rs"]
mod entries;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use entries::entries;
use insta::{assert_snapshot, with_settings};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The report of a card, named from the root so that it is the same on every machine.
fn report(card: &Path) -> String {
    let mut command = Command::cargo_bin("gatecard").expect("the command is built");
    let output = command
        .current_dir(root())
        .args([
            "check",
            "--pedantic",
            "--color",
            "never",
            "--format",
            "full",
        ])
        .arg(card)
        .env_remove("COLUMNS")
        .env_remove("NO_GRAPHICS")
        .env_remove("GITHUB_ACTIONS")
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("the command runs");
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

#[test]
fn every_flagged_card_has_its_report() {
    for rule in entries(&root().join("fixtures/rules")) {
        for card in entries(&rule.join("flag")) {
            let rule = rule.file_name().expect("it has a name").to_string_lossy();
            let name = card.file_stem().expect("it has a name").to_string_lossy();
            let file = card.file_name().expect("it has a name");
            let card = Path::new("fixtures/rules")
                .join(&*rule)
                .join("flag")
                .join(file);
            with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, input_file => &card }, {
                assert_snapshot!(format!("{rule}__{name}"), report(&card));
            });
        }
    }
}
