//! The whole content of a database as text, to check that nothing changed or that a value is not stored.

use std::collections::BTreeMap;

use camket_store::{Reader, Store};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// The rows of every table, one string per row, sorted. Bytes are hexadecimal.
pub async fn dump_tables(store: &Store) -> BTreeMap<String, Vec<String>> {
    let db = store.connection();
    let mut all = BTreeMap::new();
    for table in table_names(db).await {
        let rows = query_texts(db, &row_query(db, &table).await).await;
        all.insert(table, rows);
    }
    all
}

/// Runs one SQL statement.
pub async fn execute(store: &Store, sql: &str) {
    store.connection().execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn table_names(db: &DatabaseConnection) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
        }
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    query_texts(db, sql).await
}

async fn row_query(db: &DatabaseConnection, table: &str) -> String {
    if db.get_database_backend() == DbBackend::Postgres {
        return format!("SELECT t::text FROM \"{table}\" t ORDER BY 1");
    }
    let columns = query_texts(db, &format!("SELECT name FROM pragma_table_info('{table}')")).await;
    let quoted: Vec<_> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
    format!("SELECT {} FROM \"{table}\" ORDER BY 1", quoted.join("||'|'||"))
}

async fn query_texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await;
    let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.into_iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}
