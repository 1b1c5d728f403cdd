//! Why a use case failed. A page can explain every variant to its user except [`AppError::Internal`], which is logged
//! once where the response is built and shown as a request id.

use camket_domain::refusal::Refusal;
use camket_store::StoreError;
use camket_store::venues::SimilarVenue;

/// The error of a use case, which then changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// No such row within the actor's scope.
    #[error("not found")]
    NotFound,
    /// Refused by a rule of the domain.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Another request changed the row since it was shown.
    #[error("changed by someone else")]
    Conflict,
    /// A field is invalid in a way that only the database or a rule can tell: field name, and locale code.
    #[error("invalid {0}: {1}")]
    Invalid(&'static str, &'static str),
    /// The venue resembles others: the page shows them and asks.
    #[error("similar venues exist")]
    Similar(Vec<SimilarVenue>),
    /// Too many attempts; seconds until the next attempt may succeed.
    #[error("too many tries")]
    Throttled(u32),
    /// A fault of the program or its environment.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            // A unique value was taken by another request at the same moment.
            StoreError::Conflict | StoreError::Duplicate => Self::Conflict,
            other => Self::Internal(other.to_string()),
        }
    }
}
