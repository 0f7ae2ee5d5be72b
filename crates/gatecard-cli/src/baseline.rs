//! Files of known findings, so that a run tells the new ones only. docs/ignores.md describes them.

use std::{
    collections::{BTreeSet, HashSet},
    fs, io,
    path::Path,
};

use gatecard::{Rule, rule};
use serde::{Deserialize, Serialize};

use crate::{escape, output::json::to_json, write};

/// The version of the shape of the file.
const VERSION: u32 = 1;

/// A known finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Known {
    /// The card, by its path within the repository.
    pub(crate) file: String,
    /// The name of the rule.
    pub(crate) rule: String,
    /// The value in the YAML block.
    pub(crate) path: String,
    /// What it is known by. The others are for people who read the file.
    pub(crate) fingerprint: String,
}

/// What the file holds.
#[derive(Deserialize)]
struct Content {
    version: u32,
    findings: Vec<Known>,
}

/// The findings that are known.
#[derive(Debug)]
pub(crate) struct Baseline {
    known: Vec<Known>,
    fingerprints: HashSet<String>,
}

impl Baseline {
    /// Reads the file.
    ///
    /// # Errors
    /// A sentence, where it cannot be read or is no baseline.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let failed =
            |why: String| format!("cannot read the baseline {}: {why}", escape::path(path));
        let bytes = fs::read(path).map_err(|error| failed(error.to_string()))?;
        let content: Content = serde_json::from_slice(&bytes)
            .map_err(|error| failed(escape::escaped(&error.to_string()).to_string()))?;
        if content.version != VERSION {
            let why = format!("expected version {VERSION}, found {}", content.version);
            return Err(failed(why));
        }
        Ok(Self::of(content.findings))
    }

    /// A baseline of those findings.
    pub(crate) fn of(known: Vec<Known>) -> Self {
        let fingerprints = known
            .iter()
            .map(|known| known.fingerprint.clone())
            .collect();
        Self {
            known,
            fingerprints,
        }
    }

    /// Whether it holds a finding.
    pub(crate) fn knows(&self, fingerprint: &str) -> bool {
        self.fingerprints.contains(fingerprint)
    }

    /// How many of its findings are gone: their card was checked, or is gone itself, their rule
    /// ran, and they were not met.
    pub(crate) fn stale(
        &self,
        was_looked_at: impl Fn(&str) -> bool,
        met: &HashSet<&str>,
        runs: impl Fn(&str, &Rule) -> bool,
    ) -> usize {
        let is_stale = |known: &&Known| {
            was_looked_at(&known.file)
                && rule(&known.rule).is_none_or(|rule| runs(&known.file, rule))
                && !met.contains(known.fingerprint.as_str())
        };
        self.known.iter().filter(is_stale).count()
    }
}

/// Writes a baseline: sorted, a finding on each line, the same for the same findings.
///
/// # Errors
/// Where the file cannot be written, or holds something else than a baseline.
pub(crate) fn write(path: &Path, known: &[Known]) -> io::Result<()> {
    let old = old(path)?;
    let sorted: BTreeSet<&Known> = known.iter().collect();
    let lines: Vec<String> = sorted
        .into_iter()
        .map(|known| format!("\n  {}", to_json(known)))
        .collect();
    let end = if lines.is_empty() { "" } else { "\n" };
    let text = format!(
        "{{\"version\": {VERSION}, \"findings\": [{}{end}]}}\n",
        lines.join(",")
    );
    if old.is_some_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    write::file(path, text.as_bytes())
}

/// What the file holds now; nothing where it is none, as `/dev/null` and open streams are.
fn old(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if write::is_stream(path) || !path.is_file() {
        return Ok(None);
    }
    let bytes = fs::read(path)?;
    if !bytes.is_empty() && serde_json::from_slice::<Content>(&bytes).is_err() {
        let why = "it is there already and is no baseline; name another file or delete it";
        return Err(io::Error::other(why));
    }
    Ok(Some(bytes))
}
