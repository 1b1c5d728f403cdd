//! The whole content of a database as text, to check that nothing changed or that a value is not stored.

use std::collections::BTreeMap;

use camket_store::{Reader, Store};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement};

/// The rows of every table, one string per row, sorted. Bytes are hexadecimal.
pub async fn dump_tables(store: &Store) -> BTreeMap<String, Vec<String>> {
    let db = store.connection();
    let tables = list_tables(db).await;
    let select = |(table, row): &(String, String)| format!("SELECT '{table}', {row} FROM \"{table}\" t");
    let all_rows = tables.iter().map(select).collect::<Vec<_>>().join(" UNION ALL ");
    let mut all: BTreeMap<String, Vec<String>> =
        tables.into_iter().map(|(table, _)| (table, Vec::new())).collect();
    for (table, row) in query_pairs(db, &all_rows).await {
        all.get_mut(&table).expect("one of these tables").push(row);
    }
    all.values_mut().for_each(|rows| rows.sort_unstable());
    all
}

/// Runs one SQL statement.
pub async fn execute(store: &Store, sql: &str) {
    store.connection().execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// Each table, and the SQL that makes a text of its row `t`.
async fn list_tables(db: &DatabaseConnection) -> Vec<(String, String)> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name::text, 't::text' FROM information_schema.tables WHERE table_schema = 'public'"
        }
        _ => {
            "SELECT m.name, group_concat('quote(\"' || c.name || '\")', '||''|''||') \
             FROM sqlite_master m, pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' GROUP BY m.name"
        }
    };
    query_pairs(db, sql).await
}

async fn query_pairs(db: &DatabaseConnection, sql: &str) -> Vec<(String, String)> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await;
    let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let text = |row: &QueryResult, place| row.try_get_by_index(place).expect("a text");
    rows.iter().map(|row| (text(row, 0), text(row, 1))).collect()
}
