//! One folder of a walk, and what it holds.

use std::{
    ffi::{OsStr, OsString},
    fs,
    io::ErrorKind,
    path::{self, Path, PathBuf},
    sync::Arc,
};

use ignore::Match;

use super::{
    CARD,
    entries::{Kind, each},
    ignores::{Above, IGNORES, Ignores},
    shown,
};
use crate::{config::FILE, repo_path::GIT};

/// A folder that is to be gone through.
#[derive(Debug)]
pub(super) struct Folder {
    /// As people would write it: empty for the current folder.
    path: PathBuf,
    root: Arc<Root>,
    /// Whether it is a root.
    is_named: bool,
    /// What counts in it, but for what it says itself; or why that is not known.
    above: Result<Ignores, String>,
}

/// A folder that was named.
#[derive(Debug)]
struct Root {
    named: PathBuf,
    /// Where it lies in truth, as the folders above it have it.
    real: PathBuf,
}

/// What a folder holds that matters.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) config: Option<PathBuf>,
    /// Something with the name of a card.
    pub(super) card: Option<(PathBuf, Kind)>,
    pub(super) folders: Vec<Folder>,
    /// What else could not be listed, and why.
    pub(super) failures: Vec<String>,
}

impl Held {
    /// Nothing, and why.
    pub(super) fn failed(why: String) -> Self {
        Self {
            failures: vec![why],
            ..Self::default()
        }
    }
}

impl Folder {
    /// Folders that were named.
    pub(super) fn named(paths: &[PathBuf]) -> Vec<Self> {
        let mut above = Above::default();
        // They are taken from the end.
        let named = paths.iter().rev().map(|path| {
            let real = fs::canonicalize(path).or_else(|_| path::absolute(path));
            let real = real.unwrap_or_else(|_| path.clone());
            let named = shown(path).to_owned();
            Self {
                path: named.clone(),
                above: above.of(&real),
                root: Arc::new(Root { named, real }),
                is_named: true,
            }
        });
        named.collect()
    }

    /// Its path, as people would write it.
    pub(super) fn path(&self) -> &Path {
        if self.path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &self.path
        }
    }

    /// Whether it was named, and not found.
    pub(super) fn is_named(&self) -> bool {
        self.is_named
    }

    /// What it holds, and is not left out.
    ///
    /// # Errors
    ///
    /// Why that cannot be said.
    pub(super) fn list(&self) -> Result<Held, String> {
        let listed = Listed::of(self.path());
        let ignores = self.ignores(&listed)?;
        let real = (!ignores.is_empty()).then(|| self.real());
        let mut held = Held {
            failures: listed.failures,
            ..Held::default()
        };
        for (name, kind) in listed.entries {
            let matched = real.as_ref().map_or(Match::None, |real| {
                ignores.matched(&real.join(&name), kind == Kind::Folder)
            });
            if !matched.is_ignore() && (matched.is_whitelist() || !is_hidden(&name)) {
                self.add(&mut held, &name, kind, &ignores);
            }
        }
        Ok(held)
    }

    /// What is left out of it. What stands above the root of a repository of git says nothing of
    /// what is in it.
    fn ignores(&self, listed: &Listed) -> Result<Ignores, String> {
        let above = if listed.is_git_root {
            Ignores::default()
        } else {
            self.above.clone()?
        };
        if listed.has_ignores {
            above.and_in(&self.real())
        } else {
            Ok(above)
        }
    }

    fn add(&self, held: &mut Held, name: &OsStr, kind: Kind, ignores: &Ignores) {
        if name == FILE {
            held.config = Some(self.join(name));
        }
        if kind == Kind::Folder {
            held.folders.push(Self {
                path: self.join(name),
                root: Arc::clone(&self.root),
                above: Ok(ignores.clone()),
                is_named: false,
            });
        } else if name == CARD {
            held.card = Some((self.join(name), kind));
        }
    }

    /// The path of something in it, in one piece of memory: [`Path::join`] takes one for the folder
    /// and then another.
    fn join(&self, name: &OsStr) -> PathBuf {
        let mut path = PathBuf::with_capacity(self.path.as_os_str().len() + 1 + name.len());
        path.push(&self.path);
        path.push(name);
        path
    }

    /// Where it lies in truth.
    fn real(&self) -> PathBuf {
        let below = self.path.strip_prefix(&self.root.named);
        below.map_or_else(|_| self.path.clone(), |below| self.root.real.join(below))
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// What the system lists.
#[derive(Default)]
struct Listed {
    has_ignores: bool,
    is_git_root: bool,
    /// What else may matter.
    entries: Vec<(OsString, Kind)>,
    /// What could not be listed.
    failures: Vec<String>,
}

impl Listed {
    fn of(folder: &Path) -> Self {
        let mut listed = Self::default();
        let ended = each(folder, |entry| match entry {
            Ok((name, kind)) => listed.meet(name, kind),
            // It is gone.
            Err(why) if why.kind() == ErrorKind::NotFound => {}
            Err(why) => listed.failures.push(why.to_string()),
        });
        if let Err(why) = ended {
            listed.failures.push(why.to_string());
        }
        listed
    }

    fn meet(&mut self, name: &OsStr, kind: Kind) {
        if name == IGNORES {
            self.has_ignores = true;
        } else if name == GIT {
            // It is never gone into.
            self.is_git_root = true;
        } else if kind == Kind::Folder || name == CARD || name == FILE {
            self.entries.push((name.to_owned(), kind));
        }
    }
}
