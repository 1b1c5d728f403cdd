//! Submission after a return: an acceptance stays valid while its facts are unchanged.

use camket_domain::applications::{Application, ApplicationState, TrackState};
use camket_domain::audit::AuditAction;
use camket_domain::venues::VenueKind;

use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, PHAN_RANG, samples};

test_on_both_engines! {
    an_accepted_pledge_stands_while_only_workers_change,
    an_accepted_register_falls_when_a_worker_changes,
    both_acceptances_fall_when_the_venue_changes,
    signing_the_same_text_again_changes_nothing,
    a_new_personal_tax_code_is_another_fact,
}

/// A venue whose labour track was returned after the pledge track was accepted.
async fn venue_returned_by_labour(office: &Office) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    office.commune_officer("Hoa", PHAN_RANG).await.accepts(id).await;
    office.labour_officer("Minh", PHAN_RANG).await.returns(id, "workers-missing").await;
    hotel
}

async fn resubmit(hotel: &OwnedVenue) -> Application {
    let before = hotel.dossier().await.application.unwrap();
    assert_eq!(hotel.submits().await, before.id, "the same application goes on");
    let after = hotel.dossier().await.application.unwrap();
    assert_eq!(after.state, ApplicationState::InReview);
    after
}

async fn an_accepted_pledge_stands_while_only_workers_change(office: Office) {
    let hotel = venue_returned_by_labour(&office).await;
    hotel.declares("Lê Thị B").await;
    let before = hotel.dossier().await.application.unwrap();
    let after = resubmit(&hotel).await;
    assert_eq!(after.pledge_track, before.pledge_track);
    assert_eq!((after.labour_track.state(), after.labour_track.reviewer()), (TrackState::Waiting, None));
    assert!(after.labour_track.reasons().is_empty());
    assert_eq!(after.workers, 2);
    assert_eq!(office.actions_on(after.id.0).await.last(), Some(&AuditAction::Resubmitted));
    let accepted = office.labour_officer("Minh", PHAN_RANG).await.accepts(after.id).await;
    assert_eq!(accepted.state, ApplicationState::Accepted);
}

async fn an_accepted_register_falls_when_a_worker_changes(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    office.labour_officer("Minh", PHAN_RANG).await.accepts(id).await;
    office.commune_officer("Hoa", PHAN_RANG).await.returns(id, "signature-wrong").await;
    hotel.declares("Lê Thị B").await;
    let after = resubmit(&hotel).await;
    assert_eq!(after.labour_track.state(), TrackState::Waiting);
}

async fn both_acceptances_fall_when_the_venue_changes(office: Office) {
    let hotel = venue_returned_by_labour(&office).await;
    let identity = (VenueKind::Motel, String::new(), "Nhà nghỉ Biển Xanh".to_owned());
    hotel.answers(camket_app::venues::SectionInput::Identity(identity.0, identity.1, identity.2)).await;
    hotel.signs().await;
    let after = resubmit(&hotel).await;
    assert!(after.tracks().iter().all(|track| track.state() == TrackState::Waiting));
}

async fn signing_the_same_text_again_changes_nothing(office: Office) {
    let hotel = venue_returned_by_labour(&office).await;
    hotel.declares("Lê Thị B").await;
    let pledge = hotel.signs().await;
    let after = resubmit(&hotel).await;
    assert_eq!((after.pledge, after.pledge_track.state()), (pledge, TrackState::Accepted));
}

async fn a_new_personal_tax_code_is_another_fact(office: Office) {
    let hotel = venue_returned_by_labour(&office).await;
    let tax = |number: &str| samples::business(camket_domain::identifiers::TaxCode::parse(number).unwrap());
    hotel.answers(tax("056190110077")).await;
    hotel.signs().await;
    // The same last four digits, which is all that pages show.
    hotel.answers(tax("056190220077")).await;
    assert_eq!(hotel.gaps().await, ["pledge-outdated"]);
}
