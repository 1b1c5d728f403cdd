//! Every statement of a use case fails once: afterwards nothing or all of it is written, a repeat writes nothing twice, the
//! pool's next writes are kept, and no connection is left inside a transaction.

mod rig;

use camket_app::inspections::SubmittedReport;
use camket_app::labour::{self, ImportRow, digest_versions};
use camket_app::outbox::deliver;
use camket_app::reports::freeze_figures;
use camket_app::venue_operations::{OperationRecorder, record_operation};
use camket_app::{AppError, accounts, transfers};
use camket_domain::accounts::factor::AppCode;
use camket_domain::accounts::passkey_answer::SentAttestation;
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::certificates::decisions::Decision;
use camket_domain::ids::{ApplicationId, ReportPeriodId, TransferId};
use camket_domain::inspections::Conclusion;
use camket_domain::pledges::ConfirmationMethod;
use camket_domain::venue_register::Operation;
use camket_domain::venues::VenueKind;
use camket_store::Reader as _;
use camket_web::messages::build_letter;
use sea_orm::ConnectionTrait as _;
use time::Duration;
use time::macros::date;
use uuid::Uuid;

use crate::harness::database::Engine;
use crate::harness::faults::{Fault, FaultSwitch, count_broken_connections, watch};
use crate::harness::{database_dump, test_on_both_engines};
use crate::outbox::{TestCarrier, write_message};
use crate::reports::open_days;
use crate::world::{AuthenticatorApp, Office, OwnedVenue, PHAN_RANG, Person, samples, suspension};
use rig::FaultRig;

test_on_both_engines! {
    a_venue_is_registered_whole_or_not,
    a_second_factor_is_set_up_whole_or_not,
    a_passkey_is_added_whole_or_not,
    an_account_is_closed_whole_or_not,
    a_pledge_is_signed_whole_or_not,
    workers_are_imported_whole_or_not,
    an_application_is_submitted_whole_or_not,
    a_track_is_decided_whole_or_not,
    a_certificate_is_issued_whole_or_not,
    a_suspension_is_decided_whole_or_not,
    a_venue_is_closed_whole_or_not,
    a_venue_is_taken_over_whole_or_not,
    a_report_of_a_phone_is_received_whole_or_not,
    figures_are_frozen_whole_or_not,
    a_message_is_neither_lost_nor_left_waiting,
    a_use_case_of_two_transactions_is_found_out,
}

async fn new_hotel(office: &Office) -> OwnedVenue {
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await
}

async fn a_venue_is_registered_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let lan = rig.office.owner("Lan").await;
    let register =
        async |key: &Uuid| lan.tries_to_register(*key, VenueKind::Hotel, "Biển Xanh").await.map(drop);
    rig.fail_each_statement(async || lan.office.key(), register).await.unwrap();
    drop(lan);
    rig.close().await;
}

async fn a_second_factor_is_set_up_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let prepare = async || {
        let lan = rig.office.owner("Lan").await;
        let token = lan.logs_in().await;
        let phone = lan.begins_factor().await;
        (lan, token, phone, rig.office.key())
    };
    let finish = async |(lan, token, phone, key): &(Person, String, AuthenticatorApp, Uuid)| {
        let code = AppCode::parse(&phone.shows()).expect("six digits");
        let app = &rig.office.app;
        accounts::finish_set_up(app, &lan.may(), *key, code, token, &lan.client).await.map(drop)
    };
    rig.fail_each_statement(prepare, finish).await.unwrap();
    rig.close().await;
}

async fn a_passkey_is_added_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let prepare = async || {
        let lan = rig.office.owner("Lan").await;
        let token = lan.logs_in().await;
        let sent = lan.passkey_device().create(&lan.begins_passkey(&token).await.challenge);
        (lan, token, sent, rig.office.key())
    };
    let finish = async |(lan, token, sent, key): &(Person, String, SentAttestation, Uuid)| {
        let app = &rig.office.app;
        accounts::finish_passkey(app, &lan.may(), *key, sent, token, &lan.client).await.map(drop)
    };
    rig.fail_each_statement(prepare, finish).await.unwrap();
    rig.close().await;
}

async fn an_account_is_closed_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let prepare = async || {
        let lan = rig.office.owner("Lan").await;
        lan.logs_in().await;
        lan
    };
    let close = async |lan: &Person| {
        let app = &rig.office.app;
        accounts::close_account(app, &lan.may(), lan.password.clone(), &lan.client).await.map(drop)
    };
    rig.fail_each_statement(prepare, close).await.unwrap();
    rig.close().await;
}

