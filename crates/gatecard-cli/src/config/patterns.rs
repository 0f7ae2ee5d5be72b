//! Patterns for paths, as in a `.gitignore`.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns for what lies below a folder.
#[derive(Clone, Debug)]
pub(crate) struct Patterns {
    /// The absolute path of the folder.
    root: PathBuf,
    matcher: Gitignore,
    /// The patterns as they are written.
    pub(crate) texts: Vec<String>,
}

/// Collects patterns.
pub(super) struct PatternsBuilder {
    builder: GitignoreBuilder,
    texts: Vec<String>,
}

impl PatternsBuilder {
    /// No patterns yet.
    pub(super) fn new() -> Self {
        Self {
            builder: GitignoreBuilder::new(""),
            texts: Vec::new(),
        }
    }

    /// Adds a pattern, or says why it is none.
    pub(super) fn add(&mut self, pattern: &str) -> Result<(), String> {
        if pattern.trim().is_empty() {
            return Err("an empty pattern fits no path".to_owned());
        }
        if pattern.starts_with('#') {
            let message = "a pattern with `#` first is a comment, as in a .gitignore";
            return Err(message.to_owned());
        }
        if pattern.contains(['\n', '\r']) {
            return Err("a pattern is a single line".to_owned());
        }
        match self.builder.add_line(None, pattern) {
            Ok(_) => self.texts.push(pattern.to_owned()),
            Err(error) => return Err(reason(&error)),
        }
        Ok(())
    }

    /// The patterns for what lies below a folder, given as an absolute path. Fails where all of
    /// them together are too large.
    pub(super) fn build(self, root: &Path) -> Result<Patterns, String> {
        Ok(Patterns {
            root: root.to_owned(),
            matcher: self.builder.build().map_err(|error| reason(&error))?,
            texts: self.texts,
        })
    }
}

/// Why a glob is none, without the glob itself.
fn reason(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => format!("this is no pattern: {err}"),
        ignore::Error::WithLineNumber { err, .. }
        | ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. } => reason(err),
        other => format!("this is no pattern: {other}"),
    }
}

impl Patterns {
    /// Whether they name a path itself. Where a folder is named, this says nothing about what is
    /// in it.
    pub(super) fn name(&self, path: &Path, is_folder: bool) -> bool {
        let below = path.strip_prefix(&self.root);
        below.is_ok_and(|below| self.matcher.matched(below, is_folder).is_ignore())
    }

    /// Whether they name a path or a folder above it.
    pub(super) fn cover(&self, path: &Path, is_folder: bool) -> bool {
        let Ok(below) = path.strip_prefix(&self.root) else {
            return false;
        };
        let matched = self.matcher.matched_path_or_any_parents(below, is_folder);
        matched.is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Patterns, PatternsBuilder};

    fn patterns(patterns: &[&str]) -> Patterns {
        let mut builder = PatternsBuilder::new();
        for pattern in patterns {
            builder.add(pattern).expect("a pattern");
        }
        builder.build(Path::new("/repo")).expect("patterns")
    }

    #[test]
    fn paths_below_the_folder_are_named_or_covered() {
        let vendor = patterns(&["vendor/", "/old.md", "*.tmp.md", "!keep.tmp.md"]);
        for (path, is_folder, named, covered) in [
            ("/repo/vendor", true, true, true),
            ("/repo/vendor", false, false, false),
            ("/repo/vendor/README.md", false, false, true),
            ("/repo/a/vendor/b/README.md", false, false, true),
            ("/repo/old.md", false, true, true),
            ("/repo/a/old.md", false, false, false),
            ("/repo/a/x.tmp.md", false, true, true),
            ("/repo/a/keep.tmp.md", false, false, false),
            ("/elsewhere/vendor", true, false, false),
            ("/repo", true, false, false),
        ] {
            assert_eq!(vendor.name(Path::new(path), is_folder), named, "{path}");
            assert_eq!(vendor.cover(Path::new(path), is_folder), covered, "{path}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for pattern in ["", "  ", "# vendor", "a\nb", "[z-a]", "{a,b"] {
            let refused = PatternsBuilder::new().add(pattern);
            assert!(refused.is_err(), "{pattern:?}");
        }
    }
}
