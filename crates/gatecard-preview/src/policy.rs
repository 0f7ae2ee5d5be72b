//! The Content-Security-Policy of the pages, and what it lets in.

use std::sync::LazyLock;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

/// The style sheet of all pages.
pub(crate) const STYLE: &str = include_str!("assets/page.css");
/// The script of the page of a card.
pub(crate) const SCRIPT: &str = include_str!("assets/page.js");

/// The policy that a page carries: nothing is loaded or sent, and nothing runs but the page's own
/// script. A page that is `live` may fetch from the server that it came from.
///
/// A server should send it as a header, too, with `; frame-ancestors 'none'` added, which has no
/// effect in a page.
///
/// ```
/// let policy = gatecard_preview::policy(false);
/// assert!(policy.starts_with("default-src 'none'; "));
/// assert!(!policy.contains("connect-src"));
/// assert!(gatecard_preview::policy(true).ends_with("; connect-src 'self'"));
/// ```
#[must_use]
pub fn policy(live: bool) -> String {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let (script, style) = (hash(SCRIPT), hash(STYLE));
        format!(
            "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; \
             form-action 'none'; base-uri 'none'"
        )
    });
    let connect = if live { "; connect-src 'self'" } else { "" };
    format!("{}{connect}", *POLICY)
}

/// The hash of an element's content, as a policy names it.
fn hash(content: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, STYLE, hash, policy};

    #[test]
    fn the_policy_names_what_browsers_hash() {
        for (content, end) in [(SCRIPT, "</script"), (STYLE, "</style")] {
            assert!(!content.contains('\r') && !content.contains(end) && !content.contains("<!--"));
            assert!(policy(false).contains(&hash(content)));
        }
        // The hash of nothing, as it is known.
        let nothing = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(hash(""), nothing);
    }
}
