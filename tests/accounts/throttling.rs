//! Throttling of guesses, per account and per client address.

use camket_app::accounts;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::Office;

test_on_both_engines! {
    ten_passwords_are_tried_and_no_more,
    a_success_clears_the_count,
    throttling_ends_with_its_window,
    five_codes_are_sent_and_no_more,
    ten_codes_are_tried_and_no_more,
    an_address_has_a_limit_over_all_accounts,
    the_throttle_table_holds_neither_login_nor_address,
}

async fn ten_passwords_are_tried_and_no_more(office: Office) {
    let (lan, binh) = (office.owner("Lan").await, office.owner("Bình").await);
    for _ in 0..10 {
        lan.tries_to_log_in("sai mật khẩu").await.says_invalid("login", "log-in-wrong");
    }
    lan.tries_to_log_in(&lan.password).await.says_throttled();
    binh.logs_in().await;
}

async fn a_success_clears_the_count(office: Office) {
    let lan = office.owner("Lan").await;
    for _ in 0..3 {
        for _ in 0..9 {
            lan.tries_to_log_in("sai mật khẩu").await.says_invalid("login", "log-in-wrong");
        }
        lan.logs_in().await;
    }
}

async fn throttling_ends_with_its_window(office: Office) {
    let lan = office.owner("Lan").await;
    for _ in 0..11 {
        lan.tries_to_log_in("sai mật khẩu").await.expect_err("a wrong password");
    }
    office.waits(Duration::minutes(15));
    lan.logs_in().await;
}

async fn five_codes_are_sent_and_no_more(office: Office) {
    let (login, client) = (office.address_of("Lan"), office.client());
    office.signs_up("Lan", &login, &client).await.unwrap();
    for _ in 0..4 {
        accounts::resend_code(&office.app, &login, &client).await.unwrap();
    }
    accounts::resend_code(&office.app, &login, &client).await.says_throttled();
    office.signs_up("Lan", &login, &client).await.says_throttled();
    accounts::request_reset(&office.app, &login, &client).await.says_throttled();
    assert_eq!(office.messages_to(login.as_str()).await.len(), 5);
}

async fn ten_codes_are_tried_and_no_more(office: Office) {
    let (login, client) = (office.address_of("Lan"), office.client());
    office.signs_up("Lan", &login, &client).await.unwrap();
    for _ in 0..10 {
        accounts::confirm(&office.app, &login, "x", &client).await.expect_err("no code");
    }
    let code = office.last_code_to(login.as_str()).await;
    accounts::confirm(&office.app, &login, &code, &client).await.says_throttled();
}

async fn an_address_has_a_limit_over_all_accounts(office: Office) {
    let client = office.client();
    for _ in 0..100 {
        let login = office.address_of("Không ai");
        let outcome = accounts::log_in(&office.app, &login, "sai mật khẩu".to_owned(), None, &client).await;
        outcome.says_invalid("login", "log-in-wrong");
    }
    let lan = office.owner("Lan").await;
    let outcome = accounts::log_in(&office.app, &lan.login, lan.password.clone(), None, &client).await;
    outcome.says_throttled();
    lan.logs_in().await;
}

async fn the_throttle_table_holds_neither_login_nor_address(office: Office) {
    let lan = office.owner("Lan").await;
    let rows = &database_dump::dump_tables(office.app.store()).await["throttle"];
    assert!(!rows.is_empty());
    assert!(!rows.iter().any(|row| row.contains(lan.login.as_str()) || row.contains(&lan.client.address)));
}
