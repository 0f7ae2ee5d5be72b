//! Writes the preview of a card to standard output: `cargo run --example preview README.md`.

#![allow(clippy::print_stdout, reason = "an example prints")]

use std::{env, fs, io};

use gatecard::{CheckOptions, decode};
use gatecard_preview::{Options, Preview, page};

fn main() -> io::Result<()> {
    let path = env::args().nth(1).unwrap_or_else(|| "README.md".to_owned());
    let bytes = fs::read(&path)?;
    let decoded = decode(&bytes);
    let card = decoded.card();
    let findings = card.check(&CheckOptions::default());
    let preview = Preview::new(&path, &card, &findings, Options::default());
    println!("{}", page(&preview));
    Ok(())
}
