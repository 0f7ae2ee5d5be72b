//! Which cards a push changes.

use std::collections::HashSet;

use crate::{
    check::is_card,
    escape::escaped,
    git::{self, Blobs, Entry, Kind, Listing},
};

/// The repository that is pushed to.
#[derive(Debug)]
pub(super) struct Remote<'r> {
    name: &'r str,
    /// Whether anything is known of what it has.
    is_known: bool,
}

/// A line that git tells a pre-push hook: one ref that is pushed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Update {
    /// The commit that the ref will stand for, or another object.
    pub(super) local: String,
    /// The ref in the other repository.
    pub(super) remote_ref: String,
    /// What that ref stands for now.
    remote: String,
}

/// The last commit of a ref that is pushed, and which of its files are cards to check.
#[derive(Debug)]
pub(super) struct Tip {
    listing: Listing,
    /// The paths that the push changes; all of them where the other repository has none.
    changed: Option<HashSet<Vec<u8>>>,
    update: Update,
}

impl<'r> Remote<'r> {
    /// A repository by the name or the address that git tells.
    ///
    /// # Errors
    /// A sentence, where git fails.
    pub(super) fn new(name: &'r str) -> Result<Self, String> {
        let refs = format!("refs/remotes/{name}/");
        let known = git::run(&["for-each-ref", "--count=1", "--format=known", &refs])?;
        Ok(Self {
            name,
            is_known: !name.is_empty() && !known.is_empty(),
        })
    }

    /// The branch that a ref is, where that may be the main branch: visitors meet what is there, so
    /// nothing else excuses a mistake in it.
    fn as_main<'b>(&self, to: &'b str) -> Option<&'b str> {
        let branch = to.strip_prefix("refs/heads/")?;
        let head = format!("refs/remotes/{}/HEAD", self.name);
        let is_head = || {
            let head = git::line(&["symbolic-ref", "--quiet", &head]).unwrap_or_default();
            head == self.branch(branch).as_bytes()
        };
        (MAIN.contains(&branch) || is_head()).then_some(branch)
    }

    /// What a branch of it is called here.
    fn branch(&self, name: &str) -> String {
        format!("refs/remotes/{}/{name}", self.name)
    }

    /// The files that are changed by the commits that it is not known to have, or that its main
    /// branch is not known to have where that is pushed; nothing where nothing is known of that.
    fn lacks(&self, commit: &str, main: Option<&str>) -> Result<Option<HashSet<Vec<u8>>>, String> {
        if !self.is_known {
            return Ok(None);
        }
        let not_there = match main.map(|main| self.branch(main)) {
            Some(main) if git::object(&main).is_none() => return Ok(None),
            Some(main) => main,
            None => format!("--remotes={}", self.name),
        };
        let commits = ["rev-list", commit, "--not", &not_there];
        git::run_both(&commits, &CHANGES).map(|raw| Some(paths(&raw)))
    }

    /// The files that are not as on its main branch. To merge that one makes no mistake anew. The
    /// other branches do not count, or what was pushed to one unchecked could get to all.
    fn has_not(
        &self,
        changed: HashSet<Vec<u8>>,
        listing: &Listing,
    ) -> Result<HashSet<Vec<u8>>, String> {
        let Some(main) = self.main().filter(|_| !changed.is_empty()) else {
            return Ok(changed);
        };
        let main = Listing::commit(&main)?;
        let there = main.entries().filter(|entry| changed.contains(entry.path));
        let there: HashSet<_> = there.map(|entry| (entry.path, entry.oid)).collect();
        let pushed = listing.entries();
        let known = pushed.filter(|entry| there.contains(&(entry.path, entry.oid)));
        let known: HashSet<&[u8]> = known.map(|entry| entry.path).collect();
        let changed = changed.into_iter();
        Ok(changed.filter(|path| !known.contains(&**path)).collect())
    }

    /// The commit of its main branch, as far as that is known here.
    fn main(&self) -> Option<String> {
        let commit = |branch| git::object(&format!("{}^{{commit}}", self.branch(branch)));
        MAIN.into_iter().find_map(commit)
    }
}

/// What the main branch of another repository is called here: by its name where that is known.
const MAIN: [&str; 3] = ["HEAD", "main", "master"];

/// Lists the files that each commit changes, and those in which a merge differs from all that it
/// merges.
const CHANGES: [&str; 9] = [
    "diff-tree",
    "--stdin",
    "--root",
    "-c",
    "-r",
    "-z",
    "--name-only",
    "--no-commit-id",
    "--no-renames",
];

