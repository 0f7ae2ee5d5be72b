//! See `tests/invariants/front_matter.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gatecard_fuzz::check("front_matter", bytes));
