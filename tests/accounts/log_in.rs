//! Logging in and out.

use camket_app::accounts;
use camket_domain::audit::AuditAction;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    the_right_password_opens_a_session,
    a_wrong_password_and_an_unknown_login_say_the_same,
    only_the_right_password_learns_where_the_account_stands,
    logging_in_ends_the_session_before,
    logging_out_ends_the_session,
}

async fn the_right_password_opens_a_session(office: Office) {
    let lan = office.owner("Lan").await;
    let entered = lan.tries_to_log_in(&lan.password).await.unwrap();
    assert_eq!(entered.actor, lan.actor);
    assert_eq!(lan.looks_with(&entered.token).await, Some(lan.actor.clone()));
    assert_eq!(office.actions_on(lan.id().0).await.last(), Some(&AuditAction::LoggedIn));
    assert_eq!(lan.looks_with("not a token").await, None);
}

async fn a_wrong_password_and_an_unknown_login_say_the_same(office: Office) {
    let lan = office.owner("Lan").await;
    lan.tries_to_log_in("sai mật khẩu").await.says_invalid("login", "log-in-wrong");
    let unknown = office.address_of("Không ai");
    let outcome = accounts::log_in(&office.app, &unknown, lan.password.clone(), None, &office.client()).await;
    outcome.says_invalid("login", "log-in-wrong");
}

async fn only_the_right_password_learns_where_the_account_stands(office: Office) {
    let (login, client) = (office.address_of("Lan"), office.client());
    office.signs_up("Lan", &login, &client).await.unwrap();
    let log_in = async |login, password: &str| {
        accounts::log_in(&office.app, login, password.to_owned(), None, &client).await
    };
    log_in(&login, crate::world::OWNERS_PASSWORD).await.says_invalid("login", "log-in-unconfirmed");
    log_in(&login, "sai mật khẩu").await.says_invalid("login", "log-in-wrong");

    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    camket_app::staff::disable_from_console(&office.app, &hoa.login).await.unwrap();
    log_in(&hoa.login, &hoa.password).await.says_invalid("login", "log-in-disabled");
    log_in(&hoa.login, "sai mật khẩu").await.says_invalid("login", "log-in-wrong");
}

async fn logging_in_ends_the_session_before(office: Office) {
    let lan = office.owner("Lan").await;
    let first = lan.logs_in().await;
    let password = lan.password.clone();
    let second =
        accounts::log_in(&office.app, &lan.login, password, Some(&first), &lan.client).await.unwrap();
    assert_ne!(first, second.token);
    assert_eq!(lan.looks_with(&first).await, None);
    assert!(lan.looks_with(&second.token).await.is_some());
}

async fn logging_out_ends_the_session(office: Office) {
    let lan = office.owner("Lan").await;
    let (here, elsewhere) = (lan.logs_in().await, lan.logs_in().await);
    accounts::log_out(&office.app, &here).await.unwrap();
    assert_eq!(lan.looks_with(&here).await, None);
    assert!(lan.looks_with(&elsewhere).await.is_some());
}
