//! What is read from git, by its command line.
//!
//! git runs in the folder and with the variables that gatecard was started with, so that it means
//! the same repository and the same index as the git that started a hook. It writes nothing and
//! fetches nothing.
//!
//! * `listing`: the files of the index and of commits
//! * `blobs`: their bytes

mod blobs;
mod listing;

use std::{
    io,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

pub(crate) use self::{
    blobs::Blobs,
    listing::{Entry, Kind, Listing},
};
use crate::escape::escaped;

/// Runs git and gives what it prints.
///
/// # Errors
/// A sentence, where git cannot be run or fails.
pub(crate) fn run(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = command(arguments).stdin(Stdio::null()).output();
    printed(output.map_err(|error| not_run(&error))?)
}

/// Runs git and gives what it prints to one that reads it, and what that one prints.
///
/// # Errors
/// As for [`run`].
pub(crate) fn run_both(first: &[&str], second: &[&str]) -> Result<Vec<u8>, String> {
    let mut first = command(first)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_run(&error))?;
    let between = first.stdout.take().map_or_else(Stdio::null, Stdio::from);
    let output = command(second).stdin(between).output();
    let first = first.wait_with_output().map_err(|error| not_run(&error))?;
    printed(first)?;
    printed(output.map_err(|error| not_run(&error))?)
}

/// The first line that git prints.
///
/// # Errors
/// As for [`run`].
pub(crate) fn line(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let mut line = run(arguments)?;
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    if cfg!(windows) && line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(line)
}

/// The name of the commit that an expression stands for.
///
/// # Errors
/// A sentence, where there is none.
pub(crate) fn commit(revision: &str) -> Result<String, String> {
    let unknown = || format!("git knows no commit `{}`", escaped(revision));
    if revision.starts_with('-') || revision.contains('\0') {
        return Err(unknown());
    }
    // Whether there is a repository at all.
    run(&["rev-parse", "--git-dir"])?;
    // An expression can end with a text, so nothing may be put behind it.
    let name = object(revision).ok_or_else(unknown)?;
    object(&format!("{name}^{{commit}}")).ok_or_else(unknown)
}

/// The name of the object that an expression stands for, if there is one.
pub(crate) fn object(expression: &str) -> Option<String> {
    let name = line(&["rev-parse", "--verify", "--quiet", expression]).ok()?;
    String::from_utf8(name).ok()
}

/// A path as git writes it.
#[cfg(unix)]
pub(crate) fn path(bytes: &[u8]) -> PathBuf {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    PathBuf::from(OsStr::from_bytes(bytes))
}

/// A path as git writes it.
#[cfg(not(unix))]
pub(crate) fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn command(arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    // A monitor of files is a program of the repository's owner, and not needed here.
    git.args(["--no-pager", "-c", "core.fsmonitor=false"])
        .args(arguments)
        // What is pushed are the objects themselves.
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("LC_ALL", "C");
    for variable in ["LITERAL", "GLOB", "NOGLOB", "ICASE"] {
        git.env_remove(format!("GIT_{variable}_PATHSPECS"));
    }
    git
}

fn printed(output: Output) -> Result<Vec<u8>, String> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let said = lines.collect::<Vec<_>>().join(" ");
    let said = said.strip_prefix("fatal: ").unwrap_or(&said);
    if said.is_empty() {
        return Err(format!("git failed with {}", output.status));
    }
    Err(format!("git says: {}", escaped(said)))
}

fn not_run(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        "cannot run git, which is needed to read cards from a repository: it is not installed, or not on the PATH".to_owned()
    } else {
        format!("cannot run git: {error}")
    }
}
