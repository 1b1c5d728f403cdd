//! A database that was put back to an earlier state: noticed by nodes, worked through by `camket restore`.

use std::collections::HashSet;

use camket_app::certificates::verify;
use camket_app::register::{self, MarksRecord};
use camket_app::restores::{self, RestoreError, RestoreInput};
use camket_app::{App, AppError, keys};
use camket_credential::status_list::{self, ExpectedList, StatusList};
use camket_credential::token;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::certificates::{Certificate, CertificateStatus};
use camket_domain::restores::{HighWaterMarks, NumberSeries, Restore, Setback};
use camket_store::{Reader as _, StoreError, certificates as rows};
use camket_web::paths;
use parking_lot::Mutex;
use sea_orm::ConnectionTrait;
use time::macros::date;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::harness::database::Engine;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG, suspension};

test_on_both_engines! {
    a_node_whose_database_falls_back_claims_nothing_until_it_is_right_again,
    an_event_that_was_seen_and_is_gone_is_noticed,
    a_number_that_was_given_and_is_gone_is_noticed,
    a_write_that_meets_an_older_sequence_is_refused,
    what_a_node_has_seen_is_kept_before_it_is_acknowledged,
    what_was_published_stays_true_after_a_restore,
    a_restore_without_anything_at_hand_still_leaves_numbers_out,
    a_list_that_is_not_ours_restores_nothing,
    other_nodes_go_on_after_a_restore,
}

const LOWER: &str = "UPDATE register_state SET sequence = sequence - 1";
const RAISE: &str = "UPDATE register_state SET sequence = sequence + 1";

async fn run(app: &App, sql: &str) {
    app.store().connection().execute_unprepared(sql).await.unwrap();
}

async fn certified_venue(office: &Office, name: &str) -> Certificate {
    let id = office.owner("Lan").await.registers_venue(name).await.goes_all_the_way().await;
    office.certifies(id, PHAN_RANG).await
}

async fn decide(office: &Office, certificate: &Certificate, status: CertificateStatus) {
    let mut decided = certificate.clone();
    decided.status_record.decided_status = status;
    let tx = office.app.store().begin_write().await.unwrap();
    rows::save_status(&tx, &decided).await.unwrap();
    tx.commit().await.unwrap();
}

fn scan(certificate: &Certificate) -> String {
    token::to_text(&certificate.issued_token.as_ref().unwrap().token)
}

async fn verdict(app: &App, given: &str) -> Verdict {
    verify(app, given).await.unwrap().verdict
}

fn input(marks: Option<HighWaterMarks>, lists: Vec<Vec<u8>>) -> RestoreInput {
    RestoreInput { marks, lists, gap: 50, decision: "12/QĐ-SNV".to_owned() }
}

async fn read_list(app: &App) -> StatusList {
    let list = register::load_published_list(app).await.unwrap();
    let keyring = keys::load_keyring(app).await.unwrap();
    let address = app.url(paths::StatusList);
    let now = OffsetDateTime::UNIX_EPOCH;
    let expected = ExpectedList { keys: keyring.key_set(), address: &address, min_sequence: 0, now };
    status_list::verify(&list.bytes, &expected).unwrap()
}

async fn a_node_whose_database_falls_back_claims_nothing_until_it_is_right_again(office: Office) {
    let valid = certified_venue(&office, "Khách sạn Biển Xanh").await;
    let suspended = certified_venue(&office, "Karaoke Sao Mai").await;
    decide(&office, &suspended, CertificateStatus::Suspended).await;
    let app = &office.app;
    register::load_register(app).await.unwrap();
    let _following = app.register().follow();
    let before = read_list(app).await;
    run(app, LOWER).await;
    register::keep_up(app).await.unwrap();
    assert_eq!(app.register().setback(), Some(Setback::Sequence));
    for given in [scan(&valid), valid.code.to_string(), "01234-56784".to_owned()] {
        assert_eq!(verdict(app, &given).await, Verdict::CannotSay, "{given}");
    }
    for given in [scan(&suspended), suspended.code.to_string()] {
        assert_eq!(verdict(app, &given).await, Verdict::Suspended, "a decision that was seen stays");
    }
    assert!(matches!(app.store().begin_write().await, Err(StoreError::SetBack)));
    assert!(matches!(app.ping().await, Err(AppError::SetBack)));
    office.waits(Duration::hours(1));
    register::keep_up(app).await.unwrap();
    assert_eq!(read_list(app).await, before, "no list is signed meanwhile");
    run(app, RAISE).await;
    register::keep_up(app).await.unwrap();
    assert_eq!(app.register().setback(), None);
    assert_eq!(verdict(app, &scan(&valid)).await, Verdict::Valid);
    app.ping().await.unwrap();
    drop(app.store().begin_write().await.unwrap());
}

