//! The share link for the print shop: signed, limited in time, audited.

use camket_app::certificates;
use camket_credential::links::LinkUse;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::DecisionKind;
use time::Duration;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, PHAN_RANG, proposal, suspension};

test_on_both_engines! {
    a_shared_link_opens_the_certificate_for_three_days,
    a_link_ends_with_a_suspension,
    a_link_ends_with_a_revocation,
    a_link_ends_with_the_certificate,
    a_link_ends_when_a_new_certificate_takes_its_place,
    another_owner_shares_nothing,
    there_is_nothing_to_share_before_it_is_issued,
    a_link_for_another_use_opens_nothing,
}

async fn certified_venue(office: &Office) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    office.certifies(id, PHAN_RANG).await;
    hotel
}

async fn a_shared_link_opens_the_certificate_for_three_days(office: Office) {
    let hotel = certified_venue(&office).await;
    let (link, until) =
        certificates::create_share_link(&office.app, &hotel.owner.may(), hotel.id).await.unwrap();
    let token = link.strip_prefix("http://127.0.0.1:8080/shared/").expect("our own address");
    let certificate = certificates::load_shared(&office.app, token).await.unwrap();
    assert_eq!(Some(&certificate), hotel.dossier().await.certificate.as_ref());
    assert_eq!(office.actions_on(certificate.id.0).await.last(), Some(&AuditAction::CertificateShared));
    office.waits(until - office.app.now() - Duration::SECOND * 2);
    certificates::load_shared(&office.app, token).await.unwrap();
    office.waits(Duration::SECOND * 2);
    certificates::load_shared(&office.app, token).await.says_not_found();
}

async fn a_link_ends_with_a_suspension(office: Office) {
    let hotel = certified_venue(&office).await;
    let certificate = hotel.dossier().await.certificate.unwrap();
    let until = office.app.now() + Duration::days(30);
    let link = certificates::build_share_link(&office.app, &certificate, until);
    let token = link.strip_prefix("http://127.0.0.1:8080/shared/").expect("our own address");
    certificates::load_shared(&office.app, token).await.unwrap();
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let proposed = hoa.proposes(certificate.id, suspension(date!(2026 - 12 - 31))).await;
    office.approver("Vinh", PHAN_RANG).await.decides(&proposed).await;
    certificates::load_shared(&office.app, token).await.says_not_found();
    certificates::create_share_link(&office.app, &hotel.owner.may(), hotel.id).await.says_not_found();
}

/// A venue with a certificate, the token of a link to it that is valid for two years, and the certificate.
async fn shared_certificate(office: &Office) -> (OwnedVenue, String, Certificate) {
    let hotel = certified_venue(office).await;
    let certificate = hotel.dossier().await.certificate.unwrap();
    let until = office.app.now() + Duration::days(730);
    let link = certificates::build_share_link(&office.app, &certificate, until);
    let token = link.strip_prefix("http://127.0.0.1:8080/shared/").expect("our own address").to_owned();
    certificates::load_shared(&office.app, &token).await.unwrap();
    (hotel, token, certificate)
}

async fn a_link_ends_with_a_revocation(office: Office) {
    let (hotel, token, certificate) = shared_certificate(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let proposed = hoa.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    certificates::load_shared(&office.app, &token).await.unwrap();
    office.approver("Vinh", PHAN_RANG).await.decides(&proposed).await;
    certificates::load_shared(&office.app, &token).await.says_not_found();
    certificates::create_share_link(&office.app, &hotel.owner.may(), hotel.id).await.says_not_found();
}

async fn a_link_ends_with_the_certificate(office: Office) {
    let (hotel, token, certificate) = shared_certificate(&office).await;
    let last_day = certificate.expires_on.midnight().assume_offset(time::macros::offset!(+7));
    office.waits(last_day - office.app.now());
    certificates::load_shared(&office.app, &token).await.unwrap();
    office.waits(Duration::DAY);
    certificates::load_shared(&office.app, &token).await.says_not_found();
    certificates::create_share_link(&office.app, &hotel.owner.may(), hotel.id).await.says_not_found();
}

async fn a_link_ends_when_a_new_certificate_takes_its_place(office: Office) {
    let (hotel, token, certificate) = shared_certificate(&office).await;
    office.waits(Duration::days(340));
    hotel.signs().await;
    hotel.confirms_workers().await;
    let renewal = hotel.submits().await;
    certificates::load_shared(&office.app, &token).await.unwrap();
    let new = office.certifies(renewal, PHAN_RANG).await;
    assert_ne!(new.id, certificate.id);
    certificates::load_shared(&office.app, &token).await.says_not_found();
    certificates::create_share_link(&office.app, &hotel.owner.may(), hotel.id).await.unwrap();
}

async fn another_owner_shares_nothing(office: Office) {
    let hotel = certified_venue(&office).await;
    let binh = office.owner("Bình").await;
    certificates::create_share_link(&office.app, &binh.may(), hotel.id).await.says_not_found();
    certificates::load_for_own_venue(&office.app, &binh.may(), hotel.id).await.says_not_found();
}

async fn there_is_nothing_to_share_before_it_is_issued(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.goes_all_the_way().await;
    certificates::create_share_link(&office.app, &hotel.owner.may(), hotel.id).await.says_not_found();
}

async fn a_link_for_another_use_opens_nothing(office: Office) {
    let hotel = certified_venue(&office).await;
    let id = *hotel.dossier().await.certificate.unwrap().id.0.as_bytes();
    let until = office.app.now() + Duration::days(1);
    let invitation = office.app.links().sign(LinkUse::Invitation, id, until, "");
    for token in [invitation.as_str(), "", "AAAA"] {
        certificates::load_shared(&office.app, token).await.says_not_found();
    }
}
