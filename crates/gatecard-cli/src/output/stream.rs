//! The two streams: findings go to standard output, everything else to standard error.

use std::{
    io::{self, BufWriter, Write},
    panic,
};

use crate::escape::escaped;

/// Writes to standard output. It is locked once and flushed at the end.
pub(crate) fn print(
    write: impl FnOnce(&mut BufWriter<io::StdoutLock<'static>>) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    write(&mut out)?;
    out.flush()
}

/// Writes a line to standard error. Where that is closed, nobody wants to know.
pub(crate) fn note(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Says on standard error that something failed.
pub(crate) fn complain(what: &str) {
    note(&format!("gatecard: {what}"));
}

/// Lets a panic say what it has to say as everything else is said: it may quote a card.
pub(crate) fn escape_panics() {
    panic::set_hook(Box::new(|panic| {
        complain(&escaped(&panic.to_string()).to_string());
    }));
}
