//! Settings and the calendar of holidays.

use camket_app::{certificates, register, settings};
use camket_domain::audit::AuditAction;
use camket_domain::calendar::HolidayKind;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::settings::Settings;
use camket_store::settings::holiday::SpecialDay;
use time::Duration;
use time::macros::date;
use uuid::Uuid;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    settings_are_kept,
    an_old_page_changes_nothing,
    a_setting_out_of_bounds_changes_nothing,
    deadlines_follow_the_settings_and_the_calendar,
    validity_follows_the_settings,
    a_day_stands_in_the_calendar_once,
    the_ages_of_an_answer_follow_the_settings,
}

async fn settings_are_kept(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    assert_eq!(settings::load(&office.app).await.unwrap(), Settings::default());
    let given =
        Settings { share_hours: 24, privacy_contact: "Sở Nội vụ".into(), ..Settings::default() };
    settings::save(&office.app, &admin.may(), &given).await.unwrap();
    let saved = settings::load(&office.app).await.unwrap();
    assert_eq!(saved, Settings { version: 1, ..given });
    settings::save(&office.app, &admin.may(), &saved).await.unwrap();
    assert_eq!(settings::load(&office.app).await.unwrap(), Settings { version: 2, ..saved });
    assert_eq!(
        office.actions_on(Uuid::nil()).await,
        [AuditAction::SettingsSaved, AuditAction::SettingsSaved]
    );
}

async fn an_old_page_changes_nothing(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let shown = settings::load(&office.app).await.unwrap();
    let given = |share_hours| Settings { share_hours, ..shown.clone() };
    settings::save(&office.app, &admin.may(), &given(24)).await.unwrap();
    settings::save(&office.app, &admin.may(), &given(48)).await.says_conflict();
    let saved = settings::load(&office.app).await.unwrap();
    assert_eq!(saved.share_hours, 24);
    assert_eq!(office.actions_on(Uuid::nil()).await, [AuditAction::SettingsSaved]);
    let of_later = Settings { version: saved.version + 1, ..given(48) };
    settings::save(&office.app, &admin.may(), &of_later).await.says_conflict();
}

async fn a_setting_out_of_bounds_changes_nothing(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let given = Settings { pledge_days: 0, ..Settings::default() };
    settings::save(&office.app, &admin.may(), &given).await.says_invalid("pledge_days", "setting-bounds");
    assert_eq!(settings::load(&office.app).await.unwrap(), Settings::default());
    assert!(office.actions_on(Uuid::nil()).await.is_empty());
}

async fn deadlines_follow_the_settings_and_the_calendar(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let given = Settings { pledge_days: 2, labour_days: 5, ..Settings::default() };
    settings::save(&office.app, &admin.may(), &given).await.unwrap();
    let off =
        SpecialDay {
            day: date!(2026 - 11 - 25), kind: HolidayKind::Off, name: "Ngày nghỉ bù".to_owned()
        };
    settings::add_day(&office.app, &admin.may(), off).await.unwrap();
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.goes_all_the_way().await;
    let application = hotel.dossier().await.application.unwrap();
    // Submitted on Monday, 23 November; Tuesday is a legal holiday, Wednesday the test's own; a weekend follows.
    assert_eq!(application.pledge_track.due_on, date!(2026 - 11 - 27));
    assert_eq!(application.labour_track.due_on, date!(2026 - 12 - 02));
}

async fn validity_follows_the_settings(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let certified = async |name: &str| {
        let hotel = office.owner("Lan").await.registers_venue(name).await;
        let application = hotel.goes_all_the_way().await;
        office.certifies(application, PHAN_RANG).await
    };
    assert_eq!(certified("Khách sạn Một").await.expires_on, date!(2027 - 11 - 22));
    let half_a_year = Settings { validity_months: 6, ..Settings::default() };
    settings::save(&office.app, &admin.may(), &half_a_year).await.unwrap();
    assert_eq!(certified("Khách sạn Hai").await.expires_on, date!(2027 - 05 - 22));
}

async fn a_day_stands_in_the_calendar_once(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let day = date!(2026 - 12 - 24);
    let given = SpecialDay { day, kind: HolidayKind::Off, name: "Nghỉ".to_owned() };
    settings::add_day(&office.app, &admin.may(), given.clone()).await.unwrap();
    settings::add_day(&office.app, &admin.may(), given.clone()).await.says_invalid("day", "day-taken");
    assert!(settings::list_special_days(&office.app).await.unwrap().contains(&given));
    settings::remove_day(&office.app, &admin.may(), day).await.unwrap();
    assert!(!settings::list_special_days(&office.app).await.unwrap().contains(&given));
}

async fn the_ages_of_an_answer_follow_the_settings(office: Office) {
    let app = &office.app;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let application = hotel.goes_all_the_way().await;
    let code = office.certifies(application, PHAN_RANG).await.code.to_string();
    // A node that follows the register and then loses its database.
    register::load_register(app).await.unwrap();
    let following = app.register().follow();
    office.waits(Duration::hours(2));
    let verdict = async || certificates::verify(app, &code).await.unwrap().verdict;
    assert_eq!(verdict().await, Verdict::Valid);
    let soon = Settings { list_fresh_hours: 1, list_stale_days: 1, ..Settings::default() };
    settings::save(app, &admin.may(), &soon).await.unwrap();
    assert_eq!(verdict().await, Verdict::ValidAsOf);
    office.waits(Duration::hours(23));
    assert_eq!(verdict().await, Verdict::CannotSay);
    drop(following);
    let crossed = Settings { list_fresh_hours: 24, ..soon };
    settings::save(app, &admin.may(), &crossed).await.says_invalid("list_stale_days", "setting-bounds");
}
