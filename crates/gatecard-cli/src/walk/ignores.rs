//! What `.gitignore` files leave out.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};

/// The name of a file that says what is left out.
pub(super) const IGNORES: &str = ".gitignore";

/// What the files in a folder and in those above it say.
#[derive(Clone, Debug, Default)]
pub(super) struct Ignores(Option<Arc<Level>>);

/// What one file says, and those above it.
#[derive(Debug)]
struct Level {
    here: Gitignore,
    above: Ignores,
}

impl Ignores {
    /// The same for a folder below, with what the file in it says, if there is one.
    ///
    /// # Errors
    ///
    /// Where something else has its name: to open that might take forever.
    pub(super) fn and_in(self, folder: &Path) -> Result<Self, String> {
        let path = folder.join(IGNORES);
        let Ok(there) = fs::metadata(&path) else {
            return Ok(self);
        };
        if there.is_dir() {
            return Ok(self);
        }
        if !there.is_file() {
            return Err(format!("{IGNORES} in it or above it is no file"));
        }
        let mut builder = GitignoreBuilder::new(folder);
        // A line that is no pattern is passed over, as git does.
        builder.add(path);
        let level = builder.build().map(|here| Level {
            here,
            above: self.clone(),
        });
        Ok(level.map_or(self, |level| Self(Some(Arc::new(level)))))
    }

    /// Whether nothing is left out.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Whether a path is left out, or kept even if it is hidden: as the nearest file says that says
    /// anything of it. Takes the path that the folders of these files have.
    pub(super) fn matched(&self, path: &Path, is_folder: bool) -> Match<()> {
        let mut level = self.0.as_deref();
        while let Some(Level { here, above }) = level {
            let matched = here.matched(path, is_folder);
            if !matched.is_none() {
                return matched.map(|_| ());
            }
            level = above.0.as_deref();
        }
        Match::None
    }
}

/// What the files above folders say. Each is read once.
#[derive(Debug, Default)]
pub(super) struct Above(HashMap<PathBuf, Result<Ignores, String>>);

impl Above {
    /// What counts for a folder, but for the file in it.
    pub(super) fn of(&mut self, folder: &Path) -> Result<Ignores, String> {
        let above: Vec<&Path> = folder.ancestors().skip(1).collect();
        let mut ignores = Ok(Ignores::default());
        for folder in above.into_iter().rev() {
            if let Some(known) = self.0.get(folder) {
                ignores.clone_from(known);
                continue;
            }
            ignores = ignores.and_then(|it| it.and_in(folder));
            self.0.insert(folder.to_owned(), ignores.clone());
        }
        ignores
    }
}
