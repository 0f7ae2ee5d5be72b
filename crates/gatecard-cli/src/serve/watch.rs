//! Noticing that a card was saved.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    thread,
    time::{Duration, Instant, SystemTime},
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{AccessKind, AccessMode},
};

/// A save is over when nothing happens for so long: editors empty a file before they write it, or
/// rename several times.
const QUIET: Duration = Duration::from_millis(15);
/// A file that is written without a pause is looked at after so long.
const PATIENCE: Duration = Duration::from_millis(90);
/// How often to look at the file besides: some file systems, such as those of a network, tell
/// nothing.
const LOOK: Duration = Duration::from_millis(500);
/// How often to look where the system tells nothing at all.
const LOOK_ALONE: Duration = Duration::from_millis(80);

/// Calls `changed` in a thread of its own after each save of a file, and when it goes or comes.
///
/// # Errors
/// Where the system has no more threads.
pub(crate) fn follow(path: PathBuf, changed: impl FnMut() + Send + 'static) -> std::io::Result<()> {
    let mut follower = Follower::new(path);
    thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || follower.run(changed))?;
    Ok(())
}

/// What follows one file.
struct Follower {
    path: PathBuf,
    stamp: Option<Stamp>,
    /// The file, and where it is a link what it points to.
    places: Vec<PathBuf>,
    tell: SyncSender<()>,
    told: Receiver<()>,
    /// Whether to ask the system to tell.
    can_be_told: bool,
    /// What the system tells with, where it can.
    watcher: Option<RecommendedWatcher>,
}

impl Follower {
    fn new(path: PathBuf) -> Self {
        // One word is enough, however much happens until it is heard.
        let (tell, told) = sync_channel(1);
        let mut follower = Self {
            stamp: Stamp::of(&path),
            places: places(&path),
            path,
            tell,
            told,
            can_be_told: true,
            watcher: None,
        };
        follower.arm();
        follower
    }

    fn run(&mut self, mut changed: impl FnMut()) {
        loop {
            let was_told = self.wait();
            let stamp = Stamp::of(&self.path);
            if !was_told && stamp == self.stamp {
                continue;
            }
            let places = places(&self.path);
            if !was_told || places != self.places {
                self.places = places;
                self.arm();
            }
            self.stamp = stamp;
            changed();
        }
    }

    /// Asks the system to tell. Folders are watched and not files, since a file that is saved by
    /// renaming another one over it is a new file each time.
    fn arm(&mut self) {
        self.watcher = None;
        if !self.can_be_told {
            return;
        }
        let names: Vec<_> = self.places.iter().map(|place| name(place)).collect();
        let tell = self.tell.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.map_or(true, |event| matters(&event, &names)) {
                // A word that waits to be heard says it all.
                let _ = tell.try_send(());
            }
        });
        self.watcher = watcher.ok().and_then(|mut watcher| {
            for place in &self.places {
                watcher
                    .watch(folder(place), RecursiveMode::NonRecursive)
                    .ok()?;
            }
            Some(watcher)
        });
    }

    /// Waits for a save and its end, but not for ever. Says whether there was one.
    fn wait(&self) -> bool {
        let look = if self.watcher.is_some() {
            LOOK
        } else {
            LOOK_ALONE
        };
        match self.told.recv_timeout(look) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return false,
            // Cannot be, since the other end is kept as well.
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(look);
                return false;
            }
        }
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end && self.told.recv_timeout(QUIET).is_ok() {}
        true
    }
}

/// Whether something that happened in a folder may have changed the file. Reading it has not.
fn matters(event: &Event, names: &[Option<std::ffi::OsString>]) -> bool {
    let is_reading = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    };
    let is_ours = || event.paths.iter().any(|path| names.contains(&name(path)));
    !is_reading && (event.need_rescan() || is_ours())
}

/// The file, and where it is a link what it points to.
fn places(path: &Path) -> Vec<PathBuf> {
    let mut places = vec![path.to_owned()];
    if fs::symlink_metadata(path).is_ok_and(|file| file.is_symlink()) {
        places.extend(fs::canonicalize(path));
    }
    places
}

fn name(path: &Path) -> Option<std::ffi::OsString> {
    path.file_name().map(Into::into)
}

fn folder(path: &Path) -> &Path {
    let parent = path.parent().unwrap_or(path);
    if parent.as_os_str().is_empty() {
        Path::new(".")
    } else {
        parent
    }
}

/// What changes when a file is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    size: u64,
}

impl Stamp {
    /// The stamp of a file, where there is one.
    fn of(path: &Path) -> Option<Self> {
        let file = fs::metadata(path).ok()?;
        Some(Self {
            modified: file.modified().ok(),
            size: file.len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::mpsc::channel, thread, time::Duration};

    use super::Follower;

    #[test]
    fn saves_are_seen_where_the_system_tells_nothing() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("README.md");
        let mut follower = Follower::new(path.clone());
        follower.can_be_told = false;
        follower.watcher = None;
        let (sender, changes) = channel();
        let tell = move || sender.send(()).unwrap_or_default();
        thread::spawn(move || follower.run(tell));
        let patience = Duration::from_secs(20);
        for content in ["one", "three", "seven"] {
            fs::write(&path, content).expect("there is room");
            changes.recv_timeout(patience).expect("it is seen");
        }
        fs::remove_file(&path).expect("it is there");
        changes.recv_timeout(patience).expect("that is seen, too");
    }
}
