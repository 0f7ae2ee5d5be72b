//! See `tests/invariants/readings.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gatecard_fuzz::check("readings", bytes));
