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
    /// From now on, Ctrl-C is noted. A second one ends the run at once. A signal that whoever
    /// started the run lets it ignore stays ignored, as in the background of a script.
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

        let ignored = ignored();
        for signal in [SIGINT, SIGTERM] {
            if ignored >> (signal - 1) & 1 == 1 {
                continue;
            }
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

/// The signals that this process ignores, a bit for each, from that of signal 1 on. Linux alone
/// says so to a program without unsafe code; elsewhere none is known to be.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|it| it.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|it| u64::from_str_radix(it.trim(), 16).ok());
    ignored.unwrap_or_default()
}
