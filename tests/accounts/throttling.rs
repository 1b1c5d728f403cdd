//! Throttling of guesses and of codes: per login and network, per network, and in total.

use camket_app::{Client, accounts};
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, Person};

test_on_both_engines! {
    ten_passwords_are_tried_and_no_more,
    a_success_clears_the_count,
    throttling_ends_with_its_window,
    five_codes_are_sent_and_no_more,
    ten_codes_are_tried_and_no_more,
    an_address_has_a_limit_over_all_accounts,
    the_throttle_table_holds_neither_login_nor_address,
    a_stranger_elsewhere_shuts_nobody_out,
    log_ins_that_succeed_do_not_count,
    a_crowd_behind_one_network_signs_up,
    addresses_of_one_64_count_as_one,
    wrong_tries_have_a_limit_over_all_networks,
    codes_to_one_address_are_bounded_for_a_day,
    codes_of_the_house_are_bounded_for_a_day,
    wrong_codes_for_one_login_are_bounded_for_a_day,
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

async fn a_stranger_elsewhere_shuts_nobody_out(office: Office) {
    let lan = office.owner("Lan").await;
    let stranger = Person { client: office.client(), ..lan.clone() };
    for _ in 0..10 {
        stranger.tries_to_log_in("sai mật khẩu").await.says_invalid("login", "log-in-wrong");
    }
    stranger.tries_to_log_in(&lan.password).await.says_throttled();
    lan.logs_in().await;
}

async fn log_ins_that_succeed_do_not_count(office: Office) {
    let lan = office.owner("Lan").await;
    let office = office.with_options(|options| options.throttle.wrong_tries_per_network = 3).await;
    let lan = Person { office: office.clone(), ..lan };
    for _ in 0..5 {
        lan.logs_in().await;
    }
    for _ in 0..3 {
        lan.tries_to_log_in("sai mật khẩu").await.says_invalid("login", "log-in-wrong");
    }
    lan.tries_to_log_in(&lan.password).await.says_throttled();
}

async fn a_crowd_behind_one_network_signs_up(office: Office) {
    let office = office.with_options(|options| options.throttle.codes_per_network = 3).await;
    let wifi = office.client().address;
    let client = || Client { address: wifi.clone(), ..office.client() };
    for _ in 0..6 {
        let (login, client) = (office.address_of("Chủ cơ sở"), client());
        office.signs_up("Chủ cơ sở", &login, &client).await.unwrap();
        let code = office.last_code_to(login.as_str()).await;
        accounts::confirm(&office.app, &login, &code, &client).await.unwrap();
    }
    for _ in 0..3 {
        office.signs_up("Kẻ lạ", &office.address_of("Kẻ lạ"), &client()).await.unwrap();
    }
    office.signs_up("Kẻ lạ", &office.address_of("Kẻ lạ"), &client()).await.says_throttled();
    office.owner("Lan").await;
}

async fn addresses_of_one_64_count_as_one(office: Office) {
    let lan = office.owner("Lan").await;
    let from = |host: u32| {
        let address = format!("2001:db8:ffff:1::{host:x}");
        Person { client: Client { address, ..office.client() }, ..lan.clone() }
    };
    for host in 1..=10 {
        from(host).tries_to_log_in("sai mật khẩu").await.says_invalid("login", "log-in-wrong");
    }
    from(11).tries_to_log_in("sai mật khẩu").await.says_throttled();
}

async fn wrong_tries_have_a_limit_over_all_networks(office: Office) {
    let lan = office.owner("Lan").await;
    let office = office.with_options(|options| options.throttle.wrong_tries = 4).await;
    for _ in 0..4 {
        let (login, client) = (office.address_of("Không ai"), office.client());
        let outcome = accounts::log_in(&office.app, &login, "sai".to_owned(), None, &client).await;
        outcome.says_invalid("login", "log-in-wrong");
    }
    let lan = Person { office: office.clone(), ..lan };
    lan.tries_to_log_in(&lan.password).await.says_throttled();
    office.waits(Duration::minutes(15));
    lan.logs_in().await;
}

async fn codes_to_one_address_are_bounded_for_a_day(office: Office) {
    let lan = office.owner("Lan").await;
    let office = office.with_options(|options| options.throttle.codes_per_recipient = 3).await;
    let ask = async || accounts::request_reset(&office.app, &lan.login, &office.client()).await;
    ask().await.unwrap();
    ask().await.unwrap();
    ask().await.says_throttled();
    assert_eq!(office.messages_to(lan.login.as_str()).await.len(), 3, "with the one of the sign-up");
    office.waits(Duration::days(1));
    ask().await.unwrap();
}

async fn codes_of_the_house_are_bounded_for_a_day(office: Office) {
    let office = office.with_options(|options| options.throttle.codes = 2).await;
    let sign_up =
        async || office.signs_up("Chủ cơ sở", &office.address_of("Chủ cơ sở"), &office.client()).await;
    sign_up().await.unwrap();
    sign_up().await.unwrap();
    sign_up().await.says_throttled();
    office.waits(Duration::days(1));
    sign_up().await.unwrap();
}

async fn wrong_codes_for_one_login_are_bounded_for_a_day(office: Office) {
    let lan = office.owner("Lan").await;
    accounts::request_reset(&office.app, &lan.login, &lan.client).await.unwrap();
    for _ in 0..30 {
        let elsewhere = Person { client: office.client(), ..lan.clone() };
        elsewhere.resets_password("123456", "mật khẩu thứ hai").await.expect_err("no code of this browser");
    }
    lan.resets_password(&lan.last_code().await, "mật khẩu thứ hai").await.says_throttled();
    office.waits(Duration::days(1));
    accounts::request_reset(&office.app, &lan.login, &lan.client).await.unwrap();
    lan.resets_password(&lan.last_code().await, "mật khẩu thứ hai").await.unwrap();
}
