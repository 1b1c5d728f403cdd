//! Staff accounts from the command line.

use camket_app::{accounts, staff};
use camket_domain::accounts::Role;
use camket_domain::accounts::factor::FactorStanding;
use camket_domain::accounts::password::Password;
use camket_domain::audit::AuditAction;
use camket_domain::outbox::Notice;
use camket_store::audit;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    a_login_is_added_once,
    anyone_can_be_disabled_owners_too,
    a_new_password_opens_no_disabled_account,
    an_unknown_login_is_not_found,
    a_lost_second_factor_is_removed,
}

async fn a_login_is_added_once(office: Office) {
    let lan = office.owner("Lan").await;
    let password = Password::parse("một mật khẩu rất dài").unwrap();
    let role = Role::Administrator;
    let area = Some(PHAN_RANG.province());
    let name = "Quản".to_owned();
    let added = staff::create_from_console(&office.app, name, lan.login, role, None, area, password).await;
    added.says_invalid("login", "login-taken");
}

async fn anyone_can_be_disabled_owners_too(office: Office) {
    let lan = office.owner("Lan").await;
    let session = lan.logs_in().await;
    staff::disable_from_console(&office.app, &lan.login).await.unwrap();
    assert!(lan.looks_with(&session).await.is_none());
    lan.tries_to_log_in(&lan.password).await.says_invalid("login", "log-in-disabled");
}

async fn a_new_password_opens_no_disabled_account(office: Office) {
    let lan = office.owner("Lan").await;
    staff::disable_from_console(&office.app, &lan.login).await.unwrap();
    let new = Password::parse("mật khẩu thứ hai").unwrap();
    staff::reset_from_console(&office.app, &lan.login, new).await.unwrap();
    lan.tries_to_log_in("mật khẩu thứ hai").await.says_invalid("login", "log-in-disabled");
    staff::enable_from_console(&office.app, &lan.login).await.unwrap();
    lan.tries_to_log_in("mật khẩu thứ hai").await.unwrap();
}

async fn a_lost_second_factor_is_removed(office: Office) {
    let strict = office.with_options(|options| options.factors.required_of_staff = true).await;
    let quan = strict.administrator("Quản", PHAN_RANG).await;
    let session = quan.logs_in().await;
    quan.sets_up_factor(&session).await;
    quan.adds_passkey(&session).await;
    assert!(quan.looks_with(&session).await.is_some());
    assert!(staff::remove_factor_from_console(&strict.app, &quan.login).await.unwrap());
    assert!(quan.looks_with(&session).await.is_none(), "its sessions end");
    // The password alone, and then another factor is set up.
    let caller = accounts::find_caller(&strict.app, &quan.logs_in().await).await.unwrap().unwrap();
    assert_eq!(caller.factor, FactorStanding::SetUpFirst);
    let events = audit::list_by_target(strict.app.store(), quan.id().0).await.unwrap();
    let removed = events.iter().find(|event| event.action == AuditAction::FactorRemoved).unwrap();
    assert_eq!((removed.note.as_str(), &removed.actor_name), ("console", &String::new()));
    assert!(matches!(strict.last_notice_to(quan.login.as_str()).await, Notice::FactorRemoved { .. }));
    assert!(!staff::remove_factor_from_console(&strict.app, &quan.login).await.unwrap(), "nothing is left");
}

async fn an_unknown_login_is_not_found(office: Office) {
    let nobody = office.address_of("Không ai");
    staff::disable_from_console(&office.app, &nobody).await.says_not_found();
    staff::enable_from_console(&office.app, &nobody).await.says_not_found();
    staff::remove_factor_from_console(&office.app, &nobody).await.says_not_found();
    let new = Password::parse("mật khẩu thứ hai").unwrap();
    staff::reset_from_console(&office.app, &nobody, new).await.says_not_found();
}
