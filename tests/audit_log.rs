//! The log of the audit trail: every event gets its leaf, what was logged cannot be changed, and each way around that is named.

mod tampering;
mod witnesses;

use camket_app::audit_log::{self, InclusionProof, KeptCheckpoint, LogReport, ProofError};
use camket_app::register;
use camket_app::restores::{self, RestoreInput};
use camket_credential::checkpoint::Checkpoint;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::ids::AuditId;
use camket_store::audit_log::{checkpoint, count_rows, find_leaf_of, list_leaves};
use camket_store::{Reader as _, StoreError, audit};
use sea_orm::ConnectionTrait;
use time::Duration;
use uuid::Uuid;

use crate::harness::database::Engine;
use crate::harness::test_on_both_engines;
use crate::world::Office;

test_on_both_engines! {
    every_event_gets_a_leaf_and_the_log_is_signed,
    what_was_logged_can_be_neither_changed_nor_deleted,
    nodes_that_append_at_the_same_time_write_each_event_once,
    a_checkpoint_is_made_daily_and_with_each_status_list_while_the_log_grows,
    a_proof_convinces_a_stranger_and_no_changed_one_does,
    an_export_is_checked_by_a_stranger,
    after_a_restore_the_log_goes_on_and_says_what_is_lost,
    a_new_key_signs_and_the_old_one_still_counts,
}

/// Records `count` events, as use cases do.
pub async fn record_events(office: &Office, count: usize) {
    let app = &office.app;
    let event = || {
        let action = AuditAction::Scanned;
        AuditEvent::new(app.now(), app.entropy(), None, action, Uuid::nil()).with_note("ghi chú \"1\"")
    };
    let events: Vec<AuditEvent> = (0..count).map(|_| event()).collect();
    let tx = app.store().begin_write().await.unwrap();
    audit::insert_many(&tx, &events).await.unwrap();
    tx.commit().await.unwrap();
}

/// Appends what waits and signs; returns the note.
pub async fn sign(office: &Office) -> String {
    audit_log::append_waiting(&office.app).await.unwrap();
    audit_log::sign_now(&office.app).await.unwrap().unwrap().note
}

pub async fn check(office: &Office, notes: &[String]) -> LogReport {
    audit_log::check_database(&office.app, &keep(notes)).await.unwrap()
}

fn keep(notes: &[String]) -> Vec<KeptCheckpoint> {
    notes.iter().cloned().map(KeptCheckpoint::Signed).collect()
}

async fn every_event_gets_a_leaf_and_the_log_is_signed(office: Office) {
    assert_eq!(audit_log::load_newest_note(&office.app).await.unwrap(), None);
    record_events(&office, 3_000).await;
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    let before = count_rows(office.app.store()).await.unwrap();
    assert_eq!((before.leaves, before.waiting), (0, before.events));
    assert_eq!(audit_log::append_waiting(&office.app).await.unwrap(), before.events);
    assert_eq!(audit_log::append_waiting(&office.app).await.unwrap(), 0);
    let after = count_rows(office.app.store()).await.unwrap();
    assert_eq!((after.leaves, after.waiting), (before.events, 0));
    let signed = audit_log::sign_now(&office.app).await.unwrap().unwrap();
    assert_eq!(signed.size, before.events);
    let report = check(&office, &[]).await;
    assert!(report.is_intact(), "{report:?}");
    // The key that was made for the first checkpoint is an event of its own.
    assert_eq!((report.leaves, report.confirmed, report.covered), (signed.size, 1, signed.size));
    assert_eq!(report.waiting, 1);
    let keys = audit_log::list_public_keys(&office.app).await.unwrap();
    let opened = Checkpoint::open(&signed.note, &keys).unwrap();
    assert_eq!((opened.origin.as_str(), opened.size), ("127.0.0.1:8080/audit/1", signed.size));
    assert_eq!(audit_log::load_newest_note(&office.app).await.unwrap(), Some(signed.note.clone()));
    assert_eq!(audit_log::find_note(&office.app, signed.size).await.unwrap(), Some(signed.note));
    assert_eq!(audit_log::find_note(&office.app, signed.size + 1).await.unwrap(), None);
    let printed = audit_log::find_printed(&office.app, office.app.now()).await.unwrap().unwrap();
    assert_eq!(printed.size, opened.size);
    let earlier = office.app.now() - Duration::SECOND;
    assert_eq!(audit_log::find_printed(&office.app, earlier).await.unwrap(), None);
}