async fn an_event_that_was_seen_and_is_gone_is_noticed(office: Office) {
    let certificate = certified_venue(&office, "Khách sạn Biển Xanh").await;
    assert_eq!(register::check_history(&office.app).await.unwrap(), None);
    // Somebody who may do everything put the file of yesterday in its place.
    let unprotect = match office.database.engine {
        Engine::Sqlite => "DROP TRIGGER audit_event_no_delete",
        Engine::Postgres => "ALTER TABLE audit_event DISABLE TRIGGER audit_event_stays",
    };
    run(&office.app, unprotect).await;
    run(
        &office.app,
        "DELETE FROM audit_event WHERE id = (SELECT id FROM audit_event ORDER BY id DESC LIMIT 1)",
    )
    .await;
    assert_eq!(register::check_history(&office.app).await.unwrap(), Some(Setback::Event));
    assert_eq!(verdict(&office.app, certificate.code.as_str()).await, Verdict::CannotSay);
}

async fn a_number_that_was_given_and_is_gone_is_noticed(office: Office) {
    certified_venue(&office, "Khách sạn Biển Xanh").await;
    assert_eq!(register::check_history(&office.app).await.unwrap(), None);
    run(&office.app, "UPDATE number_counter SET last = last - 1").await;
    // A node looks at the series when anything else has changed.
    run(&office.app, RAISE).await;
    assert_eq!(register::check_history(&office.app).await.unwrap(), Some(Setback::Series));
}

async fn a_write_that_meets_an_older_sequence_is_refused(office: Office) {
    certified_venue(&office, "Khách sạn Biển Xanh").await;
    register::load_register(&office.app).await.unwrap();
    let held = keys::list(&office.app).await.unwrap().len();
    let _following = office.app.register().follow();
    // The node has not looked since.
    run(&office.app, LOWER).await;
    assert!(matches!(keys::rotate(&office.app).await, Err(AppError::SetBack)));
    assert!(matches!(keys::rotate(&office.app).await, Err(AppError::SetBack)));
    assert_eq!(keys::list(&office.app).await.unwrap().len(), held, "nothing was written");
    run(&office.app, RAISE).await;
    register::keep_up(&office.app).await.unwrap();
    keys::rotate(&office.app).await.unwrap();
}

/// What a node kept, in memory.
#[derive(Debug, Default)]
struct KeptRecord {
    marks: Mutex<Vec<HighWaterMarks>>,
    lists: Mutex<Vec<Vec<u8>>>,
}

impl MarksRecord for KeptRecord {
    fn save_marks(&self, marks: &HighWaterMarks) -> std::io::Result<()> {
        self.marks.lock().push(marks.clone());
        Ok(())
    }

    fn save_list(&self, list: &[u8]) -> std::io::Result<()> {
        self.lists.lock().push(list.to_vec());
        Ok(())
    }

    fn is_database_replaced(&self) -> bool {
        false
    }
}

