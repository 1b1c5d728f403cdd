//! Errors of the store, as far as a caller can act on them.

use std::error::Error;

use camket_domain::text::TextError;
use sea_orm::{DbErr, RuntimeErr, SqlErr, SqlxError};

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
    /// The database is locked, has no free connection or no room on its disk, or cannot be reached at the moment; nothing
    /// was written.
    #[error("the database is busy")]
    Busy(#[source] DbErr),
    /// The disk has less room left than its reserve; nothing was written.
    #[error("the disk is almost full")]
    NoRoom,
    /// The database was put back to an earlier state; nothing was written.
    #[error("the database was put back to an earlier state: `camket restore` makes it usable again")]
    SetBack,
    /// Any other error of the database.
    #[error("database")]
    Database(#[source] DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Duplicate,
            _ if is_logged_already(&error) => Self::Duplicate,
            _ if is_transient(&error) => Self::Busy(error),
            _ => Self::Database(error),
        }
    }
}

/// Whether an error, or one of its causes, says that the database cannot be reached or is busy: a program that starts may wait
/// for it. A database that does not exist is a mistake in its name.
pub fn is_outage(error: &(dyn Error + 'static)) -> bool {
    let cause = match (error.downcast_ref::<StoreError>(), error.downcast_ref::<DbErr>()) {
        (Some(StoreError::Busy(cause)), _) => Some(cause),
        (_, cause) => cause.filter(|cause| is_transient(cause)),
    };
    match cause {
        Some(cause) => find_code(cause).is_none_or(|code| code != NO_SUCH_DATABASE),
        None => error.source().is_some_and(is_outage),
    }
}

/// PostgreSQL's code of a database that does not exist.
const NO_SUCH_DATABASE: &str = "3D000";

/// Whether a trigger of SQLite refused a row that the audit log has: it comes before the check of what is unique.
fn is_logged_already(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    matches!(&**cause, SqlxError::Database(refusal) if refusal.message().ends_with(" has this row"))
}

/// What the database calls the error.
fn find_code(error: &DbErr) -> Option<String> {
    let (DbErr::Conn(cause) | DbErr::Exec(cause) | DbErr::Query(cause)) = error else { return None };
    let RuntimeErr::SqlxError(cause) = cause else { return None };
    match &**cause {
        SqlxError::Database(refusal) => refusal.code().map(std::borrow::Cow::into_owned),
        _ => None,
    }
}

/// Whether the same command may succeed later without a change of anything else.
fn is_transient(error: &DbErr) -> bool {
    let cause = match error {
        DbErr::ConnectionAcquire(_) => return true,
        DbErr::Conn(cause) | DbErr::Exec(cause) | DbErr::Query(cause) => cause,
        _ => return false,
    };
    let RuntimeErr::SqlxError(cause) = cause else { return false };
    match &**cause {
        SqlxError::PoolTimedOut | SqlxError::Io(_) => true,
        SqlxError::Database(refusal) => refusal.code().is_some_and(|code| is_transient_code(&code)),
        _ => false,
    }
}

/// SQLite's primary codes 5 (`SQLITE_BUSY`), 6 (`SQLITE_LOCKED`), 10 (`SQLITE_IOERR`: also a full disk, for the write-ahead
/// log) and 13 (`SQLITE_FULL`), in the low byte of what it reports; PostgreSQL's
/// classes 08 (connection), 40 (rolled back: serialisation, deadlock), 53 (too many connections, memory, disk) and 57P
/// (shut down, starting), 3D000 (no such database), and our limits on waiting: 25P03, 55P03 (a lock) and 57014 (a statement).
fn is_transient_code(code: &str) -> bool {
    match code.parse::<u32>() {
        Ok(sqlite) if code.len() < 5 => matches!(sqlite & 0xff, 5 | 6 | 10 | 13),
        _ => ["08", "25P03", "3D000", "40", "53", "57014", "57P", "55P03"]
            .iter()
            .any(|class| code.starts_with(class)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_is_busy() {
        for code in [
            "5", "6", "13", "261", "517", "778", "53300", "57P01", "57P03", "40001", "40P01", "55P03",
            "08006", "3D000", "57014", "25P03",
        ] {
            assert!(is_transient_code(code), "{code}");
        }
        for code in ["1", "19", "2067", "8", "23505", "42P01", ""] {
            assert!(!is_transient_code(code), "{code}");
        }
        assert!(matches!(
            DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout).into(),
            StoreError::Busy(_)
        ));
        assert!(matches!(DbErr::Custom(String::new()).into(), StoreError::Database(_)));
    }
}