impl Update {
    /// Reads a line.
    ///
    /// # Errors
    /// A sentence, where it is none of git's.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        // The first word can be any name of a commit, and have blanks in it.
        let mut words = line.rsplitn(4, ' ');
        match [(); 4].map(|()| words.next()) {
            [Some(remote), Some(remote_ref), Some(local), Some(_)]
                if is_oid(local) && is_oid(remote) =>
            {
                Ok(Self {
                    local: local.to_owned(),
                    remote_ref: remote_ref.to_owned(),
                    remote: remote.to_owned(),
                })
            }
            _ => {
                let line = escaped(line);
                Err(format!(
                    "expected `<local ref> <local object> <remote ref> <remote object>` on standard input, as git tells a pre-push hook; found `{line}`"
                ))
            }
        }
    }

    /// What it pushes, and over what.
    pub(super) fn objects(&self) -> (String, String) {
        (self.local.clone(), self.remote.clone())
    }

    /// The branch or the tag for people.
    pub(super) fn name(&self) -> &str {
        let short = ["refs/heads/", "refs/tags/"];
        let short = short
            .iter()
            .find_map(|start| self.remote_ref.strip_prefix(start));
        short.unwrap_or(&self.remote_ref)
    }

    /// The last commit that is pushed; nothing where a ref is deleted, is not about commits, or
    /// where no file changes.
    ///
    /// # Errors
    /// A sentence, where git fails.
    pub(super) fn tip(self, remote: &Remote<'_>) -> Result<Option<Tip>, String> {
        if is_nothing(&self.local) {
            return Ok(None);
        }
        let Some(commit) = git::object(&format!("{}^{{commit}}", self.local)) else {
            let is_there = git::object(&format!("{}^{{}}", self.local)).is_some();
            let unknown = format!("git knows no object {}, which is to be pushed", self.local);
            return if is_there { Ok(None) } else { Err(unknown) };
        };
        let listing = Listing::commit(&commit)?;
        let main = remote.as_main(&self.remote_ref);
        let changed = match since(&self.remote, &commit) {
            Some(changed) if main.is_some() => Some(changed),
            Some(changed) => Some(remote.has_not(changed, &listing)?),
            None => remote.lacks(&commit, main)?,
        };
        let changed = changed.map(|changed| with_links(changed, &listing));
        let changed = changed.transpose()?;
        if changed.as_ref().is_some_and(HashSet::is_empty) {
            return Ok(None);
        }
        Ok(Some(Tip {
            listing,
            changed,
            update: self,
        }))
    }
}

impl Tip {
    /// What is pushed to that ref.
    pub(super) fn update(&self) -> &Update {
        &self.update
    }

    /// The listing that the cards stand in.
    pub(super) fn listing(&self) -> &Listing {
        &self.listing
    }

    /// The cards that the push changes.
    pub(super) fn cards(&self) -> impl Iterator<Item = Entry<'_>> {
        self.listing.entries().filter(|entry| {
            let is_changed = |changed: &HashSet<Vec<u8>>| changed.contains(entry.path);
            is_card(entry.path) && self.changed.as_ref().is_none_or(is_changed)
        })
    }
}

/// The files that change, and the cards that are links to them: these change without being touched.
fn with_links(
    mut changed: HashSet<Vec<u8>>,
    listing: &Listing,
) -> Result<HashSet<Vec<u8>>, String> {
    let is_link = |entry: &Entry<'_>| entry.kind == Kind::Link && is_card(entry.path);
    let mut links = listing.entries().filter(is_link).peekable();
    if changed.is_empty() || links.peek().is_none() {
        return Ok(changed);
    }
    let mut blobs = Blobs::open()?;
    let links = links.filter(|link| {
        let way = listing.way(*link, |oid| blobs.link(oid));
        let mut way = way.iter().flatten();
        way.any(|entry| changed.contains(entry.path))
    });
    let links: Vec<_> = links.map(|link| link.path.to_vec()).collect();
    changed.extend(links);
    Ok(changed)
}

/// The files in which a commit differs from what the ref stands for now; nothing where there is no
/// such ref, or where what it stands for is not here.
fn since(remote: &str, commit: &str) -> Option<HashSet<Vec<u8>>> {
    if is_nothing(remote) {
        return None;
    }
    let old = git::object(&format!("{remote}^{{commit}}"))?;
    let differences = [
        "diff-tree",
        "-r",
        "-z",
        "--name-only",
        "--no-renames",
        &old,
        commit,
    ];
    git::run(&differences).ok().map(|raw| paths(&raw))
}

fn paths(raw: &[u8]) -> HashSet<Vec<u8>> {
    let paths = raw.split(|byte| *byte == 0);
    let paths = paths.filter(|path| !path.is_empty());
    paths.map(<[u8]>::to_vec).collect()
}

fn is_oid(word: &str) -> bool {
    word.len() >= 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether an object is none: that is how git says that a ref is new, or is deleted.
fn is_nothing(oid: &str) -> bool {
    oid.bytes().all(|byte| byte == b'0')
}

#[cfg(test)]
mod tests {
    use super::Update;

    #[test]
    fn lines_of_git_are_read() {
        let (old, new) = ("1".repeat(40), "2".repeat(40));
        for local in ["refs/heads/main", "HEAD^{/a b}", "(delete)"] {
            let line = format!("{local} {new} refs/heads/main {old}");
            let update = Update::read(&line).expect("a line of git");
            assert_eq!((update.local, update.remote), (new.clone(), old.clone()));
            assert_eq!(update.remote_ref, "refs/heads/main");
        }
        for line in ["", "a b c d", &format!("{new} refs/heads/main {old}")] {
            assert!(Update::read(line).is_err(), "{line}");
        }
    }
}
