//! What is said of a file that cannot be read or written.

use std::{fmt::Display, path::Path};

use crate::escape;

/// That a path cannot be read, and why.
pub(crate) fn cannot_read(path: &Path, why: impl Display) -> String {
    format!("cannot read {}: {why}", escape::path(path))
}

/// That a file cannot be written, and why.
pub(crate) fn cannot_write(path: &Path, why: impl Display) -> String {
    format!("cannot write {}: {why}", escape::path(path))
}
