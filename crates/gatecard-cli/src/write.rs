//! Writing files whole or not at all.
//!
//! * `stream`: open streams that have a path, which are no files to replace

mod stream;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use self::stream::Stream;
pub(crate) use self::stream::is_stream;

/// What a new file may be used for, before the system takes away what the user's mask says.
const SHARED: u32 = 0o666;
/// The same for a program.
const PROGRAM: u32 = 0o777;
/// What only its owner may do with a folder.
const PRIVATE: u32 = 0o700;
/// How many links may lead to one another, as on Linux.
const MAX_LINKS: usize = 40;
/// What the names of temporary files begin with.
const PREFIX: &str = "gatecard-";
/// What the names of files begin with that are not yet whole.
pub(crate) const HIDDEN: &str = ".gatecard-";

/// A file that can be written, and is not yet.
#[derive(Debug)]
pub(crate) struct Ready(Target);

/// Where the bytes of a file go.
#[derive(Debug)]
enum Target {
    /// Behind what an open stream has written.
    Stream(Stream),
    /// Into what is no file, as `/dev/null` is none.
    Device(PathBuf),
    /// Into a temporary file, which takes the place of what is there.
    File(NamedTempFile, PathBuf),
}

/// Makes ready to write a file that the user has named. Where it is a link, what it points to is
/// written, whether that is there yet or not; where it is an open stream or no file, it is written
/// to and not replaced.
///
/// # Errors
/// Where the file cannot be written.
pub(crate) fn ready(path: &Path) -> io::Result<Ready> {
    if let Some(stream) = Stream::at(path) {
        stream.may_be_written()?;
        return Ok(Ready(Target::Stream(stream)));
    }
    let path = behind_links(path)?;
    match fs::metadata(&path) {
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(there) if !there.is_file() => Ok(Ready(Target::Device(path))),
        _ => Ok(Ready(Target::File(new_beside(&path)?, path))),
    }
}

/// Where a file is, or would be: where the links that stand there lead.
///
/// # Errors
/// Where they lead nowhere.
pub(crate) fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let nowhere = match fs::canonicalize(path) {
        Ok(whole) => return Ok(whole),
        Err(error) => error,
    };
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(leads_to) = fs::read_link(&path) else {
            return Ok(path);
        };
        path = path.parent().unwrap_or(Path::new("")).join(leads_to);
    }
    Err(nowhere)
}

impl Ready {
    /// Writes the file.
    ///
    /// # Errors
    /// Where that fails. A file is then as it was before.
    pub(crate) fn write(self, content: &[u8]) -> io::Result<()> {
        match self.0 {
            Target::Stream(stream) => stream.write(content),
            Target::Device(path) => {
                let mut device = OpenOptions::new().write(true).open(path)?;
                device.write_all(content)
            }
            Target::File(new, path) => put(new, &path, content),
        }
    }
}

/// Writes a file as [`ready`] and [`Ready::write`] do.
///
/// # Errors
/// Where the file cannot be written. It is then as it was before.
pub(crate) fn file(path: &Path, content: &[u8]) -> io::Result<()> {
    ready(path)?.write(content)
}

/// Writes a file in a folder that the user has named. A link is replaced, so that nothing outside
/// the folder is written.
///
/// # Errors
/// Where the file cannot be written. It is then as it was before.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    put(new_beside(path)?, path, content)
}

/// Makes a temporary file in the folder of another.
fn new_beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut new = Builder::new();
    set_mode(&mut new, SHARED);
    new.prefix(HIDDEN);
    new.tempfile_in(folder).map_err(without_path)
}

/// Writes a temporary file and puts it in the place of another.
fn put(mut new: NamedTempFile, path: &Path, content: &[u8]) -> io::Result<()> {
    new.write_all(content).map_err(without_path)?;
    keep_mode(path, new.as_file())?;
    new.persist(path)?;
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

/// Lets everybody run a file who can read it.
///
/// # Errors
/// Where that cannot be changed.
#[cfg(unix)]
pub(crate) fn let_run(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    let mode = fs::metadata(path)?.permissions().mode();
    fs::set_permissions(path, fs::Permissions::from_mode(mode | (mode & 0o444) >> 2))
}

/// Elsewhere every file can be run.
#[cfg(not(unix))]
pub(crate) fn let_run(_: &Path) -> io::Result<()> {
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
    fn links_may_lead_to_what_is_not_there_yet() {
        let folder = tempfile::tempdir().expect("there is room");
        fs::create_dir(folder.path().join("sub")).expect("there is room");
        let at = |name: &str| folder.path().join(name);
        symlink("sub/second", at("first")).expect("a link");
        symlink("../new.json", at("sub/second")).expect("a link");
        symlink("loop", at("loop")).expect("a link");
        file(&at("first"), b"one").expect("a new file");
        assert_eq!(fs::read(at("new.json")).expect("it is there"), b"one");
        assert!(at("first").is_symlink() && at("sub/second").is_symlink());
        file(&at("loop"), b"two").expect_err("it leads nowhere");
        assert!(at("loop").is_symlink());
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
