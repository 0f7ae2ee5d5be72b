//! Ctrl-C while cards are changed: the card at hand is finished, so that none is cut short and no
//! half of a new one is left beside it. The run is reported, and ends by the signal then.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

/// Notes that somebody wants the run to end. Where that cannot be noted, the run ends at once.
#[derive(Default)]
pub(super) struct Stop {
    /// The signal that came; 0 where none did.
    signal: Arc<AtomicUsize>,
    /// Whether the next one ends the run at once.
    ends_at_once: Arc<AtomicBool>,
}

impl Stop {
    /// From now on, Ctrl-C is noted. A second one ends the run at once.
    pub(super) fn new() -> Self {
        let stop = Self::default();
        #[cfg(unix)]
        stop.note();
        stop
    }

    /// Notes the number first, so that no signal is lost that comes between these lines.
    #[cfg(unix)]
    fn note(&self) {
        use signal_hook::{
            consts::{SIGINT, SIGTERM},
            flag,
        };

        for signal in [SIGINT, SIGTERM] {
            let number = usize::try_from(signal).unwrap_or_default();
            let _ = flag::register_usize(signal, Arc::clone(&self.signal), number)
                .and_then(|_| {
                    flag::register_conditional_default(signal, Arc::clone(&self.ends_at_once))
                })
                .and_then(|_| flag::register(signal, Arc::clone(&self.ends_at_once)));
        }
    }

    /// Whether the run is to end.
    pub(super) fn is_wanted(&self) -> bool {
        self.signal.load(Ordering::SeqCst) != 0
    }

    /// From now on, Ctrl-C ends the run at once. Whether it is to end already.
    pub(super) fn release(&self) -> bool {
        self.ends_at_once.store(true, Ordering::SeqCst);
        self.is_wanted()
    }

    /// Ends the run as if nothing had been noted, so that the shell knows what ended it.
    pub(super) fn end(&self) {
        #[cfg(unix)]
        if let Ok(signal) = i32::try_from(self.signal.load(Ordering::SeqCst)) {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}
