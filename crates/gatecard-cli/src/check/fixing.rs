//! What is changed in cards: findings mended, or silenced by comments.

use std::{
    collections::HashSet,
    fs, io,
    path::{self, Path, PathBuf},
    sync::Arc,
};

use gatecard::{Finding, FrontMatter, Safety, decode, yaml::Reader};

use super::{
    is_stdin,
    job::{Job, Outcome},
    results::Results,
    rewrite::rewrite,
    stop::Stop,
};
use crate::{
    args::{CheckArgs, LookArgs},
    config::{Scope, Settings},
    escape::{self, escaped},
    look::Look,
    output::{
        Changed, counted,
        diff::{Style, is_for_reading, unified},
        stream,
    },
    read,
};

/// What is to be done about findings.
enum Way {
    /// Fixes up to that safety are applied.
    Fix(Safety),
    /// Comments are added, with that reason.
    Ignore(String),
}

/// How cards are changed.
pub(super) struct Fixing<'j> {
    job: &'j Job,
    way: Way,
    /// Whether what would change is shown in the place of changing it.
    diff: bool,
    color: bool,
    /// Whether hostile characters in the diff of a card are made visible.
    escapes: fn(&[u8]) -> bool,
    /// The cards that the command line names.
    named: HashSet<PathBuf>,
    /// The folders that it names, without links in their paths.
    folders: Vec<PathBuf>,
}

/// A card after its changes.
struct Mended {
    /// All of its bytes.
    bytes: Vec<u8>,
    changed: Changed,
}

impl<'j> Fixing<'j> {
    /// How cards are changed, where that is asked for.
    pub(super) fn new(job: &'j Job, args: &CheckArgs, look: LookArgs) -> Option<Self> {
        let changes = &args.changes;
        let most = if changes.unsafe_fixes {
            Safety::Unsafe
        } else {
            Safety::Safe
        };
        let way = match &changes.add_ignores {
            Some(reason) => Way::Ignore(reason.clone()),
            None if changes.fix || changes.diff => Way::Fix(most),
            None => return None,
        };
        let paths = args.paths.iter().filter(|path| !is_stdin(path));
        let (folders, named): (Vec<&PathBuf>, Vec<_>) = paths.partition(|path| path.is_dir());
        let absolute = |path: &PathBuf| path::absolute(path).ok();
        let canonical = |path: &PathBuf| fs::canonicalize(path).ok();
        Some(Self {
            job,
            way,
            diff: changes.diff,
            color: Look::new(look).color,
            escapes: is_for_reading,
            named: named.into_iter().filter_map(absolute).collect(),
            folders: folders.into_iter().filter_map(canonical).collect(),
        })
    }

    /// The same with diffs for programs, wherever standard output goes.
    pub(super) fn for_programs(self) -> Self {
        Self {
            escapes: |_| false,
            ..self
        }
    }

    /// Changes all cards with findings, one after the other: two names can lead to one file. Gives
    /// what notes that the run is to end, which may be before all are changed.
    pub(super) fn files(&self, results: &mut Results) -> Stop {
        // Where nothing is written, nothing can be cut short.
        if self.diff || !results.outcomes.iter().any(|it| self.helps(it)) {
            return self.files_until(Stop::default(), results);
        }
        if !results.can_be_written(self.job) {
            let why = "no file is changed, since a report cannot be written";
            results.notices.push(why.to_owned());
            return Stop::default();
        }
        self.files_until(Stop::new(), results)
    }

    /// Changes cards until the run is to end.
    fn files_until(&self, stop: Stop, results: &mut Results) -> Stop {
        let mut done = HashSet::new();
        for index in 0..results.outcomes.len() {
            if stop.is_wanted() {
                self.tell_stop(results, index);
                break;
            }
            let Some(outcome) = results.outcomes.get(index).filter(|it| self.helps(it)) else {
                continue;
            };
            let Some(scope) = outcome.scope.clone() else {
                continue;
            };
            let path = outcome.path.clone();
            let file = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            if self.diff && !done.insert(file) {
                continue;
            }
            match self.file(&path, &scope, results) {
                Ok(Some(outcome)) => results.outcomes[index] = outcome,
                Ok(None) => {}
                Err(error) => {
                    let name = escape::path(&path);
                    let why = error.to_string();
                    let failure = format!(
                        "cannot change {name}, which is as it was: {}",
                        escaped(&why)
                    );
                    results.failures.push(failure);
                }
            }
        }
        stop
    }

    /// Says what was done before the card of that number, where the run ends, and what is left.
    fn tell_stop(&self, results: &Results, number: usize) {
        let left = results.outcomes.iter().skip(number);
        let left = left.filter(|it| self.helps(it)).count();
        if left == 0 {
            return;
        }
        let Changed { fixed, ignored } = results.changed;
        let done = match self.way {
            Way::Fix(_) => format!("{} mended", counted(fixed, "finding")),
            Way::Ignore(_) => format!("{} silenced", counted(ignored, "finding")),
        };
        let left = counted(left, "card");
        stream::complain(&format!(
            "stopped: {done}; {left} with something to change left as it was, and no card is half written"
        ));
    }

    /// Whether there is anything to change in a card.
    fn helps(&self, outcome: &Outcome) -> bool {
        let [safe, not_safe] = outcome.fixable;
        match self.way {
            Way::Fix(Safety::Safe) => safe > 0,
            Way::Fix(Safety::Unsafe) => safe + not_safe > 0,
            Way::Ignore(_) => outcome.counts.all() > 0,
        }
    }

