//! Which configuration counts where, as a walk through folders learns it.
//!
//! Looking into each of many folders for a configuration costs a tenth of the walk, so nothing is
//! looked for. The walk tells of each configuration that it meets, before what it is for. So it
//! sees what it sees of cards, too: nothing that a `.gitignore` names.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use super::Found;

/// What a walk knows of its folders, by their absolute paths.
#[derive(Debug, Default)]
pub(super) struct Walked {
    places: Mutex<HashMap<PathBuf, Found>>,
    /// Whether the places differ, or leave anything out.
    is_configured: AtomicBool,
}

impl Walked {
    /// Notes what is in force in a folder and those below it.
    pub(super) fn put(&self, folder: PathBuf, found: Found, is_configured: bool) {
        if is_configured {
            self.is_configured.store(true, Ordering::Relaxed);
        }
        lock(&self.places).insert(folder, found);
    }

    /// Whether the places differ, or leave anything out.
    pub(super) fn is_configured(&self) -> bool {
        self.is_configured.load(Ordering::Relaxed)
    }

    /// What is in force for a file or folder: what was noted of the nearest folder above it.
    pub(super) fn above(&self, path: &Path) -> Option<Found> {
        let places = lock(&self.places);
        let mut above = path.ancestors().skip(1);
        above.find_map(|folder| places.get(folder)).cloned()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
