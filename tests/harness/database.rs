//! A separate database for each test, copied from a template that is migrated and filled once per run.
//!
//! A passed test removes its database; a failed test keeps it for inspection.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::ConnectionTrait;
use tokio::sync::OnceCell;

use crate::support::postgres;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The database of one test.
#[derive(Debug)]
pub struct TestDatabase {
    pub engine: Engine,
    pub url: String,
    /// The file, on SQLite.
    pub file: Option<PathBuf>,
}

impl TestDatabase {
    /// Copies the engine's template. `found` fills the template after its migration, and closes every connection it opens.
    pub async fn copy_template(engine: Engine, found: impl AsyncFnOnce(&str)) -> Self {
        match engine {
            Engine::Sqlite => copy_sqlite(found).await,
            Engine::Postgres => copy_postgres(found).await,
        }
    }

    /// Copies the database as it is. All connections to it must be closed.
    pub async fn copy(&self) -> Self {
        let (url, file) = match &self.file {
            Some(original) => {
                let file = scratch_file();
                std::fs::copy(original, &file).expect("room in the temporary folder");
                (sqlite_url(&file), Some(file))
            }
            None => {
                let (_, name) = self.url.rsplit_once('/').expect("an address ends with a database's name");
                (postgres::copy_template(name.split('?').next().unwrap_or(name)).await, None)
            }
        };
        Self { engine: self.engine, url, file }
    }

    /// Removes the database. All connections to it must be closed.
    pub async fn remove(self) {
        match (self.engine, self.file) {
            (Engine::Sqlite, Some(file)) => std::fs::remove_file(file).expect("the test's own file"),
            _ => drop_database(&self.url).await,
        }
    }
}

async fn copy_sqlite(found: impl AsyncFnOnce(&str)) -> TestDatabase {
    // Kept as bytes, so that no file remains after the run.
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(async || {
            let file = scratch_file();
            fill_template(&sqlite_url(&file), found).await;
            let bytes = std::fs::read(&file).expect("a migrated file");
            std::fs::remove_file(file).expect("our own file");
            bytes
        })
        .await;
    let file = scratch_file();
    std::fs::write(&file, template).expect("room in the temporary folder");
    TestDatabase { engine: Engine::Sqlite, url: sqlite_url(&file), file: Some(file) }
}

fn scratch_file() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("camket-test-{}-{count}.db", std::process::id()))
}

fn sqlite_url(file: &std::path::Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}

async fn copy_postgres(found: impl AsyncFnOnce(&str)) -> TestDatabase {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(async || {
            let name = format!("camket_template_{}", std::process::id());
            fill_template(&postgres::create_template(&name).await, found).await;
            name
        })
        .await;
    TestDatabase { engine: Engine::Postgres, url: postgres::copy_template(template).await, file: None }
}

async fn fill_template(url: &str, found: impl AsyncFnOnce(&str)) {
    camket_migrations::run(url).await.expect("the migrations run on an empty database");
    found(url).await;
}

async fn drop_database(url: &str) {
    let (server, name) = url.rsplit_once('/').expect("an address ends with a database's name");
    let name = name.split('?').next().unwrap_or(name);
    let server = sea_orm::Database::connect(format!("{server}/postgres")).await.expect("the server is there");
    server
        .execute_unprepared(&format!("DROP DATABASE \"{name}\" WITH (FORCE)"))
        .await
        .expect("the test's own database");
    server.close().await.expect("closing");
}
