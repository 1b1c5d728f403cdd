//! Alerts: opened by scans of certificates to collect and of copies, closed with words by the office of the area.

use camket_app::{AppError, alerts};
use camket_domain::alerts::{Alert, AlertKind};
use camket_domain::refusal::Refusal;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::scans::{
    alert_kinds, build_scan, certified_venue_and_phone, open_alerts, revoke_certificate, send_scans,
};
use crate::world::{BA_DINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    an_old_paper_is_collected_once,
    one_paper_at_two_distant_places_raises_an_alert,
    an_alert_is_closed_with_words_by_the_area,
}

async fn close_alert(officer: &Person, alert: &Alert) -> Result<(), AppError> {
    alerts::close(&officer.office.app, &officer.may(), alert.id, alert.version, "Đã kiểm tra tại chỗ").await
}

async fn an_old_paper_is_collected_once(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    revoke_certificate(&office, &certificate).await;
    for _ in 0..2 {
        let mut sent = build_scan(&phone, &certificate, office.app.now(), None);
        sent.shown.verdict = camket_domain::certificates::verdict::Verdict::Revoked;
        send_scans(&phone, &[sent]).await;
    }
    assert_eq!(alert_kinds(&open_alerts(&office).await), [AlertKind::CollectPaper]);
}

async fn one_paper_at_two_distant_places_raises_an_alert(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    let (here, there) = ((11.5643, 108.9886), (11.6043, 108.9886)); // 4.4 km
    let now = office.app.now();
    send_scans(&phone, &[build_scan(&phone, &certificate, now, Some(here))]).await;
    send_scans(&phone, &[build_scan(&phone, &certificate, now, Some(here))]).await;
    assert_eq!(open_alerts(&office).await, []);
    // Another inspector in another province: every inspector may scan any certificate.
    let far = office.inspector("Xa", BA_DINH).await.enrols().await;
    send_scans(&far, &[build_scan(&far, &certificate, now + Duration::seconds(1), Some(there))]).await;
    let alerts = open_alerts(&office).await;
    assert_eq!(alert_kinds(&alerts), [AlertKind::DistantScans]);
    assert_eq!(alerts[0].facts.metres.map(|m| m / 100), Some(44));
    office.waits(Duration::hours(3));
    let later = office.app.now();
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    close_alert(&officer, &alerts[0]).await.unwrap();
    send_scans(&phone, &[build_scan(&phone, &certificate, later, Some(here))]).await;
    assert_eq!(open_alerts(&office).await, []);
}

async fn an_alert_is_closed_with_words_by_the_area(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    revoke_certificate(&office, &certificate).await;
    send_scans(&phone, &[build_scan(&phone, &certificate, office.app.now(), None)]).await;
    let alert = open_alerts(&office).await.remove(0);
    let far = office.commune_officer("Xa", BA_DINH).await;
    close_alert(&far, &alert).await.says_not_found();
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let closed = alerts::close(&office.app, &officer.may(), alert.id, alert.version, "").await;
    closed.says_refused(Refusal::ReasonMissing);
    let closed = alerts::close(&office.app, &officer.may(), alert.id, 9, "Đã thu bản cũ").await;
    closed.says_conflict();
    close_alert(&officer, &alert).await.unwrap();
    close_alert(&officer, &alert).await.says_refused(Refusal::WrongState);
}
