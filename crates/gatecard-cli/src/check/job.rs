//! What is done with one card.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use gatecard::{Card, Damage, Finding, Safety, decode};

use crate::{
    baseline::{Baseline, Known},
    config::{Configs, Found, Scope, Settings},
    escape,
    exit::Exit,
    fingerprint::fingerprints,
    output::{Checked, Counts, Writer},
    repo_path::RepoPaths,
};

/// The rule whose findings are about gatecard.
const INTERNAL_ERROR: &str = "internal-error";

/// How to check each card.
pub(super) struct Job {
    pub(super) configs: Configs,
    /// Whether what is excluded is left out even where it was named.
    pub(super) force_exclude: bool,
    pub(super) writer: Writer,
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
    /// What is in force for it.
    pub(super) scope: Option<Arc<Scope>>,
    /// The findings, as they are printed.
    pub(super) text: String,
    pub(super) counts: Counts,
    /// How many of them have a safe fix, and how many an unsafe one.
    pub(super) fixable: [usize; 2],
    pub(super) exit: Exit,
    /// The fingerprints of those that the baseline knows.
    pub(super) known: Vec<String>,
    /// All of them, for a new baseline.
    pub(super) recorded: Vec<Known>,
}

impl Job {
    /// Whether a walk through a folder that was named begins; otherwise it is left out.
    pub(super) fn starts(&self, folder: &Path) -> bool {
        let whole = self.configs.absolute(folder);
        let is_left_out = self.force_exclude && self.configs.exclude(&whole, true);
        if !is_left_out {
            self.configs.start(&whole);
        }
        !is_left_out
    }

    /// What is in force for a card that was named; nothing where it is left out.
    pub(super) fn named(&self, path: &Path) -> Option<Found> {
        let path = self.configs.absolute(path);
        let is_left_out = self.force_exclude && self.configs.exclude(&path, false);
        (!is_left_out).then(|| self.configs.nearest(&path))
    }

    /// The settings of a card that was checked.
    pub(super) fn settings(&self, path: &Path) -> Settings {
        let found = self.configs.nearest(&self.configs.absolute(path));
        let settings = found.map(|scope| self.configs.settings(&scope, path).into_owned());
        settings.unwrap_or_default()
    }

    /// Checks the bytes of a card; nothing where there is nothing to say.
    pub(super) fn check(&self, path: &Path, bytes: &[u8], scope: &Arc<Scope>) -> Option<Outcome> {
        let settings = self.configs.settings(scope, path);
        let decoded = decode(bytes);
        let checked = decoded.card().check_all(&settings.options);
        if checked.findings.is_empty() {
            return None;
        }
        let mut outcome = Outcome {
            path: path.to_owned(),
            scope: Some(Arc::clone(scope)),
            ..Outcome::default()
        };
        let mut findings = checked.findings;
        let mut marks = Vec::new();
        if self.records || self.baseline.is_some() || self.writer.wants_fingerprints() {
            let file = self.repo_paths.of(path);
            marks = fingerprints(&file, &decoded.text, &findings, &checked.ignored);
            self.compare(&file, &mut findings, &mut marks, &mut outcome);
        }
        outcome.exit = exit(&settings, &findings);
        outcome.counts = Counts::of(&findings);
        outcome.fixable = [Safety::Safe, Safety::Unsafe].map(|safety| fixable(&findings, safety));
        if !findings.is_empty() {
            outcome.text = self.writer.card(&Checked {
                file: &path.to_string_lossy(),
                name: &escape::path(path),
                text: &decoded.text,
                is_legible: decoded.damage != Some(Damage::Utf16),
                findings: &findings,
                fingerprints: &marks,
            });
        }
        Some(outcome)
    }

    /// Records findings for a new baseline, or takes out those that are known from an old one.
    fn compare(
        &self,
        file: &str,
        findings: &mut Vec<Finding>,
        marks: &mut Vec<String>,
        outcome: &mut Outcome,
    ) {
        let mut kept = (Vec::new(), Vec::new());
        for (finding, mark) in findings.drain(..).zip(marks.drain(..)) {
            // A failure of gatecard is never known.
            let can_be_known = finding.rule.name != INTERNAL_ERROR;
            if can_be_known && self.records {
                outcome.recorded.push(Known {
                    file: file.to_owned(),
                    rule: finding.rule.name.to_owned(),
                    path: finding.path.as_str().to_owned(),
                    fingerprint: mark,
                });
            } else if can_be_known && self.knows(&mark) {
                outcome.known.push(mark);
            } else {
                kept.0.push(finding);
                kept.1.push(mark);
            }
        }
        (*findings, *marks) = kept;
    }

    fn knows(&self, fingerprint: &str) -> bool {
        let baseline = self.baseline.as_ref();
        baseline.is_some_and(|baseline| baseline.knows(fingerprint))
    }

    /// Those findings of a text that are told.
    pub(super) fn told(
        &self,
        path: &Path,
        text: &str,
        settings: &Settings,
        findings: Vec<Finding>,
    ) -> Vec<Finding> {
        if self.baseline.is_none() {
            return findings;
        }
        let file = self.repo_paths.of(path);
        let ignored = Card::new(text).check_all(&settings.options).ignored;
        let marks = fingerprints(&file, text, &findings, &ignored);
        let told = findings.into_iter().zip(marks);
        let told = told.filter(|(_, mark)| !self.knows(mark));
        told.map(|(finding, _)| finding).collect()
    }
}

fn exit(settings: &Settings, findings: &[Finding]) -> Exit {
    let worst = findings.iter().map(|finding| {
        if finding.rule.name == INTERNAL_ERROR {
            Exit::Failure
        } else if settings.fail_on.includes(finding.severity) {
            Exit::Findings
        } else {
            Exit::Clean
        }
    });
    worst.max().unwrap_or_default()
}

fn fixable(findings: &[Finding], safety: Safety) -> usize {
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    fixes.filter(|fix| fix.safety == safety).count()
}
