//! Sessions: their time limits, what ends them, and what the database keeps of them.

use camket_app::{accounts, staff, upkeep};
use camket_domain::accounts::password::Password;
use camket_domain::accounts::session::SessionLimits;
use time::Duration;

use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    a_session_ends_after_its_idle_limit,
    a_used_session_ends_at_its_absolute_limit,
    disabling_ends_sessions_at_once,
    changing_the_password_renews_the_session_and_ends_all_others,
    a_reset_ends_all_sessions,
    the_sessions_table_holds_no_token,
    sweeping_removes_what_is_over,
}

const LIMITS: SessionLimits = SessionLimits { idle: Duration::hours(8), absolute: Duration::days(7) };

async fn a_session_ends_after_its_idle_limit(office: Office) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    office.waits(LIMITS.idle - Duration::SECOND);
    assert!(lan.looks_with(&token).await.is_some());
    office.waits(LIMITS.idle);
    assert!(lan.looks_with(&token).await.is_none());
}

async fn a_used_session_ends_at_its_absolute_limit(office: Office) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    for _ in 0..23 {
        office.waits(Duration::hours(7));
        assert!(lan.looks_with(&token).await.is_some());
    }
    office.waits(Duration::hours(7));
    assert!(lan.looks_with(&token).await.is_none(), "168 hours are seven days");
}

async fn disabling_ends_sessions_at_once(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let token = hoa.logs_in().await;
    staff::disable(&office.app, &admin.may(), hoa.id(), 1).await.unwrap();
    assert!(hoa.looks_with(&token).await.is_none());
    staff::enable(&office.app, &admin.may(), hoa.id(), 2).await.unwrap();
    assert!(hoa.looks_with(&token).await.is_none(), "an ended session does not come back");
    hoa.logs_in().await;
}

async fn changing_the_password_renews_the_session_and_ends_all_others(office: Office) {
    let lan = office.owner("Lan").await;
    let (here, elsewhere) = (lan.logs_in().await, lan.logs_in().await);
    let new = Password::parse("mật khẩu thứ hai").unwrap();
    let current = lan.password.clone();
    let renewed =
        accounts::change_password(&office.app, &lan.may(), current, new, &lan.client).await.unwrap();
    assert!(lan.looks_with(&renewed.token).await.is_some());
    assert!(lan.looks_with(&here).await.is_none(), "who has copied the cookie loses it");
    assert!(lan.looks_with(&elsewhere).await.is_none());
}

async fn a_reset_ends_all_sessions(office: Office) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    accounts::request_reset(&office.app, &lan.login, &lan.client).await.unwrap();
    lan.resets_password(&lan.last_code().await, "mật khẩu thứ hai").await.unwrap();
    assert!(lan.looks_with(&token).await.is_none());
}

async fn the_sessions_table_holds_no_token(office: Office) {
    let token = office.owner("Lan").await.logs_in().await;
    let everything = database_dump::dump_tables(office.app.store()).await;
    assert!(everything["session"].len() == 2, "one of the confirmation, one of the log-in");
    assert!(!everything.values().flatten().any(|row| row.contains(&token)));
}

async fn sweeping_removes_what_is_over(office: Office) {
    let lan = office.owner("Lan").await;
    office.waits(LIMITS.idle + Duration::SECOND);
    let fresh = lan.logs_in().await;
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(database_dump::dump_tables(office.app.store()).await["session"].len(), 1);
    assert!(lan.looks_with(&fresh).await.is_some());
}
