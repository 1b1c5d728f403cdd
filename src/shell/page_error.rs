//! Responses to errors of use cases that a page does not handle itself.

use std::fmt::Display;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
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
    /// Explained by a message on another page: the message, and the address of that page.
    Redirect(Flash, String),
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
            Self::Redirect(flash, back) => return redirect_with_warning(flash, back),
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
            AppError::NoRoom => ErrorKind::NoRoom.into_response(),
            AppError::SetBack => ErrorKind::SetBack.into_response(),
            AppError::KeyReused { .. } => ErrorKind::KeyReused.into_response(),
            AppError::Internal(cause) => {
                tracing::error!(error = %ErrorChain(cause.as_ref()), "a use case failed");
                ErrorKind::Broken.into_response()
            }
        }
    }
}

/// Extension of a redirect that answers a form which was not carried out: what was typed comes back (`kept_form`).
#[derive(Clone, Debug)]
pub(crate) struct RefusedForm {
    /// Why.
    pub(crate) flash: Flash,
    /// The target of the redirect.
    pub(crate) back: String,
}

/// Redirects to `back` with the text of a refusal (`codes-refusal-<code>`) as the flash message.
pub fn redirect_with_refusal(refusal: &Refusal, back: impl Display) -> Response {
    redirect_with_warning(Flash::refusal(refusal), back)
}

/// Redirects to `back` with a message that says why the form was not carried out.
pub fn redirect_with_warning(flash: Flash, back: impl Display) -> Response {
    let back = back.to_string();
    let mut answer = flash.clone().redirect(&back);
    answer.extensions_mut().insert(RefusedForm { flash, back });
    answer
}

/// Errors of a use case that a page explains by a message on the page at `back`; `?` then answers by that redirect.
pub trait RedirectErrors<T> {
    /// Redirects after a refusal, with its text.
    ///
    /// # Errors
    /// The redirect; any other error as it was.
    fn redirect_refusal(self, back: impl Display) -> Result<T, PageError>;

    /// Redirects with a warning if another request changed the row since it was shown.
    ///
    /// # Errors
    /// As [`RedirectErrors::redirect_refusal`].
    fn redirect_conflict(self, warning_key: &str, back: impl Display) -> Result<T, PageError>;
}

impl<T, E: Into<PageError>> RedirectErrors<T> for Result<T, E> {
    fn redirect_refusal(self, back: impl Display) -> Result<T, PageError> {
        self.map_err(|error| match error.into() {
            PageError::App(AppError::Refused(refusal)) => {
                PageError::Redirect(Flash::refusal(&refusal), back.to_string())
            }
            other => other,
        })
    }

    fn redirect_conflict(self, warning_key: &str, back: impl Display) -> Result<T, PageError> {
        self.map_err(|error| match error.into() {
            PageError::App(AppError::Conflict) => {
                PageError::Redirect(Flash::warning(warning_key), back.to_string())
            }
            other => other,
        })
    }
}