async fn a_pledge_is_signed_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let prepare = async || {
        let hotel = new_hotel(&rig.office).await;
        hotel.fills_in_everything().await;
        let shown = hotel.reads_pledge().await;
        (hotel, rig.office.key(), shown)
    };
    let sign = async |(hotel, key, shown): &(OwnedVenue, Uuid, (String, String))| {
        let proof = (ConfirmationMethod::Password, hotel.owner.password.clone());
        hotel.tries_to_sign_shown(*key, proof, shown).await.map(drop)
    };
    rig.fail_each_statement(prepare, sign).await.unwrap();
    rig.close().await;
}

async fn workers_are_imported_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let prepare = async || (new_hotel(&rig.office).await, rig.office.key());
    let rows: Vec<ImportRow> = (1..=3)
        .map(|n| ImportRow {
            number: n,
            given: samples::receptionist(&format!("Trần Thị {n}"), samples::woman(600 + n)),
        })
        .collect();
    let import = async |(hotel, key): &(OwnedVenue, Uuid)| {
        let (app, permit, seen) = (&rig.office.app, hotel.owner.may(), digest_versions(&[]));
        labour::import(app, &permit, hotel.id, *key, (b"list", &seen), &rows).await.map(drop)
    };
    rig.fail_each_statement(prepare, import).await.unwrap();
    rig.close().await;
}

async fn an_application_is_submitted_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let prepare = async || {
        let hotel = new_hotel(&rig.office).await;
        hotel.fills_in_everything().await;
        hotel.signs().await;
        hotel.declares("Nguyễn Thị A").await;
        (hotel, rig.office.key())
    };
    let submit = async |(hotel, key): &(OwnedVenue, Uuid)| hotel.tries_to_submit_with(*key).await.map(drop);
    rig.fail_each_statement(prepare, submit).await.unwrap();
    rig.close().await;
}

async fn a_track_is_decided_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let hoa = rig.office.commune_officer("Hoa", PHAN_RANG).await;
    let prepare = async || {
        let id = new_hotel(&rig.office).await.goes_all_the_way().await;
        hoa.claims(id).await;
        (id, hoa.opens(id).await.application.version)
    };
    let accept = async |(id, version): &(ApplicationId, i32)| {
        hoa.tries_to_do_to(*id, *version, TrackCommand::Accept).await.map(drop)
    };
    rig.fail_each_statement(prepare, accept).await.unwrap();
    drop(hoa);
    rig.close().await;
}

async fn a_certificate_is_issued_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let ky = rig.office.approver("Ký", PHAN_RANG).await;
    let prepare = async || {
        let id = new_hotel(&rig.office).await.goes_all_the_way().await;
        rig.office.accepts_both_tracks(id, PHAN_RANG).await;
        id
    };
    let issue = async |id: &ApplicationId| ky.tries_to_issue(*id).await.map(drop);
    rig.fail_each_statement(prepare, issue).await.unwrap();
    drop(ky);
    rig.close().await;
}

async fn a_venue_is_closed_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let prepare = async || {
        let hotel = new_hotel(&rig.office).await;
        let id = hotel.goes_all_the_way().await;
        rig.office.certifies(id, PHAN_RANG).await;
        hotel
    };
    let close = async |hotel: &OwnedVenue| {
        let permit = hotel.owner.may();
        let recorder = OperationRecorder::Owner(&permit);
        let app = &hotel.owner.office.app;
        let closed = record_operation(app, recorder, hotel.id, 0, Operation::Closed, "").await;
        // A repeat finds the record of the first.
        if matches!(closed, Err(AppError::Conflict)) { Ok(()) } else { closed }
    };
    rig.fail_each_statement(prepare, close).await.unwrap();
    rig.close().await;
}

async fn a_venue_is_taken_over_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    // The officers of the commune are told: their number stays the same.
    let hoa = rig.office.commune_officer("Hoa", PHAN_RANG).await;
    let minh = rig.office.labour_officer("Minh", PHAN_RANG).await;
    let ky = rig.office.approver("Ký", PHAN_RANG).await;
    let prepare = async || {
        let hotel = new_hotel(&rig.office).await;
        let id = hotel.goes_all_the_way().await;
        hoa.accepts(id).await;
        minh.accepts(id).await;
        ky.issues(id).await;
        let mai = rig.office.owner("Mai").await;
        let offered = crate::transfers::offer(&hotel, &mai.login).await.unwrap();
        (mai, offered)
    };
    let accept = async |(mai, offered): &(Person, TransferId)| {
        transfers::accept(&mai.office.app, &mai.may(), *offered, 1).await.map(drop)
    };
    rig.fail_each_statement(prepare, accept).await.unwrap();
    drop((hoa, minh, ky));
    rig.close().await;
}

async fn a_suspension_is_decided_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let hoa = rig.office.commune_officer("Hoa", PHAN_RANG).await;
    let ky = rig.office.approver("Ký", PHAN_RANG).await;
    let prepare = async || {
        let id = new_hotel(&rig.office).await.goes_all_the_way().await;
        let certificate = rig.office.certifies(id, PHAN_RANG).await;
        hoa.proposes(certificate.id, suspension(date!(2026 - 12 - 23))).await
    };
    let decide = async |decision: &Decision| ky.tries_to_decide(decision, "15/QĐ-SNV").await.map(drop);
    rig.fail_each_statement(prepare, decide).await.unwrap();
    drop((hoa, ky));
    rig.close().await;
}

