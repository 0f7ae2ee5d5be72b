//! The path of a card within its repository, which is the same wherever gatecard runs.

use std::{
    collections::HashMap,
    env,
    path::{self, Component, Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// What stands at the top of a repository.
const GIT: &str = ".git";

/// Finds the repositories of cards, each once.
#[derive(Debug, Default)]
pub(crate) struct RepoPaths {
    /// The top of the repository of each folder, where it has one.
    tops: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
}

impl RepoPaths {
    /// The path from the top of the card's git repository, or from the current folder where there
    /// is none, with forward slashes.
    pub(crate) fn of(&self, card: &Path) -> String {
        let whole = whole(card);
        let top = whole.parent().and_then(|folder| self.top(folder));
        let top = top.or_else(|| env::current_dir().ok());
        let within = top.as_deref().and_then(|top| whole.strip_prefix(top).ok());
        let parts = within.unwrap_or(&whole).components();
        let names: Vec<_> = parts
            .filter(|part| !matches!(part, Component::RootDir))
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let root = if within.is_none() { "/" } else { "" };
        format!("{root}{}", names.join("/"))
    }

    /// Whether a card with that path within the repository around the current folder is there.
    pub(crate) fn exists(&self, path: &str) -> bool {
        let Ok(here) = env::current_dir() else {
            return true;
        };
        self.top(&here).unwrap_or(here).join(path).exists()
    }

    fn top(&self, folder: &Path) -> Option<PathBuf> {
        let mut tops = self.tops.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(top) = tops.get(folder) {
            return top.clone();
        }
        let top = folder.ancestors().find(|folder| folder.join(GIT).exists());
        let top = top.map(Path::to_owned);
        tops.insert(folder.to_owned(), top.clone());
        top
    }
}

/// A path from the root, without `.` and `..`.
fn whole(path: &Path) -> PathBuf {
    let absolute = path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut whole = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    whole
}
