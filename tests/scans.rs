//! Scans: judged at their own time, once.

use camket_app::alerts;
use camket_app::devices::DeviceMessage;
use camket_app::scans::{self, ScanOutcome, SubmittedScan};
use camket_app::timeline::{self, VenueEvent};
use camket_domain::alerts::{Alert, AlertKind, AlertState};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::ids::ScanId;
use camket_domain::inspections::Conclusion;
use camket_domain::outbox::Notice;
use camket_domain::permissions::Permit;
use camket_domain::refusal::Refusal;
use camket_domain::scans::{Position, ShownVerdict};
use time::{Duration, OffsetDateTime};

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{InspectorPhone, Office, OwnedVenue, PHAN_RANG, TARGET, proposal, suspension};

test_on_both_engines! {
    a_scan_is_taken_once,
    a_late_correction_reaches_inspector_and_office,
    a_scan_before_the_decision_was_right,
    what_held_at_the_moment_counts_not_what_came_after,
    what_is_not_signed_is_not_taken,
    a_clock_that_is_wrong_holds_no_scan_up,
    another_inspectors_scan_holds_none_up,
    officers_see_scans_and_visits_where_the_owner_sees_the_visit_alone,
}

pub(crate) async fn certified_venue_and_phone(office: &Office) -> (OwnedVenue, Certificate, InspectorPhone) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    let phone = office.inspector("Tra", PHAN_RANG).await.enrols().await;
    (hotel, certificate, phone)
}

pub(crate) fn build_scan(
    phone: &InspectorPhone,
    certificate: &Certificate,
    at: OffsetDateTime,
    place: Option<(f64, f64)>,
) -> SubmittedScan {
    SubmittedScan {
        id: ScanId(phone.holder.office.key()),
        at,
        number: certificate.number.to_string(),
        shown: ShownVerdict { verdict: Verdict::Valid, offline: true, list_at: None, phone_at: None },
        position: place.and_then(|(lat, lng)| Position::new(lat, lng, 10.0)),
    }
}

