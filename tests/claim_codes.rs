//! Claim codes: made at the commune, used once in place of a one-time code, or to take a venue over.

use camket_app::accounts::{LoggedIn, SignUp};
use camket_app::claim_codes::{self, ClaimDossier, Claimed};
use camket_app::{AppError, accounts, upkeep};
use camket_domain::accounts::Login;
use camket_domain::accounts::password::Password;
use camket_domain::audit::AuditAction;
use camket_domain::claim_codes::{ClaimTarget, LIFETIME};
use camket_domain::identifiers::Phone;
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{DO_VINH, OWNERS_PASSWORD, Office, PHAN_RANG, Person, samples};

test_on_both_engines! {
    an_owner_signs_up_with_a_code_where_nothing_can_be_sent,
    a_code_is_bound_to_its_phone,
    a_code_works_once_and_for_fourteen_days,
    a_new_code_replaces_the_open_one,
    two_browsers_use_one_code_once,
    the_same_form_twice_makes_one_code,
    a_code_for_a_taken_log_in_is_refused,
    a_forgotten_password_is_replaced_where_nothing_can_be_sent,
    a_venue_is_taken_over_on_ones_own_account,
    a_venue_is_taken_over_by_a_new_account,
    offices_elsewhere_see_no_code,
    guessing_is_throttled,
    old_codes_are_deleted,
}

/// A registry without SMTP and SMS.
async fn silent(office: &Office) -> Office {
    office.with_options(|options| options.channels = vec![]).await
}

fn person(name: &str, phone: &Phone) -> ClaimTarget {
    ClaimTarget::Person { name: name.to_owned(), phone: phone.clone() }
}

async fn makes(officer: &Person, target: ClaimTarget) -> ClaimDossier {
    let app = &officer.office.app;
    let id = claim_codes::make(app, &officer.may(), officer.office.key(), target).await.unwrap();
    claim_codes::find_open(app, &officer.may(), id).await.unwrap()
}

async fn uses(office: &Office, code: &str, login: &str) -> Result<LoggedIn, AppError> {
    let given = SignUp {
        name: "Tên tự gõ".to_owned(),
        login: Login::parse(login).unwrap(),
        password: Password::parse(OWNERS_PASSWORD).unwrap(),
        language: "vi".to_owned(),
    };
    let redeemed = claim_codes::redeem(&office.app, code, given, &office.client()).await?;
    Ok(redeemed.step.into_session().expect("a new account has no second factor"))
}

