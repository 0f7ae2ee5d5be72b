//! Putting changed cards in the place of the old ones, so that nothing can be lost: the new bytes
//! go into a file of their own beside the old one, which they replace in one step.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use tempfile::{Builder, NamedTempFile};

use crate::write::{HIDDEN, without_path};

/// Replaces the bytes of a card. A link stays, and the file that it leads to is replaced. Mode and
/// owner stay the same.
///
/// # Errors
/// Where the file is no longer what was read, may not be written, or cannot keep its owner; where
/// there is no room. The old bytes are all there then.
pub(super) fn rewrite(path: &Path, before: &[u8], after: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path)?;
    may_be_written(&target)?;
    let new = beside(&target, after)?;
    keep_owner_and_mode(&File::open(&target)?, new.as_file())?;
    new.as_file().sync_all()?;
    let now = fs::read(&target)?;
    if now == after {
        // Another run has done the same.
        return Ok(());
    }
    if now != before {
        return Err(io::Error::other(
            "it was changed by another program meanwhile",
        ));
    }
    new.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Whether the file itself could be written: replacing it would not ask.
fn may_be_written(target: &Path) -> io::Result<()> {
    if fs::metadata(target)?.permissions().readonly() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is read-only",
        ));
    }
    OpenOptions::new().write(true).open(target).map(drop)
}

/// A new file with those bytes in the folder of another one, which only the user can read; it is
/// gone where it is not used.
fn beside(target: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let new = Builder::new().prefix(HIDDEN).tempfile_in(folder);
    let mut new = new.map_err(without_path)?;
    new.write_all(bytes).map_err(without_path)?;
    Ok(new)
}

#[cfg(unix)]
fn keep_owner_and_mode(old: &File, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};

    let (was, is) = (old.metadata()?, new.metadata()?);
    if (was.uid(), was.gid()) != (is.uid(), is.gid()) {
        fchown(new, Some(was.uid()), Some(was.gid())).map_err(|error| {
            io::Error::new(
                error.kind(),
                format!("it could not keep its owner and group: {error}"),
            )
        })?;
    }
    new.set_permissions(was.permissions())
}

#[cfg(not(unix))]
fn keep_owner_and_mode(old: &File, new: &File) -> io::Result<()> {
    new.set_permissions(old.metadata()?.permissions())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::rewrite;

    #[test]
    fn what_others_wrote_is_not_overwritten() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("README.md");
        fs::write(&path, "theirs").expect("there is room");
        let error = rewrite(&path, b"read", b"ours").expect_err("it was changed");
        assert!(error.to_string().contains("changed by another program"));
        assert_eq!(fs::read(&path).expect("it is there"), b"theirs");
        rewrite(&path, b"read", b"theirs").expect("it is as it should be");
        rewrite(&path, b"theirs", b"ours").expect("nobody changed it");
        assert_eq!(fs::read(&path).expect("it is there"), b"ours");
        let left = fs::read_dir(folder.path()).expect("it is a folder").count();
        assert_eq!(left, 1);
    }
}
