//! Calls with `Authorization: Bearer camket_…` (RFC 6750): below `/api/v1/` only, never for pages.

use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;

/// The paths below which tokens count.
const API_V1_PREFIX: &str = "/api/v1/";

/// The token of a call below `/api/v1/`; `Some("")` if the header is not text or has no token.
pub fn find_token(request: &Request) -> Option<&str> {
    if !request.uri().path().starts_with(API_V1_PREFIX) {
        return None;
    }
    let value = request.headers().get(header::AUTHORIZATION)?;
    // A header that is not text is a token that is not valid.
    let Ok(value) = value.to_str() else { return Some("") };
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Middleware, outside of the cross-site protection: a call with a token acts by the token alone. Its cookies are
/// removed, and with them the headers about the calling site: no other site knows the token, so there is nothing to
/// protect.
pub async fn strip_browser_headers(mut request: Request, next: Next) -> Response {
    if find_token(&request).is_some() {
        for name in [header::COOKIE, header::ORIGIN] {
            request.headers_mut().remove(name);
        }
        request.headers_mut().remove("sec-fetch-site");
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn find_token_in(path: &str, header: Option<&str>) -> Option<String> {
        let mut request = Request::builder().uri(path);
        if let Some(header) = header {
            request = request.header("authorization", header);
        }
        find_token(&request.body(Body::empty()).unwrap()).map(str::to_owned)
    }

    #[test]
    fn a_token_counts_on_the_api_alone() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(find_token_in("/api/v1/account", Some("Bearer camket_1")), some("camket_1"));
        assert_eq!(find_token_in("/api/v1/account", Some("bearer  camket_1 ")), some("camket_1"));
        assert_eq!(find_token_in("/api/v1/account", Some("Bearer")), some(""));
        assert_eq!(find_token_in("/api/v1/account", Some("Bearer \u{111}")), some(""));
        assert_eq!(find_token_in("/api/v1/account", None), None);
        // A proxy in front may ask for a password of its own.
        assert_eq!(find_token_in("/api/v1/account", Some("Basic Y2Fta2V0")), None);
        for page in ["/account", "/", "/api/openapi.json", "/rows/api/v1/"] {
            assert_eq!(find_token_in(page, Some("Bearer camket_1")), None, "{page}");
        }
    }
}
