//! Why a use case did nothing. Every variant is something a page can tell a person, but for
//! [`AppError::Internal`], which is logged once where the answer is made and shown as a request id.

use camket_domain::refusal::Refusal;
use camket_store::StoreError;
use camket_store::venues::Similar;

/// A use case that did nothing.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// No such row within the actor's scope.
    #[error("not found")]
    NotFound,
    /// A rule said no.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Someone else changed the row since it was shown.
    #[error("changed by someone else")]
    Conflict,
    /// A field is wrong in a way only the registry could see: field name and locale code.
    #[error("invalid {0}: {1}")]
    Invalid(&'static str, &'static str),
    /// The venue looks like others: show them and ask.
    #[error("similar venues exist")]
    Similar(Vec<Similar>),
    /// Too many tries; seconds until the next may work.
    #[error("too many tries")]
    Throttled(u32),
    /// Our fault.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            // A unique value taken at the last moment: someone else was faster.
            StoreError::Conflict | StoreError::Duplicate => Self::Conflict,
            other => Self::Internal(other.to_string()),
        }
    }
}
