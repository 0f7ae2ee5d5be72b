//! What is done with one card.

use std::path::{Path, PathBuf};

use gatecard::{Card, CheckOptions, Damage, Finding, Safety, decode};

use crate::{
    args::FailOn,
    baseline::{Baseline, Known},
    escape,
    exit::Exit,
    fingerprint::fingerprints,
    output::{Checked, Counts, Outputs, Progress, RuleCounts, Silenced},
    repo_path::RepoPaths,
};

/// The rule whose findings are about gatecard.
const INTERNAL_ERROR: &str = "internal-error";

/// How to check each card.
pub(super) struct Job {
    pub(super) options: CheckOptions,
    pub(super) fail_on: FailOn,
    pub(super) outputs: Outputs,
    pub(super) progress: Progress,
    /// The findings that are not told.
    pub(super) baseline: Option<Baseline>,
    /// Whether the findings are kept for a baseline.
    pub(super) records: bool,
    pub(super) repo_paths: RepoPaths,
}

/// What came out of a card that has findings.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) path: PathBuf,
    /// The findings, as they are written by each output; empty where there is nothing to write.
    pub(super) texts: Vec<String>,
    pub(super) counts: Counts,
    /// The same by rule, where that is asked for.
    pub(super) rules: RuleCounts,
    /// How many of them have a safe fix, and how many an unsafe one.
    pub(super) fixable: [usize; 2],
    pub(super) exit: Exit,
    /// The fingerprints of those that the baseline knows.
    pub(super) known: Vec<String>,
    /// All of them, for a new baseline.
    pub(super) recorded: Vec<Known>,
}

/// What was found in a card.
#[derive(Debug, Default)]
struct Parted {
    /// What is told.
    findings: Vec<Finding>,
    /// What each of them is known by, where anybody asks.
    marks: Vec<String>,
    /// What is not told.
    silenced: Vec<SilencedHere>,
}

impl Parted {
    fn silence(&mut self, finding: Finding, fingerprint: String, comment: Option<String>) {
        self.silenced.push(SilencedHere {
            finding,
            fingerprint,
            comment,
        });
    }
}

/// A finding that is not told.
#[derive(Debug)]
struct SilencedHere {
    finding: Finding,
    fingerprint: String,
    comment: Option<String>,
}

impl SilencedHere {
    fn get(&self) -> Silenced<'_> {
        Silenced {
            finding: &self.finding,
            fingerprint: &self.fingerprint,
            comment: self.comment.as_deref(),
        }
    }
}

impl Job {
    /// Checks the bytes of a card; nothing where there is nothing to say.
    pub(super) fn check(&self, path: &Path, bytes: &[u8]) -> Option<Outcome> {
        let decoded = decode(bytes);
        let checked = decoded.card().check_all(&self.options);
        let needs = self.outputs.needs();
        if checked.findings.is_empty() && (checked.ignored.is_empty() || !needs.silenced) {
            return None;
        }
        let mut outcome = Outcome {
            path: path.to_owned(),
            ..Outcome::default()
        };
        let parted = self.parted(path, &decoded.text, checked, &mut outcome);
        let findings = &parted.findings;
        outcome.exit = self.exit(findings);
        outcome.counts = Counts::of(findings);
        outcome.fixable = [Safety::Safe, Safety::Unsafe].map(|safety| fixable(findings, safety));
        if needs.statistics {
            outcome.rules = RuleCounts::of(findings);
        }
        let silenced: Vec<Silenced<'_>> = parted.silenced.iter().map(SilencedHere::get).collect();
        if !findings.is_empty() || (needs.silenced && !silenced.is_empty()) {
            outcome.texts = self.outputs.card(&Checked {
                path,
                file: &path.to_string_lossy(),
                name: &escape::path(path),
                text: &decoded.text,
                is_legible: decoded.damage != Some(Damage::Utf16),
                findings,
                fingerprints: &parted.marks,
                silenced: &silenced,
                has_baseline: self.baseline.is_some(),
                fail_on: self.fail_on,
            });
        }
        Some(outcome)
    }

    /// Parts what was found into what is told and what is not: it goes into a new baseline, an old
    /// one knows it, or comments silence it.
    fn parted(
        &self,
        path: &Path,
        text: &str,
        checked: gatecard::Checked,
        outcome: &mut Outcome,
    ) -> Parted {
        let needs = self.outputs.needs();
        let mut parted = Parted::default();
        if !self.records && self.baseline.is_none() && !needs.fingerprints {
            parted.findings = checked.findings;
            return parted;
        }
        let file = self.repo_paths.of(path);
        let marks = fingerprints(&file, text, &checked.findings, &checked.ignored);
        let mut marks = marks.into_iter();
        for (finding, mark) in checked.findings.into_iter().zip(&mut marks) {
            // A failure of gatecard is never known.
            let can_be_known = finding.rule.name != INTERNAL_ERROR;
            if can_be_known && self.records {
                outcome.recorded.push(Known {
                    file: file.clone(),
                    rule: finding.rule.name.to_owned(),
                    path: finding.path.as_str().to_owned(),
                    fingerprint: mark,
                });
            } else if can_be_known && self.knows(&mark) {
                outcome.known.push(mark.clone());
                parted.silence(finding, mark, None);
            } else {
                parted.findings.push(finding);
                parted.marks.push(mark);
            }
        }
        for (ignored, mark) in checked.ignored.into_iter().zip(marks) {
            parted.silence(ignored.finding, mark, Some(ignored.reason));
        }
        parted
    }

    fn knows(&self, fingerprint: &str) -> bool {
        let baseline = self.baseline.as_ref();
        baseline.is_some_and(|baseline| baseline.knows(fingerprint))
    }

    /// Those findings of a text that are told.
    pub(super) fn told(&self, path: &Path, text: &str, findings: Vec<Finding>) -> Vec<Finding> {
        if self.baseline.is_none() {
            return findings;
        }
        let file = self.repo_paths.of(path);
        let ignored = Card::new(text).check_all(&self.options).ignored;
        let marks = fingerprints(&file, text, &findings, &ignored);
        let told = findings.into_iter().zip(marks);
        let told = told.filter(|(_, mark)| !self.knows(mark));
        told.map(|(finding, _)| finding).collect()
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

fn fixable(findings: &[Finding], safety: Safety) -> usize {
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    fixes.filter(|fix| fix.safety == safety).count()
}
