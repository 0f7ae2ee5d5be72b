//! Ctrl-C while cards are changed: the card at hand is finished, so that none is cut short and no
//! half of a new one is left beside it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

/// Notes that somebody wants the run to end. Where that cannot be noted, the run ends at once.
pub(super) struct Stop {
    is_wanted: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

impl Stop {
    /// From now on, Ctrl-C is noted. A second one ends the run at once.
    pub(super) fn new() -> Self {
        let stop = Self {
            is_wanted: Arc::default(),
            signal: Arc::default(),
        };
        #[cfg(unix)]
        stop.note();
        stop
    }

    #[cfg(unix)]
    fn note(&self) {
        use signal_hook::{
            consts::{SIGINT, SIGTERM},
            flag,
        };

        for signal in [SIGINT, SIGTERM] {
            let number = usize::try_from(signal).unwrap_or_default();
            let _ = flag::register_conditional_default(signal, Arc::clone(&self.is_wanted))
                .and_then(|_| flag::register_usize(signal, Arc::clone(&self.signal), number))
                .and_then(|_| flag::register(signal, Arc::clone(&self.is_wanted)));
        }
    }

    /// Whether the run is to end.
    pub(super) fn is_wanted(&self) -> bool {
        self.is_wanted.load(Ordering::Relaxed)
    }

    /// Ends the run as if nothing had been noted, so that the shell knows what ended it.
    pub(super) fn end(&self) {
        #[cfg(unix)]
        if let Ok(signal) = i32::try_from(self.signal.load(Ordering::Relaxed)) {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}

impl Drop for Stop {
    /// From now on, Ctrl-C ends the run at once.
    fn drop(&mut self) {
        self.is_wanted.store(true, Ordering::Relaxed);
    }
}
