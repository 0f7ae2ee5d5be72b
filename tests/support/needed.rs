//! The real programs that tests compare with, which need not be installed everywhere.

#![allow(dead_code, reason = "each test needs a part")]

use std::{env, path::Path};

/// Whether a test fails where what it needs is missing: where `CI` or `GATECARD_REQUIRE_ORACLES` is
/// set.
pub(crate) fn is_required() -> bool {
    let required = ["CI", "GATECARD_REQUIRE_ORACLES"];
    required.iter().any(|name| env::var_os(name).is_some())
}

/// Whether something is installed that a test needs; where it is not, that is said.
///
/// Panics where it is not, and is required.
pub(crate) fn is_installed(needed: &Path) -> bool {
    if needed.exists() {
        return true;
    }
    assert!(!is_required(), "{} is missing", needed.display());
    println!("SKIPPED: {} is missing", needed.display());
    false
}
