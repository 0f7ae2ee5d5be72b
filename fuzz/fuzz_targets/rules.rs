//! See `tests/invariants/rules.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gatecard_fuzz::check("rules", bytes));
