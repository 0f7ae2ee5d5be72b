//! From the paths of the command line to cards.

use std::{
    fs,
    num::NonZero,
    path::{self, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use ignore::{DirEntry, ParallelVisitor, ParallelVisitorBuilder, WalkBuilder, WalkState};

use crate::config::FILE;

/// The only name that the Hub takes for a card.
pub(crate) const CARD: &str = "README.md";
/// What a walk opens in each folder, and in those above it, whatever it is: a pipe would hang.
const IGNORES: &str = ".gitignore";
/// How many files one thread reads before it is worth the while to start others.
const FILES_A_THREAD: usize = 64;

/// What one thread does with what is found. Each thread has its own.
pub(crate) trait Visitor: Send {
    /// A card that was named.
    fn named(&mut self, path: &Path);
    /// A card that was found.
    fn card(&mut self, path: &Path);
    /// A configuration that was found.
    fn config(&mut self, path: &Path);
    /// A folder that was found, before what is in it; false leaves it out.
    fn enter(&mut self, folder: &Path) -> bool;
    /// Something with the name of a card that cannot be one.
    fn not_a_file(&mut self, path: &Path);
    /// A path that cannot be read.
    fn failure(&mut self, message: String);
}

/// Shows files to visitors, over several threads where there are many.
pub(crate) fn files<V: Visitor>(paths: &[PathBuf], new: impl Fn() -> V + Sync) -> Vec<V> {
    let visit = |paths: &[PathBuf]| {
        let mut visitor = new();
        for path in paths {
            visitor.named(path);
        }
        visitor
    };
    if paths.len() <= FILES_A_THREAD {
        return vec![visit(paths)];
    }
    let each = paths.len().div_ceil(threads());
    thread::scope(|scope| {
        let handles: Vec<_> = paths
            .chunks(each)
            .map(|paths| scope.spawn(move || visit(paths)))
            .collect();
        let visitors = handles.into_iter().filter_map(|handle| handle.join().ok());
        visitors.collect()
    })
}

/// Shows every card in folders to visitors, over several threads. Hidden folders and what a
/// `.gitignore` names are left out; links to folders are not followed.
pub(crate) fn folders<V: Visitor>(paths: &[PathBuf], new: impl Fn() -> V + Sync) -> Vec<V> {
    let (odd, paths): (Vec<&PathBuf>, Vec<_>) = paths.iter().partition(|it| is_below_odd(it));
    let odd: Odd = Arc::new(Mutex::new(odd.into_iter().cloned().collect()));
    let Some((first, others)) = paths.split_first() else {
        return told(&odd, new);
    };
    let mut walk = WalkBuilder::new(first);
    for path in others {
        walk.add(path);
    }
    // Each further kind of file costs a look into every folder.
    let walk = walk
        .require_git(false)
        .ignore(false)
        .git_exclude(false)
        .threads(threads())
        .filter_entry(leaves_out(Arc::clone(&odd)))
        .build_parallel();
    let done = Mutex::new(Vec::new());
    walk.visit(&mut Threads {
        new: &new,
        done: &done,
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.extend(told(&odd, new));
    done
}

/// The folders that are not walked through.
type Odd = Arc<Mutex<Vec<PathBuf>>>;

/// Whether an entry is walked through: a folder is not where the walk would open what is no file.
fn leaves_out(odd: Odd) -> impl Fn(&DirEntry) -> bool + Send + Sync {
    move |entry| {
        let is_left_out = is_folder(entry) && is_odd(entry.path());
        if is_left_out && let Ok(mut odd) = odd.lock() {
            odd.push(shown(entry).to_owned());
        }
        !is_left_out
    }
}

/// Whether what a walk would open in a folder is neither a file nor missing.
fn is_odd(folder: &Path) -> bool {
    let there = fs::metadata(folder.join(IGNORES));
    there.is_ok_and(|there| !there.is_file() && !there.is_dir())
}

/// Whether that is so for a folder or one above it.
fn is_below_odd(folder: &Path) -> bool {
    let whole = path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    whole.ancestors().any(is_odd)
}

/// A visitor that knows of these folders, if there are any.
fn told<V: Visitor>(odd: &Odd, new: impl Fn() -> V) -> Vec<V> {
    let odd = odd.lock().unwrap_or_else(PoisonError::into_inner);
    let visitors = odd.iter().map(|folder| {
        let mut visitor = new();
        let folder = folder.display();
        visitor.failure(format!("{folder}: {IGNORES} in it or above it is no file"));
        visitor
    });
    visitors.collect()
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Makes the visitor of each thread.
struct Threads<'t, V, N> {
    new: &'t N,
    done: &'t Mutex<Vec<V>>,
}

impl<'t, V: Visitor, N: Fn() -> V + Sync> ParallelVisitorBuilder<'t> for Threads<'t, V, N> {
    fn build(&mut self) -> Box<dyn ParallelVisitor + 't> {
        Box::new(Thread {
            visitor: Some((self.new)()),
            done: self.done,
        })
    }
}

/// One thread's visitor, which is handed back when the thread ends.
struct Thread<'t, V> {
    visitor: Option<V>,
    done: &'t Mutex<Vec<V>>,
}

impl<V: Visitor> ParallelVisitor for Thread<'_, V> {
    fn visit(&mut self, entry: Result<DirEntry, ignore::Error>) -> WalkState {
        if let Some(visitor) = &mut self.visitor {
            match entry {
                Ok(entry) if entry.file_name() == FILE => visitor.config(shown(&entry)),
                Ok(entry) if is_folder(&entry) => return folder(visitor, &entry),
                Ok(entry) if entry.file_name() == CARD => candidate(visitor, &entry),
                Ok(_) => {}
                Err(error) => visitor.failure(error.to_string()),
            }
        }
        WalkState::Continue
    }
}

impl<V> Drop for Thread<'_, V> {
    fn drop(&mut self) {
        if let (Some(visitor), Ok(mut done)) = (self.visitor.take(), self.done.lock()) {
            done.push(visitor);
        }
    }
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// Shows a folder, but for those that were named: they are known.
fn folder(visitor: &mut impl Visitor, entry: &DirEntry) -> WalkState {
    if entry.depth() == 0 || visitor.enter(shown(entry)) {
        WalkState::Continue
    } else {
        WalkState::Skip
    }
}

/// The path of an entry as people would write it.
fn shown(entry: &DirEntry) -> &Path {
    entry.path().strip_prefix(".").unwrap_or(entry.path())
}

/// Shows something with the name of a card, if it is a file or a link to one. Pipes would hang.
fn candidate(visitor: &mut impl Visitor, entry: &DirEntry) {
    let Some(kind) = entry.file_type() else {
        return;
    };
    let path = shown(entry);
    let is_file = kind.is_file() || (kind.is_symlink() && path.is_file());
    if is_file {
        visitor.card(path);
    } else if !kind.is_dir() {
        visitor.not_a_file(path);
    }
}
