//! The token in the QR, judged by the register in memory; and the keys that sign it.

use camket_app::certificates::{self, LookupResult};
use camket_app::keys;
use camket_credential::keys::Kid;
use camket_credential::signing::{SigningKey, generate};
use camket_credential::token;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::certificates::{Certificate, CertificateClaims, CertificateStatus};
use camket_store::certificates as rows;
use time::Duration;
use uuid::Uuid;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    a_token_is_judged_like_its_code,
    a_token_with_a_wrong_letter_is_forged,
    a_token_of_another_registry_is_forged,
    a_certificate_without_a_token_is_given_one_once,
    a_key_is_made_once_and_followed_by_another_in_time,
    after_a_rotation_old_tokens_stay_good,
    a_withdrawn_key_proves_nothing,
    withdrawing_asks_for_a_key_and_a_reason,
}

async fn issue_certificate(office: &Office) -> Certificate {
    let id = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    office.certifies(id, PHAN_RANG).await
}

fn token_text(certificate: &Certificate) -> String {
    token::to_text(&certificate.issued_token.as_ref().expect("issued with a token").token)
}

async fn look_up(office: &Office, certificate: &Certificate) -> LookupResult {
    certificates::verify(&office.app, &token_text(certificate)).await.unwrap()
}

async fn a_token_is_judged_like_its_code(office: Office) {
    let mut certificate = issue_certificate(&office).await;
    let url = certificates::build_verify_url(&office.app, &certificate);
    assert_eq!(url, format!("http://127.0.0.1:8080/v/{}", token_text(&certificate)));
    for (status, expected) in [
        (CertificateStatus::Issued, Verdict::Valid),
        (CertificateStatus::Suspended, Verdict::Suspended),
        (CertificateStatus::Revoked, Verdict::Revoked),
        (CertificateStatus::Superseded, Verdict::Superseded),
    ] {
        certificate.status_record.decided_status = status;
        let tx = office.app.store().begin_write().await.unwrap();
        rows::save_status(&tx, &certificate).await.unwrap();
        tx.commit().await.unwrap();
        certificate.version += 1;
        let by_token = look_up(&office, &certificate).await;
        let by_code = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
        assert_eq!((by_token.verdict, by_code.verdict), (expected, expected));
        let (one, two) = (by_token.certificate.unwrap(), by_code.certificate.unwrap());
        assert_eq!((one.facts, one.status), (two.facts, two.status));
    }
    let lower = certificates::verify(&office.app, &token_text(&certificate).to_lowercase()).await.unwrap();
    assert_eq!(lower.verdict, Verdict::Superseded);
    office.waits(Duration::days(366));
    assert_eq!(look_up(&office, &certificate).await.verdict, Verdict::Expired);
}

async fn a_token_with_a_wrong_letter_is_forged(office: Office) {
    let good = token_text(&issue_certificate(&office).await);
    for place in [0, good.len() / 3, good.len() - 10] {
        let other = if good.as_bytes()[place] == b'A' { "B" } else { "A" };
        let mut bad = good.clone();
        bad.replace_range(place..=place, other);
        let found = certificates::verify(&office.app, &bad).await.unwrap();
        assert_ne!(found.verdict, Verdict::Valid, "{place}");
        assert_eq!(found.certificate, None);
    }
    let long = certificates::verify(&office.app, &"A".repeat(100_000)).await.unwrap();
    assert_eq!(long.verdict, Verdict::Forged);
}

async fn a_token_of_another_registry_is_forged(office: Office) {
    let certificate = issue_certificate(&office).await;
    let foreign = SigningKey::new(Kid::new(&[9, 9, 9]).unwrap(), &generate().unwrap()).unwrap();
    let claims =
        CertificateClaims::from_certificate(&certificate, certificate.issued_token.as_ref().unwrap().index);
    let text = token::to_text(&token::sign(&claims, &foreign).unwrap());
    let found = certificates::verify(&office.app, &text).await.unwrap();
    assert_eq!(
        (found.verdict, found.certificate),
        (Verdict::Forged, None),
        "all keys of the registry are known"
    );
}

