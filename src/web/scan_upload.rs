//! Forms with photos or scanned files. Each file is read as it arrives, so that no upload stands in memory as a whole.

use std::convert::Infallible;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use camket_app::scan_batch::{MAX_FILE_BYTES, ScanBatch};
use camket_app::{App, AppError, InputProblem};
use camket_domain::permissions::{Permit, Right};

use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Form;
use camket_shell::page_error::PageError;

/// Name of the field with the files.
const FILES_FIELD: &str = "files";
/// Bytes of each other field: more than any may have, so that what is too long comes back whole with its message.
const MAX_FIELD_BYTES: usize = 64 * 1024;

/// The parts of the form, not read yet, so that the handler can look first at what the form is about; an error for a body that
/// has no parts.
pub(crate) struct ScanParts(Result<Multipart, ErrorKind>);

impl<S: Send + Sync> FromRequest<S> for ScanParts {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        Ok(Self(Multipart::from_request(request, state).await.map_err(|_| ErrorKind::Unreadable)))
    }
}

impl ScanParts {
    /// Reads the fields, and the pages of the files. After a file that is refused the others are passed over: its error is in
    /// the form.
    pub(crate) async fn read<R: Right>(
        self,
        app: &App,
        permit: &Permit<R>,
    ) -> Result<(Form, ScanBatch), PageError> {
        let mut parts = self.0?;
        let (mut form, mut batch) = (Form::new(), ScanBatch::default());
        while let Some(mut part) = parts.next_field().await.map_err(find_error_kind)? {
            let name = part.name().unwrap_or_default().to_owned();
            if name == FILES_FIELD {
                let file = part.file_name().unwrap_or_default().to_owned();
                // What is too large is cut, and refused by its length.
                let bytes = read_bytes(&mut part, MAX_FILE_BYTES + 1).await?;
                // Browsers send an empty part where no file was chosen.
                let is_chosen = !(bytes.is_empty() && file.is_empty());
                if is_chosen {
                    form.mark_files();
                }
                if is_chosen && !form.has_errors() {
                    add_file(&mut form, batch.add(app, permit, bytes).await, &file)?;
                }
            } else {
                let value = read_bytes(&mut part, MAX_FIELD_BYTES).await?;
                form.add_typed(&name, &String::from_utf8_lossy(&value));
            }
        }
        Ok((form, batch))
    }
}

/// Records at the field which file was refused and why.
fn add_file(form: &mut Form, outcome: Result<(), AppError>, name: &str) -> Result<(), AppError> {
    match outcome {
        Err(AppError::Invalid(input)) if input.problem == InputProblem::ScanTooMany => {
            form.add_error(AppError::Invalid(input))
        }
        Err(AppError::Invalid(input)) => {
            let reason = format!("codes-error-{}", input.problem.code());
            form.fail_about(FILES_FIELD, "paper-pledges-file-refused", &reason, &[("name", &name)]);
            Ok(())
        }
        other => other,
    }
}

/// The bytes of a part, `most` of them: the rest is passed over.
async fn read_bytes(part: &mut Field<'_>, most: usize) -> Result<Vec<u8>, ErrorKind> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(find_error_kind)? {
        let room = most - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err takes")]
fn find_error_kind(error: MultipartError) -> ErrorKind {
    ErrorKind::of_body_error(error.status(), &error)
}