async fn what_a_node_has_seen_is_kept_before_it_is_acknowledged(office: Office) {
    let record = std::sync::Arc::new(KeptRecord::default());
    office.app.register().keep_record(&office.app, record.clone()).await.unwrap();
    let certificate = certified_venue(&office, "Khách sạn Biển Xanh").await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    register::load_register(&office.app).await.unwrap();
    let _following = office.app.register().follow();
    ky.proposes(certificate.id, suspension(date!(2026 - 12 - 23))).await;
    let kept = record.marks.lock().last().cloned().unwrap();
    let state = rows::register::load_state(office.app.store()).await.unwrap();
    assert_eq!((kept.epoch, kept.sequence), (1, state.sequence));
    let certificates = kept.series.iter().filter(|mark| mark.series == NumberSeries::Certificates);
    assert_eq!(certificates.map(|mark| mark.last).collect::<Vec<_>>(), [1]);
    let published = register::load_published_list(&office.app).await.unwrap();
    assert_eq!(record.lists.lock().last(), Some(&published.bytes));
    assert!(record.marks.lock().windows(2).all(|two| two[0].sequence <= two[1].sequence));
}

/// Certificates before and after a backup, and what was published after it.
struct Lost {
    /// The node over the backup.
    restored: Office,
    /// Issued before, then suspended and revoked.
    old: [Certificate; 2],
    /// Issued after; the second one was revoked.
    new: [Certificate; 2],
    list: Vec<u8>,
    marks: HighWaterMarks,
}

async fn lose(office: &Office) -> Lost {
    let old = [
        certified_venue(office, "Khách sạn Biển Xanh").await,
        certified_venue(office, "Karaoke Sao Mai").await,
    ];
    let (later, restored) = office.splits().await;
    office.waits(Duration::hours(1));
    later.approver("Ký", PHAN_RANG).await.proposes(old[0].id, suspension(date!(2026 - 12 - 23))).await;
    decide(&later, &old[1], CertificateStatus::Revoked).await;
    let new = [certified_venue(&later, "Nhà nghỉ Mây").await, certified_venue(&later, "Quán bar Đêm").await];
    decide(&later, &new[1], CertificateStatus::Revoked).await;
    let list = register::load_published_list(&later.app).await.unwrap().bytes.clone();
    assert_eq!(register::check_history(&later.app).await.unwrap(), None);
    let marks = later.app.register().marks().unwrap();
    later.app.store().clone().close().await.unwrap();
    office.waits(Duration::hours(1));
    restored.app.register().set_marks(marks.clone());
    Lost { restored, old, new, list, marks }
}

async fn what_was_published_stays_true_after_a_restore(office: Office) {
    let Lost { restored, old, new, list, marks } = Box::pin(lose(&office)).await;
    let app = &restored.app;
    assert_eq!(register::check_history(app).await.unwrap(), Some(Setback::Sequence));
    for certificate in &new {
        assert_eq!(verdict(app, &scan(certificate)).await, Verdict::CannotSay, "not 404");
    }
    let capacity = rows::register::load_state(app.store()).await.unwrap().capacity;
    let done = restores::work_through(app, &input(Some(marks.clone()), vec![list.clone()])).await.unwrap();
    check_report(&done, &old, &new);
    let expected = [Verdict::Suspended, Verdict::Revoked, Verdict::CannotSay, Verdict::Revoked];
    for (certificate, expected) in old.iter().chain(&new).zip(expected) {
        assert_eq!(verdict(app, &scan(certificate)).await, expected, "{}", certificate.number);
    }
    let after = read_list(app).await;
    assert!(after.edition.sequence > u64::try_from(marks.sequence).unwrap());
    for (certificate, expected) in old.iter().chain(&new).zip([
        CertificateStatus::Suspended,
        CertificateStatus::Revoked,
        CertificateStatus::Issued,
        CertificateStatus::Revoked,
    ]) {
        let index = certificate.issued_token.as_ref().unwrap().index;
        assert_eq!(after.status(index), Some(expected), "{}", certificate.number);
    }
    let fresh = certified_venue(&restored, "Nhà nghỉ Nắng").await;
    let used: HashSet<_> = old.iter().chain(&new).map(|certificate| certificate.number.clone()).collect();
    assert!(!used.contains(&fresh.number) && fresh.document.serial > new[1].document.serial + 49);
    assert!(fresh.issued_token.as_ref().unwrap().index.0 >= capacity, "no lost certificate has its index");
    assert_eq!(verdict(app, &scan(&fresh)).await, Verdict::Valid);
    assert!(restored.actions_on(Uuid::nil()).await.contains(&AuditAction::RegisterRestored));
    assert!(restored.actions_at(old[1].venue).await.contains(&AuditAction::CertificateRevoked));
    let again = restores::work_through(app, &input(app.register().marks(), Vec::new())).await;
    assert!(matches!(again, Err(RestoreError::NotNeeded)), "{again:?}");
    restored.close().await;
}