async fn an_owner_signs_up_with_a_code_where_nothing_can_be_sent(office: Office) {
    let office = silent(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let phone = samples::mobile(7);
    let made = makes(&hoa, person("Nguyễn Thị Sen", &phone)).await;
    let entered = uses(&office, &made.code.to_string(), phone.as_str()).await.unwrap();
    assert_eq!(entered.actor.name, "Nguyễn Thị Sen");
    assert_eq!(
        office.actions_on(made.claim.id.0).await,
        [AuditAction::ClaimCodeMade, AuditAction::ClaimCodeUsed]
    );
    let login = Login::Mobile(phone);
    accounts::log_in(&office.app, &login, OWNERS_PASSWORD.to_owned(), None, &office.client()).await.unwrap();
    let stored = database_dump::dump_tables(office.app.store()).await;
    let code = made.code.as_str();
    assert!(stored.values().flatten().all(|row| !row.contains(code)), "only its hash is stored");
}

async fn a_code_is_bound_to_its_phone(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let made = makes(&hoa, person("Nguyễn Thị Sen", &samples::mobile(7))).await;
    let code = made.code.to_string();
    uses(&office, &code, "0900000008").await.says_invalid("login", "claim-phone-other");
    uses(&office, &code, "sen@example.vn").await.says_invalid("login", "claim-phone-other");
    uses(&office, &code, "0900000007").await.unwrap();
}

async fn a_code_works_once_and_for_fourteen_days(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let first = makes(&hoa, person("Nguyễn Thị Sen", &samples::mobile(7))).await.code.to_string();
    uses(&office, &first, "0900000007").await.unwrap();
    uses(&office, &first, "0900000007").await.says_invalid("code", "claim-code-used");
    let late = makes(&hoa, person("Nguyễn Thị Lan", &samples::mobile(8))).await;
    office.waits(LIFETIME);
    uses(&office, &late.code.to_string(), "0900000008").await.says_invalid("code", "claim-code-over");
    claim_codes::find_open(&office.app, &hoa.may(), late.claim.id).await.says_not_found();
    for wrong in ["", "01234-56784", "không phải mã"] {
        uses(&office, wrong, "0900000009").await.says_invalid("code", "claim-code-refused");
    }
}

async fn a_new_code_replaces_the_open_one(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let target = person("Nguyễn Thị Sen", &samples::mobile(7));
    let first = makes(&hoa, target.clone()).await;
    let second = makes(&hoa, target).await;
    let open = claim_codes::list_open(&office.app, &hoa.may()).await.unwrap();
    assert_eq!(open.iter().map(|one| one.claim.id).collect::<Vec<_>>(), [second.claim.id]);
    uses(&office, &first.code.to_string(), "0900000007").await.says_invalid("code", "claim-code-revoked");
    uses(&office, &second.code.to_string(), "0900000007").await.unwrap();
}

async fn two_browsers_use_one_code_once(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let code = makes(&hoa, ClaimTarget::Venue(hotel.id)).await.code.to_string();
    let (here, there) = tokio::join!(uses(&office, &code, "0900000007"), uses(&office, &code, "0900000008"));
    assert_eq!(usize::from(here.is_ok()) + usize::from(there.is_ok()), 1);
}

async fn the_same_form_twice_makes_one_code(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (key, target) = (office.key(), person("Nguyễn Thị Sen", &samples::mobile(7)));
    let first = claim_codes::make(&office.app, &hoa.may(), key, target.clone()).await.unwrap();
    let again = claim_codes::make(&office.app, &hoa.may(), key, target).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(claim_codes::list_open(&office.app, &hoa.may()).await.unwrap().len(), 1);
}

async fn a_code_for_a_taken_log_in_is_refused(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let phone = samples::mobile(7);
    let code = makes(&hoa, person("Nguyễn Thị Sen", &phone)).await.code.to_string();
    uses(&office, &code, phone.as_str()).await.unwrap();
    // An SMS reaches this account, so it gets its own codes.
    let make = async |target| claim_codes::make(&office.app, &hoa.may(), office.key(), target).await;
    make(person("Nguyễn Thị Sen", &phone)).await.says_invalid("phone", "login-taken");
    let landline = Phone::parse("0259 3822 111").unwrap();
    make(person("Nguyễn Thị Sen", &landline)).await.says_invalid("phone", "claim-phone-mobile");
    assert!(Permit::<rights::MakeClaimCodes>::for_actor(&office.owner("Lan").await.actor).is_none());
    assert!(
        Permit::<rights::MakeClaimCodes>::for_actor(&office.labour_officer("Minh", PHAN_RANG).await.actor)
            .is_none()
    );
}

async fn a_forgotten_password_is_replaced_where_nothing_can_be_sent(office: Office) {
    let office = silent(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let target = person("Nguyễn Thị Sen", &samples::mobile(7));
    let first =
        uses(&office, &makes(&hoa, target.clone()).await.code.to_string(), "0900000007").await.unwrap();
    let again = uses(&office, &makes(&hoa, target).await.code.to_string(), "0900000007").await.unwrap();
    assert_eq!(first.actor.account, again.actor.account);
    assert!(accounts::find_actor(&office.app, &first.token).await.unwrap().is_none(), "its sessions ended");
    assert!(accounts::find_actor(&office.app, &again.token).await.unwrap().is_some());
}

async fn a_venue_is_taken_over_on_ones_own_account(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let mai = office.owner("Mai").await;
    let code = makes(&hoa, ClaimTarget::Venue(hotel.id)).await.code.to_string();
    let taken = claim_codes::claim(&office.app, &mai.may(), &code, &mai.client).await.unwrap();
    assert_eq!(taken, Claimed::Venue(hotel.id));
    let application = hoa.opens(id).await.application;
    assert_eq!(application.owner, mai.actor.account);
    let listed = camket_app::venues::list(&office.app, &mai.may()).await.unwrap();
    assert!(listed[0].application.is_some());
    assert!(camket_app::venues::list(&office.app, &hotel.owner.may()).await.unwrap().is_empty());
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert_eq!(told, Notice::HandedOver { venue: "Khách sạn Biển Xanh".to_owned() });
    assert!(office.actions_at(hotel.id).await.contains(&AuditAction::ClaimCodeUsed));
    let stale = camket_store::venue_register::list_stale(office.app.store(), &[hotel.id]).await.unwrap();
    assert!(stale.is_empty());
    let personal = makes(&hoa, person("Nguyễn Thị Sen", &samples::mobile(7))).await.code.to_string();
    claim_codes::claim(&office.app, &mai.may(), &personal, &mai.client)
        .await
        .says_invalid("code", "claim-code-refused");
}

async fn a_venue_is_taken_over_by_a_new_account(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let made = makes(&hoa, ClaimTarget::Venue(hotel.id)).await;
    assert_eq!(made.venue.map(|venue| venue.name).as_deref(), Some("Khách sạn Biển Xanh"));
    let code = made.code.to_string();
    uses(&office, &code, hotel.owner.login.as_str()).await.says_invalid("login", "login-taken");
    let entered = uses(&office, &code, "moi@example.vn").await.unwrap();
    let permit = Permit::for_actor(&entered.actor).unwrap();
    assert_eq!(camket_app::venues::list(&office.app, &permit).await.unwrap()[0].venue.id, hotel.id);
}

async fn offices_elsewhere_see_no_code(office: Office) {
    let (hoa, away) =
        (office.commune_officer("Hoa", PHAN_RANG).await, office.commune_officer("Kế", DO_VINH).await);
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let made = makes(&hoa, ClaimTarget::Venue(hotel.id)).await;
    claim_codes::find_open(&office.app, &away.may(), made.claim.id).await.says_not_found();
    assert!(claim_codes::list_open(&office.app, &away.may()).await.unwrap().is_empty());
    claim_codes::make(&office.app, &away.may(), office.key(), ClaimTarget::Venue(hotel.id))
        .await
        .says_not_found();
}

async fn guessing_is_throttled(office: Office) {
    let client = office.client();
    let mut refused = 0;
    for _ in 0..12 {
        let given = SignUp {
            name: "Sen".to_owned(),
            login: Login::parse("0900000007").unwrap(),
            password: Password::parse(OWNERS_PASSWORD).unwrap(),
            language: "vi".to_owned(),
        };
        let tried = claim_codes::redeem(&office.app, "01234-56784", given, &client).await;
        refused += usize::from(matches!(tried, Err(AppError::Throttled(_))));
    }
    assert_eq!(refused, 2);
}

async fn old_codes_are_deleted(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    makes(&hoa, person("Nguyễn Thị Sen", &samples::mobile(7))).await;
    let count = async || database_dump::dump_tables(office.app.store()).await["claim_code"].len();
    office.waits(LIFETIME + Duration::days(29));
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(count().await, 1);
    office.waits(Duration::days(2));
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(count().await, 0);
}
