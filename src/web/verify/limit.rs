//! The limit of look-ups for each network address, against guessing codes.

use axum::extract::FromRequestParts;
use axum::http::{Extensions, HeaderMap, HeaderValue, header, request::Parts};
use axum::response::{IntoResponse, Response};

use crate::state::Web;
use camket_shell::client;
use camket_shell::error_kind::ErrorKind;

/// Extractor that counts a look-up against the limit. Rejects with 429 above it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CountedLookup;

impl CountedLookup {
    /// Counts a look-up; the error is the seconds to wait.
    pub(super) fn count(extensions: &Extensions, headers: &HeaderMap, web: &Web) -> Result<Self, u32> {
        let wait = client::find_address(extensions, headers, &web.options.trusted_proxies)
            .and_then(|address| web.options.look_ups.record_request(address));
        wait.map_or(Ok(Self), Err)
    }
}

impl FromRequestParts<Web> for CountedLookup {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        if let Some(counted) = parts.extensions.get::<Self>() {
            return Ok(*counted);
        }
        Self::count(&parts.extensions, &parts.headers, web).map_err(|seconds| {
            ([(header::RETRY_AFTER, HeaderValue::from(seconds))], ErrorKind::TooMany).into_response()
        })
    }
}
