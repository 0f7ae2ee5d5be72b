//! Writing files so that nothing can be lost: the new bytes go into a file of their own beside the
//! old one, which they replace in one step.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

/// Replaces the bytes of a file. A link stays, and the file that it leads to is replaced. Mode and
/// owner stay the same.
///
/// # Errors
/// Where the file is no longer what was read, may not be written, or cannot keep its owner; where
/// there is no room. The old bytes are all there then.
pub(crate) fn replace(path: &Path, before: &[u8], after: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path)?;
    may_be_written(&target)?;
    let new = beside(&target, after, |builder, folder| {
        builder.tempfile_in(folder)
    })?;
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

/// Writes a file that may be there or not.
///
/// # Errors
/// As for [`replace`].
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::read(path) {
        Ok(before) if before == bytes => Ok(()),
        Ok(before) => replace(path, &before, bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let new = beside(path, bytes, usual_mode)?;
            new.as_file().sync_all()?;
            new.persist_noclobber(path).map_err(|error| error.error)?;
            Ok(())
        }
        Err(error) => Err(error),
    }
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

/// A new file with those bytes in the folder of another one; it is gone where it is not used.
fn beside(
    path: &Path,
    bytes: &[u8],
    make: impl Fn(&mut Builder<'_, '_>, &Path) -> io::Result<NamedTempFile>,
) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    // Hidden, so that no run takes it for a card.
    let mut new = make(Builder::new().prefix(".gatecard-").suffix(".tmp"), &folder)?;
    new.write_all(bytes)?;
    Ok(new)
}

#[cfg(unix)]
fn usual_mode(builder: &mut Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;

    // The system takes away what the user's mask says.
    builder
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn usual_mode(builder: &mut Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    builder.tempfile_in(folder)
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

    use super::{create, replace};

    #[test]
    fn what_others_wrote_is_not_overwritten() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("README.md");
        fs::write(&path, "theirs").expect("there is room");
        let error = replace(&path, b"read", b"ours").expect_err("it was changed");
        assert!(error.to_string().contains("changed by another program"));
        assert_eq!(fs::read(&path).expect("it is there"), b"theirs");
        replace(&path, b"read", b"theirs").expect("it is as it should be");
        replace(&path, b"theirs", b"ours").expect("nobody changed it");
        create(&path, b"new").expect("it can be replaced");
        assert_eq!(fs::read(&path).expect("it is there"), b"new");
        let left = fs::read_dir(folder.path()).expect("it is a folder").count();
        assert_eq!(left, 1);
    }
}
