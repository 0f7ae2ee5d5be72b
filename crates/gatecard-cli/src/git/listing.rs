//! The files of the index and of commits.

use std::ops::Range;

use super::{commit, line, run};

/// How many links may lead to one another.
const MAX_LINKS: usize = 8;

/// All files of the index, or of a commit.
#[derive(Debug)]
pub(crate) struct Listing {
    raw: Vec<u8>,
    /// In the order of their paths.
    lines: Vec<Line>,
}

/// Where what git says of a file stands.
#[derive(Debug)]
struct Line {
    path: Range<usize>,
    kind: Kind,
    oid: Range<usize>,
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
        Ok(Self::new(raw, 1))
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
        Ok(Self::new(raw, 2))
    }

    /// What git prints, with the name of the object as that word before the path.
    fn new(raw: Vec<u8>, oid_at: usize) -> Self {
        let mut at = 0;
        let parts = raw.split(|byte| *byte == 0).filter_map(|part| {
            let start = at;
            at += part.len() + 1;
            Line::read(part, start, oid_at)
        });
        let mut lines: Vec<Line> = parts.collect();
        lines.sort_by(|a, b| raw.get(a.path.clone()).cmp(&raw.get(b.path.clone())));
        Self { raw, lines }
    }

    /// The files, in the order of their paths. One with conflicts comes several times.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.lines.iter().filter_map(|line| self.entry(line))
    }

    /// The file at a path, as often as it comes.
    pub(crate) fn at<'l>(&'l self, path: &[u8]) -> impl Iterator<Item = Entry<'l>> {
        let entries = self.from(path);
        entries.take_while(move |entry| entry.path == path)
    }

    /// The files below a folder, each with its path from there; the top has no name.
    pub(crate) fn below(&self, folder: &[u8]) -> impl Iterator<Item = (Entry<'_>, &[u8])> {
        let start = match folder {
            b"" => Vec::new(),
            folder => [folder, b"/"].concat(),
        };
        let entries = self.from(&start);
        entries.map_while(move |entry| Some((entry, entry.path.strip_prefix(&*start)?)))
    }

    /// The files from a path on.
    fn from(&self, path: &[u8]) -> impl Iterator<Item = Entry<'_>> + use<'_> {
        let is_before = |line: &Line| self.raw.get(line.path.clone()).is_some_and(|it| it < path);
        let first = self.lines.partition_point(is_before);
        let rest = self.lines.iter().skip(first);
        rest.filter_map(|line| self.entry(line))
    }

    /// All that a link leads over, and what it leads to in the end, last; `read` gives the bytes of
    /// a link. Nothing where it leads to no file of the repository.
    pub(crate) fn way<'l>(
        &'l self,
        link: Entry<'l>,
        mut read: impl FnMut(&str) -> Option<Vec<u8>>,
    ) -> Option<Vec<Entry<'l>>> {
        let mut way = Vec::new();
        let mut at = link;
        for _ in 0..MAX_LINKS {
            let leads_to = beside(at.path, &read(at.oid)?)?;
            at = self.at(&leads_to).next()?;
            way.push(at);
            if at.kind != Kind::Link {
                return Some(way);
            }
        }
        None
    }

    fn entry(&self, line: &Line) -> Option<Entry<'_>> {
        Some(Entry {
            path: self.raw.get(line.path.clone())?,
            kind: line.kind,
            oid: std::str::from_utf8(self.raw.get(line.oid.clone())?).ok()?,
        })
    }
}

impl Line {
    /// Reads a line that begins there.
    fn read(line: &[u8], start: usize, oid_at: usize) -> Option<Self> {
        let tab = line.iter().position(|byte| *byte == b'\t')?;
        let mut words = line.get(..tab)?.split(|byte| *byte == b' ');
        let words = [words.next()?, words.next()?, words.next()?];
        let kind = match words[0] {
            _ if oid_at == 1 && words[2] != b"0" => Kind::Conflict,
            b"120000" => Kind::Link,
            b"160000" => Kind::Submodule,
            _ => Kind::File,
        };
        let before: usize = words.iter().take(oid_at).map(|word| word.len() + 1).sum();
        let oid = start + before;
        Some(Self {
            path: start + tab + 1..start + line.len(),
            kind,
            oid: oid..oid + words.get(oid_at)?.len(),
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
    use super::{Kind, Listing, beside};

    /// A listing of links with these paths, each of which leads to what its object is called.
    fn links(all: &[(&str, &str)]) -> Listing {
        let lines = all
            .iter()
            .map(|(path, to)| format!("120000 blob {to}\t{path}\0"));
        Listing::new(lines.collect::<String>().into_bytes(), 2)
    }

    #[test]
    fn a_folder_is_no_beginning_of_a_name() {
        let all = ["a-b/c", "a/README.md", "a/b/c", "a0", "ab", "b", "c/a/d"];
        let listing = links(&all.map(|path| (path, "x")));
        let below = |folder: &str| -> Vec<&str> {
            let below = listing.below(folder.as_bytes());
            let rest = below.map(|(_, rest)| std::str::from_utf8(rest).expect("as given"));
            rest.collect()
        };
        assert_eq!(below(""), all);
        assert_eq!(below("a"), ["README.md", "b/c"]);
        assert_eq!(below("b"), <[&str; 0]>::default());
        let at = |path: &str| listing.at(path.as_bytes()).count();
        assert_eq!([at("a"), at("b"), at("a/b/c"), at("z")], [0, 1, 1, 0]);
    }

    #[test]
    fn files_are_read_as_git_lists_them() {
        let raw = b"100644 oid1 0\ta b\0\
            120000 oid2 0\tlink\0\
            100644 oid3 1\tmerged\0\
            100644 oid4 2\tmerged\0\
            160000 oid5 0\tother\0";
        let listing = Listing::new(raw.to_vec(), 1);
        let entries = listing.entries();
        let entries: Vec<_> = entries.map(|it| (it.path, it.kind, it.oid)).collect();
        let expected = [
            (&b"a b"[..], Kind::File, "oid1"),
            (b"link", Kind::Link, "oid2"),
            (b"merged", Kind::Conflict, "oid3"),
            (b"merged", Kind::Conflict, "oid4"),
            (b"other", Kind::Submodule, "oid5"),
        ];
        assert_eq!(entries, expected);
        assert_eq!(listing.at(b"merged").count(), 2);
    }

    #[test]
    fn links_are_followed_to_their_end() {
        let mut raw = links(&[("a", "b"), ("b", "c/d"), ("loop", "loop"), ("z", "no")]).raw;
        raw.extend(b"100644 blob file\tc/d\0");
        let listing = Listing::new(raw, 2);
        let way = |path: &str| {
            let link = listing.at(path.as_bytes()).next();
            let link = link.expect("it is there");
            let way = listing.way(link, |oid| Some(oid.as_bytes().to_vec()))?;
            Some(way.iter().map(|it| it.path).collect::<Vec<_>>())
        };
        assert_eq!(way("a"), Some(vec![&b"b"[..], b"c/d"]));
        assert_eq!([way("loop"), way("z")], [None, None]);
    }

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
