//! Valgrind, which counts instructions.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::needed::is_required;

/// Where it stands what the cards are multiplied by.
pub(crate) const FACTOR: &str = "GATECARD_LINEAR";

/// What the cards are multiplied by.
pub(crate) fn factor() -> usize {
    let factor = env::var(FACTOR).ok();
    factor.and_then(|factor| factor.parse().ok()).unwrap_or(1)
}

/// Settings of the C library that the counting needs. Valgrind counts each byte that is copied by
/// one instruction which repeats itself: others are to copy. And from what size on memory comes
/// from the system is not to depend on what was there before.
const SETTINGS: &str = "glibc.cpu.x86_rep_movsb_threshold=1000000000:\
    glibc.cpu.x86_rep_stosb_threshold=1000000000:\
    glibc.malloc.mmap_threshold=32768:\
    glibc.malloc.mmap_max=1000000";

/// Valgrind.
pub(crate) struct Counter(PathBuf);

impl Counter {
    /// Valgrind, where it is installed.
    ///
    /// Panics where it is not, and is required, unless `GATECARD_WITHOUT_VALGRIND` is set.
    pub(crate) fn find() -> Option<Self> {
        let paths = env::var_os("PATH").unwrap_or_default();
        let mut programs = env::split_paths(&paths).map(|folder| folder.join("valgrind"));
        let found = programs.find(|program| program.is_file());
        if found.is_none() {
            let required = is_required() && env::var_os("GATECARD_WITHOUT_VALGRIND").is_none();
            assert!(!required, "valgrind is missing");
            println!("SKIPPED: nothing counts the work, valgrind is missing");
        }
        found.map(Self)
    }

    /// A program whose every call of a function is counted on its own.
    pub(crate) fn calls(&self, function: &str, folder: &Path) -> Command {
        let mut command = self.command(folder);
        command.arg(format!("--toggle-collect={function}"));
        command.arg(format!("--dump-after={function}"));
        command
    }

    /// A program that is counted as a whole.
    pub(crate) fn command(&self, folder: &Path) -> Command {
        self.command_of(folder, |valgrind| Command::new(valgrind))
    }

    /// The same, in the surroundings that `new` gives it.
    pub(crate) fn command_of(&self, folder: &Path, new: impl Fn(&str) -> Command) -> Command {
        let mut command = new(self.0.to_str().expect("a plain name"));
        let out = format!("--callgrind-out-file={}", folder.join("count").display());
        command.args(["--tool=callgrind", "--dump-line=no", &out]);
        command.env("GLIBC_TUNABLES", SETTINGS);
        command
    }

    /// How many instructions the program took.
    pub(crate) fn total(folder: &Path) -> u64 {
        total(&folder.join("count"))
    }

    /// How many instructions the calls took, in turn.
    pub(crate) fn totals(folder: &Path, calls: usize) -> Vec<u64> {
        let file = |number: usize| folder.join(format!("count.{number}"));
        assert!(!file(calls + 1).exists(), "each call is noted");
        (1..=calls).map(|call| total(&file(call))).collect()
    }
}

/// The sum of a file.
fn total(file: &Path) -> u64 {
    let text = fs::read_to_string(file).expect("it was counted");
    let mut lines = text.lines().rev();
    let line = lines.find_map(|line| line.strip_prefix("totals: "));
    let total = line.expect("there is a sum").trim().parse();
    total.expect("a number")
}
