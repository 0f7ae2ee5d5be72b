//! The floor for `scripts/bench`: finds the cards as gatecard does, reads them, and checks nothing.

#![allow(
    clippy::print_stdout,
    reason = "a program to be timed, with one line to show that it did its work"
)]

use std::{
    env, fs,
    sync::atomic::{AtomicUsize, Ordering},
};

use ignore::{WalkBuilder, WalkState};

fn main() {
    let bytes = AtomicUsize::new(0);
    for target in env::args_os().skip(1) {
        let mut walk = WalkBuilder::new(target);
        walk.standard_filters(false).threads(0);
        walk.build_parallel().run(|| {
            Box::new(|entry| {
                let card = entry.ok().filter(|entry| entry.file_name() == "README.md");
                let text = card.and_then(|card| fs::read(card.path()).ok());
                bytes.fetch_add(text.map_or(0, |text| text.len()), Ordering::Relaxed);
                WalkState::Continue
            })
        });
    }
    println!("{} bytes read", bytes.into_inner());
}
