//! The room that the database takes on its disk.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{Reader, Store, StoreError};

/// The room that a database takes, in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatabaseSizes {
    pub total: u64,
    /// Room inside the file of SQLite that is written again before the file grows; 0 on PostgreSQL, which tells it of no table
    /// without reading it.
    pub unused: u64,
    /// Tables with their indexes, largest first.
    pub tables: Vec<TableSize>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableSize {
    pub name: String,
    pub bytes: u64,
}

const SQLITE_TABLES: &str = "SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat s \
     LEFT JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = TRUE GROUP BY 1 ORDER BY 2 DESC, 1";
const SQLITE_TOTALS: &str = "SELECT p.page_count * s.page_size, f.freelist_count * s.page_size \
     FROM pragma_page_count p, pragma_page_size s, pragma_freelist_count f";
const POSTGRES_TABLES: &str = "SELECT relname::text, pg_total_relation_size(oid) FROM pg_class \
     WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY 2 DESC, 1";
const POSTGRES_TOTALS: &str = "SELECT pg_database_size(current_database()), 0::bigint";

impl Store {
    /// The sizes of all tables. SQLite reads a part of every page: some seconds for a large file.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn measure(&self) -> Result<DatabaseSizes, StoreError> {
        let (db, backend) = (self.connection(), self.connection().get_database_backend());
        let (tables, totals) = match backend {
            DbBackend::Postgres => (POSTGRES_TABLES, POSTGRES_TOTALS),
            _ => (SQLITE_TABLES, SQLITE_TOTALS),
        };
        let rows = db.query_all_raw(Statement::from_string(backend, tables)).await?;
        let tables = rows
            .iter()
            .map(|row| {
                Ok(TableSize { name: row.try_get_by_index(0)?, bytes: to_bytes(row.try_get_by_index(1)?) })
            })
            .collect::<Result<_, StoreError>>()?;
        let totals = db.query_one_raw(Statement::from_string(backend, totals)).await?;
        let (total, unused) = match totals {
            Some(row) => (row.try_get_by_index(0)?, row.try_get_by_index(1)?),
            None => (0, 0),
        };
        Ok(DatabaseSizes { total: to_bytes(total), unused: to_bytes(unused), tables })
    }
}

fn to_bytes(bytes: i64) -> u64 {
    u64::try_from(bytes).unwrap_or_default()
}
