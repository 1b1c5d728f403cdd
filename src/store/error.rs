//! Errors of the store, as far as a caller can act on them.

use camket_domain::text::TextError;
use sea_orm::{DbErr, SqlErr};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another transaction changed the row since it was loaded, or the row does not exist.
    #[error("the row was changed by someone else")]
    Conflict,
    /// A row with the same unique value exists.
    #[error("the value is taken")]
    Duplicate,
    /// A column holds a value that the domain cannot read; the text names table and column.
    #[error("unreadable value in {0}")]
    Corrupt(&'static str),
    /// Any other error of the database.
    #[error("database")]
    Database(#[source] DbErr),
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

/// The value, or [`StoreError::Corrupt`] with the name of the column.
pub(crate) fn require_known<T>(value: Option<T>, column: &'static str) -> Result<T, StoreError> {
    value.ok_or(StoreError::Corrupt(column))
}

/// Checks that an update or delete changed exactly one row; [`StoreError::Conflict`] otherwise.
pub(crate) fn require_one_row(rows: u64) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}
