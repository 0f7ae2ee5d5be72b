//! Where git looks for the hook.

use std::path::PathBuf;

use crate::{escape, git};

/// The name of the hook.
const NAME: &str = "pre-push";

/// Where git looks for the hook of this repository.
#[derive(Debug)]
pub(super) struct Place {
    /// The file, which may be there or not.
    pub(super) path: PathBuf,
    /// Whether it is the hook of other repositories, too.
    pub(super) is_shared: bool,
}

impl Place {
    /// Asks git, which heeds `core.hooksPath` and knows linked worktrees and submodules.
    ///
    /// # Errors
    /// A sentence, where there is no repository, or none that is pushed from.
    pub(super) fn find() -> Result<Self, String> {
        if git::line(&["rev-parse", "--is-bare-repository"])? == b"true" {
            let bare =
                "this repository is bare: install the hook in the clone that cards are pushed from";
            return Err(bare.to_owned());
        }
        // Where that is set to nothing, git looks for hooks at the root of the disk.
        if git::line(&["config", "--get", "core.hooksPath"]).is_ok_and(|path| path.is_empty()) {
            let empty = "core.hooksPath is empty, so git runs no hooks in this repository";
            return Err(empty.to_owned());
        }
        let folder = git::path(&git::line(&["rev-parse", "--git-path", "hooks"])?);
        if folder.exists() && !folder.is_dir() {
            return Err(format!(
                "core.hooksPath is {}, which is no folder, so git runs no hooks in this repository",
                escape::path(&folder)
            ));
        }
        let scope = git::line(&["config", "--show-scope", "--get", "core.hooksPath"]);
        let scope = scope.unwrap_or_default();
        Ok(Self {
            path: folder.join(NAME),
            is_shared: scope.starts_with(b"global") || scope.starts_with(b"system"),
        })
    }

    /// Where pre-commit puts the hook that it finds, to run it before its own.
    pub(super) fn legacy(&self) -> Self {
        Self {
            path: self.path.with_extension("legacy"),
            is_shared: self.is_shared,
        }
    }

    /// The path for people.
    pub(super) fn name(&self) -> String {
        escape::path(&self.path)
    }
}
