//! Errors in `PyYAML`'s words.

use crate::yaml::ReadError;

/// What the steps of this reader give.
pub(super) type Result<T> = std::result::Result<T, ReadError>;

/// A problem at `offset`, in a part that began at `began`.
pub(super) fn within(context: &str, began: usize, problem: &str, offset: usize) -> ReadError {
    ReadError::new(format!("{context}: {problem}"), offset, began)
}

/// A problem at `offset` without a context.
pub(super) fn at(problem: impl Into<String>, offset: usize) -> ReadError {
    ReadError::new(problem, offset, offset)
}

/// The error of a nesting that uses up Python's stack.
pub(super) fn recursion(offset: usize) -> ReadError {
    at("RecursionError: maximum recursion depth exceeded", offset)
}
