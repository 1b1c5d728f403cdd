//! The history of workers: what each write keeps, who leaves, who did not leave, and who is erased.

use camket_app::labour::{self, WorkerDeclaration};
use camket_domain::audit::AuditAction;
use camket_domain::ids::WorkerId;
use camket_domain::labour::history::{WorkerChangeKind, WorkerField};
use camket_domain::refusal::Refusal;
use camket_store::venue_register;
use time::macros::date;
use time::{Date, Duration};

use super::{declaration_of_hanh, register_hotel};
use crate::harness::database_dump::{dump_tables, execute};
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, samples};

test_on_both_engines! {
    every_start_change_and_end_is_kept,
    a_corrected_start_moves_and_a_new_contract_does_not,
    who_leaves_is_no_longer_in_the_register,
    a_last_day_is_between_the_first_day_and_today,
    nobody_leaves_from_an_old_page_another_venue_or_a_review,
    who_did_not_leave_is_back_as_before,
    who_was_declared_again_does_not_come_back_twice,
    who_is_erased_has_no_history,
    workers_from_before_begin_with_their_contract,
}

/// Kind, day and fields of each change, the first one first.
async fn read_history(
    hotel: &OwnedVenue,
    worker: WorkerId,
) -> Vec<(WorkerChangeKind, Date, Vec<WorkerField>)> {
    let app = &hotel.owner.office.app;
    let history = labour::list_history(app, &hotel.owner.may(), hotel.id, worker).await.unwrap();
    history.into_iter().rev().map(|change| (change.kind, change.happened_on, change.fields)).collect()
}

async fn update(hotel: &OwnedVenue, worker: WorkerId, given: WorkerDeclaration) {
    let found = hotel.dossier().await.workers;
    let version = found.iter().find(|found| found.id == worker).unwrap().version;
    let app = &hotel.owner.office.app;
    labour::update(app, &hotel.owner.may(), (hotel.id, worker), version, given).await.unwrap();
}

async fn declare_hanh(hotel: &OwnedVenue) -> WorkerId {
    hotel.tries_to_declare(declaration_of_hanh()).await.unwrap();
    hotel.dossier().await.workers.last().unwrap().id
}

async fn every_start_change_and_end_is_kept(office: Office) {
    let hotel = register_hotel(&office).await;
    let hanh = declare_hanh(&hotel).await;
    office.waits(Duration::DAY);
    let mut given = declaration_of_hanh();
    given.job.position = "Bếp trưởng".to_owned();
    given.number = samples::passport("C1234567");
    update(&hotel, hanh, given.clone()).await;
    // The same again changes nothing.
    update(&hotel, hanh, given.clone()).await;
    office.waits(Duration::DAY);
    given.health_check_on = Some(date!(2026 - 11 - 24));
    update(&hotel, hanh, given).await;
    hotel.says_who_left(hanh, date!(2026 - 11 - 25)).await;
    assert_eq!(
        read_history(&hotel, hanh).await,
        [
            (WorkerChangeKind::Started, date!(2025 - 03 - 01), vec![]),
            (
                WorkerChangeKind::Changed,
                date!(2026 - 11 - 24),
                vec![WorkerField::Number, WorkerField::Position]
            ),
            (WorkerChangeKind::Noted, date!(2026 - 11 - 25), vec![WorkerField::HealthCheckOn]),
            (WorkerChangeKind::Left, date!(2026 - 11 - 25), vec![]),
        ]
    );
    let mai = office.owner("Mai").await;
    labour::list_history(&office.app, &mai.may(), hotel.id, hanh).await.map(drop).says_not_found();
    let kept = dump_tables(office.app.store()).await["worker_change"].join("\n");
    assert!(kept.contains("Bếp trưởng"));
    for secret in ["Trần Thị Hạnh", samples::woman(500).expose(), "C1234567"] {
        assert!(!kept.contains(secret), "{secret}");
    }
}

