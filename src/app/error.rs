//! Why a use case failed. A page can explain every variant to its user except [`AppError::Internal`], which is logged
//! once, with its causes, where the response is built and shown as a request id.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use camket_domain::refusal::Refusal;
use camket_store::StoreError;
use camket_store::venues::SimilarVenue;
use uuid::Uuid;

use crate::{InputProblem, InvalidInput};

/// Seconds after which a busy server may have time again.
pub(crate) const BUSY_SECONDS: u32 = 10;

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
    /// The command's idempotency key was used for other content, which was saved. With the key `fresh`, this content
    /// is a command of its own.
    #[error("the idempotency key was used for other content")]
    KeyReused { fresh: Uuid },
    /// A field is invalid in a way that only the database or a rule can tell.
    #[error("invalid {}: {}", .0.field, .0.problem.code())]
    Invalid(InvalidInput),
    /// The venue resembles others: the page shows them and asks.
    #[error("similar venues exist")]
    Similar(Vec<SimilarVenue>),
    /// Too many attempts; seconds until the next attempt may succeed.
    #[error("too many tries")]
    Throttled(u32),
    /// The server or its database has more to do than it can at the moment; seconds until the next attempt may succeed.
    /// Nothing was changed.
    #[error("busy")]
    Busy(u32),
    /// The disk of the database is almost full: nothing is written until there is room.
    #[error("the disk is almost full")]
    NoRoom,
    /// The database was put back to an earlier state: nothing is written until that is worked through. Logged once, where it is
    /// found.
    #[error("the database was put back to an earlier state: `camket restore` makes it usable again")]
    SetBack,
    /// A fault of the program or its environment. Shared, because one fault can stop many commands of a batch.
    #[error("internal")]
    Internal(#[source] Arc<dyn Error + Send + Sync>),
}

impl AppError {
    /// A field is invalid.
    pub const fn invalid(field: &'static str, problem: InputProblem) -> Self {
        Self::Invalid(InvalidInput { field, problem })
    }

    /// Whether nothing could be done at the moment, for nobody: the request as a whole is answered so, not with what each of its
    /// parts came to.
    pub const fn is_outage(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::NoRoom | Self::SetBack)
    }

    /// A fault of the program or its environment: an error, or a text that says what is wrong.
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Internal(Arc::from(cause.into()))
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            // A unique value was taken by another request at the same moment.
            StoreError::Conflict | StoreError::Duplicate => Self::Conflict,
            StoreError::Busy(cause) => {
                tracing::warn!(error = %ErrorChain(&cause), "the database is busy");
                Self::Busy(BUSY_SECONDS)
            }
            StoreError::NoRoom => {
                tracing::error!(
                    "the disk of the database is almost full: nothing is written until there is room"
                );
                Self::NoRoom
            }
            StoreError::SetBack => Self::SetBack,
            other => Self::internal(other),
        }
    }
}

/// An error with its causes, for the log: `internal: database: connection refused`.
#[derive(Debug)]
pub struct ErrorChain<'a>(pub &'a (dyn Error + 'static));

impl fmt::Display for ErrorChain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_logged_with_its_causes() {
        let fault = AppError::from(StoreError::Corrupt("venue.kind"));
        assert_eq!(ErrorChain(&fault).to_string(), "internal: unreadable value in venue.kind");
        assert_eq!(ErrorChain(&AppError::internal("no signing key")).to_string(), "internal: no signing key");
    }
}
