//! JSON bodies of requests: an extractor whose rejections are errors of the API.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use super::ApiError;
use crate::error_kind::ErrorKind;

/// A JSON body. Another content type is 415, a body that is too large 413, one that cannot be parsed 400 with line
/// and column.
#[derive(Clone, Copy, Debug)]
pub struct JsonBody<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ErrorKind::WrongType.into());
        }
        parse_json(&read_bytes(request, state).await?).map(Self)
    }
}

/// The raw bytes of a body, for handlers that verify a signature over them.
///
/// # Errors
/// 413, or 400 for a body that ends too early.
pub async fn read_bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, state).await.map_err(|refused| {
        let too_large = refused.status() == StatusCode::PAYLOAD_TOO_LARGE;
        if too_large { ErrorKind::TooLarge } else { ErrorKind::Unreadable }.into()
    })
}

/// Parses JSON.
///
/// # Errors
/// 400 with line and column, never with the text there, which may be personal.
pub fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes)
        .map_err(|error| ApiError::from(ErrorKind::Unreadable).with_place(error.line(), error.column()))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}
