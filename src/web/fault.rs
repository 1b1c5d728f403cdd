//! What a handler answers when a use case did nothing and the page has no better words.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::AppError;
use camket_domain::refusal::Refusal;

use crate::error_page::ErrorKind;
use crate::flash::Flash;

/// A use case's error on its way to an error page. `?` makes one.
#[derive(Debug)]
pub struct Fault(AppError);

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        match self.0 {
            AppError::NotFound => ErrorKind::NotFound.into_response(),
            // A paper that failed its test: ours to mend, and told to the log where it failed.
            AppError::Refused(Refusal::SelfTest(_)) => ErrorKind::Broken.into_response(),
            AppError::Refused(_) | AppError::Similar(_) | AppError::Conflict => {
                ErrorKind::Conflict.into_response()
            }
            AppError::Invalid(..) => ErrorKind::Unreadable.into_response(),
            AppError::Throttled(seconds) => {
                ([(header::RETRY_AFTER, HeaderValue::from(seconds))], ErrorKind::TooMany).into_response()
            }
            AppError::Internal(reason) => {
                tracing::error!(%reason, "a use case failed");
                ErrorKind::Broken.into_response()
            }
        }
    }
}

/// Back to a page, with the words of a refusal on it (`codes-refusal-<code>`).
pub fn bounce(refusal: &Refusal, back: &str) -> Response {
    (Flash::warning(&format!("codes-refusal-{}", refusal.code())), Redirect::to(back)).into_response()
}