async fn a_corrected_start_moves_and_a_new_contract_does_not(office: Office) {
    let hotel = register_hotel(&office).await;
    let hanh = declare_hanh(&hotel).await;
    let starting = async |day| {
        let mut given = declaration_of_hanh();
        given.job.started_on = day;
        update(&hotel, hanh, given).await;
        read_history(&hotel, hanh).await
    };
    let started = |day| (WorkerChangeKind::Started, day, vec![]);
    // On the day of the declaration any day corrects it; later only an earlier one.
    assert_eq!(starting(date!(2025 - 04 - 01)).await, [started(date!(2025 - 04 - 01))]);
    office.waits(Duration::DAY);
    assert_eq!(starting(date!(2025 - 02 - 01)).await, [started(date!(2025 - 02 - 01))]);
    let renewed = (WorkerChangeKind::Changed, date!(2026 - 11 - 24), vec![WorkerField::StartedOn]);
    assert_eq!(starting(date!(2026 - 02 - 01)).await, [started(date!(2025 - 02 - 01)), renewed]);
    // Somebody leaves after the first contract has begun.
    hotel.says_who_left(hanh, date!(2026 - 01 - 31)).await;
}

async fn who_leaves_is_no_longer_in_the_register(office: Office) {
    let hotel = register_hotel(&office).await;
    hotel.fills_in_everything().await;
    let (hanh, other) = (declare_hanh(&hotel).await, hotel.declares("Nguyễn Thị A").await);
    let day = date!(2026 - 11 - 20);
    hotel.says_who_left(hanh, day).await;
    let present: Vec<_> = hotel.dossier().await.workers.into_iter().map(|worker| worker.id).collect();
    assert_eq!(present, [other]);
    let (app, permit) = (&office.app, hotel.owner.may());
    labour::find(app, &permit, hotel.id, hanh).await.map(drop).says_not_found();
    let departed = labour::list_departed(app, &permit, hotel.id).await.unwrap();
    let found: Vec<_> =
        departed.iter().map(|left| (left.worker.person.name.as_str(), left.left_on)).collect();
    assert_eq!(found, [("Trần Thị Hạnh", day)]);
    assert_eq!(office.actions_on(hanh.0).await, [AuditAction::WorkerDeclared, AuditAction::WorkerLeft]);
    assert_eq!(venue_register::list_stale(app.store(), &[hotel.id]).await.unwrap(), []);
    hotel.says_who_left(other, day).await;
    // Nobody is left: the venue can say so.
    hotel.declares_nobody().await;
    let back = labour::withdraw_departure(app, &permit, (hotel.id, hanh), 2).await;
    back.says_refused(Refusal::DeclaredNone);
}

async fn a_last_day_is_between_the_first_day_and_today(office: Office) {
    let hotel = register_hotel(&office).await;
    let hanh = declare_hanh(&hotel).await;
    for (day, code) in
        [(date!(2026 - 11 - 24), "worker-left-later"), (date!(2025 - 02 - 28), "worker-left-before-start")]
    {
        hotel.tries_to_say_who_left(hanh, day).await.says_invalid("left_on", code);
    }
    assert_eq!(hotel.dossier().await.workers.len(), 1);
    assert_eq!(read_history(&hotel, hanh).await.len(), 1);
    hotel.says_who_left(hanh, date!(2026 - 11 - 23)).await;
}

async fn nobody_leaves_from_an_old_page_another_venue_or_a_review(office: Office) {
    let hotel = register_hotel(&office).await;
    let hanh = declare_hanh(&hotel).await;
    let (app, permit, day) = (&office.app, hotel.owner.may(), date!(2026 - 11 - 20));
    labour::declare_departure(app, &permit, (hotel.id, hanh), 2, day).await.says_conflict();
    let other = hotel.owner.registers_venue("Khách sạn Hai").await;
    labour::declare_departure(app, &permit, (other.id, hanh), 1, day).await.says_not_found();
    let binh = office.owner("Bình").await;
    labour::declare_departure(app, &binh.may(), (hotel.id, hanh), 1, day).await.says_not_found();
    labour::list_departed(app, &binh.may(), hotel.id).await.map(drop).says_not_found();
    hotel.says_who_left(hanh, day).await;
    labour::declare_departure(app, &permit, (hotel.id, hanh), 2, day).await.says_not_found();
    labour::withdraw_departure(app, &permit, (hotel.id, hanh), 1).await.says_conflict();
    labour::withdraw_departure(app, &permit, (other.id, hanh), 2).await.says_not_found();
    labour::withdraw_departure(app, &binh.may(), (hotel.id, hanh), 2).await.says_not_found();
    hotel.goes_all_the_way().await;
    let present = hotel.dossier().await.workers[0].id;
    hotel.tries_to_say_who_left(present, day).await.says_refused(Refusal::InReview);
    labour::withdraw_departure(app, &permit, (hotel.id, hanh), 2).await.says_refused(Refusal::InReview);
}

