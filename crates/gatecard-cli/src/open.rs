//! Showing something in the user's browser.

use std::{env, ffi::OsStr};

/// Opens a page that gatecard has made, and says why where it cannot.
pub(crate) fn in_browser(address: impl AsRef<OsStr>) -> Result<(), String> {
    if !has_screen() {
        return Err("there is no screen to open a browser on".to_owned());
    }
    open::that_detached(address).map_err(|error| format!("cannot open a browser: {error}"))
}

/// Whether there is a screen: on Linux without one, as over SSH, a browser for the terminal would
/// take it over. Other systems know by themselves.
fn has_screen() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let names = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"];
    !cfg!(target_os = "linux") || names.into_iter().any(is_set)
}
