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
    output::{Checked, Counts, Outputs, Progress, RuleCounts, Silenced},
    repo_path::RepoPaths,
};

/// The rule whose findings are about gatecard.
const INTERNAL_ERROR: &str = "internal-error";

/// How to check each card.
pub(super) struct Job {
    pub(super) configs: Configs,
    /// Whether what is excluded is left out even where it was named.
    pub(super) force_exclude: bool,
    pub(super) outputs: Outputs,
    pub(super) progress: Progress,
    /// The findings that are not told.
    pub(super) baseline: Option<Baseline>,
    /// Whether the findings are kept for a baseline.
    pub(super) records: bool,
    /// Whether the paths of all cards are kept. Ten thousand of them take a megabyte.
    pub(super) keeps_paths: bool,
    pub(super) repo_paths: RepoPaths,
}

/// What came out of a card that has findings.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) path: PathBuf,
    /// What is in force for it.
    pub(super) scope: Option<Arc<Scope>>,
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

    /// What is in force for a card that was found in git; nothing where it is left out.
    pub(super) fn found(&self, path: &Path) -> Option<Found> {
        let path = self.configs.absolute(path);
        let is_left_out = self.configs.exclude(&path, false);
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
        self.check_as(path, path, bytes, scope)
    }

    /// Checks the bytes of a card that goes by another name than its path.
    pub(super) fn check_as(
        &self,
        name: &Path,
        path: &Path,
        bytes: &[u8],
        scope: &Arc<Scope>,
    ) -> Option<Outcome> {
        let settings = self.configs.settings(scope, path);
        let decoded = decode(bytes);
        let checked = decoded.card().check_all(&settings.options);
        let needs = self.outputs.needs();
        if checked.findings.is_empty() && (checked.ignored.is_empty() || !needs.silenced) {
            return None;
        }
        let mut outcome = Outcome {
            path: path.to_owned(),
            scope: Some(Arc::clone(scope)),
            ..Outcome::default()
        };
        let parted = self.parted(path, &decoded.text, checked, &mut outcome);
        let findings = &parted.findings;
        outcome.exit = exit(&settings, findings);
        outcome.counts = Counts::of(findings);
        outcome.fixable = [Safety::Safe, Safety::Unsafe].map(|safety| fixable(findings, safety));
        if needs.statistics {
            outcome.rules = RuleCounts::of(findings);
        }
        let silenced: Vec<Silenced<'_>> = parted.silenced.iter().map(SilencedHere::get).collect();
        if !findings.is_empty() || (needs.silenced && !silenced.is_empty()) {
            outcome.texts = self.outputs.card(&Checked {
                path,
                file: &escape::name(path),
                name: &escape::path(name),
                text: &decoded.text,
                is_legible: decoded.damage != Some(Damage::Utf16),
                findings,
                fingerprints: &parted.marks,
                silenced: &silenced,
                has_baseline: self.baseline.is_some(),
                fail_on: settings.fail_on,
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
