//! Lists as files that leave while they are written.

use std::io;

use axum::body::Body;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use camket_app::list_file::{ListFile, ReadParts};
use camket_app::venue_register::ListFormat;
use futures_util::stream::{self, StreamExt};

use camket_shell::page_error::PageError;

/// How long the file will be, about: it is not known before it is written.
const EXPECTED_BYTES: HeaderName = HeaderName::from_static("camket-expected-bytes");

/// The header that tells scripts how long a file will be.
pub(crate) fn expect_bytes(bytes: usize) -> (HeaderName, String) {
    (EXPECTED_BYTES, bytes.to_string())
}

/// The file as an attachment `name`, of about `expected` bytes. An error of its first part is a page; one of a later part
/// cuts the file off.
pub(crate) async fn send<S: ReadParts + 'static>(
    mut file: ListFile<S>,
    format: ListFormat,
    name: &str,
    expected: u64,
) -> Result<Response, PageError> {
    let first = file.read_piece().await?.unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{}\"", format.extension())),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (EXPECTED_BYTES, expected.to_string()),
    ];
    // The layer that compresses asks once more after the end.
    let rest = stream::unfold(file, async |mut file: ListFile<S>| {
        let piece = file.read_piece().await.map_err(io::Error::other).transpose()?;
        Some((piece, file))
    })
    .fuse();
    let body = stream::iter([Ok(first)]).chain(rest);
    Ok((headers, Body::from_stream(body)).into_response())
}
