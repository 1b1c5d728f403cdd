//! API tokens: created, used, ended.

use camket_app::api_tokens::{self, CreatedToken};
use camket_app::{AppError, accounts, settings, staff};
use camket_domain::accounts::password::Password;
use camket_domain::api_tokens::{ApiTokenRequest, MAX_TOKENS, PREFIX};
use camket_domain::audit::AuditAction;
use camket_domain::refusal::Refusal;
use camket_domain::settings::Settings;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, PHAN_RANG, Person};

test_on_both_engines! {
    a_token_acts_for_who_made_it,
    the_same_form_twice_makes_one_token,
    a_token_is_nowhere_in_the_database,
    the_life_of_a_token_is_bounded_by_the_settings,
    the_number_of_tokens_is_bounded,
    an_ended_token_is_over,
    a_token_is_over_after_its_last_day,
    a_shut_account_has_no_tokens,
    nobody_ends_anothers_token,
    a_token_is_made_only_with_the_password,
    a_change_of_password_ends_the_tokens,
}

fn token_request(days: u16) -> ApiTokenRequest {
    ApiTokenRequest { name: "Máy chủ tổng hợp".to_owned(), days }
}

async fn create_token(person: &Person, days: u16) -> Result<CreatedToken, AppError> {
    let office = &person.office;
    api_tokens::create(&office.app, &person.may(), office.key(), token_request(days)).await
}

async fn is_accepted(office: &Office, token: &str) -> bool {
    api_tokens::find_actor(&office.app, token).await.unwrap().is_some()
}

async fn a_token_acts_for_who_made_it(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let made = create_token(&tra, 30).await.unwrap();
    assert!(made.token.starts_with(PREFIX));
    let actor = api_tokens::find_actor(&office.app, &made.token).await.unwrap();
    assert_eq!(actor.as_ref(), Some(&tra.actor));
    assert_eq!(office.actions_on(made.stored.id.0).await, [AuditAction::ApiTokenMade]);
    let listed = api_tokens::list(&office.app, &tra.may()).await.unwrap();
    assert_eq!((listed.len(), listed[0].name.as_str()), (1, "Máy chủ tổng hợp"));
    assert!(listed[0].used_at.is_some(), "the use is written down");
    for wrong in
        ["", PREFIX, &made.token[1..], &format!("{}0", made.token), &format!("{PREFIX}{}", "0".repeat(40))]
    {
        assert!(!is_accepted(&office, wrong).await, "{wrong}");
    }
}

async fn the_same_form_twice_makes_one_token(office: Office) {
    let lan = office.owner("Lan").await;
    let key = office.key();
    let first = api_tokens::create(&office.app, &lan.may(), key, token_request(7)).await.unwrap();
    let again = api_tokens::create(&office.app, &lan.may(), key, token_request(7)).await.unwrap();
    assert_eq!(first.token, again.token);
    assert_eq!(api_tokens::list(&office.app, &lan.may()).await.unwrap().len(), 1);
    // An idempotency key counts for its own account only.
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let other = api_tokens::create(&office.app, &hoa.may(), key, token_request(7)).await.unwrap();
    assert_ne!(first.token, other.token);
    api_tokens::revoke(&office.app, &lan.may(), first.stored.id).await.unwrap();
    api_tokens::create(&office.app, &lan.may(), key, token_request(7)).await.says_not_found();
}

async fn a_token_is_nowhere_in_the_database(office: Office) {
    let made = create_token(&office.owner("Lan").await, 7).await.unwrap();
    let secret = made.token.strip_prefix(PREFIX).unwrap();
    for (table, rows) in database_dump::dump_tables(office.app.store()).await {
        assert!(!rows.iter().any(|row| row.contains(secret)), "{table}");
    }
}

async fn the_life_of_a_token_is_bounded_by_the_settings(office: Office) {
    let lan = office.owner("Lan").await;
    create_token(&lan, 0).await.says_invalid("days", "token-days");
    create_token(&lan, 91).await.says_invalid("days", "token-days");
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let strict = Settings { token_days: 7, ..Settings::default() };
    settings::save(&office.app, &admin.may(), &strict).await.unwrap();
    create_token(&lan, 8).await.says_invalid("days", "token-days");
    create_token(&lan, 7).await.unwrap();
    assert_eq!(
        api_tokens::list(&office.app, &lan.may()).await.unwrap().len(),
        1,
        "refused ones are not kept"
    );
}

