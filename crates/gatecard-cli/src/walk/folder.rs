//! One folder of a walk, and what it holds.

use std::{
    ffi::OsStr,
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
};
use crate::config::FILE;

/// What git keeps of a repository, at its root. It is never gone into.
const GIT: &str = ".git";

/// A folder that is to be gone through.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    root: Arc<Root>,
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
            Self {
                path: path.clone(),
                above: above.of(&real),
                root: Arc::new(Root {
                    named: path.clone(),
                    real,
                }),
            }
        });
        named.collect()
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it was named, and not found.
    pub(super) fn is_named(&self) -> bool {
        self.path == self.root.named
    }

    /// What it holds, and is not left out. What stands above the root of a repository of git says
    /// nothing of what is in it.
    ///
    /// # Errors
    ///
    /// Why that cannot be said.
    pub(super) fn list(&self) -> Result<Held, String> {
        let mut held = Held::default();
        let mut there = Vec::new();
        let (mut has_ignores, mut is_git_root) = (false, false);
        let listed = each(&self.path, |entry| match entry {
            Ok((name, _)) if name == IGNORES => has_ignores = true,
            Ok((name, _)) if name == GIT => is_git_root = true,
            Ok((name, kind)) if kind == Kind::Folder || name == CARD || name == FILE => {
                there.push((name.to_owned(), kind));
            }
            Err(why) if why.kind() != ErrorKind::NotFound => held.failures.push(why.to_string()),
            // What matters to nobody, or is gone.
            Ok(_) | Err(_) => {}
        });
        if let Err(why) = listed {
            held.failures.push(why.to_string());
        }
        let mut ignores = if is_git_root {
            Ignores::default()
        } else {
            self.above.clone()?
        };
        if has_ignores {
            ignores = ignores.and_in(&self.real())?;
        }
        let real = (!ignores.is_empty()).then(|| self.real());
        for (name, kind) in there {
            let matched = real.as_ref().map_or(Match::None, |real| {
                ignores.matched(&real.join(&name), kind == Kind::Folder)
            });
            if matched.is_ignore() || (matched.is_none() && is_hidden(&name)) {
                continue;
            }
            self.add(&mut held, &name, kind, &ignores);
        }
        Ok(held)
    }

    fn add(&self, held: &mut Held, name: &OsStr, kind: Kind, ignores: &Ignores) {
        let path = self.path.join(name);
        if name == FILE {
            held.config = Some(path.clone());
        }
        if kind == Kind::Folder {
            held.folders.push(Self {
                path,
                root: Arc::clone(&self.root),
                above: Ok(ignores.clone()),
            });
        } else if name == CARD {
            held.card = Some((path, kind));
        }
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
