//! Whoever can write to the database and switches the triggers off: each change is named, and a log that nobody touched is not.

use camket_app::audit_log::FaultKind;
use camket_credential::merkle::hash_leaf;
use camket_domain::audit::log::LogEntry;
use camket_store::Reader as _;
use camket_store::audit_log::{count_rows, list_leaves};
use data_encoding::HEXLOWER;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{check, record_events, sign};
use crate::harness::database::Engine;
use crate::harness::test_on_both_engines;
use crate::world::Office;

test_on_both_engines! {
    a_changed_row_is_named,
    a_deleted_row_is_named,
    an_inserted_row_is_named,
    a_cut_tail_is_named,
    a_log_that_was_hashed_anew_is_named,
    a_changed_order_is_named,
    a_changed_tile_and_a_forged_checkpoint_are_named,
}

const TABLES: [&str; 4] = ["audit_event", "audit_leaf", "audit_node", "audit_checkpoint"];

/// A log that was signed, without the triggers that protect it; with the note that somebody kept.
async fn unprotected_log(office: &Office) -> String {
    record_events(office, 600).await;
    // In the middle of a tile: what is changed near the end is below no full one.
    let size = count_rows(office.app.store()).await.unwrap().waiting;
    record_events(office, usize::try_from((256 + 100 - size % 256) % 256).unwrap()).await;
    let kept = sign(office).await;
    record_events(office, 20).await;
    sign(office).await;
    for table in TABLES {
        if office.database.engine == Engine::Postgres {
            run(office, &format!("ALTER TABLE {table} DISABLE TRIGGER {table}_stays")).await;
        } else {
            run(office, &format!("DROP TRIGGER {table}_no_update")).await;
            run(office, &format!("DROP TRIGGER {table}_no_delete")).await;
        }
    }
    let report = check(office, std::slice::from_ref(&kept)).await;
    assert!(report.is_intact() && report.confirmed == 3, "{report:?}");
    kept
}

