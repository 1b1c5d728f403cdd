//! The public look-up of a short code.

use camket_app::certificates;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::certificates::{Certificate, CertificateStatus, ShortCode};
use camket_store::certificates as rows;
use time::Duration;

use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    a_certificate_in_force_is_valid,
    a_certificate_expires_by_the_vietnamese_calendar,
    the_status_is_shown_and_expiry_has_precedence,
    what_is_no_code_is_mistyped,
    what_is_not_there_is_not_in_the_register,
}

async fn issue_certificate(office: &Office) -> Certificate {
    let id = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    office.certifies(id, PHAN_RANG).await
}

async fn find_verdict(office: &Office, typed: &str) -> Verdict {
    certificates::verify(&office.app, typed).await.unwrap().verdict
}

async fn a_certificate_in_force_is_valid(office: Office) {
    let certificate = issue_certificate(&office).await;
    let printed = certificate.code.to_string();
    for typed in [printed.clone(), printed.to_lowercase(), format!(" {} ", printed.replace('-', " "))] {
        let finding = certificates::verify(&office.app, &typed).await.unwrap();
        assert_eq!(finding.verdict, Verdict::Valid);
        let facts = finding.certificate.expect("a certificate").facts;
        assert_eq!((facts.number, facts.name), (certificate.number.clone(), certificate.facts.name.clone()));
    }
}

async fn a_certificate_expires_by_the_vietnamese_calendar(office: Office) {
    let code = issue_certificate(&office).await.code;
    // Issued at 08:00 on 23 November; the last day is 22 November of the next year.
    office.waits(Duration::days(364) + Duration::hours(15) + Duration::minutes(59));
    assert_eq!(find_verdict(&office, code.as_str()).await, Verdict::Valid);
    office.waits(Duration::minutes(1));
    assert_eq!(find_verdict(&office, code.as_str()).await, Verdict::Expired);
}

async fn the_status_is_shown_and_expiry_has_precedence(office: Office) {
    let mut certificate = issue_certificate(&office).await;
    let standings = [
        (CertificateStatus::Suspended, Verdict::Suspended),
        (CertificateStatus::Revoked, Verdict::Revoked),
        (CertificateStatus::Superseded, Verdict::Superseded),
    ];
    for (status, expected) in standings {
        certificate.status_record.decided_status = status;
        let tx = office.app.store().begin_write().await.unwrap();
        rows::save_status(&tx, &certificate).await.unwrap();
        tx.commit().await.unwrap();
        certificate.version += 1;
        assert_eq!(find_verdict(&office, certificate.code.as_str()).await, expected);
    }
    office.waits(Duration::days(366));
    assert_eq!(find_verdict(&office, certificate.code.as_str()).await, Verdict::Expired);
}

async fn what_is_no_code_is_mistyped(office: Office) {
    let code = issue_certificate(&office).await.code;
    let first = if code.as_str().starts_with('7') { '8' } else { '7' };
    assert_eq!(find_verdict(&office, &format!("{first}{}", &code.as_str()[1..])).await, Verdict::Mistyped);
    for typed in ["", "xin chào", "../../etc/passwd", "' OR 1=1 --", &"0".repeat(24)] {
        assert_eq!(find_verdict(&office, typed).await, Verdict::Mistyped, "{typed}");
    }
}

async fn what_is_not_there_is_not_in_the_register(office: Office) {
    let unknown = ShortCode::new(office.app.entropy());
    assert_eq!(find_verdict(&office, unknown.as_str()).await, Verdict::NotInRegister);
}
