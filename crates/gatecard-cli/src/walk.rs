//! From the paths of the command line to cards.
//!
//! Each folder is listed before anything in it is opened: the list says for nothing whether there
//! is a card, a configuration or a `.gitignore`, and whether that is a file at all. So a
//! configuration is known before the cards that it is for, and a pipe in its place holds up
//! nothing.
//!
//! * `crew`: the threads that go through folders together
//! * `folder`, `entries`: one folder, what it holds, and how the system lists it
//! * `ignores`: what is left out

mod crew;
mod entries;
mod folder;
mod ignores;
#[cfg(test)]
mod tests;

use std::{
    num::NonZero,
    path::{Path, PathBuf},
    thread,
};

use self::{
    entries::Kind,
    folder::{Folder, Held},
};

/// The only name that the Hub takes for a card.
pub(crate) const CARD: &str = "README.md";

/// What one thread does with what is found. Each thread has its own.
pub(crate) trait Visitor: Send {
    /// A card that was named.
    fn named(&mut self, path: PathBuf);
    /// A card that was found.
    fn card(&mut self, path: PathBuf);
    /// A folder that was found, before what is in it; false leaves it out.
    fn enter(&mut self, folder: &Path) -> bool;
    /// A configuration that was found, before the cards and folders beside it.
    fn config(&mut self, path: &Path);
    /// Something with the name of a card that cannot be one.
    fn not_a_file(&mut self, path: &Path);
    /// A folder that cannot be read, or not all of it, and why.
    fn failure(&mut self, folder: &Path, why: &str);
}

/// Shows files to visitors, over several threads where there are many.
pub(crate) fn files<V: Visitor>(mut paths: Vec<PathBuf>, new: impl Fn() -> V + Sync) -> Vec<V> {
    // They are taken from the end.
    paths.reverse();
    crew::share(paths, threads, new, |visitor, path| {
        visitor.named(path);
        Vec::new()
    })
}

/// Shows every card in folders to visitors, over several threads where there are many. Folders
/// whose names begin with a dot and what a `.gitignore` names are left out; links to folders are
/// not followed.
pub(crate) fn folders<V: Visitor>(paths: &[PathBuf], new: impl Fn() -> V + Sync) -> Vec<V> {
    crew::share(Folder::named(paths), threads, new, |visitor, folder| {
        go(visitor, &folder)
    })
}

/// The path of a folder that was named, as people would write it: empty for the current folder.
pub(crate) fn shown(folder: &Path) -> &Path {
    folder.strip_prefix(".").unwrap_or(folder)
}

/// Shows what a folder holds to a visitor. Gives the folders in it.
fn go<V: Visitor>(visitor: &mut V, folder: &Folder) -> Vec<Folder> {
    // Folders that were named are known.
    if !folder.is_named() && !visitor.enter(folder.path()) {
        return Vec::new();
    }
    let held = folder.list().unwrap_or_else(Held::failed);
    for why in held.failures {
        visitor.failure(folder.path(), &why);
    }
    if let Some(config) = held.config {
        visitor.config(&config);
    }
    if let Some((path, kind)) = held.card {
        candidate(visitor, path, kind);
    }
    held.folders
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Shows something with the name of a card, if it is a file or a link to one. Pipes would hang.
fn candidate(visitor: &mut impl Visitor, path: PathBuf, kind: Kind) {
    let is_file = kind == Kind::File || (kind == Kind::Link && path.is_file());
    if is_file {
        visitor.card(path);
    } else {
        visitor.not_a_file(&path);
    }
}
