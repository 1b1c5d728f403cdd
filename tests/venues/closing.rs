//! A venue closes: its certificate ends with it, wherever that is read, and its workers are present at one venue fewer.

use camket_app::certificates;
use camket_app::register;
use camket_app::venue_operations::{OperationRecorder, find_operation, record_operation};
use camket_credential::status_list::{self, ExpectedList};
use camket_domain::applications::ApplicationState;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::decisions::{DecisionGround, DecisionKind, DecisionState};
use camket_domain::certificates::verdict::{StatusAnswer, Verdict};
use camket_domain::certificates::{Certificate, CertificateStatus, PublicReason};
use camket_domain::labour::checks::LabourCheck;
use camket_domain::outbox::Notice;
use camket_domain::refusal::Refusal;
use camket_domain::venue_register::Operation;
use camket_web::paths;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, OwnedVenue, PHAN_RANG, Person, samples};

test_on_both_engines! {
    the_owner_closes_a_venue_and_its_certificate_ends_everywhere,
    a_closing_that_is_not_recorded_ends_nothing,
    an_open_application_is_withdrawn_and_nothing_is_issued_to_a_closed_venue,
    an_officer_who_finds_a_venue_closed_proposes_the_revocation,
    who_works_at_a_closed_venue_is_at_one_venue,
}

async fn certified_venue(office: &Office) -> (OwnedVenue, Certificate) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    (hotel, certificate)
}

/// Records on the latest page what the owner says.
async fn say(owner: &Person, venue: &OwnedVenue, operation: Operation) -> Result<(), camket_app::AppError> {
    let (app, permit) = (&owner.office.app, owner.may());
    let recorder = OperationRecorder::Owner(&permit);
    let version = find_operation(app, recorder, venue.id).await.map_or(0, |found| found.version);
    record_operation(app, recorder, venue.id, version, operation, "").await
}

async fn find_published(office: &Office, certificate: &Certificate) -> StatusAnswer {
    let list = register::load_published_list(&office.app).await.unwrap();
    let keyring = camket_app::keys::load_keyring(&office.app).await.unwrap();
    let address = office.app.url(paths::StatusList);
    let expected =
        ExpectedList { keys: keyring.key_set(), address: &address, min_sequence: 0, now: list.issued_at };
    let index = certificate.issued_token.as_ref().unwrap().index;
    status_list::verify(&list.bytes, &expected).unwrap().answer_for(index, certificate.issued_at).status
}

async fn the_owner_closes_a_venue_and_its_certificate_ends_everywhere(office: Office) {
    let (hotel, certificate) = certified_venue(&office).await;
    let lan = &hotel.owner;
    let told = find_operation(&office.app, OperationRecorder::Owner(&lan.may()), hotel.id).await.unwrap();
    assert_eq!((told.certificate, told.withdraws), (Some(certificate.number.clone()), false));
    say(lan, &hotel, Operation::Closed).await.unwrap();
    let found = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    assert_eq!(found.verdict, Verdict::Revoked);
    let record = found.certificate.unwrap().status;
    assert_eq!(record.decided_status, CertificateStatus::Revoked);
    assert_eq!((record.reason, record.decision_number.as_str()), (Some(PublicReason::Closed), ""));
    register::keep_up(&office.app).await.unwrap();
    let published = find_published(&office, &certificate).await;
    assert_eq!(published, StatusAnswer::Known(CertificateStatus::Revoked), "and so the offline scanner");
    let deeds = office.actions_on(certificate.id.0).await;
    assert_eq!(deeds, [AuditAction::CertificateIssued, AuditAction::CertificateEnded]);
    let notice = office.last_notice_to(lan.login.as_str()).await;
    assert!(matches!(notice, Notice::PaperEnded { number, .. } if number == certificate.number.as_str()));
    // Opening again brings the paper back to nobody: a new one needs a new pledge and a new confirmation.
    say(lan, &hotel, Operation::Operating).await.unwrap();
    let after = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    assert_eq!(after.verdict, Verdict::Revoked);
    assert_eq!(hotel.gaps().await, ["pledge-renewal", "workers-unconfirmed"]);
    hotel.signs().await;
    hotel.confirms_workers().await;
    let next = office.certifies(hotel.submits().await, PHAN_RANG).await;
    let found = certificates::verify(&office.app, next.code.as_str()).await.unwrap();
    assert_eq!(found.verdict, Verdict::Valid);
}

async fn a_closing_that_is_not_recorded_ends_nothing(office: Office) {
    let (hotel, certificate) = certified_venue(&office).await;
    let app = &office.app;
    let verdict = async || certificates::verify(app, certificate.code.as_str()).await.unwrap().verdict;
    let permit = hotel.owner.may();
    let recorder = OperationRecorder::Owner(&permit);
    record_operation(app, recorder, hotel.id, 7, Operation::Closed, "").await.says_conflict();
    say(&office.owner("Mai").await, &hotel, Operation::Closed).await.says_not_found();
    let stop = Operation::StoppedUntil(app.today() + time::Duration::days(10));
    say(&hotel.owner, &hotel, stop).await.unwrap();
    assert_eq!(verdict().await, Verdict::Valid, "a stop ends no paper");
    say(&hotel.owner, &hotel, Operation::Closed).await.unwrap();
    say(&hotel.owner, &hotel, Operation::Closed).await.says_refused(Refusal::WrongState);
    assert_eq!(verdict().await, Verdict::Revoked);
}

