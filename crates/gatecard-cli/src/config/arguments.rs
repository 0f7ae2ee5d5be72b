//! What the command line sets.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    file,
    layer::{Content, Layer, Placed, Source},
    problem::{Broken, Why},
};
use crate::args::{ConfigArgs, Flags};

/// The argument that names a file or sets something.
const CONFIG: &str = "--config";

/// All that the command line sets.
pub(super) struct Said {
    /// The file that it names in the place of those that would be found.
    pub(super) named: Option<Arc<Layer>>,
    /// What it sets itself, the weakest first.
    pub(super) settings: Vec<Arc<Layer>>,
}

/// Reads the arguments.
pub(super) fn read(args: &ConfigArgs, flags: Flags, current: &Path) -> Result<Said, Broken> {
    let mut said = Said {
        named: None,
        settings: Vec::new(),
    };
    for argument in &args.config {
        match setting(argument) {
            Some(text) => {
                let layer = file::layer(text.to_owned(), Source::Argument(CONFIG), current)?;
                said.settings.push(Arc::new(layer));
            }
            None if args.isolated => return Err(misused(argument, "--isolated allows no file")),
            None if said.named.is_some() => {
                return Err(misused(
                    argument,
                    "--config names a second file, and files are not merged",
                ));
            }
            None => {
                let path = PathBuf::from(argument);
                let layer = file::read(&path, path.clone(), current).map_err(may_be_setting)?;
                said.named = Some(Arc::new(layer));
            }
        }
    }
    said.settings.extend(layers(flags).map(Arc::new));
    Ok(said)
}

/// What an argument sets; `None` for the path of a file.
fn setting(argument: &OsStr) -> Option<&str> {
    argument.to_str().filter(|text| text.contains('='))
}

/// Says of a file that does not exist that it may be meant for a setting.
fn may_be_setting(broken: Broken) -> Broken {
    match broken.why {
        Why::Unreadable(error) if error.kind() == io::ErrorKind::NotFound => {
            let message = format!("{error}; a setting is written KEY=VALUE");
            let why = Why::Unreadable(io::Error::new(error.kind(), message));
            Broken { why, ..broken }
        }
        why => Broken { why, ..broken },
    }
}

fn misused(argument: &OsStr, why: &str) -> Broken {
    Broken {
        name: argument.into(),
        why: Why::Unreadable(io::Error::other(why)),
    }
}

/// A layer for each flag that is given.
fn layers(flags: Flags) -> impl Iterator<Item = Layer> {
    let mut pedantic = Content::default();
    pedantic.general.pedantic = flags.pedantic.then_some(said(true));
    let mut repo_type = Content::default();
    repo_type.general.repo_type = flags.repo_type.map(|repo_type| said(repo_type.into()));
    let fail_on = Content {
        fail_on: flags.fail_on.map(said),
        ..Content::default()
    };
    let layers = [
        (flags.pedantic, "--pedantic", pedantic),
        (flags.fail_on.is_some(), "--fail-on", fail_on),
        (flags.repo_type.is_some(), "--repo-type", repo_type),
    ];
    let given = layers.into_iter().filter(|(is_given, ..)| *is_given);
    given.map(|(_, argument, content)| Layer {
        source: Source::Argument(argument),
        text: String::new(),
        content,
    })
}

fn said<T>(value: T) -> Placed<T> {
    Placed { value, at: 0 }
}