pub(crate) async fn send_scans(phone: &InspectorPhone, sent: &[SubmittedScan]) -> Vec<ScanOutcome> {
    let body = format!("{sent:?}").into_bytes();
    let signature = phone.signs(&body);
    let sealed = DeviceMessage { device: &phone.device, target: TARGET, body: &body, signature: &signature };
    let app = &phone.holder.office.app;
    let outcomes = scans::receive(app, &phone.holder.may(), &sealed, sent.to_vec()).await.expect("signed");
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

/// An officer proposes a revocation, and an approver decides it.
pub(crate) async fn revoke_certificate(office: &Office, certificate: &Certificate) {
    let officer = office.labour_officer("Minh", PHAN_RANG).await;
    let decision = officer
        .proposes(certificate.id, proposal(camket_domain::certificates::decisions::DecisionKind::Revoke))
        .await;
    office.approver("Ký", PHAN_RANG).await.decides(&decision).await;
}

pub(crate) async fn open_alerts(office: &Office) -> Vec<Alert> {
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    alerts::list(&office.app, &officer.may(), AlertState::Open, None).await.unwrap().0.items
}

pub(crate) fn alert_kinds(alerts: &[Alert]) -> Vec<AlertKind> {
    let mut kinds: Vec<_> = alerts.iter().map(|alert| alert.kind).collect();
    kinds.sort_by_key(|kind| kind.code());
    kinds
}

async fn a_scan_is_taken_once(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    let sent = [build_scan(&phone, &certificate, office.app.now(), None)];
    assert_eq!(send_scans(&phone, &sent).await, [ScanOutcome::Stored(Verdict::Valid, false, None)]);
    assert_eq!(send_scans(&phone, &sent).await, [ScanOutcome::AlreadyStored(Verdict::Valid)]);
    let mut unknown = sent[0].clone();
    (unknown.id, unknown.number) = (ScanId(office.key()), "KH-SNV-2026-999999".to_owned());
    assert_eq!(send_scans(&phone, &[unknown]).await, [ScanOutcome::UnknownCertificate]);
    assert_eq!(open_alerts(&office).await, []);
}

async fn a_late_correction_reaches_inspector_and_office(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    revoke_certificate(&office, &certificate).await;
    let sent = [build_scan(&phone, &certificate, office.app.now(), None)];
    office.waits(Duration::hours(20));
    assert_eq!(send_scans(&phone, &sent).await, [ScanOutcome::Stored(Verdict::Revoked, true, None)]);
    assert_eq!(alert_kinds(&open_alerts(&office).await), [AlertKind::CollectPaper, AlertKind::ShownTooLate]);
    let told = office.last_notice_to(phone.holder.login.as_str()).await;
    assert!(matches!(told, Notice::ShownTooLate { number, .. } if number == certificate.number.to_string()));
    let (known, _) = scans::list_misleading_scans(&office.app, &phone.holder.may()).await.unwrap().remove(0);
    assert_eq!(known.id, sent[0].id);
}

async fn a_scan_before_the_decision_was_right(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    let sent = [build_scan(&phone, &certificate, office.app.now(), None)];
    office.waits(Duration::HOUR);
    revoke_certificate(&office, &certificate).await;
    assert_eq!(send_scans(&phone, &sent).await, [ScanOutcome::Stored(Verdict::Valid, false, None)]);
    assert_eq!(open_alerts(&office).await, []);
}

async fn what_held_at_the_moment_counts_not_what_came_after(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    let officer = office.labour_officer("Tâm", PHAN_RANG).await;
    let until = office.app.today() + Duration::days(30);
    let suspended = officer.proposes(certificate.id, suspension(until)).await;
    office.approver("Ký", PHAN_RANG).await.decides(&suspended).await;
    office.waits(Duration::days(2));
    let sent = [build_scan(&phone, &certificate, office.app.now(), None)];
    office.waits(Duration::days(5));
    revoke_certificate(&office, &certificate).await;
    assert_eq!(send_scans(&phone, &sent).await, [ScanOutcome::Stored(Verdict::Suspended, true, None)]);
    // On that day the certificate was not to be collected.
    assert_eq!(alert_kinds(&open_alerts(&office).await), [AlertKind::ShownTooLate]);
}

async fn what_is_not_signed_is_not_taken(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    let sent = build_scan(&phone, &certificate, office.app.now(), None);
    let signature = phone.signs(b"other");
    let sealed =
        DeviceMessage { device: &phone.device, target: TARGET, body: b"bytes", signature: &signature };
    let app = &office.app;
    let taken = scans::receive(app, &phone.holder.may(), &sealed, vec![sent.clone()]).await;
    taken.says_refused(Refusal::SignatureWrong);
    // The same body, signed for another address.
    let signature = phone.signs_request("POST\n/elsewhere", b"bytes");
    let sealed = DeviceMessage { signature: &signature, ..sealed };
    let taken = scans::receive(app, &phone.holder.may(), &sealed, vec![sent]).await;
    taken.says_refused(Refusal::SignatureWrong);
}

async fn a_clock_that_is_wrong_holds_no_scan_up(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    let now = office.app.now();
    let days = |days| build_scan(&phone, &certificate, now + Duration::days(days), None);
    let sent = [days(2), days(0), days(-2)];
    let outcomes = send_scans(&phone, &sent).await;
    // Two days ago the certificate was not issued yet; nothing was decided against it either.
    assert_eq!(outcomes, vec![ScanOutcome::Stored(Verdict::Valid, false, None); 3]);
    let stored = camket_store::scans::find(office.app.store(), sent[0].id).await.unwrap().unwrap();
    assert!(
        stored.at <= stored.received_at && stored.at - now < Duration::MINUTE,
        "judged when it was received"
    );
}

async fn another_inspectors_scan_holds_none_up(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    let lam = office.inspector("Lâm", PHAN_RANG).await.enrols().await;
    let foreign = build_scan(&phone, &certificate, office.app.now(), None);
    send_scans(&lam, std::slice::from_ref(&foreign)).await;
    let own = build_scan(&phone, &certificate, office.app.now(), None);
    let outcomes = send_scans(&phone, &[foreign, own]).await;
    assert_eq!(outcomes, [ScanOutcome::Foreign, ScanOutcome::Stored(Verdict::Valid, false, None)]);
}

async fn officers_see_scans_and_visits_where_the_owner_sees_the_visit_alone(office: Office) {
    let (hotel, certificate, phone) = certified_venue_and_phone(&office).await;
    let team = office.team(PHAN_RANG, &[&phone.holder]).await;
    send_scans(&phone, &[build_scan(&phone, &certificate, office.app.now(), None)]).await;
    phone.reports(&phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder)).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let permit = Permit::for_actor(&officer.actor).unwrap();
    let history = timeline::list(&office.app, &permit, hotel.id, None).await.unwrap();
    let told =
        |what: fn(&VenueEvent) -> bool| history.items.iter().filter(|entry| what(&entry.event)).count();
    assert_eq!(told(|what| matches!(what, VenueEvent::Scan(scan) if scan.judged == Verdict::Valid)), 1);
    assert_eq!(
        told(
            |what| matches!(what, VenueEvent::Inspection(visit) if visit.conclusion == Conclusion::Reminder)
        ),
        1
    );
    let own: Vec<_> = hotel.dossier().await.timeline.iter().map(|event| event.action).collect();
    assert!(own.contains(&AuditAction::Inspected) && !own.contains(&AuditAction::Scanned), "{own:?}");
}