    /// Changes a file, and gives what is left to say of it.
    fn file(
        &self,
        path: &Path,
        scope: &Arc<Scope>,
        results: &mut Results,
    ) -> io::Result<Option<Outcome>> {
        if self.leads_outside(path)? {
            results.notices.push(format!(
                "{} is a link to a file outside of the folder, so it is not changed; name it to change it",
                escape::path(path)
            ));
            return Ok(None);
        }
        if !fs::metadata(path)?.is_file() {
            return Err(io::Error::other("it is no regular file"));
        }
        let before = read::whole_file(path)?;
        let mended = self.mended(path, scope, &before, results);
        if let Some(mended) = &mended {
            if !self.diff {
                rewrite(path, &before, &mended.bytes)?;
            }
            self.count(path, &before, mended, results);
        }
        let now = mended.map_or(before, |mended| mended.bytes);
        let left = || self.job.check(path, &now, scope).unwrap_or_default();
        Ok((!self.diff).then(left))
    }

    /// Changes a card that comes in a stream: all of its bytes, and what is left to say of it.
    pub(super) fn stream(
        &self,
        name: &Path,
        bytes: Vec<u8>,
        scope: &Arc<Scope>,
        results: &mut Results,
    ) -> (Vec<u8>, Option<Outcome>) {
        let Some(mended) = self.mended(name, scope, &bytes, results) else {
            let outcome = self.job.check(name, &bytes, scope);
            return (bytes, outcome);
        };
        self.count(name, &bytes, &mended, results);
        let shown = if self.diff { bytes } else { mended.bytes };
        let outcome = self.job.check(name, &shown, scope);
        (shown, outcome)
    }

    /// Notes what was changed in a card, or would be.
    fn count(&self, path: &Path, before: &[u8], mended: &Mended, results: &mut Results) {
        results.changed = results.changed.plus(mended.changed);
        if self.diff {
            let name = escape::path(path);
            let style = Style {
                color: self.color,
                escapes: (self.escapes)(before),
            };
            let diff = unified(&name, before, &mended.bytes, style);
            results.diffs.push(diff);
        }
    }

    /// Whether a card that was found in a folder is a link to a file that is in none of them.
    fn leads_outside(&self, path: &Path) -> io::Result<bool> {
        let is_link = fs::symlink_metadata(path)?.is_symlink();
        if !is_link || self.named.contains(&path::absolute(path)?) {
            return Ok(false);
        }
        let target = fs::canonicalize(path)?;
        Ok(!self.folders.iter().any(|folder| target.starts_with(folder)))
    }

    /// The changed bytes of a card; nothing where nothing changes.
    fn mended(
        &self,
        path: &Path,
        scope: &Arc<Scope>,
        bytes: &[u8],
        results: &mut Results,
    ) -> Option<Mended> {
        let name = escape::path(path);
        let Some(text) = text_to_change(bytes) else {
            let notice = format!("{name} is not UTF-8, so nothing is changed in it");
            results.notices.push(notice);
            return None;
        };
        let settings = self.job.configs.settings(scope, path);
        let (new, changed) = match &self.way {
            Way::Fix(most) => self.fixed(path, &settings, text, *most, results),
            Way::Ignore(reason) => self.ignored(path, &settings, text, reason, results),
        };
        let rest = bytes.get(text.len()..).unwrap_or_default();
        (new != text).then(|| Mended {
            bytes: [new.as_bytes(), rest].concat(),
            changed,
        })
    }

    fn fixed(
        &self,
        path: &Path,
        settings: &Settings,
        text: &str,
        most: Safety,
        results: &mut Results,
    ) -> (String, Changed) {
        let choose = |text: &str, findings| self.job.told(path, text, settings, findings);
        let fixed = gatecard::fix_some(text, &settings.options, most, choose);
        let harm = fixed.harmful.iter().map(|finding| harm(path, finding));
        results.failures.extend(harm);
        let changed = Changed {
            fixed: fixed.applied,
            ..Changed::default()
        };
        (fixed.text, changed)
    }

    fn ignored(
        &self,
        path: &Path,
        settings: &Settings,
        text: &str,
        reason: &str,
        results: &mut Results,
    ) -> (String, Changed) {
        let choose = |text: &str, findings| self.job.told(path, text, settings, findings);
        let added = gatecard::add_ignores(text, &settings.options, reason, choose);
        if added.left > 0 {
            results.notices.push(format!(
                "{} in {}: no comment in the card can silence what was found there",
                counted(added.left, "finding"),
                escape::path(path)
            ));
        }
        let changed = Changed {
            ignored: added.ignored,
            ..Changed::default()
        };
        (added.text, changed)
    }
}

/// What is said of a fix that would have done harm.
fn harm(path: &Path, finding: &Finding) -> String {
    let title = finding.fix.as_ref().map_or("", |fix| &fix.title);
    format!(
        "the fix of {} for {} would have broken the card, so it was left out: a mistake in gatecard, not in the card ({})",
        finding.rule.name,
        escape::path(path),
        escaped(title)
    )
}

/// The part of a card that can be changed: all that is checked, to the end of a line. Bytes that
/// are no UTF-8 may stand behind the front matter only, and nothing from there on is changed.
fn text_to_change(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..read::head(bytes))?;
    let Err(error) = std::str::from_utf8(head) else {
        let wide = decode(head).damage.is_some();
        return std::str::from_utf8(head).ok().filter(|_| !wide);
    };
    let good = head.get(..error.valid_up_to())?;
    let lines = good.iter().rposition(|byte| *byte == b'\n')? + 1;
    let text = std::str::from_utf8(good.get(..lines)?).ok()?;
    FrontMatter::find(text, Reader::Hub).map(|_| text)
}
