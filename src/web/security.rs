//! Headers that tell browsers what pages of this program may do. Policies stand here and nowhere else.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// No inline style, no inline script, nothing from elsewhere. `data:` pictures are the icons inside Pico's style sheet.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'";

/// The largest body of an ordinary form. A route that takes files raises it for itself (`Routes::layer`).
pub const BODY_LIMIT: usize = 256 * 1024;

/// Two years, as browsers' preload lists ask; only sent where the public address is https.
const STAY_ON_HTTPS: &str = "max-age=63072000; includeSubDomains";

/// What every answer carries unless its handler said otherwise.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(self), microphone=(), payment=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    // Shared office computers: the back button must not show a page after log-out. Static files say otherwise.
    (header::CACHE_CONTROL, "no-store"),
];

/// Middleware: adds the headers. The state says whether the public address is https.
pub async fn headers(State(https): State<bool>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let out = answer.headers_mut();
    for (name, value) in HEADERS {
        out.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        out.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STAY_ON_HTTPS));
    }
    answer
}
