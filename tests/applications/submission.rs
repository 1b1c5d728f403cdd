//! Submitting an application, and withdrawing it.

use camket_domain::applications::{ApplicationState, TrackState};
use camket_domain::audit::AuditAction;
use camket_domain::refusal::Refusal;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, PHAN_RANG, TestPlace, incomplete};

test_on_both_engines! {
    a_sent_application_waits_at_both_offices,
    what_is_missing_is_told_by_code,
    a_venue_without_workers_says_so,
    the_same_form_twice_sends_once,
    a_second_form_is_told_that_it_is_sent,
    nobody_sends_or_takes_back_anothers,
    where_no_agency_is_responsible_nothing_is_sent,
    what_is_not_decided_can_be_taken_back,
    what_is_decided_stays,
    a_withdrawn_venue_starts_anew,
    an_issued_venue_applies_again_when_something_changed,
}

async fn a_sent_application_waits_at_both_offices(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let application = hotel.dossier().await.application.unwrap();
    assert_eq!((application.id, application.state, application.workers), (id, ApplicationState::InReview, 1));
    assert!(application.tracks().iter().all(|track| track.state() == TrackState::Waiting));
    assert_eq!(office.actions_on(id.0).await, [AuditAction::Submitted]);
}

async fn what_is_missing_is_told_by_code(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let all = vec!["place", "business", "security", "representative", "pledge", "workers"];
    assert_eq!(hotel.gaps().await, all);
    hotel.tries_to_submit().await.says_refused(incomplete(&all));
    hotel.fills_in_everything().await;
    hotel.signs().await;
    hotel.tries_to_submit().await.says_refused(incomplete(&["workers"]));
}

async fn a_venue_without_workers_says_so(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Nhà nghỉ Tháp Chàm").await;
    hotel.fills_in_everything().await;
    hotel.signs().await;
    hotel.declares_nobody().await;
    hotel.submits().await;
    assert_eq!(hotel.dossier().await.application.unwrap().workers, 0);
}

async fn the_same_form_twice_sends_once(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel.signs().await;
    hotel.declares_nobody().await;
    let key = office.key();
    let first = hotel.tries_to_submit_with(key).await.unwrap();
    let second = hotel.tries_to_submit_with(key).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(office.actions_on(first.0).await, [AuditAction::Submitted]);
}

async fn a_second_form_is_told_that_it_is_sent(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.goes_all_the_way().await;
    hotel.tries_to_submit().await.says_refused(Refusal::AlreadySubmitted);
}

async fn nobody_sends_or_takes_back_anothers(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let mut stolen = hotel.clone();
    stolen.owner = office.owner("Bình").await;
    hotel.fills_in_everything().await;
    hotel.signs().await;
    hotel.declares_nobody().await;
    stolen.tries_to_submit().await.says_not_found();
    hotel.submits().await;
    stolen.tries_to_withdraw().await.says_not_found();
}

async fn where_no_agency_is_responsible_nothing_is_sent(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    // Phường Hoàn Kiếm, which has no agency in the registry.
    let nowhere = TestPlace { commune: "00070", ..BA_DINH };
    hotel.fills_in_everything_at(nowhere).await;
    hotel.signs().await;
    hotel.declares_nobody().await;
    hotel.tries_to_submit().await.says_refused(Refusal::NoAgency("confirm-pledges"));
    assert!(hotel.dossier().await.application.is_none());
}

async fn what_is_not_decided_can_be_taken_back(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.tries_to_withdraw().await.says_not_found();
    let id = hotel.goes_all_the_way().await;
    office.commune_officer("Hoa", PHAN_RANG).await.claims(id).await;
    let shown = hotel.dossier().await.application.unwrap().version;
    hotel.tries_to_withdraw_as_of(shown - 1).await.says_conflict();
    assert_eq!(hotel.dossier().await.application.unwrap().state, ApplicationState::InReview);
    hotel.tries_to_withdraw().await.unwrap();
    assert_eq!(hotel.dossier().await.application.unwrap().state, ApplicationState::Withdrawn);
    assert_eq!(
        office.actions_on(id.0).await,
        [AuditAction::Submitted, AuditAction::TrackClaimed, AuditAction::Withdrawn]
    );
    hotel.tries_to_withdraw().await.says_refused(Refusal::WrongState);
}

async fn what_is_decided_stays(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    office.accepts_both_tracks(id, PHAN_RANG).await;
    hotel.tries_to_withdraw().await.says_refused(Refusal::WrongState);
    office.approver("Ký", PHAN_RANG).await.issues(id).await;
    hotel.tries_to_withdraw().await.says_refused(Refusal::WrongState);
    let refused = hotel.owner.registers_venue("Khách sạn Hai").await;
    let id = refused.goes_all_the_way().await;
    office.commune_officer("Hoa", PHAN_RANG).await.refuses(id, "not-this-commune").await;
    refused.tries_to_withdraw().await.says_refused(Refusal::WrongState);
}

async fn a_withdrawn_venue_starts_anew(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let first = hotel.goes_all_the_way().await;
    hotel.tries_to_withdraw().await.unwrap();
    hotel.declares("Lê Thị B").await;
    let second = hotel.submits().await;
    assert_ne!(first, second);
    assert_eq!(hotel.dossier().await.application.unwrap().workers, 2);
}

async fn an_issued_venue_applies_again_when_something_changed(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let first = hotel.goes_all_the_way().await;
    office.certifies(first, PHAN_RANG).await;
    hotel.tries_to_submit().await.says_refused(Refusal::RenewalNotOpen);
    hotel.declares("Lê Thị B").await;
    let second = hotel.submits().await;
    assert_ne!(first, second);
    let certificate = office.certifies(second, PHAN_RANG).await;
    assert_eq!(certificate.document.serial, 2);
    assert_eq!(hotel.dossier().await.certificate.unwrap(), certificate);
}
