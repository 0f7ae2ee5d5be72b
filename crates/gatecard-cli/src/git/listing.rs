//! The files of the index and of commits.

use super::{commit, line, run};

/// How many links may lead to one another.
const MAX_LINKS: usize = 8;

/// All files of the index, or of a commit.
#[derive(Debug)]
pub(crate) struct Listing {
    raw: Vec<u8>,
    /// Which of the three words before a path is the name of the object.
    oid_at: usize,
}

/// A file, by its path from the top of the repository.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'l> {
    pub(crate) path: &'l [u8],
    pub(crate) kind: Kind,
    /// The name of the object.
    pub(crate) oid: &'l str,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A file.
    File,
    /// A symbolic link: its bytes are the path that it leads to.
    Link,
    /// A commit of another repository.
    Submodule,
    /// A file of which git has several versions, since a merge is not finished.
    Conflict,
}

impl Listing {
    /// What a commit made now would hold.
    ///
    /// # Errors
    /// A sentence, where there is no repository, or where it has no index.
    pub(crate) fn index() -> Result<Self, String> {
        if line(&["rev-parse", "--is-bare-repository"])? == b"true" {
            let bare = "this repository is bare: it has no index, and --rev reads from its commits";
            return Err(bare.to_owned());
        }
        let raw = run(&["ls-files", "--stage", "-z", "--full-name", ":/"])?;
        Ok(Self { raw, oid_at: 1 })
    }

    /// What a commit holds.
    ///
    /// # Errors
    /// A sentence, where there is no repository, or no such commit.
    pub(crate) fn revision(revision: &str) -> Result<Self, String> {
        Self::commit(&commit(revision)?)
    }

    /// What a commit holds, by its full name.
    ///
    /// # Errors
    /// A sentence, where git fails.
    pub(crate) fn commit(name: &str) -> Result<Self, String> {
        let raw = run(&["ls-tree", "-r", "-z", "--full-tree", name])?;
        Ok(Self { raw, oid_at: 2 })
    }

    /// The files, in the order of their paths. One with conflicts comes several times.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let lines = self.raw.split(|byte| *byte == 0);
        lines.filter_map(|line| self.entry(line))
    }

    /// What a link leads to within the repository; `read` gives the bytes of a link.
    pub(crate) fn target<'l>(
        &'l self,
        link: Entry<'l>,
        mut read: impl FnMut(&str) -> Option<Vec<u8>>,
    ) -> Option<Entry<'l>> {
        let mut at = link;
        for _ in 0..MAX_LINKS {
            let leads_to = beside(at.path, &read(at.oid)?)?;
            at = self.entries().find(|entry| entry.path == leads_to)?;
            if at.kind != Kind::Link {
                return Some(at);
            }
        }
        None
    }

    fn entry<'l>(&self, line: &'l [u8]) -> Option<Entry<'l>> {
        let tab = line.iter().position(|byte| *byte == b'\t')?;
        let (words, path) = line.split_at(tab);
        let words: Vec<&str> = std::str::from_utf8(words).ok()?.split(' ').collect();
        let kind = match *words.first()? {
            _ if self.oid_at == 1 && words.get(2) != Some(&"0") => Kind::Conflict,
            "120000" => Kind::Link,
            "160000" => Kind::Submodule,
            _ => Kind::File,
        };
        Some(Entry {
            path: path.get(1..)?,
            kind,
            oid: words.get(self.oid_at)?,
        })
    }
}

/// Where a link leads that stands at a path; nothing where that is out of the repository.
fn beside(link: &[u8], leads_to: &[u8]) -> Option<Vec<u8>> {
    if leads_to.starts_with(b"/") {
        return None;
    }
    let mut parts: Vec<&[u8]> = link.split(|byte| *byte == b'/').collect();
    parts.pop();
    for part in leads_to.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join(&b'/'))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn links_stay_in_the_repository() {
        let to = |link: &str, leads_to: &str| {
            let path = beside(link.as_bytes(), leads_to.as_bytes())?;
            Some(String::from_utf8(path).expect("as given"))
        };
        assert_eq!(
            to("README.md", "docs/card.md").as_deref(),
            Some("docs/card.md")
        );
        assert_eq!(
            to("a/b/README.md", ".././../card.md").as_deref(),
            Some("card.md")
        );
        assert_eq!(to("a/README.md", "../../card.md"), None);
        assert_eq!(to("README.md", "/etc/passwd"), None);
    }
}
