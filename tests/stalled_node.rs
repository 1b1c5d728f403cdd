//! A node that stands still inside a transaction, and what the others are told meanwhile.

use camket_store::{Reader as _, Store, StoreError, Tx};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use crate::harness::database::Engine;
use crate::world::Office;

/// The row that every decision on a certificate changes.
const TAKE_REGISTER: &str = "UPDATE register_state SET sequence = sequence + 1";

async fn run(tx: &Tx, sql: &str) -> Result<(), DbErr> {
    tx.connection().execute_unprepared(sql).await.map(|_| ())
}

async fn show(store: &Store, name: &str) -> String {
    let query = Statement::from_string(DbBackend::Postgres, format!("SHOW {name}"));
    let row = store.connection().query_one_raw(query).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

#[test]
fn a_node_that_stands_still_gives_back_what_it_holds() {
    Office::open_for(Engine::Postgres, async |office: Office| {
        let store = office.app.store();
        let stalled = store.begin_write().await.unwrap();
        run(&stalled, TAKE_REGISTER).await.unwrap();

        let waiting = store.begin_write().await.unwrap();
        run(&waiting, "SET LOCAL lock_timeout = '50ms'").await.unwrap();
        let refused: StoreError = run(&waiting, TAKE_REGISTER).await.unwrap_err().into();
        assert!(matches!(refused, StoreError::Busy(_)), "{refused:?}");
        drop(waiting);

        run(&stalled, "SET LOCAL idle_in_transaction_session_timeout = '200ms'").await.unwrap();
        // Waits until the server has ended the other transaction.
        let next = store.begin_write().await.unwrap();
        run(&next, TAKE_REGISTER).await.unwrap();
        next.commit().await.unwrap();
        assert!(matches!(stalled.commit().await, Err(StoreError::Busy(_))), "nothing of it was written");
    });
}

#[test]
fn every_connection_has_limits_on_waiting() {
    Office::open_for(Engine::Postgres, async |office: Office| {
        let store = office.app.store();
        for (name, limit) in [
            ("lock_timeout", "10s"),
            ("idle_in_transaction_session_timeout", "15s"),
            ("statement_timeout", "1min"),
        ] {
            assert_eq!(show(store, name).await, limit, "{name}");
        }
    });
}
