//! A form with a file: `multipart/form-data` read into a [`Form`] and the bytes of the file. Urlencoded forms without a
//! file are accepted too. The route bounds the bytes.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use camket_shell::error_kind::ErrorKind;
use camket_shell::form::{Form, MAX_FIELDS};

/// Most bytes of all text fields together: the limit of a form without a file.
const MAX_FIELD_BYTES: usize = camket_shell::security::BODY_LIMIT;

/// A form and its file, if one was chosen.
pub(crate) struct Upload {
    pub(crate) form: Form,
    pub(crate) file: Option<UploadedFile>,
}

/// A file as the browser sent it.
pub(crate) struct UploadedFile {
    /// As on the sender's device, without folders.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            return Ok(Self { form: Form::from_request(request, state).await?, file: None });
        }
        let unreadable = |_| ErrorKind::Unreadable.into_response();
        let parts = Multipart::from_request(request, state).await.map_err(unreadable)?;
        read_parts(parts).await.map_err(IntoResponse::into_response)
    }
}

async fn read_parts(mut parts: Multipart) -> Result<Upload, ErrorKind> {
    let mut upload = Upload { form: Form::new(), file: None };
    let mut room = MAX_FIELD_BYTES;
    let mut count = 0;
    while let Some(mut part) = parts.next_field().await.map_err(find_error_kind)? {
        count += 1;
        if count > MAX_FIELDS {
            return Err(ErrorKind::TooLarge);
        }
        let name = part.name().unwrap_or_default().to_owned();
        if let Some(path) = part.file_name() {
            let file = path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(find_error_kind)?;
            // Browsers send an empty part where no file was chosen.
            upload.file = (!bytes.is_empty()).then(|| UploadedFile { name: file, bytes: bytes.to_vec() });
        } else {
            let value = read_text(&mut part, &mut room).await?;
            upload.form.add_typed(&name, &value);
        }
    }
    Ok(upload)
}

async fn read_text(part: &mut Field<'_>, room: &mut usize) -> Result<String, ErrorKind> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(find_error_kind)? {
        *room = room.checked_sub(chunk.len()).ok_or(ErrorKind::TooLarge)?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err takes")]
fn find_error_kind(error: MultipartError) -> ErrorKind {
    ErrorKind::of_body_error(error.status(), &error)
}
