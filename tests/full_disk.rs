//! A disk that is full for a while: what failed left nothing, and what is acknowledged afterwards is kept.

use camket_store::{Reader as _, Store, StoreError};
use sea_orm::ConnectionTrait;

use crate::harness::database::Engine;
use crate::world::Office;

/// More than the connections of a pool, so that each would have met the full disk.
const TRIES: usize = 12;

/// Fails like a write to a full disk, in a transaction: SQLite rolls it back by itself.
async fn write_to_full_disk(store: &Store) -> StoreError {
    let tx = store.begin_write().await.unwrap();
    let run = async |sql: &str| tx.connection().execute_unprepared(sql).await;
    // Not one page more than the file has.
    run("PRAGMA max_page_count = 1").await.unwrap();
    let full = run("CREATE TABLE overflow AS SELECT randomblob(1000000) AS bytes").await.unwrap_err();
    // Room again, also for whoever gets this connection next.
    run("PRAGMA max_page_count = 4294967294").await.unwrap();
    full.into()
}

async fn count_notes(store: &Store) -> usize {
    store.connection().query_all_raw(select("SELECT text FROM note")).await.unwrap().len()
}

fn select(sql: &str) -> sea_orm::Statement {
    sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, sql)
}

#[test]
fn what_is_committed_after_a_full_disk_is_kept() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let store = office.app.store();
        store.connection().execute_unprepared("CREATE TABLE note (text TEXT NOT NULL)").await.unwrap();
        for written in 1..=TRIES {
            assert!(matches!(write_to_full_disk(store).await, StoreError::Busy(_)));
            let tx = store.begin_write().await.unwrap();
            tx.connection().execute_unprepared("INSERT INTO note VALUES ('kept')").await.unwrap();
            tx.commit().await.unwrap();
            let other = office.with_options(|_| {}).await;
            assert_eq!(count_notes(other.app.store()).await, written, "seen by another node");
            other.app.store().clone().close().await.unwrap();
        }
        assert!(store.connection().query_all_raw(select("SELECT * FROM overflow")).await.is_err());
    });
}
