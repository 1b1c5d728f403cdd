//! The connection pool, and the only way to open a write transaction.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::StoreError;

/// What queries read from: the pool, or an open transaction.
pub trait Reader: Sync {
    type Connection: ConnectionTrait;
    fn connection(&self) -> &Self::Connection;
}

#[derive(Clone, Debug)]
pub struct Store {
    db: DatabaseConnection,
}

/// An open write transaction. It is rolled back when dropped without [`Tx::commit`].
#[derive(Debug)]
pub struct Tx(DatabaseTransaction);

impl Store {
    /// Connects to `sqlite:` or `postgres:`; the schema must be up to date.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(if url.starts_with("sqlite") { 4 } else { 20 })
            .acquire_timeout(Duration::from_secs(10))
            .sqlx_logging(false)
            .map_sqlx_sqlite_opts(|sqlite| {
                sqlite
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .busy_timeout(Duration::from_secs(10))
                    .foreign_keys(true)
            });
        Ok(Self { db: Database::connect(options).await? })
    }

    /// Opens a write transaction. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`): two deferred
    /// transactions that read before they write fail with "database is locked".
    ///
    /// # Errors
    /// No connection became free within 10 seconds.
    pub async fn begin_write(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok(Tx(self.db.begin_with_options(options).await?))
    }

    /// Checks that the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.db.ping().await?)
    }

    /// Closes the pool. SQLite then merges its write-ahead log into the database file.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.db.close().await?)
    }

    /// Name of the database for logs and pages: "SQLite" or "PostgreSQL".
    pub fn engine(&self) -> &'static str {
        match self.db.get_database_backend() {
            DbBackend::Postgres => "PostgreSQL",
            _ => "SQLite",
        }
    }
}

impl Tx {
    /// Commits the transaction.
    ///
    /// # Errors
    /// The commit failed, and nothing was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.commit().await?)
    }
}

impl Reader for Store {
    type Connection = DatabaseConnection;
    fn connection(&self) -> &DatabaseConnection {
        &self.db
    }
}

impl Reader for Tx {
    type Connection = DatabaseTransaction;
    fn connection(&self) -> &DatabaseTransaction {
        &self.0
    }
}