async fn run(office: &Office, sql: &str) {
    let done = office.app.store().connection().execute_unprepared(sql).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// Kinds and places of the faults.
async fn faults(office: &Office, notes: &[String]) -> Vec<(FaultKind, Option<u64>)> {
    let report = check(office, notes).await;
    report.faults.into_iter().map(|fault| (fault.kind, fault.number)).collect()
}

async fn find_event(office: &Office, number: u64) -> LogEntry {
    let leaf = list_leaves(office.app.store(), number, 1).await.unwrap().remove(0);
    LogEntry::new(number, leaf.event.unwrap())
}

fn bytes(office: &Office, bytes: &[u8]) -> String {
    let hex = HEXLOWER.encode(bytes);
    if office.database.engine == Engine::Postgres {
        format!("'\\x{hex}'::bytea")
    } else {
        format!("x'{hex}'")
    }
}

fn uuid(office: &Office, id: Uuid) -> String {
    if office.database.engine == Engine::Postgres {
        format!("'{id}'::uuid")
    } else {
        format!("x'{}'", id.simple())
    }
}

async fn a_changed_row_is_named(office: Office) {
    let kept = unprotected_log(&office).await;
    let event = "(SELECT event_id FROM audit_leaf WHERE number = 77)";
    run(&office, &format!("UPDATE audit_event SET note = 'khác' WHERE id = {event}")).await;
    let expected = [(FaultKind::RowChanged, Some(77))];
    assert_eq!(faults(&office, &[]).await, expected);
    assert_eq!(faults(&office, &[kept]).await, expected);
    // A code that this program does not know is one of the changes.
    run(&office, &format!("UPDATE audit_event SET deed = 'khác' WHERE id = {event}")).await;
    assert_eq!(faults(&office, &[]).await, expected);
}

async fn a_deleted_row_is_named(office: Office) {
    unprotected_log(&office).await;
    run(&office, "DELETE FROM audit_event WHERE id = (SELECT event_id FROM audit_leaf WHERE number = 77)")
        .await;
    assert_eq!(faults(&office, &[]).await, [(FaultKind::RowDeleted, Some(77))]);
    run(&office, "DELETE FROM audit_leaf WHERE number = 77").await;
    assert_eq!(faults(&office, &[]).await, [(FaultKind::RowDeleted, Some(77))]);
    // One that was not logged yet.
    record_events(&office, 1).await;
    run(&office, "DELETE FROM audit_event WHERE id IN (SELECT event_id FROM audit_waiting)").await;
    assert_eq!(
        faults(&office, &[]).await,
        [(FaultKind::RowDeleted, None), (FaultKind::RowDeleted, Some(77))]
    );
}

async fn an_inserted_row_is_named(office: Office) {
    unprotected_log(&office).await;
    let id = office.key();
    let sql = format!(
        "INSERT INTO audit_event SELECT {}, at, actor_id, actor_role, actor_name, deed, target, venue_id, note \
         FROM audit_event WHERE id = (SELECT event_id FROM audit_leaf WHERE number = 77)",
        uuid(&office, id)
    );
    run(&office, &sql).await;
    let report = check(&office, &[]).await;
    let found: Vec<_> = report.faults.iter().map(|fault| (fault.kind, fault.event)).collect();
    assert_eq!(found, [(FaultKind::RowInserted, Some(id))]);
}

async fn a_cut_tail_is_named(office: Office) {
    let kept = unprotected_log(&office).await;
    let size = count_rows(office.app.store()).await.unwrap().leaves;
    let cut = |from: u64| {
        [
            format!(
                "DELETE FROM audit_event WHERE id IN (SELECT event_id FROM audit_leaf WHERE number >= {from})"
            ),
            format!("DELETE FROM audit_leaf WHERE number >= {from}"),
        ]
    };
    for sql in cut(size - 1) {
        run(&office, &sql).await;
    }
    assert_eq!(faults(&office, &[]).await, [(FaultKind::TailCut, Some(size))]);
    // Who removes the checkpoints as well is given away by the one that was kept.
    for sql in cut(590) {
        run(&office, &sql).await;
    }
    run(&office, "DELETE FROM audit_checkpoint").await;
    assert_eq!(faults(&office, &[]).await, []);
    let found = faults(&office, &[kept]).await;
    assert!(matches!(found[..], [(FaultKind::TailCut, Some(cut))] if cut > 600), "{found:?}");
}

/// Changes an event, and its leaf to the hash of what it says now.
async fn rewrite(office: &Office, number: u64) {
    let event = format!("(SELECT event_id FROM audit_leaf WHERE number = {number})");
    run(office, &format!("UPDATE audit_event SET note = 'khác' WHERE id = {event}")).await;
    let hash = hash_leaf(find_event(office, number).await.encode().as_bytes());
    let hash = bytes(office, &hash);
    run(office, &format!("UPDATE audit_leaf SET hash = {hash} WHERE number = {number}")).await;
}

async fn a_log_that_was_hashed_anew_is_named(office: Office) {
    let kept = unprotected_log(&office).await;
    // Behind the last full tile, so that every stored hash fits.
    let size = count_rows(office.app.store()).await.unwrap().leaves;
    rewrite(&office, size - 50).await;
    let found = faults(&office, &[]).await;
    assert!(
        matches!(found[..], [(FaultKind::Rehashed, Some(_))]),
        "the first explains the second: {found:?}"
    );
    // The registry itself signs nothing that contradicts what it signed.
    record_events(&office, 1).await;
    camket_app::audit_log::append_waiting(&office.app).await.unwrap();
    assert!(camket_app::audit_log::sign_now(&office.app).await.is_err());
    run(&office, "DELETE FROM audit_checkpoint").await;
    assert_eq!(faults(&office, &[]).await, [], "whoever removes everything that was signed");
    let found = faults(&office, &[kept]).await;
    assert!(
        matches!(found[..], [(FaultKind::Rehashed, Some(_))]),
        "is given away by what was kept: {found:?}"
    );
}

async fn a_changed_order_is_named(office: Office) {
    let kept = unprotected_log(&office).await;
    for (from, to) in [(77, -1), (500, 77), (-1, 500)] {
        run(&office, &format!("UPDATE audit_leaf SET number = {to} WHERE number = {from}")).await;
    }
    let expected = [(FaultKind::OrderChanged, Some(77)), (FaultKind::OrderChanged, Some(500))];
    assert_eq!(faults(&office, &[]).await, expected);
    assert_eq!(faults(&office, &[kept]).await, expected);
}

async fn a_changed_tile_and_a_forged_checkpoint_are_named(office: Office) {
    unprotected_log(&office).await;
    let forged = bytes(&office, &[1; 32]);
    run(&office, &format!("UPDATE audit_node SET hash = {forged} WHERE level = 8 AND number = 1")).await;
    assert_eq!(faults(&office, &[]).await, [(FaultKind::Rehashed, Some(512))]);
    run(&office, "UPDATE audit_checkpoint SET note = replace(note, '/audit/1', '/audit/9')").await;
    let kinds: Vec<_> = faults(&office, &[]).await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [FaultKind::Rehashed, FaultKind::NotSigned, FaultKind::NotSigned]);
}
