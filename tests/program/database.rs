//! Direct access of the tests to the program's database.

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::support::waiting::LONGEST_WAIT;

/// The code of a certificate that is in force.
pub const VALID: &str =
    "SELECT code FROM certificate WHERE status = 'issued' ORDER BY expires_on DESC, code LIMIT 1";

#[derive(Debug)]
pub struct ProgramDatabase(DatabaseConnection);

impl ProgramDatabase {
    pub async fn open(url: &str) -> Self {
        let mut options = sea_orm::ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        Self(Database::connect(options).await.expect("the program's database"))
    }

    /// The first column of every row, as text.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.0.query_all_raw(Statement::from_string(self.0.get_database_backend(), sql)).await;
        let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
        rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
    }

    pub async fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        let row = self.0.query_one_raw(Statement::from_string(self.0.get_database_backend(), &sql)).await;
        let row = row.unwrap_or_else(|error| panic!("{sql}: {error}")).expect("a row");
        row.try_get_by_index(0).expect("a number")
    }

    /// Waits until the query has a row; returns the first.
    pub async fn until(&self, sql: &str) -> String {
        let began = Instant::now();
        loop {
            if let Some(text) = self.texts(sql).await.into_iter().next() {
                return text;
            }
            assert!(began.elapsed() < LONGEST_WAIT, "no row in time: {sql}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Ends the connection at once: PostgreSQL lists one that was dropped until the test waits for something.
    pub async fn close(self) {
        self.0.close().await.expect("closing");
    }

    pub async fn run(&self, sql: &str) {
        self.0.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}
