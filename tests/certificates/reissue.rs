//! Reissue: certificates signed with a withdrawn key are signed again.

use camket_app::certificates::reissue;
use camket_app::keys;
use camket_domain::audit::Deed;
use camket_domain::certificates::{Certificate, Status};
use camket_domain::outbox::Notice;
use camket_domain::refusal::Refusal;
use camket_store::certificates::by_ids;
use time::macros::date;

use crate::harness::both;
use crate::harness::said::Said;
use crate::world::{BA_DINH, Office, OwnVenue, PHAN_RANG, suspension};

both! {
    a_withdrawn_keys_certificates_are_made_anew,
    a_suspension_goes_on,
    only_a_withdrawn_keys,
    another_agency_makes_none,
    pressed_twice_makes_each_once,
}

async fn certified(office: &Office) -> (OwnVenue, Certificate) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    (hotel, certificate)
}

fn kid(certificate: &Certificate) -> Vec<u8> {
    certificate.signed.as_ref().expect("signed at issue").kid.clone()
}

async fn now(office: &Office, certificate: &Certificate) -> Certificate {
    by_ids(office.app.store(), &[certificate.id]).await.unwrap().remove(0)
}

async fn a_withdrawn_keys_certificates_are_made_anew(office: Office) {
    let (hotel, old) = certified(&office).await;
    keys::withdraw(&office.app, &kid(&old), "Lộ khóa").await.unwrap();
    let ky = office.approver("Kiên", PHAN_RANG).await;
    let stranded = reissue::stranded(&office.app, &ky.may()).await.unwrap();
    assert_eq!(stranded.iter().map(|one| one.certificates).collect::<Vec<_>>(), [1]);
    assert_eq!(reissue::reissue(&office.app, &ky.may(), &kid(&old)).await.unwrap(), 1);
    let new = hotel.dossier().await.certificate.unwrap();
    assert_eq!((new.number.as_str(), new.expires_on), ("KH-SNV-2026-000002", old.expires_on));
    assert_eq!((&new.facts.name, new.application), (&old.facts.name, old.application));
    assert_eq!(new.facts.issuer.approver_name, "Kiên");
    assert_ne!(kid(&new), kid(&old));
    assert_ne!(new.code, old.code);
    let old = now(&office, &old).await;
    assert_eq!((old.standing.decided, old.standing.reason.as_str()), (Status::Superseded, "reissued"));
    assert_eq!(old.standing.replaced_by, Some(new.number.clone()));
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::Replaced { by, number, .. }
        if by == new.number.as_str() && number == old.number.as_str()));
    assert_eq!(office.deeds_on(new.id.0).await, [Deed::CertificateReissued]);
    assert!(reissue::stranded(&office.app, &ky.may()).await.unwrap().is_empty());
}

async fn a_suspension_goes_on(office: Office) {
    let (hotel, old) = certified(&office).await;
    let ky = office.approver("Kiên", PHAN_RANG).await;
    ky.proposes(old.id, suspension(date!(2026 - 12 - 23))).await;
    keys::withdraw(&office.app, &kid(&old), "Lộ khóa").await.unwrap();
    reissue::reissue(&office.app, &ky.may(), &kid(&old)).await.unwrap();
    let standing = hotel.dossier().await.certificate.unwrap().standing;
    assert_eq!((standing.decided, standing.until), (Status::Suspended, Some(date!(2026 - 12 - 23))));
    assert_eq!(standing.decision_number, "15/QĐ-SNV");
}

async fn only_a_withdrawn_keys(office: Office) {
    let (_, certificate) = certified(&office).await;
    let ky = office.approver("Kiên", PHAN_RANG).await;
    reissue::reissue(&office.app, &ky.may(), &kid(&certificate)).await.says_refused(Refusal::WrongState);
    reissue::reissue(&office.app, &ky.may(), b"none").await.says_not_found();
    assert_eq!(now(&office, &certificate).await.standing.decided, Status::Issued);
}

async fn another_agency_makes_none(office: Office) {
    let (_, certificate) = certified(&office).await;
    keys::withdraw(&office.app, &kid(&certificate), "Lộ khóa").await.unwrap();
    let far = office.approver("Xa", BA_DINH).await;
    assert!(reissue::stranded(&office.app, &far.may()).await.unwrap().is_empty());
    assert_eq!(reissue::reissue(&office.app, &far.may(), &kid(&certificate)).await.unwrap(), 0);
    assert_eq!(now(&office, &certificate).await.standing.decided, Status::Issued);
}

async fn pressed_twice_makes_each_once(office: Office) {
    let (_, certificate) = certified(&office).await;
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
