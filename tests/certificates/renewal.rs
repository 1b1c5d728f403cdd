//! Renewal and correction: when an owner may apply for the next certificate, what it takes, and how the old one ends.

use camket_app::certificates::{self, LookupCertificate};
use camket_app::venues::SectionInput;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::decisions::DecisionKind;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::certificates::{Certificate, CertificateStatus, PublicReason};
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;
use time::Duration;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, PHAN_RANG, incomplete, proposal, suspension};

test_on_both_engines! {
    a_renewal_opens_sixty_days_before_the_end,
    the_owner_signs_and_confirms_anew,
    a_register_that_changes_is_confirmed_again,
    nobody_confirms_what_they_did_not_see,
    a_renewed_certificate_takes_the_place_of_the_last,
    a_correction_takes_the_place_of_what_it_corrects,
    after_the_end_a_renewal_is_still_open,
    a_suspension_is_not_got_around,
    after_a_revocation_everything_is_said_anew,
    what_waited_on_the_old_certificate_is_closed,
}

async fn certified_venue(office: &Office) -> (OwnedVenue, Certificate) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    (hotel, certificate)
}

/// The current public look-up of a certificate.
async fn look_up(office: &Office, certificate: &Certificate) -> (Verdict, LookupCertificate) {
    let finding = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    (finding.verdict, finding.certificate.unwrap())
}

async fn renew(hotel: &OwnedVenue) -> Certificate {
    hotel.signs().await;
    hotel.confirms_workers().await;
    let id = hotel.submits().await;
    hotel.owner.office.certifies(id, PHAN_RANG).await
}

async fn a_renewal_opens_sixty_days_before_the_end(office: Office) {
    let (hotel, certificate) = certified_venue(&office).await;
    assert_eq!(certificate.expires_on, date!(2027 - 11 - 22));
    // 22 September 2027.
    office.waits(Duration::days(303));
    assert!(hotel.gaps().await.is_empty());
    hotel.tries_to_submit().await.says_refused(Refusal::RenewalNotOpen);
    office.waits(Duration::days(1));
    let anew = vec!["pledge-renewal", "workers-unconfirmed"];
    assert_eq!(hotel.gaps().await, anew);
    hotel.tries_to_submit().await.says_refused(incomplete(&anew));
}

async fn the_owner_signs_and_confirms_anew(office: Office) {
    let (hotel, _) = certified_venue(&office).await;
    office.waits(Duration::days(310));
    hotel.signs().await;
    assert_eq!(hotel.gaps().await, ["workers-unconfirmed"]);
    hotel.confirms_workers().await;
    assert!(hotel.gaps().await.is_empty());
    assert_eq!(office.actions_at(hotel.id).await.last(), Some(&AuditAction::LabourConfirmed));
    hotel.submits().await;
}

async fn a_register_that_changes_is_confirmed_again(office: Office) {
    let (hotel, _) = certified_venue(&office).await;
    office.waits(Duration::days(310));
    hotel.signs().await;
    hotel.confirms_workers().await;
    hotel.declares("Lê Thị B").await;
    assert_eq!(hotel.gaps().await, ["workers-unconfirmed"]);
    hotel.confirms_workers().await;
    assert!(hotel.gaps().await.is_empty());
}

async fn nobody_confirms_what_they_did_not_see(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let nothing = incomplete(&["workers"]);
    hotel.tries_to_confirm_workers("").await.says_refused(nothing);
    hotel.declares("Nguyễn Thị A").await;
    hotel.tries_to_confirm_workers("").await.says_conflict();
    let mut stolen = hotel.clone();
    stolen.owner = office.owner("Bình").await;
    stolen.tries_to_confirm_workers("").await.says_not_found();
    hotel.goes_all_the_way().await;
    hotel.tries_to_confirm_workers("").await.says_refused(Refusal::InReview);
}

