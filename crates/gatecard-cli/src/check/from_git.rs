//! Cards from git: of the index, of a commit, of what is pushed.

use std::{
    collections::HashSet,
    fs,
    path::{Component, Path, PathBuf},
};

use super::{job::Job, results::Results};
use crate::{
    args::CheckArgs,
    escape::escaped,
    git::{self, Blobs, Entry, Kind, Listing},
    read::CardReader,
    walk,
};

/// How a file begins whose bytes Git LFS keeps elsewhere.
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// A card in a listing.
pub(crate) struct Wanted<'l> {
    /// What it is called in findings.
    pub(crate) name: PathBuf,
    /// Where it lies once it is checked out, which decides what is in force for it.
    pub(crate) path: PathBuf,
    /// Whether the user has named the file itself.
    pub(crate) is_named: bool,
    pub(crate) entry: Entry<'l>,
    /// Where links lead.
    pub(crate) listing: &'l Listing,
}

/// Checks the cards of the index or of a commit that the command line names.
pub(super) fn named(job: &Job, args: &CheckArgs, results: &mut Results) {
    let listing = match &args.git.rev {
        Some(revision) => Listing::revision(revision),
        None => Listing::index(),
    };
    let prefix = || git::line(&["rev-parse", "--show-prefix"]);
    let place = match &args.git.rev {
        Some(revision) => escaped(revision).to_string(),
        None => "the index".to_owned(),
    };
    match listing.and_then(|listing| Ok((listing, prefix()?))) {
        Ok((listing, prefix)) => {
            let mut wanted = Vec::new();
            for path in &args.paths {
                match below(&listing, &prefix, path) {
                    Some(found) => wanted.extend(found),
                    None => results.fail(path, format_args!("it is not in {place}")),
                }
            }
            let mut seen = HashSet::new();
            wanted.retain(|card| seen.insert(card.entry.path));
            read(job, &wanted, results);
        }
        Err(failure) => results.failures.push(failure),
    }
    results.place = Some(place);
}

/// Reads cards and checks them.
pub(super) fn read(job: &Job, wanted: &[Wanted<'_>], results: &mut Results) {
    if wanted.is_empty() {
        return;
    }
    let mut blobs = match Blobs::open() {
        Ok(blobs) => blobs,
        Err(failure) => return results.failures.push(failure),
    };
    let mut reader = CardReader::new();
    for card in wanted {
        job.progress.count();
        let found = if card.is_named {
            job.named(&card.path)
        } else {
            job.found(&card.path)
        };
        let Some(scope) = results.scope(found) else {
            continue;
        };
        let Some(oid) = blob(card, &mut blobs, results) else {
            continue;
        };
        match blobs.read(oid, |mut bytes| reader.from(&mut bytes)) {
            Ok(bytes) if bytes.starts_with(LFS_POINTER) => {
                let why = "git holds only a pointer, and its text is in Git LFS";
                results.leave_out(&card.name, why);
            }
            Ok(bytes) => {
                let outcome = job.check_as(&card.name, &card.path, &bytes, &scope);
                results.card(card.path.clone(), outcome);
            }
            Err(error) => results.fail(&card.name, error),
        }
    }
}

/// The object with the bytes of a card, where there are any.
fn blob<'l>(card: &Wanted<'l>, blobs: &mut Blobs, results: &mut Results) -> Option<&'l str> {
    let mut left_out = |why: &str| {
        results.leave_out(&card.name, why);
        None
    };
    match card.entry.kind {
        Kind::File => Some(card.entry.oid),
        Kind::Submodule => left_out("it is a submodule"),
        Kind::Conflict => {
            results.fail(&card.name, "its conflicts are not resolved");
            None
        }
        Kind::Link => {
            let way = card.listing.way(card.entry, |oid| blobs.link(oid));
            match way.unwrap_or_default().last() {
                Some(target) if target.kind == Kind::File => Some(target.oid),
                _ => left_out("it is a link to what is no file in git"),
            }
        }
    }
}

