//! Passwords: changed, reset by code, never stored in clear text.

use camket_app::accounts;
use camket_domain::accounts::password::Password;
use camket_domain::audit::AuditAction;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    a_changed_password_is_the_only_one_that_counts,
    changing_asks_for_the_present_password,
    a_forgotten_password_is_set_by_code,
    a_wrong_code_changes_nothing,
    a_disabled_account_gets_no_code,
    no_password_stands_in_the_database,
}

async fn a_changed_password_is_the_only_one_that_counts(office: Office) {
    let lan = office.owner("Lan").await;
    let session = lan.logs_in().await;
    let new = Password::parse("mật khẩu thứ hai").unwrap();
    let current = lan.password.clone();
    accounts::change_password(&office.app, &lan.may(), current, new, &session, &lan.client).await.unwrap();
    lan.tries_to_log_in(&lan.password).await.says_invalid("login", "log-in-wrong");
    lan.tries_to_log_in("mật khẩu thứ hai").await.unwrap();
    assert!(office.actions_on(lan.id().0).await.contains(&AuditAction::PasswordChanged));
}

async fn changing_asks_for_the_present_password(office: Office) {
    let lan = office.owner("Lan").await;
    let session = lan.logs_in().await;
    let new = Password::parse("mật khẩu thứ hai").unwrap();
    let wrong = "sai mật khẩu".to_owned();
    let outcome = accounts::change_password(&office.app, &lan.may(), wrong, new, &session, &lan.client).await;
    outcome.says_invalid("current", "password-wrong");
    lan.logs_in().await;
}

async fn a_forgotten_password_is_set_by_code(office: Office) {
    let lan = office.owner("Lan").await;
    accounts::request_reset(&office.app, &lan.login, &lan.client).await.unwrap();
    lan.resets_password(&lan.last_code().await, "mật khẩu thứ hai").await.unwrap();
    lan.tries_to_log_in(&lan.password).await.says_invalid("login", "log-in-wrong");
    lan.tries_to_log_in("mật khẩu thứ hai").await.unwrap();
}

async fn a_wrong_code_changes_nothing(office: Office) {
    let lan = office.owner("Lan").await;
    lan.resets_password("123456", "mật khẩu thứ hai").await.says_invalid("code", "code-over");
    accounts::request_reset(&office.app, &lan.login, &lan.client).await.unwrap();
    let right = lan.last_code().await;
    let wrong = if right == "123456" { "654321" } else { "123456" };
    lan.resets_password(wrong, "mật khẩu thứ hai").await.says_invalid("code", "code-wrong");
    lan.logs_in().await;
}

async fn a_disabled_account_gets_no_code(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    camket_app::staff::disable_from_console(&office.app, &hoa.login).await.unwrap();
    accounts::request_reset(&office.app, &hoa.login, &hoa.client).await.unwrap();
    assert!(office.messages_to(hoa.login.as_str()).await.is_empty());
    hoa.resets_password("123456", "mật khẩu thứ hai").await.says_invalid("code", "code-over");
}

async fn no_password_stands_in_the_database(office: Office) {
    let lan = office.owner("Lan").await;
    lan.logs_in().await;
    let everything = database_dump::dump_tables(office.app.store()).await;
    assert!(everything["account"].iter().any(|row| row.contains("$argon2id$")));
    assert!(!everything.values().flatten().any(|row| row.contains(&lan.password)));
}
