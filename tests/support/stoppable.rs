//! Programs that Ctrl-C stops.

use std::{fs, process::Command};

/// A program that Ctrl-C stops, even where this one ignores it, as what a script starts in the
/// background does: what a process ignores, those that it starts ignore, too.
pub(crate) fn stoppable(program: &str) -> Command {
    if !is_ignored() {
        return Command::new(program);
    }
    let mut command = Command::new("env");
    command.args(["--default-signal=INT", program]);
    command
}

/// Whether this process ignores Ctrl-C. Linux alone says so.
fn is_ignored() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|it| it.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
    ignored.is_some_and(|bits| bits & (1 << 1) != 0)
}
