//! What a folder lists.

#[cfg(target_os = "linux")]
pub(super) use self::linux::each;
#[cfg(not(target_os = "linux"))]
pub(super) use self::others::each;

/// What an entry is, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    /// A pipe, a device, a socket.
    Other,
}

/// With one buffer on the stack. To have a folder listed by the C library takes a buffer on the
/// heap of four times that size, and one more question to the system, for each folder.
#[cfg(target_os = "linux")]
mod linux {
    use std::{ffi::OsStr, io, mem::MaybeUninit, os::unix::ffi::OsStrExt as _, path::Path};

    use rustix::fs::{AtFlags, FileType, Mode, OFlags, RawDir, RawDirEntry, open, statat};

    use super::Kind;

    /// Room for two hundred names and more, in bytes. Where there are more, it is filled again.
    const BUFFER: usize = 8 * 1024;

    /// Meets each entry of a folder, or why it cannot be said what it is.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be listed, or no further.
    pub(crate) fn each(
        folder: &Path,
        mut meet: impl FnMut(io::Result<(&OsStr, Kind)>),
    ) -> io::Result<()> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let opened = open(folder, flags, Mode::empty())?;
        let mut buffer = [MaybeUninit::uninit(); BUFFER];
        let mut entries = RawDir::new(&opened, &mut buffer);
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name != "." && name != ".." {
                meet(kind(&opened, &entry).map(|kind| (name, kind)));
            }
        }
        Ok(())
    }

    fn kind(folder: impl std::os::fd::AsFd, entry: &RawDirEntry<'_>) -> io::Result<Kind> {
        let listed = match entry.file_type() {
            // Not all file systems list it.
            FileType::Unknown => {
                let there = statat(folder, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)?;
                FileType::from_raw_mode(there.st_mode)
            }
            listed => listed,
        };
        Ok(match listed {
            FileType::RegularFile => Kind::File,
            FileType::Directory => Kind::Folder,
            FileType::Symlink => Kind::Link,
            _ => Kind::Other,
        })
    }
}

/// With the standard library. It is tested on Linux, too.
#[cfg(any(test, not(target_os = "linux")))]
pub(super) mod others {
    use std::{
        ffi::OsStr,
        fs::{self, FileType},
        io,
        path::Path,
    };

    use super::Kind;

    /// Meets each entry of a folder, or why it cannot be said what it is.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be listed, or no further.
    pub(crate) fn each(
        folder: &Path,
        mut meet: impl FnMut(io::Result<(&OsStr, Kind)>),
    ) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            meet(entry.file_type().map(|listed| (&*name, kind(listed))));
        }
        Ok(())
    }

    fn kind(listed: FileType) -> Kind {
        if listed.is_file() {
            Kind::File
        } else if listed.is_dir() {
            Kind::Folder
        } else if listed.is_symlink() {
            Kind::Link
        } else {
            Kind::Other
        }
    }
}
