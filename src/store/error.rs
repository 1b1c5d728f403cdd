//! What can go wrong in the database, as far as a caller can act on it.

use camket_domain::text::TextError;
use sea_orm::{DbErr, SqlErr};

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Someone else saved the row first.
    #[error("the row was changed by someone else")]
    Conflict,
    /// A row with the same unique value exists.
    #[error("the value is taken")]
    Duplicate,
    /// A row holds what the domain does not know.
    #[error("unreadable value in {0}")]
    Corrupt(&'static str),
    /// Anything else.
    #[error("database: {0}")]
    Database(DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Duplicate,
            _ => Self::Database(error),
        }
    }
}

impl From<TextError> for StoreError {
    fn from(_: TextError) -> Self {
        Self::Corrupt("text")
    }
}

/// The value, or [`StoreError::Corrupt`] naming the column.
pub(crate) fn known<T>(value: Option<T>, column: &'static str) -> Result<T, StoreError> {
    value.ok_or(StoreError::Corrupt(column))
}

/// A save of one versioned row touched exactly that row, or someone was faster.
pub(crate) fn saved(rows: u64) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}