fn check_report(done: &Restore, old: &[Certificate; 2], new: &[Certificate; 2]) {
    let report = &done.report;
    assert_eq!(done.epoch, 2);
    assert!(
        done.lost.contains(new[0].issued_at) && !done.lost.contains(old[0].issued_at - Duration::hours(1))
    );
    let mut changed: Vec<_> = report.changed.iter().map(|one| (one.number.clone(), one.list)).collect();
    changed.sort_by(|one, other| one.0.as_str().cmp(other.0.as_str()));
    assert_eq!(
        changed,
        [
            (old[0].number.clone(), CertificateStatus::Suspended),
            (old[1].number.clone(), CertificateStatus::Revoked)
        ]
    );
    assert!(report.stricter.is_empty());
    let lost = new[1].issued_token.as_ref().unwrap().index;
    assert_eq!(report.unknown, [(lost, CertificateStatus::Revoked)]);
    let gap = report.gaps.iter().find(|gap| gap.series == NumberSeries::Certificates).unwrap();
    assert_eq!((gap.first, gap.given, gap.last), (3, Some(4), 54));
    assert!(report.gaps.iter().any(|gap| gap.series == NumberSeries::Files && gap.given.is_some()));
}

async fn a_restore_without_anything_at_hand_still_leaves_numbers_out(office: Office) {
    let Lost { restored, new, .. } = Box::pin(lose(&office)).await;
    let done = restores::work_through(&restored.app, &input(None, Vec::new())).await.unwrap();
    assert!(done.report.list.is_none() && !done.report.has_marks && done.report.changed.is_empty());
    let fresh = certified_venue(&restored, "Nhà nghỉ Nắng").await;
    assert!(fresh.document.serial > new[1].document.serial);
    assert_eq!(verdict(&restored.app, &scan(&new[0])).await, Verdict::CannotSay);
    restored.close().await;
}

async fn a_list_that_is_not_ours_restores_nothing(office: Office) {
    let Lost { restored, mut list, marks, .. } = Box::pin(lose(&office)).await;
    let middle = list.len() / 2;
    list[middle] ^= 1;
    let refused = restores::work_through(&restored.app, &input(Some(marks), vec![list])).await;
    assert!(matches!(refused, Err(RestoreError::List(_))), "{refused:?}");
    assert_eq!(restores::load_epoch(&restored.app).await.unwrap(), 1);
    assert_eq!(register::check_history(&restored.app).await.unwrap(), Some(Setback::Sequence));
    restored.close().await;
}

async fn other_nodes_go_on_after_a_restore(office: Office) {
    let Lost { restored, old, list, marks, .. } = Box::pin(lose(&office)).await;
    let other = restored.with_options(|_| {}).await;
    other.app.register().set_marks(marks.clone());
    register::load_register(&other.app).await.unwrap();
    let _following = other.app.register().follow();
    register::keep_up(&other.app).await.unwrap();
    assert_eq!(other.app.register().setback(), Some(Setback::Sequence));
    assert_eq!(verdict(&other.app, &scan(&old[0])).await, Verdict::CannotSay);
    restores::work_through(&restored.app, &input(Some(marks), vec![list])).await.unwrap();
    register::keep_up(&other.app).await.unwrap();
    assert_eq!(other.app.register().setback(), None);
    assert_eq!(other.app.register().marks().unwrap().epoch, 2);
    assert_eq!(verdict(&other.app, &scan(&old[0])).await, Verdict::Suspended);
    drop(other.app.store().begin_write().await.unwrap());
    other.app.store().clone().close().await.unwrap();
    drop(other);
    restored.close().await;
}
