//! Guessing codes takes many look-ups: an address that asks too often waits.

use axum::extract::FromRequestParts;
use axum::http::{HeaderValue, header, request::Parts};
use axum::response::{IntoResponse, Response};

use crate::client;
use crate::error_page::ErrorKind;
use crate::state::Web;

/// A look-up that is not one too many; as an argument it comes before the work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted;

impl FromRequestParts<Web> for Counted {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let wait = client::address(parts, web).and_then(|address| web.options.look_ups.wait(address));
        let refused = |seconds| {
            ([(header::RETRY_AFTER, HeaderValue::from(seconds))], ErrorKind::TooMany).into_response()
        };
        match wait {
            None => Ok(Self),
            Some(seconds) => Err(refused(seconds)),
        }
    }
}
