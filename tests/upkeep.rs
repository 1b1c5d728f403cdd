//! Upkeep: expired rows are deleted.

use camket_app::inspections::{NewPhoto, add_photo};
use camket_app::storage::{list_retention, measure_storage};
use camket_app::upkeep::{self, SweptRows};
use camket_app::{alerts, devices::DeviceMessage, scans};
use camket_domain::ids::{InspectionId, PhotoId};
use camket_domain::retention::RetainedKind;
use camket_domain::settings::Settings;
use time::Duration;

use crate::harness::{database_dump, test_on_both_engines};
use crate::inspections::visits::prepare_visit;
use crate::scans::{build_scan, certified_venue_and_phone, open_alerts, revoke_certificate};
use crate::world::{Office, PHAN_RANG, samples};

test_on_both_engines! {
    expired_keys_messages_and_counters_are_deleted,
    scans_go_after_the_months_of_the_settings_unless_an_alert_is_open,
    a_preview_counts_what_a_sweep_deletes,
    sizes_are_measured_once_an_hour,
    the_calendar_is_seeded_once,
}

async fn expired_keys_messages_and_counters_are_deleted(office: Office) {
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let counts = async || {
        let tables = database_dump::dump_tables(office.app.store()).await;
        ["throttle", "idempotency", "outbox"].map(|table| tables[table].len())
    };
    let [counters, keys, messages] = counts().await;
    assert!(counters > 0);
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(counts().await, [counters, keys, messages]);
    office.waits(Duration::minutes(16));
    upkeep::sweep(&office.app).await.unwrap();
    let [of_a_day, ..] = counts().await;
    assert!(of_a_day > 0 && of_a_day < counters, "{of_a_day} of {counters}");
    office.waits(Duration::days(1));
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(counts().await, [0, keys, messages]);
    office.waits(Duration::days(7));
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(counts().await, [0, 0, messages]);
}

async fn the_calendar_is_seeded_once(office: Office) {
    let before = database_dump::dump_tables(office.app.store()).await["holiday"].clone();
    assert!(!before.is_empty());
    upkeep::seed_calendar(&office.app).await.unwrap();
    assert_eq!(database_dump::dump_tables(office.app.store()).await["holiday"], before);
}

/// The target that a phone signs when it sends scans.
const SCANS_TARGET: &str = "POST\n/api/v1/inspections/scans";

fn count(swept: &[SweptRows], kind: RetainedKind) -> u64 {
    swept.iter().find(|one| one.kind == kind).expect("every kind is told").rows
}

async fn count_rows(office: &Office) -> [usize; 3] {
    let tables = database_dump::dump_tables(office.app.store()).await;
    ["scan", "alert", "parcel"].map(|table| tables[table].len())
}

async fn scans_go_after_the_months_of_the_settings_unless_an_alert_is_open(office: Office) {
    let (_, certificate, phone) = certified_venue_and_phone(&office).await;
    let send = async || {
        let sent = vec![build_scan(&phone, &certificate, office.app.now(), None)];
        let body = format!("{sent:?}").into_bytes();
        let signature = phone.signs_request(SCANS_TARGET, &body);
        let sealed =
            DeviceMessage { device: &phone.device, target: SCANS_TARGET, body: &body, signature: &signature };
        scans::receive(&office.app, &phone.holder.may(), &sealed, sent).await.unwrap();
    };
    send().await;
    revoke_certificate(&office, &certificate).await;
    // Two alerts: what the phone showed, and a paper to collect.
    send().await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let rules = Settings { scan_months: 3, ..camket_app::settings::load(&office.app).await.unwrap() };
    camket_app::settings::save(&office.app, &admin.may(), &rules).await.unwrap();
    office.waits(Duration::days(92));
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(count_rows(&office).await, [2, 2, 2], "three months are not over");

    office.waits(Duration::days(2));
    let swept = upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(count(&swept, RetainedKind::Scans), 1, "the other one is in open alerts");
    assert_eq!((count(&swept, RetainedKind::Alerts), count(&swept, RetainedKind::ScanRequests)), (0, 2));
    assert_eq!(count_rows(&office).await, [1, 2, 0]);
    for alert in open_alerts(&office).await {
        alerts::close(&office.app, &officer.may(), alert.id, alert.version, "Đã thu hồi").await.unwrap();
    }
    office.waits(Duration::days(94));
    let swept = upkeep::sweep(&office.app).await.unwrap();
    assert_eq!((count(&swept, RetainedKind::Scans), count(&swept, RetainedKind::Alerts)), (1, 2));
    assert_eq!(count_rows(&office).await, [0, 0, 0]);
}

async fn a_preview_counts_what_a_sweep_deletes(office: Office) {
    let (phone, _, _) = prepare_visit(&office).await;
    let (id, inspection) = (PhotoId(office.key()), InspectionId(office.key()));
    let sent = samples::upload(&office, &samples::photo()).await;
    let photo = NewPhoto { id, inspection, sent };
    assert!(add_photo(&office.app, &phone.holder.may(), photo).await.unwrap());
    office.waits(Duration::days(91));
    let before = database_dump::dump_tables(office.app.store()).await;
    let preview = upkeep::preview_sweep(&office.app).await.unwrap();
    assert_eq!(database_dump::dump_tables(office.app.store()).await, before, "nothing is deleted");
    let photos = preview.iter().find(|one| one.kind == RetainedKind::UnreportedPhotos).unwrap();
    assert!(photos.rows == 1 && photos.bytes.is_some_and(|bytes| bytes > 100), "{photos:?}");
    assert!(count(&preview, RetainedKind::RepeatKeys) > 0 && count(&preview, RetainedKind::Tries) > 0);
    assert_eq!(upkeep::sweep(&office.app).await.unwrap(), preview);
    let again = upkeep::preview_sweep(&office.app).await.unwrap();
    assert!(again.iter().all(|one| one.rows == 0), "{again:?}");
}

async fn sizes_are_measured_once_an_hour(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let measure = async || measure_storage(&office.app, &admin.may()).await.unwrap();
    let first = measure().await;
    let sizes = &first.database;
    let sum: u64 = sizes.tables.iter().map(|table| table.bytes).sum();
    assert!(sum > 100_000 && sum <= sizes.total, "{sum} of {}", sizes.total);
    assert!(sizes.tables.iter().any(|table| table.name == "audit_event"), "{:?}", sizes.tables);
    assert!(sizes.tables.is_sorted_by(|a, b| a.bytes >= b.bytes));
    office.waits(Duration::minutes(59));
    assert_eq!(measure().await.measured_at, first.measured_at);
    office.waits(Duration::minutes(2));
    assert!(measure().await.measured_at > first.measured_at);
    let kinds = list_retention(&office.app, &admin.may()).await.unwrap();
    assert_eq!(kinds.len(), RetainedKind::ALL.len());
}
