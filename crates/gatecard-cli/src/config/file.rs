//! Where configurations lie, and reading them.

use std::{
    env, fs, io,
    path::{Component, Path, PathBuf},
};

use super::{
    layer::{Layer, Source},
    parse::parse,
    problem::{Broken, Problem, Why},
};
use crate::read::file_up_to;

/// The name of a configuration.
pub(crate) const FILE: &str = "gatecard.toml";
/// The largest configuration, in bytes: a thousand times what anybody writes by hand, so that a
/// wrong file is not read for minutes.
const MAX_SIZE: usize = 1 << 20;

/// Whether there is a configuration in a folder, readable or not.
pub(super) fn is_in(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(FILE)).is_ok()
}

/// The folder that the command was started in; empty where it is gone.
pub(super) fn current_folder() -> PathBuf {
    env::current_dir().unwrap_or_default()
}

/// The absolute path of a path, without `.` and `..`. Links stay as they are, unless a `..` may
/// lead back over one.
pub(super) fn absolute(path: &Path, current: &Path) -> PathBuf {
    let parts: Vec<Component<'_>> = path.components().collect();
    let is_back = |part: &Component<'_>| *part == Component::ParentDir;
    let Some(last) = parts.iter().rposition(is_back) else {
        return current.join(path).components().collect();
    };
    let (back, on) = parts.split_at(last + 1);
    let back: PathBuf = back.iter().collect();
    let back = fs::canonicalize(&back).unwrap_or_else(|_| current.join(back));
    back.join(on.iter().collect::<PathBuf>())
}

/// An absolute path as people would write it from where they are.
pub(super) fn shown(path: &Path, current: &Path) -> PathBuf {
    if let Ok(below) = path.strip_prefix(current) {
        return below.to_owned();
    }
    let folder = path.parent().unwrap_or(path);
    match (current.strip_prefix(folder), path.file_name()) {
        (Ok(below), Some(name)) if folder.parent().is_some() => {
            let up = below.components().map(|_| Component::ParentDir);
            up.collect::<PathBuf>().join(name)
        }
        _ => path.to_owned(),
    }
}

/// Reads a configuration that was found. `path` is absolute.
pub(super) fn found(path: &Path, name: PathBuf) -> Result<Layer, Broken> {
    let root = path.parent().unwrap_or(path);
    match fs::metadata(path) {
        // A pipe would hang.
        Ok(metadata) if !metadata.is_file() => {
            let why = Why::Unreadable(io::Error::other("it is no file"));
            Err(Broken { name, why })
        }
        Ok(_) => read(path, name, root),
        Err(error) => Err(Broken {
            name,
            why: Why::Unreadable(error),
        }),
    }
}

/// Reads a configuration. Its patterns are for what lies below `root`, an absolute path.
pub(super) fn read(path: &Path, name: PathBuf, root: &Path) -> Result<Layer, Broken> {
    let bytes = match file_up_to(path, MAX_SIZE) {
        Ok(bytes) => bytes,
        Err(error) => {
            let why = Why::Unreadable(error);
            return Err(Broken { name, why });
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => layer(text, Source::File(name), root),
        Err(error) => {
            let from = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let message = "the file is not in UTF-8 from here on, as TOML has to be";
            let problem = Problem::new(from..from + '\u{fffd}'.len_utf8(), message);
            let problems = vec![problem.help("save it in UTF-8")];
            let why = Why::Wrong { text, problems };
            Err(Broken { name, why })
        }
    }
}

/// The settings in a text.
pub(super) fn layer(text: String, source: Source, root: &Path) -> Result<Layer, Broken> {
    let is_argument = matches!(source, Source::Argument(_));
    match parse(&text, root, is_argument) {
        Ok(content) => Ok(Layer {
            source,
            text,
            content,
        }),
        Err(problems) => Err(Broken {
            name: match source {
                Source::File(name) => name,
                Source::Argument(argument) => argument.into(),
            },
            why: Why::Wrong { text, problems },
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{absolute, shown};

    #[test]
    fn files_are_shown_as_seen_from_here() {
        let current = Path::new("/repo/models/amber");
        for (path, expected) in [
            ("/repo/models/amber/gatecard.toml", "gatecard.toml"),
            ("/repo/models/amber/x/gatecard.toml", "x/gatecard.toml"),
            ("/repo/gatecard.toml", "../../gatecard.toml"),
            ("/elsewhere/gatecard.toml", "/elsewhere/gatecard.toml"),
            ("/gatecard.toml", "/gatecard.toml"),
        ] {
            assert_eq!(shown(Path::new(path), current), Path::new(expected));
        }
    }

    #[test]
    fn dots_are_taken_out_of_paths() {
        let current = Path::new("/repo");
        for (path, expected) in [
            ("README.md", "/repo/README.md"),
            ("./models/./README.md", "/repo/models/README.md"),
            (".", "/repo"),
            ("/x/README.md", "/x/README.md"),
        ] {
            assert_eq!(absolute(Path::new(path), current), Path::new(expected));
        }
    }
}
