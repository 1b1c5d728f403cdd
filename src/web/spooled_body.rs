//! The body of an upload, written to a file part by part while it arrives.

use axum::extract::Request;
use axum::http::StatusCode;
use camket_app::App;
use camket_app::spool::{SpooledFile, begin_upload};
use camket_shell::error_kind::ErrorKind;
use futures_util::StreamExt;

use crate::api::ApiError;

/// Keeps a body of at most `most` bytes.
///
/// # Errors
/// 413 for a larger one, 408 for one that is too slow, 400 for one that ends too early; 503 if too many arrive at the same
/// time or there is no room.
pub(crate) async fn spool_body(app: &App, request: Request, most: usize) -> Result<SpooledFile, ApiError> {
    let mut writer = begin_upload(app).await?;
    let (mut parts, mut length) = (request.into_body().into_data_stream(), 0);
    while let Some(part) = parts.next().await {
        let part = part.map_err(|error| ErrorKind::of_body_error(StatusCode::BAD_REQUEST, &error))?;
        length += part.len();
        if length > most {
            return Err(ErrorKind::TooLarge.into());
        }
        writer = writer.write(&part).await?;
    }
    Ok(writer.finish().await?)
}