async fn what_was_logged_can_be_neither_changed_nor_deleted(office: Office) {
    record_events(&office, 300).await;
    sign(&office).await;
    let db = office.app.store().connection();
    for statement in [
        "UPDATE audit_event SET note = ''",
        "DELETE FROM audit_event",
        "UPDATE audit_leaf SET number = number + 1000",
        "DELETE FROM audit_leaf",
        "UPDATE audit_node SET number = number + 1000",
        "DELETE FROM audit_node",
        "UPDATE audit_checkpoint SET note = ''",
        "DELETE FROM audit_checkpoint",
    ] {
        let refused = db.execute_unprepared(statement).await.unwrap_err().to_string();
        assert!(refused.contains("the audit log is append-only"), "{statement}: {refused}");
    }
    for table in ["audit_event", "audit_leaf", "audit_node", "audit_checkpoint"] {
        let row = format!("INTO {table} SELECT * FROM {table} LIMIT 1");
        let twice = StoreError::from(db.execute_unprepared(&format!("INSERT {row}")).await.unwrap_err());
        assert!(matches!(twice, StoreError::Duplicate), "{table}: {twice:?}");
        if office.database.engine == Engine::Sqlite {
            let replaced = db.execute_unprepared(&format!("INSERT OR REPLACE {row}")).await.unwrap_err();
            assert!(replaced.to_string().contains("the audit log is append-only"), "{table}: {replaced}");
        }
    }
    assert!(check(&office, &[]).await.is_intact());
}

async fn nodes_that_append_at_the_same_time_write_each_event_once(office: Office) {
    let other = office.with_options(|_| {}).await;
    for _ in 0..3 {
        record_events(&office, 700).await;
        let (one, two) =
            tokio::join!(audit_log::append_waiting(&office.app), audit_log::append_waiting(&other.app));
        // One of them may find the other's batch written; it says so by appending nothing.
        assert!(one.unwrap() + two.unwrap() >= 700);
    }
    let (one, two) = tokio::join!(audit_log::sign_now(&office.app), audit_log::sign_now(&other.app));
    let signed = [one, two].into_iter().filter_map(|signed| signed.ok().flatten()).collect::<Vec<_>>();
    assert!(!signed.is_empty());
    let report = check(&office, &[]).await;
    assert!(report.is_intact(), "{report:?}");
    let rows = count_rows(office.app.store()).await.unwrap();
    assert_eq!(rows.events, rows.leaves + rows.waiting);
    other.app.store().clone().close().await.unwrap();
}

async fn a_checkpoint_is_made_daily_and_with_each_status_list_while_the_log_grows(office: Office) {
    let app = &office.app;
    record_events(&office, 5).await;
    assert!(!audit_log::sign_if_due(app).await.unwrap(), "a log without leaves");
    audit_log::append_waiting(app).await.unwrap();
    assert!(audit_log::sign_if_due(app).await.unwrap(), "the first one");
    office.waits(Duration::days(2));
    assert!(!audit_log::sign_if_due(app).await.unwrap(), "the key's event waits, so the log has not grown");
    audit_log::append_waiting(app).await.unwrap();
    assert!(audit_log::sign_if_due(app).await.unwrap(), "a day later");
    office.waits(Duration::hours(23));
    record_events(&office, 1).await;
    audit_log::append_waiting(app).await.unwrap();
    assert!(!audit_log::sign_if_due(app).await.unwrap());
    let _following = app.register().follow();
    camket_app::keys::ensure_signing_key(app).await.unwrap();
    register::sign_list_now(app).await.unwrap();
    assert!(audit_log::sign_if_due(app).await.unwrap(), "with the status list");
    assert!(!audit_log::sign_if_due(app).await.unwrap());
    let report = check(&office, &[]).await;
    assert!(report.is_intact() && report.confirmed == 3, "{report:?}");
}

async fn a_proof_convinces_a_stranger_and_no_changed_one_does(office: Office) {
    record_events(&office, 700).await;
    sign(&office).await;
    let keys = audit_log::list_public_keys(&office.app).await.unwrap();
    let size = count_rows(office.app.store()).await.unwrap().leaves;
    for number in [0, 1, 255, 256, 511, 512, size - 1] {
        let leaf = list_leaves(office.app.store(), number, 1).await.unwrap().remove(0);
        let proof = audit_log::prove(&office.app, AuditId(leaf.event_id)).await.unwrap();
        let text = proof.to_string();
        assert!(audit_log::is_proof(&text));
        let (entry, checkpoint) = InclusionProof::parse(&text).unwrap().verify(&keys).unwrap();
        assert_eq!((entry.number, entry.id, checkpoint.size), (number, leaf.event_id, size));
        let other = proof.leaf.replace("ghi chú", "ghi chu").replace("\"v\":1", "\"v\":1 ");
        let changed = InclusionProof { leaf: other, ..proof.clone() };
        assert_eq!(changed.verify(&keys).unwrap_err(), ProofError::NotIncluded);
        let moved = InclusionProof { number: number + 1, ..proof.clone() };
        assert_eq!(moved.verify(&keys).unwrap_err(), ProofError::NotIncluded);
        let resized = proof.note.replacen(&format!("\n{size}\n"), &format!("\n{}\n", size + 1), 1);
        let resized = InclusionProof { note: resized, ..proof };
        assert!(matches!(resized.verify(&keys), Err(ProofError::Note(_))));
    }
    // An event that waits gets its leaf and its checkpoint.
    record_events(&office, 1).await;
    let newest = camket_store::audit_log::list_waiting(office.app.store(), 10).await.unwrap();
    let proof = audit_log::prove(&office.app, AuditId(newest.last().unwrap().id)).await.unwrap();
    assert!(proof.verify(&keys).unwrap().1.size > size);
    let unknown = audit_log::prove(&office.app, AuditId(office.key())).await;
    assert!(matches!(unknown, Err(camket_app::AppError::NotFound)));
    for text in ["", "c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\nindex 1\n\n"] {
        assert_eq!(InclusionProof::parse(text), Err(ProofError::Structure), "{text:?}");
    }
}

