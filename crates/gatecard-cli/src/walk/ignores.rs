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

use crate::{read::file_up_to, repo_path::is_git_root};

/// The name of a file that says what is left out.
pub(super) const IGNORES: &str = ".gitignore";

/// The longest of such files, in bytes. Real ones have some tens of kilobytes, and a pattern can
/// take five hundred times its length in memory.
const MAX_SIZE: usize = 256 * 1024;

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
    /// Where it cannot be read, or something else has its name: to open that might take forever.
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
        let bytes = file_up_to(&path, MAX_SIZE);
        let bytes = bytes.map_err(|why| format!("{IGNORES} in it or above it: {why}"))?;
        let here = patterns(folder, &bytes);
        let level = here.map(|here| {
            let above = self.clone();
            Self(Some(Arc::new(Level { here, above })))
        });
        Ok(level.unwrap_or(self))
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

/// The patterns of a file in a folder. A line that is none is passed over, as git does.
fn patterns(folder: &Path, bytes: &[u8]) -> Option<Gitignore> {
    let mut builder = GitignoreBuilder::new(folder);
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    for line in bytes.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if let Ok(line) = std::str::from_utf8(line) {
            let _ = builder.add_line(None, line);
        }
    }
    builder.build().ok()
}

/// What the files above folders say, within the repository of git that they are in. Each is read
/// once.
#[derive(Debug, Default)]
pub(super) struct Above(HashMap<PathBuf, Result<Ignores, String>>);

impl Above {
    /// What counts for a folder, but for the file in it.
    pub(super) fn of(&mut self, folder: &Path) -> Result<Ignores, String> {
        if is_git_root(folder) {
            return Ok(Ignores::default());
        }
        let mut ignores = Ok(Ignores::default());
        let mut unknown = Vec::new();
        for above in folder.ancestors().skip(1) {
            if let Some(known) = self.0.get(above) {
                ignores.clone_from(known);
                break;
            }
            unknown.push(above);
            if is_git_root(above) {
                break;
            }
        }
        for above in unknown.into_iter().rev() {
            ignores = ignores.and_then(|it| it.and_in(above));
            self.0.insert(above.to_owned(), ignores.clone());
        }
        ignores
    }
}
