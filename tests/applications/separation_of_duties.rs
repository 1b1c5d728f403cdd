//! Separation of duties: no one decides both tracks, and no one decides on their own venue.

use camket_domain::accounts::Role;
use camket_domain::agencies::AgencyFunction;
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::refusal::Refusal;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG, Person};

test_on_both_engines! {
    no_one_decides_both_tracks,
    no_one_approves_what_they_reviewed,
    no_one_acts_on_a_venue_they_own,
}

/// The same person after an administrator changed their role.
async fn as_role(person: &Person, role: Role, function: AgencyFunction) -> Person {
    let mut person = person.clone();
    person.actor.role = role;
    person.actor.agency = Some(person.office.agency(function, PHAN_RANG).await.id);
    person.actor.area = Some(PHAN_RANG.province());
    person
}

async fn no_one_decides_both_tracks(office: Office) {
    let id = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    hoa.accepts(id).await;
    let hoa = as_role(&hoa, Role::LabourOfficer, AgencyFunction::AcceptLabour).await;
    hoa.tries_to_do(id, TrackCommand::Claim).await.says_refused(Refusal::SamePersonBothTracks);
}

async fn no_one_approves_what_they_reviewed(office: Office) {
    let id = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    hoa.accepts(id).await;
    office.labour_officer("Minh", PHAN_RANG).await.accepts(id).await;
    let hoa = as_role(&hoa, Role::Approver, AgencyFunction::Issue).await;
    hoa.tries_to_issue(id).await.says_refused(Refusal::ApproverReviewed);
    let certificate = office.approver("Ký", PHAN_RANG).await.issues(id).await;
    assert_eq!(certificate.document.serial, 1, "the refusal took no number");
}

async fn no_one_acts_on_a_venue_they_own(office: Office) {
    let lan = office.owner("Lan").await;
    let id = lan.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    let officer = as_role(&lan, Role::LabourOfficer, AgencyFunction::AcceptLabour).await;
    officer.tries_to_do(id, TrackCommand::Claim).await.says_refused(Refusal::OwnVenue);
    office.accepts_both_tracks(id, PHAN_RANG).await;
    let approver = as_role(&lan, Role::Approver, AgencyFunction::Issue).await;
    approver.tries_to_issue(id).await.says_refused(Refusal::OwnVenue);
}
