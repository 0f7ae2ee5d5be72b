//! Writing files whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use tempfile::Builder;

/// What a new file may be used for, before the system takes away what the user's mask says.
const SHARED: u32 = 0o666;
/// The same for a program.
const PROGRAM: u32 = 0o777;
/// What only its owner may do with a folder.
const PRIVATE: u32 = 0o700;
/// What the names of temporary files begin with.
const PREFIX: &str = "gatecard-";
/// What the names of files begin with that are not yet whole.
pub(crate) const HIDDEN: &str = ".gatecard-";

/// Writes a file that the user has named. Where it is a link, what it points to is written; where
/// it is no file, as `/dev/null` is none, it is written to and not replaced.
///
/// # Errors
/// Where the file cannot be written. It is then as it was before.
pub(crate) fn file(path: &Path, content: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&path) {
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(there) if !there.is_file() => {
            let mut stream = OpenOptions::new().write(true).open(&path)?;
            stream.write_all(content)
        }
        _ => replace(&path, content),
    }
}

/// Writes a file in a folder that the user has named. A link is replaced, so that nothing outside
/// the folder is written.
///
/// # Errors
/// Where the file cannot be written. It is then as it was before.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut new = Builder::new();
    set_mode(&mut new, SHARED);
    new.prefix(HIDDEN);
    let mut file = new.tempfile_in(folder).map_err(without_path)?;
    file.write_all(content).map_err(without_path)?;
    keep_mode(path, file.as_file())?;
    file.persist(path)?;
    Ok(())
}

/// Writes a file that is not there yet, and that can be run.
///
/// # Errors
/// Where it is there, or cannot be written.
pub(crate) fn program(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut new = Builder::new();
    set_mode(&mut new, PROGRAM);
    new.prefix(HIDDEN);
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = new.tempfile_in(folder).map_err(without_path)?;
    file.write_all(content).map_err(without_path)?;
    file.persist_noclobber(path)?;
    Ok(())
}

/// Makes a temporary file that only the user can read, and that stays.
///
/// # Errors
/// Where there is no room for one.
pub(crate) fn private_file(ending: &str, content: &[u8]) -> io::Result<PathBuf> {
    let mut new = Builder::new();
    new.prefix(PREFIX).suffix(ending);
    let mut file = new.tempfile().map_err(without_path)?;
    file.write_all(content).map_err(without_path)?;
    Ok(file.into_temp_path().keep()?)
}

/// Makes a temporary folder that only the user can enter, and that stays.
///
/// # Errors
/// Where there is no room for one.
pub(crate) fn private_folder() -> io::Result<PathBuf> {
    let mut new = Builder::new();
    set_mode(&mut new, PRIVATE);
    let folder = new.prefix(PREFIX).tempdir().map_err(without_path)?;
    Ok(folder.keep())
}

/// An error without the path of the temporary file, which would tell the user nothing.
pub(crate) fn without_path(error: io::Error) -> io::Error {
    let text = error.to_string();
    match text.split_once(" at path ") {
        Some((text, _)) => io::Error::new(error.kind(), text),
        None => error,
    }
}

#[cfg(unix)]
fn set_mode(new: &mut Builder<'_, '_>, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    new.permissions(fs::Permissions::from_mode(mode));
}

/// Elsewhere the folder says who may do what.
#[cfg(not(unix))]
fn set_mode(_: &mut Builder<'_, '_>, _: u32) {}

/// Gives a file the mode of the one that it will replace.
fn keep_mode(old: &Path, new: &File) -> io::Result<()> {
    match fs::symlink_metadata(old) {
        Ok(old) if old.is_file() => new.set_permissions(old.permissions()),
        _ => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::{
        fs,
        os::unix::fs::{PermissionsExt as _, symlink},
        path::Path,
    };

    use super::{file, replace};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).map_or(0, |file| file.permissions().mode() & 0o777)
    }

    #[test]
    fn files_keep_their_mode_and_links_their_place() {
        let folder = tempfile::tempdir().expect("there is room");
        let [real, link, other] = ["real", "link", "other"].map(|name| folder.path().join(name));
        file(&real, b"one").expect("a new file");
        assert_eq!(mode(&real) & 0o600, 0o600);
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("a mode");
        symlink(&real, &link).expect("a link");
        file(&link, b"two").expect("what the link points to");
        assert_eq!(fs::read(&real).expect("a file"), b"two");
        assert_eq!(mode(&real), 0o640);
        replace(&link, b"three").expect("a file instead of the link");
        assert_eq!(fs::read(&real).expect("a file"), b"two");
        assert_eq!(fs::read(&link).expect("a file"), b"three");
        file(Path::new("/dev/null"), b"four").expect("a device");
        assert!(!fs::metadata("/dev/null").expect("still there").is_file());
        fs::create_dir(&other).expect("a folder");
        file(&other, b"five").expect_err("a folder is no file");
        let left = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 3, "nothing is left behind");
    }
}