/// The cards of a path of the command line: the file itself, or each README.md below the folder.
/// Nothing where there is no such file and no such folder.
fn below<'l>(listing: &'l Listing, prefix: &[u8], path: &Path) -> Option<Vec<Wanted<'l>>> {
    let root = within(prefix, path)?;
    let mut is_there = root == prefix_of_folder(prefix);
    let mut found = Vec::new();
    let mut add = |entry, name: PathBuf, is_named| {
        found.push(Wanted {
            path: name.clone(),
            name,
            is_named,
            entry,
            listing,
        });
    };
    for entry in listing.at(&root) {
        is_there = true;
        add(entry, path.to_owned(), true);
    }
    for (entry, rest) in listing.below(&root) {
        is_there = true;
        if is_card(rest) {
            add(entry, shown(path, rest), false);
        }
    }
    is_there.then_some(found)
}

/// Whether a path is that of a README.md in no hidden folder.
pub(crate) fn is_card(path: &[u8]) -> bool {
    let (folders, name) = match path.iter().rposition(|byte| *byte == b'/') {
        Some(slash) => path.split_at(slash),
        None => (&path[..0], path),
    };
    let is_hidden = folders
        .split(|byte| *byte == b'/')
        .any(|folder| folder.starts_with(b"."));
    name.strip_prefix(b"/").unwrap_or(name) == walk::CARD.as_bytes() && !is_hidden
}

/// The current folder, from the top of the repository.
fn prefix_of_folder(prefix: &[u8]) -> &[u8] {
    prefix.strip_suffix(b"/").unwrap_or(prefix)
}

/// A path of the command line, from the top of the repository; nothing where it leads out of it.
fn within(prefix: &[u8], path: &Path) -> Option<Vec<u8>> {
    let from_top;
    let (start, path) = if path.is_absolute() {
        from_top = below_top(path)?;
        (&prefix[..0], from_top.as_path())
    } else {
        (prefix_of_folder(prefix), path)
    };
    let start = start.split(|byte| *byte == b'/');
    let mut parts: Vec<&[u8]> = start.filter(|part| !part.is_empty()).collect();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()?),
            Component::Normal(name) => parts.push(name.as_encoded_bytes()),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join(&b'/'))
}

/// What an absolute path is below the top of the repository.
fn below_top(path: &Path) -> Option<PathBuf> {
    let top = git::line(&["rev-parse", "--show-toplevel"]).ok()?;
    let top = git::path(&top);
    if let Ok(rest) = path.strip_prefix(&top) {
        return Some(rest.to_owned());
    }
    // The way there leads over links, as git does not show them.
    let folder = fs::canonicalize(path.parent()?).ok()?;
    let whole = folder.join(path.file_name()?);
    let top = fs::canonicalize(&top).unwrap_or(top);
    whole.strip_prefix(&top).ok().map(Path::to_owned)
}

/// The name of a card below a folder, as it is for the same card in a folder.
fn shown(folder: &Path, rest: &[u8]) -> PathBuf {
    walk::shown(folder).join(git::path(rest))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{is_card, within};

    #[test]
    fn paths_are_taken_from_the_folder() {
        let within = |prefix: &str, path: &str| {
            let bytes = within(prefix.as_bytes(), Path::new(path))?;
            Some(String::from_utf8(bytes).expect("as given"))
        };
        assert_eq!(within("", ".").as_deref(), Some(""));
        assert_eq!(within("models/", ".").as_deref(), Some("models"));
        assert_eq!(within("models/", "./a/").as_deref(), Some("models/a"));
        assert_eq!(within("models/", "../b/c").as_deref(), Some("b/c"));
        assert_eq!(within("", "../b"), None);
    }

    #[test]
    fn cards_are_called_so_and_are_not_hidden() {
        assert!(is_card(b"README.md"));
        assert!(is_card(b"a/b/README.md"));
        assert!(!is_card(b"a/readme.md"));
        assert!(!is_card(b"NOT-README.md"));
        assert!(!is_card(b".github/README.md"));
        assert!(!is_card(b"a/.b/c/README.md"));
    }
}
