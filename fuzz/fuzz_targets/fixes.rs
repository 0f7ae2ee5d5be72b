//! See `tests/invariants/fixes.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gatecard_fuzz::check("fixes", bytes));
