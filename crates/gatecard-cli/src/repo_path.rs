//! The path of a card within its repository, which is the same wherever gatecard runs.

use std::{
    collections::HashMap,
    env, fs,
    path::{self, Component, Path, PathBuf},
    sync::{LazyLock, Mutex, PoisonError},
};

use crate::escape::{in_uri, text_of};

/// What git keeps of a repository, at its root: a folder, or in a worktree and a submodule a file.
pub(crate) const GIT: &str = ".git";

/// Whether a folder is the root of a git repository, a worktree or a submodule.
pub(crate) fn is_git_root(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(GIT)).is_ok()
}

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
        with_slashes(within.unwrap_or(&whole))
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
        let top = folder.ancestors().find(|folder| is_git_root(folder));
        let top = top.map(Path::to_owned);
        tops.insert(folder.to_owned(), top.clone());
        top
    }
}

/// The top of what a run is about: of the git repository that holds the current folder, or the
/// current folder where there is none. Services that show reports know files by their path from
/// there, whichever other repositories there are below it.
static TOP: LazyLock<PathBuf> = LazyLock::new(|| {
    let here = env::current_dir().unwrap_or_default();
    let top = here.ancestors().find(|folder| is_git_root(folder));
    top.unwrap_or(&here).to_owned()
});

/// The path of a card from the top of what the run is about, with forward slashes. A card that is
/// not below it keeps its path from the root.
pub(crate) fn from_top(card: &Path) -> String {
    let whole = whole(card);
    with_slashes(whole.strip_prefix(&*TOP).unwrap_or(&whole))
}

/// The same as a URI, and whether it is relative to the top.
pub(crate) fn uri_from_top(card: &Path) -> (String, bool) {
    let whole = whole(card);
    match whole.strip_prefix(&*TOP) {
        Ok(within) => (in_uri(&bytes_with_slashes(within)), true),
        Err(_) => (file_uri(&whole), false),
    }
}

fn file_uri(whole: &Path) -> String {
    let path = in_uri(&bytes_with_slashes(whole));
    // Before a drive of Windows there is no slash yet.
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{path}")
}

/// The path as a text, as [`escape::name`](crate::escape::name) has it.
fn with_slashes(path: &Path) -> String {
    text_of(&bytes_with_slashes(path))
}

/// The bytes of a path, which need not be UTF-8, with forward slashes.
fn bytes_with_slashes(path: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    for part in path.components() {
        if !matches!(part, Component::RootDir) {
            if !out.is_empty() || path.has_root() {
                out.push(b'/');
            }
            out.extend_from_slice(part.as_os_str().as_encoded_bytes());
        }
    }
    out
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
