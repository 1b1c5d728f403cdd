//! Reissue: certificates signed with a withdrawn key are signed again.

use camket_app::certificates::reissue;
use camket_app::keys;
use camket_domain::accounts::Scope;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::{Certificate, CertificateStatus, PublicReason};
use camket_domain::outbox::Notice;
use camket_domain::refusal::Refusal;
use camket_store::certificates::find_many;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, OwnedVenue, PHAN_RANG, suspension};

test_on_both_engines! {
    certificates_of_a_withdrawn_key_are_reissued,
    a_reissue_keeps_a_suspension,
    only_certificates_of_a_withdrawn_key_are_reissued,
    another_agency_reissues_nothing,
    a_reissue_sent_twice_signs_each_certificate_once,
}

async fn certified_venue(office: &Office) -> (OwnedVenue, Certificate) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    (hotel, certificate)
}

fn kid(certificate: &Certificate) -> Vec<u8> {
    certificate.issued_token.as_ref().expect("signed at issue").kid.clone()
}

async fn current_certificate(office: &Office, certificate: &Certificate) -> Certificate {
    find_many(office.app.store(), &Scope::Area(certificate.facts.commune), &[certificate.id])
        .await
        .unwrap()
        .remove(0)
}

async fn certificates_of_a_withdrawn_key_are_reissued(office: Office) {
    let (hotel, old) = certified_venue(&office).await;
    keys::withdraw(&office.app, &kid(&old), "Lộ khóa").await.unwrap();
    let ky = office.approver("Kiên", PHAN_RANG).await;
    let stranded = reissue::list_backlog(&office.app, &ky.may()).await.unwrap();
    assert_eq!(stranded.iter().map(|one| one.certificates).collect::<Vec<_>>(), [1]);
    assert_eq!(reissue::reissue(&office.app, &ky.may(), &kid(&old)).await.unwrap(), 1);
    let new = hotel.dossier().await.certificate.unwrap();
    assert_eq!((new.number.as_str(), new.expires_on), ("KH-SNV-2026-000002", old.expires_on));
    assert_eq!((&new.facts.name, new.application), (&old.facts.name, old.application));
    assert_eq!(new.facts.issuer.approver_name, "Kiên");
    assert_ne!(kid(&new), kid(&old));
    assert_ne!(new.code, old.code);
    let old = current_certificate(&office, &old).await;
    assert_eq!(
        (old.status_record.decided_status, old.status_record.reason),
        (CertificateStatus::Superseded, Some(PublicReason::Reissued))
    );
    assert_eq!(old.status_record.replaced_by, Some(new.number.clone()));
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::Replaced { by, number, .. }
        if by == new.number.as_str() && number == old.number.as_str()));
    assert_eq!(office.actions_on(new.id.0).await, [AuditAction::CertificateReissued]);
    assert!(reissue::list_backlog(&office.app, &ky.may()).await.unwrap().is_empty());
}

async fn a_reissue_keeps_a_suspension(office: Office) {
    let (hotel, old) = certified_venue(&office).await;
    let ky = office.approver("Kiên", PHAN_RANG).await;
    ky.proposes(old.id, suspension(date!(2026 - 12 - 23))).await;
    keys::withdraw(&office.app, &kid(&old), "Lộ khóa").await.unwrap();
    reissue::reissue(&office.app, &ky.may(), &kid(&old)).await.unwrap();
    let standing = hotel.dossier().await.certificate.unwrap().status_record;
    assert_eq!(
        (standing.decided_status, standing.until),
        (CertificateStatus::Suspended, Some(date!(2026 - 12 - 23)))
    );
    assert_eq!(standing.decision_number, "15/QĐ-SNV");
}

async fn only_certificates_of_a_withdrawn_key_are_reissued(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let ky = office.approver("Kiên", PHAN_RANG).await;
    reissue::reissue(&office.app, &ky.may(), &kid(&certificate)).await.says_refused(Refusal::WrongState);
    reissue::reissue(&office.app, &ky.may(), b"none").await.says_not_found();
    assert_eq!(
        current_certificate(&office, &certificate).await.status_record.decided_status,
        CertificateStatus::Issued
    );
}

async fn another_agency_reissues_nothing(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    keys::withdraw(&office.app, &kid(&certificate), "Lộ khóa").await.unwrap();
    let far = office.approver("Xa", BA_DINH).await;
    assert!(reissue::list_backlog(&office.app, &far.may()).await.unwrap().is_empty());
    assert_eq!(reissue::reissue(&office.app, &far.may(), &kid(&certificate)).await.unwrap(), 0);
    assert_eq!(
        current_certificate(&office, &certificate).await.status_record.decided_status,
        CertificateStatus::Issued
    );
}

async fn a_reissue_sent_twice_signs_each_certificate_once(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    keys::withdraw(&office.app, &kid(&certificate), "Lộ khóa").await.unwrap();
    let (ky, kien) = (office.approver("Ký", PHAN_RANG).await, office.approver("Kiên", PHAN_RANG).await);
    let key = kid(&certificate);
    let (ky_may, kien_may) = (ky.may(), kien.may());
    let (one, other) = tokio::join!(
        reissue::reissue(&office.app, &ky_may, &key),
        reissue::reissue(&office.app, &kien_may, &key)
    );
    let made: usize = [one, other].into_iter().map(|outcome| outcome.unwrap_or(0)).sum();
    assert_eq!(made, 1);
}