async fn a_certificate_without_a_token_is_given_one_once(office: Office) {
    let mut bare = issue_certificate(&office).await;
    office.forgets_the_token_of(&bare).await;
    let code = bare.code.clone();
    assert_eq!(certificates::verify(&office.app, code.as_str()).await.unwrap().verdict, Verdict::Valid);
    assert_eq!(certificates::backfill_tokens(&office.app).await.unwrap(), 1);
    assert_eq!(certificates::backfill_tokens(&office.app).await.unwrap(), 0);
    bare = rows::find_by_id(office.app.store(), bare.id).await.unwrap().unwrap();
    assert_eq!(look_up(&office, &bare).await.verdict, Verdict::Valid);
}

async fn a_key_is_made_once_and_followed_by_another_in_time(office: Office) {
    let count = async || keys::list(&office.app).await.unwrap().len();
    for _ in 0..2 {
        keys::ensure_signing_key(&office.app).await.unwrap();
        assert_eq!(count().await, 1);
    }
    assert_eq!(office.actions_on(Uuid::nil()).await.last(), Some(&AuditAction::KeyMade));
    office.waits(Duration::days(701));
    for _ in 0..2 {
        keys::ensure_signing_key(&office.app).await.unwrap();
        assert_eq!(count().await, 2, "thirty days before the first ends");
    }
    let records = keys::list(&office.app).await.unwrap();
    assert_eq!(records[1].not_before, records[0].not_after);
}

async fn after_a_rotation_old_tokens_stay_good(office: Office) {
    let first = issue_certificate(&office).await;
    let key = keys::rotate(&office.app).await.unwrap();
    assert_eq!(look_up(&office, &first).await.verdict, Verdict::Valid);
    let second = issue_certificate(&office).await;
    assert_eq!(second.issued_token.as_ref().unwrap().kid, key.kid);
    assert_ne!(first.issued_token.as_ref().unwrap().kid, key.kid);
    assert_eq!(look_up(&office, &second).await.verdict, Verdict::Valid);
    let deeds = office.actions_on(Uuid::nil()).await;
    assert!(deeds.contains(&AuditAction::KeyEnded), "{deeds:?}");
}

async fn a_withdrawn_key_proves_nothing(office: Office) {
    let certificate = issue_certificate(&office).await;
    assert_eq!(look_up(&office, &certificate).await.verdict, Verdict::Valid);
    let kid = certificate.issued_token.as_ref().unwrap().kid.clone();
    let left = keys::withdraw(&office.app, &kid, "Máy chủ bị mất").await.unwrap();
    assert_eq!(left.certificates, 1);
    assert_ne!(left.successor.kid, kid);
    let found = look_up(&office, &certificate).await;
    assert_eq!((found.verdict, found.certificate), (Verdict::CannotSay, None), "the claims may be anyone's");
    let by_code = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    assert_eq!(by_code.verdict, Verdict::Valid, "the register itself vouches for it");
    assert!(office.actions_on(Uuid::nil()).await.contains(&AuditAction::KeyWithdrawn));
    let signer = keys::load_signer(&office.app).await.unwrap();
    assert_eq!(signer.kid().as_bytes(), left.successor.kid);
}

async fn withdrawing_asks_for_a_key_and_a_reason(office: Office) {
    keys::ensure_signing_key(&office.app).await.unwrap();
    let kid = keys::list(&office.app).await.unwrap()[0].kid.clone();
    keys::withdraw(&office.app, &kid, " ").await.says_invalid("reason", "key-reason");
    keys::withdraw(&office.app, &[1, 2, 3, 4], "mất").await.says_not_found();
    keys::withdraw(&office.app, &kid, "mất").await.unwrap();
    keys::withdraw(&office.app, &kid, "mất").await.says_conflict();
    keys::create(&office.app, office.app.now() - Duration::days(1)).await.says_invalid("from", "key-past");
}
