//! API tokens: created, used, ended.

use camket_app::api_tokens::{self, Made};
use camket_app::{AppError, settings, staff};
use camket_domain::api_tokens::{MOST, PREFIX, Wanted};
use camket_domain::audit::Deed;
use camket_domain::refusal::Refusal;
use camket_domain::settings::Settings;
use time::Duration;

use crate::harness::said::Said;
use crate::harness::{both, dump};
use crate::world::{Office, PHAN_RANG, Person};

both! {
    a_token_acts_for_who_made_it,
    the_same_form_twice_makes_one_token,
    a_token_is_nowhere_in_the_database,
    its_life_is_bounded_by_the_settings,
    their_number_is_bounded,
    an_ended_token_is_over,
    a_token_is_over_after_its_last_day,
    a_shut_account_has_no_tokens,
    nobody_ends_anothers_token,
}

fn wanted(days: u16) -> Wanted {
    Wanted { name: "Máy chủ tổng hợp".to_owned(), days }
}

async fn makes(person: &Person, days: u16) -> Result<Made, AppError> {
    let office = &person.office;
    api_tokens::make(&office.app, &person.may(), office.key(), wanted(days)).await
}

async fn works(office: &Office, token: &str) -> bool {
    api_tokens::actor_of(&office.app, token).await.unwrap().is_some()
}

async fn a_token_acts_for_who_made_it(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let made = makes(&tra, 30).await.unwrap();
    assert!(made.token.starts_with(PREFIX));
    let actor = api_tokens::actor_of(&office.app, &made.token).await.unwrap();
    assert_eq!(actor.as_ref(), Some(&tra.actor));
    assert_eq!(office.deeds_on(made.kept.id.0).await, [Deed::ApiTokenMade]);
    let listed = api_tokens::list(&office.app, &tra.may()).await.unwrap();
    assert_eq!((listed.len(), listed[0].name.as_str()), (1, "Máy chủ tổng hợp"));
    assert!(listed[0].used_at.is_some(), "the use is written down");
    for wrong in
        ["", PREFIX, &made.token[1..], &format!("{}0", made.token), &format!("{PREFIX}{}", "0".repeat(40))]
    {
        assert!(!works(&office, wrong).await, "{wrong}");
    }
}

async fn the_same_form_twice_makes_one_token(office: Office) {
    let lan = office.owner("Lan").await;
    let key = office.key();
    let first = api_tokens::make(&office.app, &lan.may(), key, wanted(7)).await.unwrap();
    let again = api_tokens::make(&office.app, &lan.may(), key, wanted(7)).await.unwrap();
    assert_eq!(first.token, again.token);
    assert_eq!(api_tokens::list(&office.app, &lan.may()).await.unwrap().len(), 1);
    // An idempotency key counts for its own account only.
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let other = api_tokens::make(&office.app, &hoa.may(), key, wanted(7)).await.unwrap();
    assert_ne!(first.token, other.token);
    api_tokens::end(&office.app, &lan.may(), first.kept.id).await.unwrap();
    api_tokens::make(&office.app, &lan.may(), key, wanted(7)).await.says_not_found();
}

async fn a_token_is_nowhere_in_the_database(office: Office) {
    let made = makes(&office.owner("Lan").await, 7).await.unwrap();
    let secret = made.token.strip_prefix(PREFIX).unwrap();
    for (table, rows) in dump::tables(office.app.store()).await {
        assert!(!rows.iter().any(|row| row.contains(secret)), "{table}");
    }
}

async fn its_life_is_bounded_by_the_settings(office: Office) {
    let lan = office.owner("Lan").await;
    makes(&lan, 0).await.says_invalid("days", "token-days");
    makes(&lan, 91).await.says_invalid("days", "token-days");
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let strict = Settings { token_days: 7, ..Settings::default() };
    settings::save(&office.app, &admin.may(), &strict).await.unwrap();
    makes(&lan, 8).await.says_invalid("days", "token-days");
    makes(&lan, 7).await.unwrap();
    assert_eq!(
        api_tokens::list(&office.app, &lan.may()).await.unwrap().len(),
        1,
        "refused ones are not kept"
    );
}

async fn their_number_is_bounded(office: Office) {
    let lan = office.owner("Lan").await;
    let mut first = None;
    for _ in 0..MOST {
        first = Some(makes(&lan, 7).await.unwrap().kept.id);
    }
    makes(&lan, 7).await.says_refused(Refusal::TooManyTokens);
    api_tokens::end(&office.app, &lan.may(), first.unwrap()).await.unwrap();
    makes(&lan, 7).await.unwrap();
}

async fn an_ended_token_is_over(office: Office) {
    let lan = office.owner("Lan").await;
    let made = makes(&lan, 7).await.unwrap();
    assert!(works(&office, &made.token).await);
    api_tokens::end(&office.app, &lan.may(), made.kept.id).await.unwrap();
    api_tokens::end(&office.app, &lan.may(), made.kept.id).await.unwrap();
    assert!(!works(&office, &made.token).await);
    assert_eq!(office.deeds_on(made.kept.id.0).await, [Deed::ApiTokenMade, Deed::ApiTokenEnded], "once");
}

async fn a_token_is_over_after_its_last_day(office: Office) {
    let lan = office.owner("Lan").await;
    let made = makes(&lan, 7).await.unwrap();
    office.waits(Duration::days(7) - Duration::minutes(1));
    assert!(works(&office, &made.token).await);
    office.waits(Duration::minutes(1));
    assert!(!works(&office, &made.token).await);
    assert!(api_tokens::list(&office.app, &lan.may()).await.unwrap().is_empty());
    office.waits(Duration::days(31));
    camket_app::upkeep::sweep(&office.app).await.unwrap();
    assert!(dump::tables(office.app.store()).await["api_token"].is_empty(), "swept");
}

async fn a_shut_account_has_no_tokens(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let made = makes(&hoa, 7).await.unwrap();
    staff::disable(&office.app, &admin.may(), hoa.id()).await.unwrap();
    assert!(!works(&office, &made.token).await);
    staff::enable(&office.app, &admin.may(), hoa.id()).await.unwrap();
    assert!(!works(&office, &made.token).await, "nor when it is opened again");
}

async fn nobody_ends_anothers_token(office: Office) {
    let made = makes(&office.owner("Lan").await, 7).await.unwrap();
    let stranger = office.owner("Người Lạ").await;
    api_tokens::end(&office.app, &stranger.may(), made.kept.id).await.says_not_found();
    assert!(works(&office, &made.token).await);
}
