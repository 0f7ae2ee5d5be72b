//! What is done with one card.

use std::path::Path;

use gatecard::{CheckOptions, Damage, Finding, decode};

use super::results::{Report, Results};
use crate::{
    args::FailOn,
    escape,
    exit::Exit,
    output::{Checked, Counts, Writer},
};

/// The rule whose findings are about gatecard.
const INTERNAL_ERROR: &str = "internal-error";

/// How to check each card.
pub(super) struct Job {
    pub(super) options: CheckOptions,
    pub(super) fail_on: FailOn,
    pub(super) writer: Writer,
}

impl Job {
    /// Checks the bytes of a card.
    pub(super) fn check(&self, path: &Path, bytes: &[u8], results: &mut Results) {
        results.cards.push(path.to_owned());
        let decoded = decode(bytes);
        let findings = decoded.card().check(&self.options);
        if findings.is_empty() {
            return;
        }
        results.exit = results.exit.max(self.exit(&findings));
        let text = self.writer.card(&Checked {
            file: &path.to_string_lossy(),
            name: &escape::path(path),
            text: &decoded.text,
            is_legible: decoded.damage != Some(Damage::Utf16),
            findings: &findings,
        });
        results.reports.push(Report {
            path: path.to_owned(),
            text,
            counts: Counts::of(&findings),
        });
    }

    fn exit(&self, findings: &[Finding]) -> Exit {
        let worst = findings.iter().map(|finding| {
            if finding.rule.name == INTERNAL_ERROR {
                Exit::Failure
            } else if self.fail_on.includes(finding.severity) {
                Exit::Findings
            } else {
                Exit::Clean
            }
        });
        worst.max().unwrap_or_default()
    }
}
