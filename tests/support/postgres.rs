//! A fresh PostgreSQL database for each test, copied from a template that is migrated once.
//!
//! `./test.sh` starts the server. Databases stay until it stops, so that those of failed tests can be inspected.

use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait, Database, DbErr};

/// Creates an empty database as a template. Close every connection to it before it is copied. Returns its URL.
pub async fn create_template(name: &str) -> String {
    run(&[
        format!("DROP DATABASE IF EXISTS {}", quote_identifier(name)),
        format!("CREATE DATABASE {}", quote_identifier(name)),
    ])
    .await;
    database_url(name)
}

/// Copies `template` for one test. Returns the URL of the copy.
pub async fn copy_template(template: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("{template}_{}_{count}", std::process::id());
    let copy = format!("CREATE DATABASE {} TEMPLATE {}", quote_identifier(&name), quote_identifier(template));
    run(&[format!("DROP DATABASE IF EXISTS {}", quote_identifier(&name)), copy]).await;
    database_url(&name)
}

async fn run(statements: &[String]) {
    try_run(statements).await.unwrap_or_else(|error| panic!("PostgreSQL refused {statements:?}: {error}"));
}

async fn try_run(statements: &[String]) -> Result<(), DbErr> {
    let server = Database::connect(server_url()).await?;
    for statement in statements {
        server.execute_unprepared(statement).await?;
    }
    server.close().await
}

/// The server's URL with another database name.
fn database_url(database: &str) -> String {
    let server = server_url();
    let (place, query) =
        server.split_once('?').map_or((server.as_str(), ""), |(place, query)| (place, query));
    let (host, _) = place.rsplit_once('/').expect("an address ends with a database's name");
    format!("{host}/{database}{}{query}", if query.is_empty() { "" } else { "?" })
}

fn quote_identifier(name: &str) -> String {
    assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'), "{name} is no plain name");
    format!("\"{name}\"")
}

#[expect(clippy::disallowed_methods, reason = "test.sh tells the tests where the server is")]
fn server_url() -> String {
    std::env::var("CAMKET_TEST_POSTGRES").expect(
        "CAMKET_TEST_POSTGRES is not set: run ./test.sh, which starts PostgreSQL, \
         or set it to postgres://USER:PASSWORD@HOST:PORT/postgres of a server that tests may fill",
    )
}
