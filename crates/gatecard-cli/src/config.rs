//! Configuration: which settings are in force for a card, and where each comes from.
//!
//! * `keys`: the names of all settings
//! * `file`: where configurations lie, and reading them
//! * `parse`, `patterns`, `problem`: from TOML to settings, or to what is wrong with it
//! * `layer`, `scope`, `settings`: what one place sets, what is in force for the cards of one
//!   configuration, and for one card
//! * `walked`: which configuration counts where, as a walk learns it
//! * `arguments`: what the command line sets
//! * `command`: `gatecard config`

mod arguments;
pub(crate) mod command;
mod file;
pub(crate) mod keys;
mod layer;
mod parse;
mod patterns;
mod problem;
mod scope;
mod settings;
mod walked;

use std::{
    borrow::Cow,
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use self::walked::Walked;
pub(crate) use self::{
    file::FILE,
    layer::{Layer, Source},
    problem::{Broken, Problem, Why},
    scope::Scope,
    settings::{Origin, Settings},
};
use crate::{
    args::{ConfigArgs, Flags},
    repo_path::is_git_root,
};

/// What is in force for the cards of a folder, or why that cannot be said.
pub(crate) type Found = Result<Arc<Scope>, Arc<Broken>>;

/// The configurations of a run. Each is read once.
#[derive(Debug)]
pub(crate) struct Configs {
    /// The folder that the command was started in.
    current: PathBuf,
    /// What the command line sets.
    said: Vec<Arc<Layer>>,
    /// What is in force where there is no configuration.
    unconfigured: Arc<Scope>,
    /// Whether to look for configurations.
    search: bool,
    /// What is in force in the folders that were looked at, by their absolute paths.
    known: Mutex<HashMap<PathBuf, Found>>,
    walked: Walked,
}

impl Configs {
    /// The configurations of a run with these arguments.
    ///
    /// # Errors
    ///
    /// Where what the command line says, or a file that it names, cannot be used.
    pub(crate) fn new(args: &ConfigArgs, flags: Flags) -> Result<Self, Broken> {
        let current = file::current_folder();
        let said = arguments::read(args, flags, &current)?;
        let layers = said.named.iter().chain(&said.settings).cloned();
        Ok(Self {
            unconfigured: Arc::new(Scope::new(layers.collect())),
            search: !args.isolated && said.named.is_none(),
            said: said.settings,
            current,
            known: Mutex::default(),
            walked: Walked::default(),
        })
    }

    /// The file that the command line names in the place of those that would be found.
    pub(crate) fn named(&self) -> Option<&Path> {
        self.unconfigured.file()
    }

    /// The absolute path of a path.
    pub(crate) fn absolute(&self, path: &Path) -> PathBuf {
        file::absolute(path, &self.current)
    }

    /// What is in force for a file: the nearest configuration in its folder or above it, not past
    /// the root of its git repository. `file` is an absolute path.
    pub(crate) fn nearest(&self, file: &Path) -> Found {
        let Some(folder) = file.parent().filter(|_| self.search) else {
            return Ok(Arc::clone(&self.unconfigured));
        };
        let mut known = self.known();
        let mut without = Vec::new();
        let mut found = Ok(Arc::clone(&self.unconfigured));
        for folder in folder.ancestors() {
            if let Some(before) = known.get(folder) {
                found.clone_from(before);
                break;
            }
            if file::is_in(folder) {
                found = self.load(folder);
                known.insert(folder.to_owned(), found.clone());
                break;
            }
            without.push(folder);
        }
        for folder in without.into_iter().rev() {
            if self.is_configured(&found) && is_git_root(folder) {
                found = Ok(Arc::clone(&self.unconfigured));
            }
            known.insert(folder.to_owned(), found.clone());
        }
        found
    }

    /// Takes note of a folder that a walk begins with.
    pub(crate) fn start(&self, folder: &Path) {
        let folder = self.absolute(folder);
        let found = self.nearest(&folder.join(FILE));
        self.walk_in(folder, found);
    }

    /// Takes note of a folder that a walk comes to, before what is in it. False if it is excluded,
    /// and not to be gone into.
    pub(crate) fn enter(&self, folder: &Path) -> bool {
        if self.walked(folder, true).is_none() {
            return false;
        }
        if self.search && self.walked.is_configured() && is_git_root(folder) {
            let found = Ok(Arc::clone(&self.unconfigured));
            self.walk_in(self.absolute(folder), found);
        }
        true
    }

    /// Takes note of a configuration that a walk met, before the cards and folders beside it.
    pub(crate) fn meet(&self, path: &Path) {
        let path = self.absolute(path);
        if let Some(folder) = path.parent().filter(|_| self.search) {
            self.walk_in(folder.to_owned(), self.nearest(&path));
        }
    }

    fn walk_in(&self, folder: PathBuf, found: Found) {
        let excludes = |scope: &Arc<Scope>| scope.exclude().is_some();
        let is_configured = self.is_configured(&found) || found.as_ref().is_ok_and(excludes);
        self.walked.put(folder, found, is_configured);
    }

    /// What is in force for a file or folder that a walk met; nothing where it is excluded.
    pub(crate) fn walked(&self, path: &Path, is_folder: bool) -> Option<Found> {
        let unconfigured = || Ok(Arc::clone(&self.unconfigured));
        if !self.walked.is_configured() {
            return Some(unconfigured());
        }
        let path = self.absolute(path);
        let found = self.walked.above(&path).unwrap_or_else(unconfigured);
        let scope = found.as_ref().ok();
        let exclude = scope.and_then(|scope| scope.exclude());
        let is_excluded = exclude.is_some_and(|(patterns, _)| patterns.name(&path, is_folder));
        (!is_excluded).then_some(found)
    }

    /// The settings of a scope for a card.
    pub(crate) fn settings<'s>(&self, scope: &'s Scope, card: &Path) -> Cow<'s, Settings> {
        if scope.has_overrides() {
            Cow::Owned(scope.settings(&self.absolute(card)))
        } else {
            Cow::Borrowed(scope.general())
        }
    }

    /// Whether a configuration excludes a path that was named, or a folder above it. `path` is an
    /// absolute path.
    pub(crate) fn exclude(&self, path: &Path, is_folder: bool) -> bool {
        let Ok(scope) = self.nearest(path) else {
            return false;
        };
        let exclude = scope.exclude();
        // The folder of a configuration may be excluded by the one above it.
        let above = scope.folder().filter(|folder| !is_git_root(folder));
        exclude.is_some_and(|(patterns, _)| patterns.cover(path, is_folder))
            || above.is_some_and(|folder| self.exclude(folder, true))
    }

    /// All configurations that were found and cannot be used.
    pub(crate) fn broken(&self) -> Vec<Arc<Broken>> {
        let known = self.known();
        let broken = known.values().filter_map(|found| found.as_ref().err());
        let mut broken: Vec<Arc<Broken>> = broken.cloned().collect();
        broken.sort_by(|a, b| a.name.cmp(&b.name));
        broken.dedup_by(|a, b| a.name == b.name);
        broken
    }

    fn load(&self, folder: &Path) -> Found {
        let path = folder.join(FILE);
        let name = file::shown(&path, &self.current);
        let layer = file::found(&path, name)?;
        let layers = std::iter::once(Arc::new(layer)).chain(self.said.iter().cloned());
        Ok(Arc::new(Scope::new(layers.collect()).of_folder(folder)))
    }

    fn is_configured(&self, found: &Found) -> bool {
        found
            .as_ref()
            .map_or(true, |scope| !Arc::ptr_eq(scope, &self.unconfigured))
    }

    fn known(&self) -> MutexGuard<'_, HashMap<PathBuf, Found>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
