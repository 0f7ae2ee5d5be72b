//! Who is answered, and what each answer tells the browser to refuse.
//!
//! Any website can make a browser ask an address on its own machine. By a name that it has pointed
//! to 127.0.0.1 (DNS rebinding) it could even read the answers, so only the names of this machine
//! are answered to.

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode, Uri,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
            X_FRAME_OPTIONS,
        },
        uri::Authority,
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// The names that this machine has for itself.
const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
/// The port that addresses without one mean.
const HTTP: u16 = 80;
/// What an answer may do that is no page.
const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// What every answer says, besides what it may do.
const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

/// Answers requests to this machine by its own names, and refuses the others.
pub(super) async fn guard(State(port): State<u16>, request: Request, next: Next) -> Response {
    let mut response = if is_for_us(request.uri(), request.headers(), port) {
        next.run(request).await
    } else {
        let why = format!("gatecard answers to http://127.0.0.1:{port}/ only\n");
        (StatusCode::FORBIDDEN, why).into_response()
    };
    let headers = response.headers_mut();
    headers.extend(HEADERS);
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(NOTHING);
    response
}

/// Whether a request names this machine and this port, wherever it names one.
fn is_for_us(uri: &Uri, headers: &HeaderMap, port: u16) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    let in_uri = uri.authority().map(Authority::as_str);
    host.to_str().is_ok_and(|host| is_our_name(host, port))
        && in_uri.is_none_or(|host| is_our_name(host, port))
}

fn is_our_name(host: &str, port: u16) -> bool {
    let host = host.to_ascii_lowercase();
    NAMES.into_iter().any(|name| {
        let rest = host.strip_prefix(name);
        rest.is_some_and(|rest| rest == format!(":{port}") || (port == HTTP && rest.is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use super::is_our_name;

    #[test]
    fn only_the_names_of_this_machine_are_ours() {
        for host in [
            "127.0.0.1:4280",
            "localhost:4280",
            "LOCALHOST:4280",
            "[::1]:4280",
        ] {
            assert!(is_our_name(host, 4280), "{host}");
        }
        for host in [
            "",
            ":4280",
            "127.0.0.1",
            "127.0.0.1:4281",
            "127.0.0.1:04280",
            "127.0.0.1:4280.example",
            "127.0.0.1.example:4280",
            "localhost.example:4280",
            "example@localhost:4280",
            "localhost:4280@example",
            "localhost :4280",
            "localhost.:4280",
            "127.1:4280",
            "0.0.0.0:4280",
            "192.168.0.2:4280",
            "example:4280",
        ] {
            assert!(!is_our_name(host, 4280), "{host}");
        }
        assert!(is_our_name("localhost", 80));
        assert!(!is_our_name("localhost", 443));
    }
}
