//! Passwords: changed, reset by code, never stored in clear text.

use camket_app::accounts;
use camket_domain::accounts::password::Password;
use camket_domain::audit::AuditAction;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, PHAN_RANG, Person};

test_on_both_engines! {
    a_changed_password_is_the_only_one_that_counts,
    changing_asks_for_the_present_password,
    a_forgotten_password_is_set_by_code,
    a_wrong_code_changes_nothing,
    a_disabled_account_gets_no_code,
    no_password_stands_in_the_database,
    recovery_says_the_same_with_and_without_an_account,
    a_password_is_one_however_a_keyboard_writes_it,
    a_hash_of_what_the_keyboard_wrote_opens_and_is_made_again,
}

async fn a_changed_password_is_the_only_one_that_counts(office: Office) {
    let lan = office.owner("Lan").await;
    let new = Password::parse("mật khẩu thứ hai").unwrap();
    let current = lan.password.clone();
    accounts::change_password(&office.app, &lan.may(), current, new, &lan.client).await.unwrap();
    lan.tries_to_log_in(&lan.password).await.says_invalid("login", "log-in-wrong");
    lan.tries_to_log_in("mật khẩu thứ hai").await.unwrap();
    assert!(office.actions_on(lan.id().0).await.contains(&AuditAction::PasswordChanged));
}

async fn changing_asks_for_the_present_password(office: Office) {
    let lan = office.owner("Lan").await;
    let new = Password::parse("mật khẩu thứ hai").unwrap();
    let wrong = "sai mật khẩu".to_owned();
    let outcome = accounts::change_password(&office.app, &lan.may(), wrong, new, &lan.client).await;
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
    lan.resets_password("123456", "mật khẩu thứ hai").await.says_invalid("code", "code-refused");
    accounts::request_reset(&office.app, &lan.login, &lan.client).await.unwrap();
    let right = lan.last_code().await;
    let wrong = if right == "123456" { "654321" } else { "123456" };
    lan.resets_password(wrong, "mật khẩu thứ hai").await.says_invalid("code", "code-refused");
    lan.logs_in().await;
}

async fn a_disabled_account_gets_no_code(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    camket_app::staff::disable_from_console(&office.app, &hoa.login).await.unwrap();
    accounts::request_reset(&office.app, &hoa.login, &hoa.client).await.unwrap();
    assert!(office.messages_to(hoa.login.as_str()).await.is_empty());
    hoa.resets_password("123456", "mật khẩu thứ hai").await.says_invalid("code", "code-refused");
}

async fn no_password_stands_in_the_database(office: Office) {
    let lan = office.owner("Lan").await;
    lan.logs_in().await;
    let everything = database_dump::dump_tables(office.app.store()).await;
    assert!(everything["account"].iter().any(|row| row.contains("$argon2id$")));
    assert!(!everything.values().flatten().any(|row| row.contains(&lan.password)));
}

async fn recovery_says_the_same_with_and_without_an_account(office: Office) {
    let lan = office.owner("Lan").await;
    let nobody = Person { login: office.address_of("Không ai"), ..lan.clone() };
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    for person in [&lan, &nobody, &officer] {
        let person = Person { client: office.client(), ..person.clone() };
        let ask = async || accounts::request_reset(&office.app, &person.login, &person.client).await;
        person.resets_password("123456", "mật khẩu thứ hai").await.says_invalid("code", "code-refused");
        ask().await.unwrap();
        for _ in 0..6 {
            let typed = person.resets_password("x", "mật khẩu thứ hai").await;
            typed.says_invalid("code", "code-refused");
        }
        for _ in 0..4 {
            ask().await.unwrap();
        }
        ask().await.says_throttled();
    }
}

/// "biển xanh" as macOS and some Vietnamese keyboards write it: letters, then marks.
const DECOMPOSED: &str = "bie\u{302}\u{309}n xanh";

async fn a_password_is_one_however_a_keyboard_writes_it(office: Office) {
    let lan = office.owner("Lan").await;
    let new = Password::parse(DECOMPOSED).unwrap();
    let current = lan.password.clone();
    accounts::change_password(&office.app, &lan.may(), current, new, &lan.client).await.unwrap();
    lan.tries_to_log_in("biển xanh").await.unwrap();
    lan.tries_to_log_in(DECOMPOSED).await.unwrap();
}

async fn a_hash_of_what_the_keyboard_wrote_opens_and_is_made_again(office: Office) {
    let lan = office.owner("Lan").await;
    // Argon2id of DECOMPOSED itself, as earlier versions stored it.
    let old = "$argon2id$v=19$m=8,t=1,p=1$BwcHBwcHBwcHBwcHBwcHBw$0PP0bIxH27e94KwZih64L5Qe3pscZz7Sk0toa8U2VlQ";
    let sql = format!("UPDATE account SET password_hash = '{old}' WHERE login = '{}'", lan.login.as_str());
    database_dump::execute(office.app.store(), &sql).await;
    lan.tries_to_log_in("biển xanh").await.says_invalid("login", "log-in-wrong");
    lan.tries_to_log_in(DECOMPOSED).await.unwrap();
    let rows = &database_dump::dump_tables(office.app.store()).await["account"];
    assert!(!rows.iter().any(|row| row.contains(old)));
    lan.tries_to_log_in("biển xanh").await.unwrap();
    lan.tries_to_log_in(DECOMPOSED).await.unwrap();
}
