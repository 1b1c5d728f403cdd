//! Renewal reminders: one for each configured day, also with several nodes.

use camket_app::certificates::reminders::queue_reminders;
use camket_app::settings;
use camket_domain::certificates::decisions::DecisionKind;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::settings::Settings;
use time::{Duration, OffsetDateTime};

use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, PHAN_RANG, proposal};

test_on_both_engines! {
    an_owner_is_reminded_three_times,
    a_program_that_was_off_sends_one_message,
    two_nodes_remind_once,
    an_owner_who_has_applied_gets_no_reminder,
    what_is_revoked_or_over_needs_no_reminder,
    the_days_are_a_setting,
    many_are_reminded_in_batches,
}

async fn certified_venue(office: &Office) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    office.certifies(id, PHAN_RANG).await;
    hotel
}

/// Moves the clock until this many days are left of a certificate issued at `begun`.
fn wait_until_days_left(office: &Office, begun: OffsetDateTime, days: i64) {
    // Issued on 23 November 2026, the last day is 22 November 2027, 364 days later.
    office.waits(begun + Duration::days(364 - days) - office.app.now());
}

async fn an_owner_is_reminded_three_times(office: Office) {
    let begun = office.app.now();
    let hotel = certified_venue(&office).await;
    let mut sent = Vec::new();
    for left in [61, 60, 59, 31, 30, 8, 7, 1, 0, -1] {
        wait_until_days_left(&office, begun, left);
        for _ in 0..2 {
            if queue_reminders(&office.app).await.unwrap() > 0 {
                sent.push(left);
            }
        }
    }
    assert_eq!(sent, [60, 30, 7]);
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::RenewalDue { until, link, .. }
        if until == "22/11/2027" && link == LinkedPage::Venue { venue: hotel.id }.into()));
}

async fn a_program_that_was_off_sends_one_message(office: Office) {
    let begun = office.app.now();
    certified_venue(&office).await;
    wait_until_days_left(&office, begun, 5);
    assert_eq!(queue_reminders(&office.app).await.unwrap(), 1);
    assert_eq!(queue_reminders(&office.app).await.unwrap(), 0);
}

async fn two_nodes_remind_once(office: Office) {
    let begun = office.app.now();
    let hotel = certified_venue(&office).await;
    let other = office.with_options(|_| {}).await;
    wait_until_days_left(&office, begun, 60);
    let before = office.messages_to(hotel.owner.login.as_str()).await.len();
    let (here, there) = tokio::join!(queue_reminders(&office.app), queue_reminders(&other.app));
    assert_eq!(here.unwrap() + there.unwrap(), 1);
    assert_eq!(office.messages_to(hotel.owner.login.as_str()).await.len(), before + 1);
}

async fn an_owner_who_has_applied_gets_no_reminder(office: Office) {
    let begun = office.app.now();
    let hotel = certified_venue(&office).await;
    wait_until_days_left(&office, begun, 50);
    hotel.signs().await;
    hotel.confirms_workers().await;
    hotel.submits().await;
    assert_eq!(queue_reminders(&office.app).await.unwrap(), 0);
    hotel.tries_to_withdraw().await.unwrap();
    assert_eq!(queue_reminders(&office.app).await.unwrap(), 1);
}

async fn what_is_revoked_or_over_needs_no_reminder(office: Office) {
    let begun = office.app.now();
    let hotel = certified_venue(&office).await;
    let (ky, kien) = (office.approver("Ký", PHAN_RANG).await, office.approver("Kiên", PHAN_RANG).await);
    let certificate = hotel.dossier().await.certificate.unwrap();
    let revocation = ky.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    kien.decides(&revocation).await;
    certified_venue(&office).await;
    wait_until_days_left(&office, begun, 50);
    assert_eq!(queue_reminders(&office.app).await.unwrap(), 1, "the other one only");
    wait_until_days_left(&office, begun, -1);
    assert_eq!(queue_reminders(&office.app).await.unwrap(), 0);
}

async fn the_days_are_a_setting(office: Office) {
    let begun = office.app.now();
    certified_venue(&office).await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let days = Settings { reminder_days: [90, 10, 2], ..Settings::default() };
    settings::save(&office.app, &admin.may(), &days).await.unwrap();
    wait_until_days_left(&office, begun, 90);
    assert_eq!(queue_reminders(&office.app).await.unwrap(), 1);
    wait_until_days_left(&office, begun, 30);
    assert_eq!(queue_reminders(&office.app).await.unwrap(), 0);
}

async fn many_are_reminded_in_batches(office: Office) {
    let begun = office.app.now();
    let hotel = certified_venue(&office).await;
    let certificate = hotel.dossier().await.certificate.unwrap();
    // More than one batch, all for one venue: only the rows matter here.
    let tx = office.app.store().begin_write().await.unwrap();
    let agency = office.agency(camket_domain::agencies::AgencyFunction::Issue, PHAN_RANG).await.id;
    let mut more = Vec::new();
    for serial in 2..=450 {
        let mut one = certificate.clone();
        one.id = camket_domain::ids::CertificateId::new(office.app.now(), office.app.entropy());
        one.number = camket_domain::certificates::CertificateNumber::new("KH-SNV", 2026, serial);
        one.document.serial = serial;
        one.code = camket_domain::certificates::ShortCode::new(office.app.entropy());
        one.issued_token = None;
        more.push(one);
    }
    camket_store::certificates::insert_many(&tx, agency, &more).await.unwrap();
    tx.commit().await.unwrap();
    wait_until_days_left(&office, begun, 60);
    assert_eq!(queue_reminders(&office.app).await.unwrap(), 450);
    assert_eq!(queue_reminders(&office.app).await.unwrap(), 0);
}
