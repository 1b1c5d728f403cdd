//! The limits of public requests for each network address, against guessing codes and against floods.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::{Extensions, HeaderMap, HeaderValue, header, request::Parts};
use axum::response::{IntoResponse, Response};

use crate::state::{Web, WebOptions};
use camket_shell::client;
use camket_shell::error_kind::ErrorKind;
use camket_shell::rate_limit::RateLimit;

/// Which limit of the options counts a request.
pub(crate) trait AddressLimit: Send + Sync + 'static {
    fn choose(options: &WebOptions) -> &RateLimit;
}

/// Look-ups of certificates and records by their codes.
#[derive(Debug)]
pub(crate) enum LookUps {}
/// Reports of concerns.
#[derive(Debug)]
pub(crate) enum Concerns {}
/// Look-ups of applications by file number and phone.
#[derive(Debug)]
pub(crate) enum Tracks {}

impl AddressLimit for LookUps {
    fn choose(options: &WebOptions) -> &RateLimit {
        &options.look_ups
    }
}

impl AddressLimit for Concerns {
    fn choose(options: &WebOptions) -> &RateLimit {
        &options.concerns
    }
}

impl AddressLimit for Tracks {
    fn choose(options: &WebOptions) -> &RateLimit {
        &options.tracks
    }
}

/// Extractor that counts a request against a limit of its network address, in memory only. Rejects above it.
#[derive(Debug)]
pub(crate) struct CountedRequest<L>(PhantomData<L>);

impl<L: AddressLimit> CountedRequest<L> {
    pub(crate) fn count(extensions: &Extensions, headers: &HeaderMap, web: &Web) -> Result<Self, TooMany> {
        let wait = client::find_address(extensions, headers, &web.options.trusted_proxies)
            .and_then(|address| L::choose(&web.options).record_request(address));
        wait.map_or(Ok(Self(PhantomData)), |seconds| Err(TooMany { seconds }))
    }
}

impl<L> Clone for CountedRequest<L> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

impl<L: AddressLimit> FromRequestParts<Web> for CountedRequest<L> {
    type Rejection = TooMany;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, TooMany> {
        match parts.extensions.get::<Self>() {
            Some(counted) => Ok(counted.clone()),
            None => Self::count(&parts.extensions, &parts.headers, web),
        }
    }
}

/// A request above its limit: 429, with the seconds to wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TooMany {
    seconds: u32,
}

impl IntoResponse for TooMany {
    fn into_response(self) -> Response {
        ([(header::RETRY_AFTER, HeaderValue::from(self.seconds))], ErrorKind::TooMany).into_response()
    }
}
