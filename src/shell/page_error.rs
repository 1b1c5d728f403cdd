//! Responses to errors of use cases that a page does not handle itself.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{AppError, ErrorChain};
use camket_domain::refusal::Refusal;

use crate::error_kind::ErrorKind;
use crate::flash::Flash;

/// An error that is answered by an error page. `?` converts it.
#[derive(Debug)]
pub enum PageError {
    /// Of a use case.
    App(AppError),
    /// Of the request itself, such as a form without a version.
    Request(ErrorKind),
}

impl From<AppError> for PageError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<ErrorKind> for PageError {
    fn from(kind: ErrorKind) -> Self {
        Self::Request(kind)
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let error = match self {
            Self::App(error) => error,
            Self::Request(kind) => return kind.into_response(),
        };
        match error {
            AppError::NotFound => ErrorKind::NotFound.into_response(),
            // A document failed its self-test: an error of the program, logged where it failed.
            AppError::Refused(Refusal::SelfTest(_)) => ErrorKind::Broken.into_response(),
            AppError::Refused(_) | AppError::Similar(_) | AppError::Conflict => {
                ErrorKind::Conflict.into_response()
            }
            AppError::Invalid(..) => ErrorKind::Unreadable.into_response(),
            AppError::Throttled(seconds) => {
                ([(header::RETRY_AFTER, HeaderValue::from(seconds))], ErrorKind::TooMany).into_response()
            }
            AppError::Busy(seconds) => {
                ([(header::RETRY_AFTER, HeaderValue::from(seconds))], ErrorKind::Unavailable).into_response()
            }
            AppError::KeyReused { .. } => ErrorKind::KeyReused.into_response(),
            AppError::Internal(cause) => {
                tracing::error!(error = %ErrorChain(cause.as_ref()), "a use case failed");
                ErrorKind::Broken.into_response()
            }
        }
    }
}

/// Redirects to `back` with the text of a refusal (`codes-refusal-<code>`) as the flash message.
pub fn redirect_with_refusal(refusal: &Refusal, back: &str) -> Response {
    (Flash::warning(&format!("codes-refusal-{}", refusal.code())), Redirect::to(back)).into_response()
}