async fn a_report_of_a_phone_is_received_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let tra = rig.office.inspector("Trần Văn Tra", PHAN_RANG).await;
    let team = rig.office.team(PHAN_RANG, &[&tra]).await;
    let phone = tra.enrols().await;
    let prepare = async || {
        let hotel = new_hotel(&rig.office).await;
        hotel.fills_in_everything().await;
        hotel.declares("Nguyễn Thị A").await;
        phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder)
    };
    let report = async |given: &SubmittedReport| phone.tries_to_report(given).await.map(drop);
    rig.fail_each_statement(prepare, report).await.unwrap();
    drop((tra, phone));
    rig.close().await;
}

async fn figures_are_frozen_whole_or_not(office: Office) {
    let rig = FaultRig::over(&office).await;
    let phoi = rig.office.coordinator("Phối", PHAN_RANG).await;
    let prepare = async || {
        let day = date!(2026 - 11 - 15) - Duration::days(i64::from(rig.office.fresh()));
        (open_days(&phoi, day, day).await.unwrap(), rig.office.key())
    };
    let freeze = async |(period, key): &(ReportPeriodId, Uuid)| {
        freeze_figures(&rig.office.app, &phoi.may(), *key, *period).await.map(drop)
    };
    rig.fail_each_statement(prepare, freeze).await.unwrap();
    drop(phoi);
    rig.close().await;
}

/// Three transactions: a message is reserved, sent, and settled. Whichever fails, it leaves once or twice, never not at all.
async fn a_message_is_neither_lost_nor_left_waiting(office: Office) {
    let rig = FaultRig::over(&office).await;
    for fault in Fault::list(office.database.engine) {
        for n in 1.. {
            let recipient = write_message(&rig.office, "Lan").await;
            let carrier = TestCarrier::default();
            rig.arm(*fault, n).await;
            let _told = deliver(&rig.office.app, &carrier, build_letter).await;
            let struck = rig.switch.disarm();
            rig.check_pool().await.unwrap();
            // Longer than a message is reserved.
            rig.office.waits(Duration::minutes(3));
            deliver(&rig.office.app, &carrier, build_letter).await.unwrap();
            let times = carrier.carried().iter().filter(|to| **to == recipient).count();
            assert!((1..=1 + usize::from(struck)).contains(&times), "{fault:?} {n}: {times}");
            let message = rig.office.messages_to(&recipient).await.remove(0);
            assert!(
                message.sent_at.is_some() && message.next_attempt_at.is_none(),
                "{fault:?} {n}: {message:?}"
            );
            if !struck {
                assert!(n > 4, "{fault:?}: only {n}");
                break;
            }
        }
    }
    rig.close().await;
}

/// The control: what is written in two transactions is written by half when the second fails, and a check says so.
async fn a_use_case_of_two_transactions_is_found_out(office: Office) {
    let rig = FaultRig::over(&office).await;
    database_dump::execute(office.app.store(), "CREATE TABLE half (text TEXT NOT NULL)").await;
    let write_twice = async |(): &()| -> Result<(), AppError> {
        for _ in 0..2 {
            let tx = rig.office.app.store().begin_write().await?;
            let insert = "INSERT INTO half VALUES ('one')";
            tx.connection().execute_unprepared(insert).await.map_err(AppError::internal)?;
            tx.commit().await?;
        }
        Ok(())
    };
    let found = rig.fail_each_statement(async || (), write_twice).await.unwrap_err();
    assert!(found.contains("neither nothing nor all"), "{found}");
    rig.close().await;
}

/// The control of the pool: without the store's check of its connections, one that SQLite rolled back is handed out again.
#[test]
fn a_pool_that_does_not_check_its_connections_is_found_out() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let plain = sea_orm::Database::connect(&office.database.url).await.unwrap();
        let switch = std::sync::Arc::new(FaultSwitch::default());
        plain.execute_unprepared("CREATE TABLE half (text TEXT NOT NULL)").await.unwrap();
        watch(&plain, &switch).await;
        let tx = sea_orm::TransactionTrait::begin(&plain).await.unwrap();
        tx.execute_unprepared("INSERT INTO half VALUES ('one')").await.unwrap();
        switch.arm(Fault::Refused, 1);
        tx.execute_unprepared("INSERT INTO half VALUES ('two')").await.unwrap_err();
        assert!(switch.disarm());
        drop(tx);
        assert_eq!(count_broken_connections(&plain).await, 1);
        plain.close().await.unwrap();
    });
}
