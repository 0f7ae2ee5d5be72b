//! Temporary folders with files in them.

use std::fs;

/// A folder with files, by their paths within it. It is gone with the value.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    for (name, content) in files {
        let path = folder.path().join(name);
        let parent = path.parent().expect("files lie in folders");
        fs::create_dir_all(parent).expect("there is room");
        fs::write(path, content).expect("there is room");
    }
    folder
}
