//! How far a long run is, on a terminal.

use std::{
    env,
    io::{self, IsTerminal as _, Write as _},
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use super::counted;
use crate::{args::LookArgs, look::Look};

/// How long a run may take before it says how far it is.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long the same line stays.
const PAUSE: Duration = Duration::from_millis(100);
/// Goes to the start of the line, and clears it.
const CLEAR: &str = "\r\u{1b}[K";

/// Counts what is done, and says so on standard error.
#[derive(Debug)]
pub(crate) struct Progress {
    started: Instant,
    is_wanted: bool,
    done: AtomicUsize,
    /// When the line is drawn next, in milliseconds from the start.
    next: AtomicU64,
}

impl Progress {
    /// A count that is shown if standard error is a terminal, and nobody wants it quiet or plain.
    pub(crate) fn new(is_quiet: bool, look: LookArgs) -> Self {
        let is_wanted = !is_quiet
            && io::stderr().is_terminal()
            && Look::new(look).graphics
            && env::var_os("TERM").is_none_or(|term| term != "dumb")
            && !is_ci();
        Self {
            started: Instant::now(),
            is_wanted,
            done: AtomicUsize::new(0),
            next: AtomicU64::new(milliseconds(PATIENCE)),
        }
    }

    /// One more card is done. Whichever thread comes first after the pause draws the line.
    pub(crate) fn count(&self) {
        if !self.is_wanted {
            return;
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let (now, next) = (
            milliseconds(self.started.elapsed()),
            self.next.load(Ordering::Relaxed),
        );
        let later = now + milliseconds(PAUSE);
        let is_first = || {
            let swapped =
                self.next
                    .compare_exchange(next, later, Ordering::Relaxed, Ordering::Relaxed);
            swapped.is_ok()
        };
        if now >= next && is_first() {
            draw(&format!("{CLEAR}{} checked", counted(done, "card")));
        }
    }

    /// Takes the line away, before anything else is written.
    pub(crate) fn clear(&self) {
        if self.next.load(Ordering::Relaxed) > milliseconds(PATIENCE) {
            draw(CLEAR);
        }
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Whether the terminal is only the log of a CI system.
fn is_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false" && value != "0")
}

fn draw(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr
        .write_all(text.as_bytes())
        .and_then(|()| stderr.flush());
}
