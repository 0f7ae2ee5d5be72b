//! Open streams that have a path, such as `/dev/stdout`.
//!
//! Where a stream goes to a file, its path leads to that file as a link does. To put another file
//! in the place of that one would lose what the stream has written, and what it will write.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    process,
};

/// How many links may lead to a stream.
const MAX_LINKS: usize = 8;

/// An open stream, of this process or of another.
#[derive(Debug)]
pub(super) struct Stream {
    path: PathBuf,
    /// Its number, if it is one of this process.
    own: Option<u32>,
}

/// Whether a path leads to an open stream.
pub(crate) fn is_stream(path: &Path) -> bool {
    Stream::at(path).is_some()
}

impl Stream {
    /// The stream that a path leads to.
    pub(super) fn at(path: &Path) -> Option<Self> {
        let mut path = path.to_owned();
        for _ in 0..=MAX_LINKS {
            let folder = path.parent().filter(|folder| *folder != Path::new(""));
            let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
            path = folder.join(path.file_name()?);
            if let Some(is_own) = holds_streams(&folder) {
                let number = path.file_name()?.to_str()?.parse().ok()?;
                let own = is_own.then_some(number);
                return Some(Self { path, own });
            }
            path = folder.join(fs::read_link(&path).ok()?);
        }
        None
    }

    /// Makes sure that nothing is lost by writing to it. A file that is open cannot be written to
    /// at the place where its stream is: it could only be opened anew, even one that is open to be
    /// read. The standard streams need not be opened.
    ///
    /// # Errors
    /// Where it is a file.
    pub(super) fn may_be_written(&self) -> io::Result<()> {
        let is_file = || fs::metadata(&self.path).is_ok_and(|it| it.is_file());
        if !matches!(self.own, Some(0..=2)) && is_file() {
            return Err(io::Error::other("it is an open file: give its name"));
        }
        Ok(())
    }

    /// Writes behind what it has written.
    ///
    /// # Errors
    /// Where it cannot be written to.
    pub(super) fn write(&self, content: &[u8]) -> io::Result<()> {
        match self.own {
            Some(0) => Err(io::Error::other("it is standard input")),
            Some(1) => {
                let mut out = io::stdout().lock();
                out.write_all(content).and_then(|()| out.flush())
            }
            Some(2) => io::stderr().lock().write_all(content),
            _ => {
                let mut stream = OpenOptions::new().append(true).open(&self.path)?;
                stream.write_all(content)
            }
        }
    }
}

/// Whether the streams in a folder are those of this process; nothing where it holds other files.
fn holds_streams(folder: &Path) -> Option<bool> {
    if folder == Path::new("/dev/fd") {
        return Some(true);
    }
    // `/proc/self` and `/proc/thread-self` are links to these.
    let process = folder.strip_prefix("/proc").ok()?;
    let own = Path::new("/proc").join(process::id().to_string());
    process.ends_with("fd").then(|| folder.starts_with(own))
}