async fn who_did_not_leave_is_back_as_before(office: Office) {
    let hotel = register_hotel(&office).await;
    let hanh = declare_hanh(&hotel).await;
    let before = hotel.dossier().await.workers;
    hotel.says_who_left(hanh, date!(2026 - 11 - 20)).await;
    let (app, permit) = (&office.app, hotel.owner.may());
    labour::withdraw_departure(app, &permit, (hotel.id, hanh), 2).await.unwrap();
    let after = hotel.dossier().await.workers;
    assert_eq!((after[0].version, after[0].declares_same(&before[0])), (3, true));
    assert_eq!(read_history(&hotel, hanh).await.len(), 1, "the end never was");
    labour::withdraw_departure(app, &permit, (hotel.id, hanh), 3).await.says_not_found();
    let deeds = office.actions_on(hanh.0).await;
    assert_eq!(
        deeds,
        [AuditAction::WorkerDeclared, AuditAction::WorkerLeft, AuditAction::WorkerLeaveTakenBack]
    );
    hotel.says_who_left(hanh, date!(2026 - 11 - 21)).await;
}

async fn who_was_declared_again_does_not_come_back_twice(office: Office) {
    let hotel = register_hotel(&office).await;
    let first = declare_hanh(&hotel).await;
    hotel.says_who_left(first, date!(2026 - 11 - 20)).await;
    let second = declare_hanh(&hotel).await;
    assert_ne!(first, second);
    hotel.tries_to_declare(declaration_of_hanh()).await.says_refused(Refusal::WorkerTwice);
    let back = labour::withdraw_departure(&office.app, &hotel.owner.may(), (hotel.id, first), 2).await;
    back.says_refused(Refusal::WorkerTwice);
    assert_eq!(hotel.dossier().await.workers.len(), 1);
}

async fn who_is_erased_has_no_history(office: Office) {
    let hotel = register_hotel(&office).await;
    let (hanh, other) = (declare_hanh(&hotel).await, hotel.declares("Nguyễn Thị A").await);
    labour::remove(&office.app, &hotel.owner.may(), (hotel.id, hanh), 1).await.unwrap();
    assert_eq!(read_history(&hotel, hanh).await, []);
    assert_eq!(read_history(&hotel, other).await.len(), 1);
    let kept = dump_tables(office.app.store()).await;
    assert_eq!((kept["worker"].len(), kept["worker_change"].len()), (1, 1));
}

/// The schema is set back to the one before the history, and migrated again.
async fn workers_from_before_begin_with_their_contract(office: Office) {
    let hotel = register_hotel(&office).await;
    let hanh = declare_hanh(&hotel).await;
    for statement in [
        "DROP TABLE worker_change",
        "DROP INDEX ux_worker_present",
        "DROP INDEX ix_worker_venue_id_left_on",
        "DROP INDEX ix_worker_number",
        "ALTER TABLE worker DROP COLUMN left_on",
        "CREATE UNIQUE INDEX ux_worker_venue_id_number_fingerprint ON worker (venue_id, number_fingerprint)",
        "DELETE FROM seaql_migrations WHERE version LIKE '%_000271_worker_changes'",
    ] {
        execute(office.app.store(), statement).await;
    }
    camket_migrations::run(&office.database.url).await.unwrap();
    assert_eq!(
        read_history(&hotel, hanh).await,
        [(WorkerChangeKind::Started, date!(2025 - 03 - 01), vec![])]
    );
    hotel.says_who_left(hanh, date!(2026 - 11 - 20)).await;
    declare_hanh(&hotel).await;
}