async fn the_number_of_tokens_is_bounded(office: Office) {
    let lan = office.owner("Lan").await;
    let mut first = None;
    for _ in 0..MAX_TOKENS {
        first = Some(create_token(&lan, 7).await.unwrap().stored.id);
    }
    create_token(&lan, 7).await.says_refused(Refusal::TooManyTokens);
    api_tokens::revoke(&office.app, &lan.may(), first.unwrap()).await.unwrap();
    create_token(&lan, 7).await.unwrap();
}

async fn an_ended_token_is_over(office: Office) {
    let lan = office.owner("Lan").await;
    let made = create_token(&lan, 7).await.unwrap();
    assert!(is_accepted(&office, &made.token).await);
    api_tokens::revoke(&office.app, &lan.may(), made.stored.id).await.unwrap();
    api_tokens::revoke(&office.app, &lan.may(), made.stored.id).await.unwrap();
    assert!(!is_accepted(&office, &made.token).await);
    assert_eq!(
        office.actions_on(made.stored.id.0).await,
        [AuditAction::ApiTokenMade, AuditAction::ApiTokenEnded],
        "once"
    );
}

async fn a_token_is_over_after_its_last_day(office: Office) {
    let lan = office.owner("Lan").await;
    let made = create_token(&lan, 7).await.unwrap();
    office.waits(Duration::days(7) - Duration::minutes(1));
    assert!(is_accepted(&office, &made.token).await);
    office.waits(Duration::minutes(1));
    assert!(!is_accepted(&office, &made.token).await);
    assert!(api_tokens::list(&office.app, &lan.may()).await.unwrap().is_empty());
    office.waits(Duration::days(31));
    camket_app::upkeep::sweep(&office.app).await.unwrap();
    assert!(database_dump::dump_tables(office.app.store()).await["api_token"].is_empty(), "swept");
}

async fn a_shut_account_has_no_tokens(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let made = create_token(&hoa, 7).await.unwrap();
    staff::disable(&office.app, &admin.may(), hoa.id(), 1).await.unwrap();
    assert!(!is_accepted(&office, &made.token).await);
    staff::enable(&office.app, &admin.may(), hoa.id(), 2).await.unwrap();
    assert!(!is_accepted(&office, &made.token).await, "nor when it is opened again");
}

async fn nobody_ends_anothers_token(office: Office) {
    let made = create_token(&office.owner("Lan").await, 7).await.unwrap();
    let stranger = office.owner("Người Lạ").await;
    api_tokens::revoke(&office.app, &stranger.may(), made.stored.id).await.says_not_found();
    assert!(is_accepted(&office, &made.token).await);
}

async fn a_token_is_made_only_with_the_password(office: Office) {
    let lan = office.owner("Lan").await;
    let key = office.key();
    let create = async |password: &str| {
        let password = password.to_owned();
        let app = &office.app;
        api_tokens::create_by_password(app, &lan.may(), key, token_request(7), password, &lan.client).await
    };
    create("sai mật khẩu").await.says_invalid("current", "password-wrong");
    assert!(api_tokens::list(&office.app, &lan.may()).await.unwrap().is_empty());
    let made = create(&lan.password).await.unwrap();
    assert_eq!(create(&lan.password).await.unwrap().token, made.token, "the same form");
    create("sai mật khẩu").await.says_invalid("current", "password-wrong");
    assert!(is_accepted(&office, &made.token).await);
}

async fn a_change_of_password_ends_the_tokens(office: Office) {
    let lan = office.owner("Lan").await;
    let made = create_token(&lan, 7).await.unwrap();
    let new = Password::parse("mật khẩu thứ hai").unwrap();
    let current = lan.password.clone();
    accounts::change_password(&office.app, &lan.may(), current, new, &lan.client).await.unwrap();
    assert!(!is_accepted(&office, &made.token).await);
}
