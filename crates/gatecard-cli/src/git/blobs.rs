//! The bytes of files.

use std::{
    io::{self, BufRead as _, BufReader, Read, Write as _},
    process::{Child, ChildStdin, ChildStdout, Stdio},
};

use super::{command, not_run};

/// The longest path that a link can have, in bytes. Linux takes no longer one.
const MAX_LINK: u64 = 4096;

/// A git that gives the bytes of one file after the other.
#[derive(Debug)]
pub(crate) struct Blobs {
    git: Child,
    ask: Option<ChildStdin>,
    answer: BufReader<ChildStdout>,
}

impl Blobs {
    /// Starts it.
    ///
    /// # Errors
    /// A sentence, where git cannot be run.
    pub(crate) fn open() -> Result<Self, String> {
        let mut git = command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| not_run(&error))?;
        let ask = git.stdin.take();
        let answer = git.stdout.take().map(BufReader::new);
        let answer = answer.ok_or_else(|| "cannot read what git prints".to_owned())?;
        Ok(Self { git, ask, answer })
    }

    /// Reads an object by its name.
    ///
    /// # Errors
    /// Where the repository does not have it, and where reading fails.
    pub(crate) fn read<T>(
        &mut self,
        oid: &str,
        read: impl FnOnce(&mut dyn Read) -> io::Result<T>,
    ) -> io::Result<T> {
        let ask = self.ask.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(ask, "{oid}")?;
        ask.flush()?;
        let size = self.size(oid)?;
        let mut bytes = self.answer.by_ref().take(size);
        let result = read(&mut bytes);
        // The rest has to go by, and the line break behind it.
        io::copy(&mut bytes, &mut io::sink())?;
        self.answer.read_exact(&mut [0])?;
        result
    }

    /// The path that a link leads to.
    pub(crate) fn link(&mut self, oid: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = |from: &mut dyn Read| from.take(MAX_LINK).read_to_end(&mut bytes);
        self.read(oid, read).ok().map(|_| bytes)
    }

    /// The line before the bytes: the name of the object, its type, its size.
    fn size(&mut self, oid: &str) -> io::Result<u64> {
        let mut line = String::new();
        self.answer.read_line(&mut line)?;
        let size = line.trim_end().rsplit(' ').next();
        size.and_then(|size| size.parse().ok()).ok_or_else(|| {
            io::Error::other(format!(
                "the repository does not hold object {oid}; a partial clone gets it with `git cat-file -p {oid}`"
            ))
        })
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // git ends when nothing more can be asked.
        self.ask = None;
        let _ = self.git.wait();
    }
}