async fn a_renewed_certificate_takes_the_place_of_the_last(office: Office) {
    let (hotel, first) = certified_venue(&office).await;
    office.waits(Duration::days(310));
    let second = renew(&hotel).await;
    let (verdict, old) = look_up(&office, &first).await;
    assert_eq!((verdict, old.status.decided_status), (Verdict::Superseded, CertificateStatus::Superseded));
    assert_eq!(old.status.replaced_by, Some(second.number.clone()));
    assert_eq!(old.status.reason, Some(PublicReason::Renewed));
    assert_eq!(look_up(&office, &second).await.0, Verdict::Valid);
    assert_eq!(hotel.dossier().await.certificate, Some(second));
    let deeds = office.actions_on(first.id.0).await;
    assert_eq!(deeds, [AuditAction::CertificateIssued, AuditAction::CertificateSuperseded]);
}

async fn a_correction_takes_the_place_of_what_it_corrects(office: Office) {
    let (hotel, first) = certified_venue(&office).await;
    let name = SectionInput::Identity(VenueKind::Hotel, String::new(), "Khách sạn Biển Biếc".to_owned());
    hotel.answers(name).await;
    assert_eq!(hotel.gaps().await, ["pledge-outdated"]);
    hotel.signs().await;
    let id = hotel.submits().await;
    assert_eq!(look_up(&office, &first).await.0, Verdict::Valid, "until the new one is there");
    let second = office.certifies(id, PHAN_RANG).await;
    let (verdict, old) = look_up(&office, &first).await;
    assert_eq!((verdict, old.status.reason), (Verdict::Superseded, Some(PublicReason::Corrected)));
    assert_eq!(old.status.replaced_by, Some(second.number));
    assert_eq!(second.facts.name, "Khách sạn Biển Biếc");
}

async fn after_the_end_a_renewal_is_still_open(office: Office) {
    let (hotel, first) = certified_venue(&office).await;
    office.waits(Duration::days(400));
    let second = renew(&hotel).await;
    let (verdict, old) = look_up(&office, &first).await;
    assert_eq!(
        (verdict, old.status.decided_status),
        (Verdict::Expired, CertificateStatus::Issued),
        "nothing is left to replace"
    );
    assert_eq!(look_up(&office, &second).await.0, Verdict::Valid);
}

async fn a_suspension_is_not_got_around(office: Office) {
    let (hotel, certificate) = certified_venue(&office).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    ky.proposes(certificate.id, suspension(date!(2026 - 12 - 23))).await;
    hotel.declares("Lê Thị B").await;
    let id = hotel.submits().await;
    office.accepts_both_tracks(id, PHAN_RANG).await;
    ky.tries_to_issue(id).await.says_refused(Refusal::CertificateSuspended);
    let preview = certificates::preview(&office.app, &ky.may(), id).await;
    preview.says_refused(Refusal::CertificateSuspended);
    office.waits(Duration::days(31));
    let second = ky.issues(id).await;
    assert_eq!(look_up(&office, &certificate).await.1.status.replaced_by, Some(second.number));
}

async fn after_a_revocation_everything_is_said_anew(office: Office) {
    let (hotel, first) = certified_venue(&office).await;
    let (ky, kien) = (office.approver("Ký", PHAN_RANG).await, office.approver("Kiên", PHAN_RANG).await);
    let revocation = ky.proposes(first.id, proposal(DecisionKind::Revoke)).await;
    kien.decides(&revocation).await;
    assert_eq!(hotel.gaps().await, ["pledge-renewal", "workers-unconfirmed"]);
    let second = renew(&hotel).await;
    let (verdict, old) = look_up(&office, &first).await;
    assert_eq!((verdict, old.status.replaced_by), (Verdict::Revoked, None), "revoked stays revoked");
    assert_eq!(look_up(&office, &second).await.0, Verdict::Valid);
}

async fn what_waited_on_the_old_certificate_is_closed(office: Office) {
    let (hotel, first) = certified_venue(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    hoa.proposes(first.id, proposal(DecisionKind::Revoke)).await;
    hotel.declares("Lê Thị B").await;
    let id = hotel.submits().await;
    office.certifies(id, PHAN_RANG).await;
    assert!(hoa.waiting().await.is_empty());
}