async fn an_export_is_checked_by_a_stranger(office: Office) {
    record_events(&office, 5_000).await;
    let kept = sign(&office).await;
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    let mut file = Vec::new();
    let count = audit_log::export(&office.app, &mut file).await.unwrap();
    let keys = audit_log::list_public_keys(&office.app).await.unwrap();
    let check =
        |file: &[u8]| audit_log::check_export(file, &keep(std::slice::from_ref(&kept)), &keys).unwrap();
    let report = check(&file);
    assert!(report.is_intact(), "{report:?}");
    assert_eq!((report.leaves, report.confirmed, report.covered), (count, 2, count));
    let text = String::from_utf8(file).unwrap();
    assert!(text.contains("\"action\":\"") && text.lines().count() > 5_000);
    let forged = text.replacen("ghi chú", "ghi chu", 1);
    assert_eq!(check(forged.as_bytes()).faults[0].kind.code(), "row_changed");
}

async fn after_a_restore_the_log_goes_on_and_says_what_is_lost(office: Office) {
    record_events(&office, 300).await;
    let before = sign(&office).await;
    let kept = count_rows(office.app.store()).await.unwrap();
    let (later, restored) = office.splits().await;
    office.waits(Duration::hours(1));
    record_events(&later, 100).await;
    let lost = sign(&later).await;
    assert_eq!(register::check_history(&later.app).await.unwrap(), None);
    let marks = later.app.register().marks().unwrap();
    later.app.store().clone().close().await.unwrap();
    office.waits(Duration::hours(1));
    restored.app.register().set_marks(marks.clone());
    assert!(register::check_history(&restored.app).await.unwrap().is_some());
    assert!(
        audit_log::append_waiting(&restored.app).await.is_err(),
        "nothing is appended before it is worked through"
    );
    let input =
        RestoreInput { marks: Some(marks), lists: Vec::new(), gap: 10, decision: "12/QĐ-SNV".to_owned() };
    restores::work_through(&restored.app, &input).await.unwrap();
    record_events(&restored, 200).await;
    let after = sign(&restored).await;
    assert!(after.starts_with("127.0.0.1:8080/audit/2\n"), "{after}");
    let report = check(&restored, &[before.clone(), lost.clone()]).await;
    assert!(report.is_intact(), "{report:?}");
    assert_eq!(report.lost_tails.len(), 1);
    let tail = &report.lost_tails[0];
    assert_eq!((tail.continuation.epoch, tail.continuation.kept), (2, kept.leaves));
    assert!(tail.checkpoint.size > kept.leaves);
    let mut file = Vec::new();
    audit_log::export(&restored.app, &mut file).await.unwrap();
    let keys = audit_log::list_public_keys(&restored.app).await.unwrap();
    let report = audit_log::check_export(&file[..], &keep(&[before, lost]), &keys).unwrap();
    assert!(report.is_intact() && report.lost_tails.len() == 1, "{report:?}");
    restored.close().await;
}

async fn a_new_key_signs_and_the_old_one_still_counts(office: Office) {
    record_events(&office, 5).await;
    let first = sign(&office).await;
    office.waits(Duration::MINUTE);
    let made = audit_log::make_key(&office.app).await.unwrap();
    let second = sign(&office).await;
    let keys = audit_log::list_public_keys(&office.app).await.unwrap();
    assert_eq!((keys.len(), keys.last()), (2, Some(&made)));
    assert!(Checkpoint::open(&first, &keys[..1]).is_ok() && Checkpoint::open(&second, &keys[1..]).is_ok());
    assert!(Checkpoint::open(&second, &keys[..1]).is_err());
    assert!(check(&office, &[first, second]).await.is_intact());
    assert!(checkpoint::find_newest(office.app.store()).await.unwrap().is_some());
    let stored = camket_store::audit_log::key::list(office.app.store()).await.unwrap();
    assert!(office.actions_on(stored[1].id).await.contains(&AuditAction::AuditKeyMade));
    assert!(find_leaf_of(office.app.store(), office.key()).await.unwrap().is_none());
}
