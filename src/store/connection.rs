//! The connection pool, and the only way to open a write transaction.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::pool::PoolOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sea_orm::sqlx::{Connection as _, Executor as _, Postgres, Sqlite};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use time::OffsetDateTime;

use crate::moment::from_micros;
use crate::write_gate::WriteGate;
use crate::{DiskReserve, StoreError};

/// What queries read from: the pool, or an open transaction.
pub trait Reader: Sync {
    type Connection: ConnectionTrait;
    fn connection(&self) -> &Self::Connection;
}

#[derive(Clone, Debug)]
pub struct Store {
    db: DatabaseConnection,
    reserve: Option<Arc<DiskReserve>>,
    gate: Arc<WriteGate>,
}

/// The connections of a pool.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConnectionCounts {
    pub used: u32,
    pub idle: u32,
}

/// Closes a connection that comes back inside a transaction.
///
/// On a full disk or a failing one SQLite rolls back by itself, sqlx's own rollback then fails, and sqlx takes what follows
/// for part of a transaction that is no more: the next commit on that connection would write nothing.
fn drop_broken_connections(pool: PoolOptions<Sqlite>) -> PoolOptions<Sqlite> {
    // Checked once more before it is used: `true` keeps the connection.
    let pool = pool.before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }));
    pool.after_release(|connection, _| {
        Box::pin(async move {
            if connection.is_in_transaction() {
                // A rollback may be on its way; what is asked after it is answered after it.
                connection.ping().await?;
            }
            Ok(!connection.is_in_transaction())
        })
    })
}

/// How long a use case waits for a connection or for a lock on an SQLite file.
const FILE_PATIENCE: Duration = Duration::from_secs(10);
/// Pages of the file that a connection keeps, in KiB when negative: the upper pages of the indexes of a register of a country.
/// Four connections keep them; with 16 MB each, lists of a million venues took as long as with four.
const FILE_CACHE: &str = "-4096";
/// How long a use case waits for a connection to PostgreSQL.
const SERVER_PATIENCE: Duration = Duration::from_millis(2_500);

/// Limits on waiting in PostgreSQL: a node that stands still holds its rows for a quarter of a minute, and whoever waits
/// for them is told that the database is busy. A statement of ours takes seconds, also an export of the whole country.
const LIMIT_WAITS: &str = "SET lock_timeout = '10s'; \
    SET idle_in_transaction_session_timeout = '15s'; \
    SET statement_timeout = '60s'";

fn limit_waits(pool: PoolOptions<Postgres>) -> PoolOptions<Postgres> {
    pool.after_connect(|connection, _| {
        Box::pin(async move {
            connection.execute(LIMIT_WAITS).await?;
            Ok(())
        })
    })
}

/// An open write transaction. It is rolled back when dropped without [`Tx::commit`].
#[derive(Debug)]
pub struct Tx {
    transaction: DatabaseTransaction,
    gate: Arc<WriteGate>,
}

