//! Security headers of the responses. Policies are defined here and nowhere else.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// No inline style, no inline script, nothing from other hosts. `data:` images are the icons inside Pico's style
/// sheet.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'";

/// The largest body of an ordinary form, in bytes. A route that takes files raises it for itself (`Routes::layer`).
pub const BODY_LIMIT: usize = 256 * 1024;

/// Two years, as browsers' preload lists ask; sent only if the public address is https.
const HSTS_VALUE: &str = "max-age=63072000; includeSubDomains";

/// Headers of every response that does not set its own.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(self), microphone=(), payment=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    // Shared office computers: the back button must not show a page after log-out. Static files set their own.
    (header::CACHE_CONTROL, "no-store"),
];

/// A path for the log. Signed links (invitations, shared documents) give access until they expire; their tokens are
/// longer than a UUID, the longest other part of a path, and are left out.
#[must_use]
pub fn redact_tokens(path: &str) -> String {
    let part = |part: &str| if part.len() > UUID_CHARS { String::from("…") } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

const UUID_CHARS: usize = 36;

/// Middleware: adds the headers. The state says whether the public address is https.
pub async fn add_headers(State(https): State<bool>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    insert_headers(answer.headers_mut(), https);
    answer
}

/// Adds the headers that are not set yet.
pub fn insert_headers(out: &mut HeaderMap, https: bool) {
    for (name, value) in HEADERS {
        out.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        out.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS_VALUE));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redact_tokens_keeps_ids_and_removes_tokens() {
        let row = "/rows/01939e2a-7c44-7b1c-9d3f-0123456789ab/edit";
        assert_eq!(redact_tokens(row), row);
        assert_eq!(redact_tokens(&format!("/invitation/{}", "a".repeat(60))), "/invitation/…");
    }
}