async fn an_open_application_is_withdrawn_and_nothing_is_issued_to_a_closed_venue(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let told = find_operation(&office.app, OperationRecorder::Owner(&hotel.owner.may()), hotel.id).await;
    assert!(told.unwrap().withdraws);
    say(&hotel.owner, &hotel, Operation::Closed).await.unwrap();
    let state = hotel.dossier().await.application.unwrap().state;
    assert_eq!(state, ApplicationState::Withdrawn);
    assert_eq!(office.actions_on(id.0).await.last(), Some(&AuditAction::Withdrawn));
    hotel.tries_to_submit().await.says_refused(Refusal::VenueClosed);
    say(&hotel.owner, &hotel, Operation::Operating).await.unwrap();
    let id = hotel.submits().await;
    office.accepts_both_tracks(id, PHAN_RANG).await;
    say(&hotel.owner, &hotel, Operation::Closed).await.unwrap();
    let state = hotel.dossier().await.application.unwrap().state;
    assert_eq!(state, ApplicationState::Accepted, "a decision of the offices is not taken back");
    let approver = office.approver("Ký", PHAN_RANG).await;
    let issued = certificates::issue(&office.app, &approver.may(), &[id]).await.remove(0).result;
    issued.says_refused(Refusal::VenueClosed);
}

async fn an_officer_who_finds_a_venue_closed_proposes_the_revocation(office: Office) {
    let (hotel, certificate) = certified_venue(&office).await;
    let app = &office.app;
    let record = async |officer: &Person, version, operation| {
        let permit = officer.may();
        let recorder = OperationRecorder::Office(&permit);
        record_operation(app, recorder, hotel.id, version, operation, "Đã đến nơi, đã trả mặt bằng").await
    };
    let verdict = async || certificates::verify(app, certificate.code.as_str()).await.unwrap().verdict;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    record(&office.commune_officer("Kế", DO_VINH).await, 0, Operation::Closed).await.says_not_found();
    record(&hoa, 0, Operation::Closed).await.unwrap();
    assert_eq!(verdict().await, Verdict::Valid, "a second person decides");
    let list = async || {
        let permit = hoa.may();
        certificates::decisions::list_for_certificate(app, &permit, certificate.id).await.unwrap()
    };
    let proposed = list().await;
    assert_eq!(proposed.len(), 1);
    let (kind, ground) = (proposed[0].proposal.kind, proposed[0].proposal.ground);
    assert_eq!((kind, ground), (DecisionKind::Revoke, DecisionGround::Closed));
    record(&hoa, 1, Operation::Operating).await.unwrap();
    record(&hoa, 2, Operation::Closed).await.unwrap();
    assert_eq!(list().await.len(), 1, "it is proposed once");
    let approver = office.approver("Ký", PHAN_RANG).await;
    approver.decides(&proposed[0]).await;
    assert_eq!(list().await[0].state(), DecisionState::Decided);
    let found = certificates::verify(app, certificate.code.as_str()).await.unwrap();
    assert_eq!(found.verdict, Verdict::Revoked);
    assert_eq!(found.certificate.unwrap().status.reason, Some(PublicReason::Closed));
}

async fn who_works_at_a_closed_venue_is_at_one_venue(office: Office) {
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let open = async |owner: &str, name: &str| {
        let venue = office.owner(owner).await.registers_venue(name).await;
        venue.fills_in_everything().await;
        let hanh = samples::receptionist("Trần Thị Hạnh", samples::woman(721));
        venue.tries_to_declare(hanh).await.unwrap();
        venue
    };
    let (one, two) = (open("Lan", "Khách sạn Một").await, open("Mai", "Khách sạn Hai").await);
    let count = async || {
        let sheet = camket_app::labour::load_sheet(&office.app, &minh.may(), None).await.unwrap();
        let found = sheet.counts.iter().filter(|((_, check), _)| *check == LabourCheck::TwoVenues);
        found.map(|(_, venues)| *venues).sum::<u64>()
    };
    assert_eq!(count().await, 2);
    say(&two.owner, &two, Operation::Closed).await.unwrap();
    assert_eq!(count().await, 0, "also of the venue that did not close");
    say(&two.owner, &two, Operation::Operating).await.unwrap();
    assert_eq!(count().await, 2);
    say(&one.owner, &one, Operation::StoppedUntil(office.app.today())).await.unwrap();
    assert_eq!(count().await, 2, "a stop ends no work");
}