impl Store {
    /// Connects to `sqlite:` or `postgres:`; the schema must be up to date.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let is_sqlite = url.starts_with("sqlite");
        // A server that does not answer is told within three seconds. In a file, whoever waits is waiting for a writer.
        let (connections, patience) = if is_sqlite { (4, FILE_PATIENCE) } else { (20, SERVER_PATIENCE) };
        Self::connect_with(url, connections, patience, |sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .pragma("cache_size", FILE_CACHE)
        })
        .await
    }

    /// Opens a new SQLite file to fill it by one connection, which locks the file and does not wait for the disk. A crash
    /// may damage the file, so it may be used only once it is complete.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub async fn connect_to_fill(url: &str) -> Result<Self, StoreError> {
        Self::connect_with(url, 1, FILE_PATIENCE, |sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Memory)
                .synchronous(SqliteSynchronous::Off)
                .locking_mode(SqliteLockingMode::Exclusive)
                // All use cases run on this connection; each statement is compiled once.
                .statement_cache_capacity(1_000)
        })
        .await
    }

    async fn connect_with(
        url: &str,
        connections: u32,
        patience: Duration,
        tune: fn(SqliteConnectOptions) -> SqliteConnectOptions,
    ) -> Result<Self, StoreError> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(connections)
            .acquire_timeout(patience)
            .sqlx_logging(false)
            .map_sqlx_sqlite_pool_opts(drop_broken_connections)
            .map_sqlx_postgres_pool_opts(limit_waits)
            .map_sqlx_sqlite_opts(move |sqlite| {
                tune(sqlite.create_if_missing(true).busy_timeout(FILE_PATIENCE).foreign_keys(true))
            });
        Ok(Self { db: Database::connect(options).await?, reserve: None, gate: Arc::default() })
    }

    /// The same store, whose writes leave `reserve` free.
    #[must_use]
    pub fn with_reserve(self, reserve: DiskReserve) -> Self {
        Self { reserve: Some(Arc::new(reserve)), ..self }
    }

    /// Opens a write transaction. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`): two deferred
    /// transactions that read before they write fail with "database is locked".
    ///
    /// # Errors
    /// No connection became free in time; [`StoreError::NoRoom`], [`StoreError::SetBack`].
    pub async fn begin_write(&self) -> Result<Tx, StoreError> {
        self.gate.check()?;
        self.begin(self.gate.clone()).await
    }

    /// Opens a write transaction on a database that was put back: for what makes it usable again, and for nothing else.
    ///
    /// # Errors
    /// As [`Store::begin_write`], without [`StoreError::SetBack`].
    pub async fn begin_repair(&self) -> Result<Tx, StoreError> {
        self.begin(Arc::default()).await
    }

    async fn begin(&self, gate: Arc<WriteGate>) -> Result<Tx, StoreError> {
        self.check_room()?;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok(Tx { transaction: self.db.begin_with_options(options).await?, gate })
    }

    /// What keeps this node from writing to a database that was put back.
    pub fn gate(&self) -> &WriteGate {
        &self.gate
    }

    /// Checks that there is room to write.
    ///
    /// # Errors
    /// [`StoreError::NoRoom`]
    pub fn check_room(&self) -> Result<(), StoreError> {
        self.reserve.as_ref().map_or(Ok(()), |reserve| reserve.check())
    }

    /// Bytes that may still be written to the disk of the database, if this node knows it.
    pub fn find_free_room(&self) -> Option<u64> {
        self.reserve.as_ref().and_then(|reserve| reserve.find_free().ok())
    }

    /// Checks that the database answers, and that it is a registry's.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let query = Statement::from_string(self.db.get_database_backend(), "SELECT 1 FROM register_state");
        Ok(self.db.query_one_raw(query).await.map(drop)?)
    }

    /// What SQLite finds wrong in its file (`PRAGMA quick_check`), at most ten lines; PostgreSQL checks its pages itself.
    ///
    /// # Errors
    /// The file cannot be read.
    pub async fn list_damage(&self) -> Result<Vec<String>, StoreError> {
        if self.db.get_database_backend() != DbBackend::Sqlite {
            return Ok(Vec::new());
        }
        let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA quick_check(10)");
        let rows = self.db.query_all_raw(check).await?;
        let texts: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        let lines = texts.iter().flat_map(|text| text.lines()).filter(|line| *line != "ok");
        Ok(lines.map(str::to_owned).collect())
    }

    /// What time it is where the database runs; none on SQLite, which has the clock of this machine.
    pub async fn read_clock(&self) -> Result<Option<OffsetDateTime>, StoreError> {
        const NOW: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
        if self.db.get_database_backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let row = self.db.query_one_raw(Statement::from_string(DbBackend::Postgres, NOW)).await?;
        row.map(|row| from_micros(row.try_get_by_index(0)?)).transpose()
    }

    /// Who else is connected to a database of PostgreSQL: programs that do not call themselves `own_name`, at most 10; none on
    /// SQLite, where a data folder is locked instead.
    pub async fn list_other_sessions(&self, own_name: &str) -> Result<Vec<String>, StoreError> {
        // PostgreSQL hides from a role of few rights what kind of session another role's is; its own workers have no role.
        const OTHERS: &str = "SELECT concat(coalesce(nullif(application_name, ''), 'a program'), ' from ', \
             coalesce(host(client_addr), 'this machine'), ', connected since ', backend_start::timestamptz(0)) \
             FROM pg_stat_activity WHERE datname = current_database() AND usesysid IS NOT NULL \
             AND coalesce(backend_type, 'client backend') = 'client backend' AND application_name <> $1 \
             ORDER BY backend_start LIMIT 10";
        if self.db.get_database_backend() != DbBackend::Postgres {
            return Ok(Vec::new());
        }
        let query = Statement::from_sql_and_values(DbBackend::Postgres, OTHERS, [own_name.into()]);
        let rows = self.db.query_all_raw(query).await?;
        Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
    }

    /// How many connections of the pool are used, and how many idle.
    pub fn count_connections(&self) -> ConnectionCounts {
        let (open, idle) = match self.db.get_database_backend() {
            DbBackend::Postgres => {
                let pool = self.db.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            }
            _ => {
                let pool = self.db.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
        };
        let idle = u32::try_from(idle).unwrap_or(open).min(open);
        ConnectionCounts { used: open - idle, idle }
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
    pub(crate) fn gate(&self) -> &WriteGate {
        &self.gate
    }

    /// Commits the transaction.
    ///
    /// # Errors
    /// The commit failed, and nothing was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
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
        &self.transaction
    }
}
