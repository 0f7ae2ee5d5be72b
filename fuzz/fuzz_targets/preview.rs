//! See `tests/invariants/preview.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gatecard_fuzz::check("preview", bytes));
