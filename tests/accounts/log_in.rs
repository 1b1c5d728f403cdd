//! Logging in and out.

use camket_app::{accounts, passwords};
use camket_domain::accounts::password::Password;
use camket_domain::audit::AuditAction;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG, Person};

test_on_both_engines! {
    the_right_password_opens_a_session,
    a_wrong_password_and_an_unknown_login_say_the_same,
    only_the_right_password_learns_where_the_account_stands,
    logging_in_ends_the_session_before,
    logging_out_ends_the_session,
    failed_log_ins_are_in_the_trail_up_to_a_bound,
    whoever_finds_all_turns_taken_is_told_to_wait,
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
    let step = accounts::log_in(&office.app, &lan.login, password, Some(&first), &lan.client).await.unwrap();
    let second = step.into_session().unwrap();
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

async fn whoever_finds_all_turns_taken_is_told_to_wait(office: Office) {
    let lan = office.owner("Lan").await;
    let narrow = office
        .with_options(|options| {
            options.hashing.parallel = 1;
            options.hashing.waiting = 2;
        })
        .await;
    let app = &narrow.app;
    let lan = Person { office: narrow.clone(), ..lan };
    let mut turns: Vec<_> = (0..3).map(|_| passwords::take_turn(app).unwrap()).collect();
    let password = || Password::parse("mật khẩu thứ hai").unwrap();
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    lan.tries_to_log_in(&lan.password).await.says_busy();
    narrow.signs_up("Bình", &narrow.address_of("Bình"), &narrow.client()).await.says_busy();
    accounts::resume_sign_up(app, &lan.login, String::new(), &lan.client).await.says_busy();
    lan.resets_password("123456", "mật khẩu thứ hai").await.says_busy();
    accounts::accept_invitation(app, "AAAA", password(), &office.client()).await.says_busy();
    let permit = lan.may();
    accounts::change_password(app, &permit, String::new(), password(), &lan.client).await.says_busy();
    hotel.tries_to_sign().await.says_busy();
    camket_app::staff::reset_from_console(app, &lan.login, password()).await.says_busy();
    turns.pop();
    lan.logs_in().await;
}

async fn failed_log_ins_are_in_the_trail_up_to_a_bound(office: Office) {
    let lan = office.owner("Lan").await;
    let failures = async || {
        let actions = office.actions_on(lan.id().0).await;
        actions.iter().filter(|action| **action == AuditAction::LogInFailed).count()
    };
    lan.logs_in().await;
    assert_eq!(failures().await, 0);
    for _ in 0..25 {
        let stranger = Person { client: office.client(), ..lan.clone() };
        stranger.tries_to_log_in("sai mật khẩu").await.says_invalid("login", "log-in-wrong");
    }
    assert_eq!(failures().await, 20);
    office.waits(time::Duration::days(1));
    lan.tries_to_log_in("sai mật khẩu").await.says_invalid("login", "log-in-wrong");
    assert_eq!(failures().await, 21);
}
