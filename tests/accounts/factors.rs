//! The second factor: set up, asked for at the log-in, confirmed anew, removed; recovery codes.

use camket_app::AppError;
use camket_app::accounts::{self, FactorsSheet, LogInStep};
use camket_domain::accounts::factor::{
    AppCode, FRESH_FOR, FactorStanding, RECOVERY_CODES, RecoveryCode, SECOND_STEP_LIFETIME, SET_UP_LIFETIME,
    TypedFactor,
};
use camket_domain::accounts::password::Password;
use camket_domain::audit::AuditAction;
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{AuthenticatorApp, Office, PHAN_RANG, Person};

test_on_both_engines! {
    a_factor_is_set_up_with_the_password_and_its_first_code,
    a_set_up_that_is_begun_twice_keeps_its_secret,
    wrong_input_switches_nothing_on,
    a_set_up_is_over_after_an_hour,
    nobody_sets_it_up_for_another,
    a_log_in_has_no_session_before_the_code,
    each_code_counts_once,
    two_browsers_use_one_code_once,
    a_recovery_code_stands_once,
    new_recovery_codes_end_the_former,
    a_factor_is_removed_with_password_and_code,
    a_new_password_does_not_switch_it_off,
    the_second_step_is_bound_in_time_and_to_the_password,
    a_stranger_with_the_password_shuts_nobody_out,
    codes_are_bounded_for_a_day_and_recovery_codes_are_not,
    staff_set_it_up_before_anything_else,
    a_session_is_fresh_for_a_while,
    neither_secret_nor_code_is_stored_in_clear,
}

async fn sheet(person: &Person) -> FactorsSheet {
    accounts::load_factors(&person.office.app, &person.may()).await.unwrap()
}

async fn standing(person: &Person, token: &str) -> Option<FactorStanding> {
    accounts::find_caller(&person.office.app, token).await.unwrap().map(|caller| caller.factor)
}

fn app_code(digits: &str) -> AppCode {
    AppCode::parse(digits).unwrap()
}

fn wrong(phone: &AuthenticatorApp) -> TypedFactor {
    let other = if phone.shows() == "000000" { "000001" } else { "000000" };
    TypedFactor::App(app_code(other))
}

async fn finish(person: &Person, code: &str, token: &str) -> Result<Vec<RecoveryCode>, AppError> {
    let (app, key) = (&person.office.app, person.office.key());
    accounts::finish_set_up(app, &person.may(), key, app_code(code), token, &person.client).await
}

/// An owner with a session and a factor.
async fn secured(office: &Office) -> (Person, String, AuthenticatorApp) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    let phone = lan.sets_up_factor(&token).await;
    (lan, token, phone)
}

async fn a_factor_is_set_up_with_the_password_and_its_first_code(office: Office) {
    let lan = office.owner("Lan").await;
    let (other, token) = (lan.logs_in().await, lan.logs_in().await);
    assert_eq!(sheet(&lan).await.on_since, None);
    let phone = lan.sets_up_factor(&token).await;
    let found = sheet(&lan).await;
    assert!(found.on_since.is_some());
    assert_eq!(found.codes_left, RECOVERY_CODES as u64);
    assert_eq!(phone.recovery.len(), RECOVERY_CODES);
    assert!(lan.looks_with(&other).await.is_none(), "sessions without the code end");
    assert_eq!(standing(&lan, &token).await, Some(FactorStanding::Fresh));
    assert_eq!(office.actions_on(lan.id().0).await.last(), Some(&AuditAction::FactorSetUp));
    assert!(matches!(office.last_notice_to(lan.login.as_str()).await, Notice::FactorSetUp { .. }));
    let again = accounts::begin_set_up(&office.app, &lan.may(), lan.password.clone(), &lan.client).await;
    again.says_refused(Refusal::WrongState);
    finish(&lan, &phone.shows(), &token).await.says_refused(Refusal::WrongState);
}

async fn a_set_up_that_is_begun_twice_keeps_its_secret(office: Office) {
    let lan = office.owner("Lan").await;
    let first = lan.begins_factor().await;
    office.waits(Duration::minutes(5));
    assert_eq!(lan.begins_factor().await.secret(), first.secret(), "it is in the app already");
    finish(&lan, &first.shows(), &lan.logs_in().await).await.unwrap();
}

async fn wrong_input_switches_nothing_on(office: Office) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    let begin = async |password: &str| {
        accounts::begin_set_up(&office.app, &lan.may(), password.to_owned(), &lan.client).await
    };
    begin("sai mật khẩu").await.says_invalid("current", "password-wrong");
    finish(&lan, "123456", &token).await.says_refused(Refusal::WrongState);
    accounts::load_set_up(&office.app, &lan.may()).await.says_not_found();
    let phone = lan.begins_factor().await;
    let TypedFactor::App(other) = wrong(&phone) else { panic!("a code") };
    finish(&lan, other.as_str(), &token).await.says_invalid("code", "factor-code-wrong");
    assert_eq!(sheet(&lan).await.on_since, None);
    assert_eq!(office.actions_on(lan.id().0).await.last(), Some(&AuditAction::FactorFailed));
    lan.logs_in().await;
}

async fn a_set_up_is_over_after_an_hour(office: Office) {
    let lan = office.owner("Lan").await;
    let phone = lan.begins_factor().await;
    office.waits(SET_UP_LIFETIME);
    accounts::load_set_up(&office.app, &lan.may()).await.says_not_found();
    finish(&lan, &phone.shows(), &lan.logs_in().await).await.says_refused(Refusal::WrongState);
    assert_ne!(lan.begins_factor().await.secret(), phone.secret(), "a photo of it opens nothing");
}

async fn nobody_sets_it_up_for_another(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let owner =
        camket_app::counter::open_owner(&office.app, &hoa.may(), office.key(), "Bà Sáu").await.unwrap();
    let session = hoa.logs_in().await;
    camket_app::counter::enter(&office.app, &hoa.may(), &session, owner).await.unwrap();
    let acting = hoa.looks_with(&session).await.unwrap();
    assert!(Permit::<rights::KeepFactors>::for_actor(&acting).is_none(), "an officer at the counter");
    // A code of one account opens no other.
    let (_, _, phone) = secured(&office).await;
    let mai = office.owner("Mai").await;
    mai.sets_up_factor(&mai.logs_in().await).await;
    let step = mai.types_password().await;
    for typed in [phone.waits_for_next(), phone.recovery_code(0)] {
        mai.types_factor(&step, &typed, &mai.client).await.expect_err("another account's");
    }
}

async fn a_log_in_has_no_session_before_the_code(office: Office) {
    let (lan, _, phone) = secured(&office).await;
    let step = lan.types_password().await;
    assert!(lan.looks_with(step.as_str()).await.is_none(), "what the browser holds is no session");
    lan.types_factor(&step, &wrong(&phone), &lan.client).await.says_invalid("code", "factor-code-wrong");
    let before = lan.logs_in_with(&phone).await;
    let step = lan.types_password().await;
    let typed = phone.waits_for_next();
    let entered =
        accounts::finish_log_in(&office.app, &step, &typed, Some(&before), &lan.client).await.unwrap();
    assert_eq!(lan.looks_with(&entered.token).await, Some(lan.actor.clone()));
    assert!(lan.looks_with(&before).await.is_none(), "the session before ends");
    let events = office.actions_on(lan.id().0).await;
    assert!(events.contains(&AuditAction::FactorFailed));
    assert_eq!(events.last(), Some(&AuditAction::LoggedIn));
}

async fn each_code_counts_once(office: Office) {
    let (lan, _, phone) = secured(&office).await;
    let step = lan.types_password().await;
    // That of the set-up, and an older one.
    lan.types_factor(&step, &phone.code(), &lan.client).await.says_invalid("code", "factor-code-used");
    let next = phone.waits_for_next();
    lan.types_factor(&step, &next, &lan.client).await.unwrap();
    let step = lan.types_password().await;
    lan.types_factor(&step, &next, &lan.client).await.says_invalid("code", "factor-code-used");
    // A clock that is a step ahead, and then one that is right.
    office.waits(Duration::seconds(30));
    let ahead = {
        let later = phone.clone();
        office.waits(Duration::seconds(30));
        let code = later.code();
        office.waits(-Duration::seconds(30));
        code
    };
    lan.types_factor(&step, &ahead, &lan.client).await.unwrap();
    let step = lan.types_password().await;
    lan.types_factor(&step, &phone.code(), &lan.client).await.says_invalid("code", "factor-code-used");
}

async fn two_browsers_use_one_code_once(office: Office) {
    let (lan, _, phone) = secured(&office).await;
    let (here, there) = (lan.types_password().await, lan.types_password().await);
    let typed = phone.waits_for_next();
    let (one, other) = tokio::join!(
        lan.types_factor(&here, &typed, &lan.client),
        lan.types_factor(&there, &typed, &lan.client)
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
}

async fn a_recovery_code_stands_once(office: Office) {
    let (lan, _, phone) = secured(&office).await;
    let step = lan.types_password().await;
    lan.types_factor(&step, &phone.recovery_code(3), &lan.client).await.unwrap();
    assert_eq!(sheet(&lan).await.codes_left, RECOVERY_CODES as u64 - 1);
    match office.last_notice_to(lan.login.as_str()).await {
        Notice::RecoveryCodeUsed { left, .. } => assert_eq!(left, "9"),
        other => panic!("{other:?}"),
    }
    let step = lan.types_password().await;
    let again = lan.types_factor(&step, &phone.recovery_code(3), &lan.client).await;
    again.says_invalid("recovery", "factor-code-wrong");
    lan.types_factor(&step, &phone.recovery_code(4), &lan.client).await.unwrap();
    let events = office.actions_on(lan.id().0).await;
    assert_eq!(events.iter().filter(|action| **action == AuditAction::RecoveryCodeUsed).count(), 2);
}

async fn new_recovery_codes_end_the_former(office: Office) {
    let (lan, _, phone) = secured(&office).await;
    let renew = async |typed: TypedFactor| {
        accounts::renew_codes(&office.app, &lan.may(), office.key(), typed, &lan.client).await
    };
    renew(wrong(&phone)).await.says_invalid("code", "factor-code-wrong");
    let fresh = renew(phone.waits_for_next()).await.unwrap();
    assert!(fresh.iter().all(|code| !phone.recovery.contains(code)));
    assert_eq!(office.actions_on(lan.id().0).await.last(), Some(&AuditAction::RecoveryCodesMade));
    let step = lan.types_password().await;
    let former = lan.types_factor(&step, &phone.recovery_code(0), &lan.client).await;
    former.says_invalid("recovery", "factor-code-wrong");
    lan.types_factor(&step, &TypedFactor::Recovery(fresh[0].clone()), &lan.client).await.unwrap();
    let mai = office.owner("Mai").await;
    let typed = phone.waits_for_next();
    accounts::renew_codes(&office.app, &mai.may(), office.key(), typed, &mai.client).await.says_not_found();
}

async fn a_factor_is_removed_with_password_and_code(office: Office) {
    let (lan, token, phone) = secured(&office).await;
    let remove = async |password: &str, typed: TypedFactor| {
        accounts::remove_factor(&office.app, &lan.may(), password.to_owned(), typed, &lan.client).await
    };
    remove("sai mật khẩu", phone.waits_for_next()).await.says_invalid("current", "password-wrong");
    remove(&lan.password, wrong(&phone)).await.says_invalid("code", "factor-code-wrong");
    assert!(sheet(&lan).await.on_since.is_some());
    remove(&lan.password, phone.recovery_code(0)).await.unwrap();
    assert_eq!(sheet(&lan).await.on_since, None);
    assert_eq!(standing(&lan, &token).await, Some(FactorStanding::NotNeeded));
    assert_eq!(office.actions_on(lan.id().0).await.last(), Some(&AuditAction::FactorRemoved));
    assert!(matches!(office.last_notice_to(lan.login.as_str()).await, Notice::FactorRemoved { .. }));
    lan.logs_in().await;
    remove(&lan.password, phone.recovery_code(1)).await.says_not_found();
}

async fn a_new_password_does_not_switch_it_off(office: Office) {
    let (lan, token, phone) = secured(&office).await;
    accounts::request_reset(&office.app, &lan.login, &lan.client).await.unwrap();
    let (code, new) = (lan.last_code().await, Password::parse("mật khẩu thứ hai").unwrap());
    let step = accounts::reset_password(&office.app, &lan.login, &code, new, &lan.client).await.unwrap();
    let LogInStep::CodeNeeded(step) = step else { panic!("the second factor was not asked for") };
    assert!(lan.looks_with(&token).await.is_none(), "all sessions end");
    let entered = lan.types_factor(&step, &phone.waits_for_next(), &lan.client).await.unwrap();
    // One's own change goes on in a session that is asked again before decisions.
    let (current, new) = ("mật khẩu thứ hai".to_owned(), Password::parse("mật khẩu thứ ba").unwrap());
    let renewed =
        accounts::change_password(&office.app, &lan.may(), current, new, &lan.client).await.unwrap();
    assert!(lan.looks_with(&entered.token).await.is_none());
    assert_eq!(standing(&lan, &renewed.token).await, Some(FactorStanding::Stale));

    // A member of staff whose access was reset.
    let (admin, hoa) =
        (office.administrator("Quản", PHAN_RANG).await, office.commune_officer("Hoa", PHAN_RANG).await);
    let app_of_hoa = hoa.sets_up_factor(&hoa.logs_in().await).await;
    camket_app::staff::reset_password(&office.app, &admin.may(), hoa.id(), 1).await.unwrap();
    let link = office.last_token_to(hoa.login.as_str()).await;
    let new = Password::parse("mật khẩu thứ hai").unwrap();
    let step = accounts::accept_invitation(&office.app, &link, new, &hoa.client).await.unwrap();
    let LogInStep::CodeNeeded(step) = step else { panic!("the second factor was not asked for") };
    hoa.types_factor(&step, &app_of_hoa.waits_for_next(), &hoa.client).await.unwrap();
}

async fn the_second_step_is_bound_in_time_and_to_the_password(office: Office) {
    let (lan, _, phone) = secured(&office).await;
    let step = lan.types_password().await;
    office.waits(SECOND_STEP_LIFETIME);
    lan.types_factor(&step, &phone.code(), &lan.client).await.says_not_found();
    let step = lan.types_password().await;
    accounts::set_language(&office.app, &lan.may(), "en").await.unwrap();
    let other = lan.types_factor(&step, &phone.code(), &lan.client).await;
    other.says_not_found();
    for odd in ["", "abc", "đ"] {
        let step = accounts::SecondStep::from_text(odd);
        lan.types_factor(&step, &phone.code(), &lan.client).await.says_not_found();
    }
}

async fn a_stranger_with_the_password_shuts_nobody_out(office: Office) {
    let (lan, _, phone) = secured(&office).await;
    let stranger = Person { client: office.client(), ..lan.clone() };
    let step = stranger.types_password().await;
    for _ in 0..10 {
        let tried = lan.types_factor(&step, &wrong(&phone), &stranger.client).await;
        tried.says_invalid("code", "factor-code-wrong");
    }
    lan.types_factor(&step, &phone.waits_for_next(), &stranger.client).await.says_throttled();
    lan.logs_in_with(&phone).await;
}

async fn codes_are_bounded_for_a_day_and_recovery_codes_are_not(office: Office) {
    let (lan, _, phone) = secured(&office).await;
    let step = lan.types_password().await;
    for _ in 0..30 {
        lan.types_factor(&step, &wrong(&phone), &office.client()).await.expect_err("a wrong code");
    }
    lan.types_factor(&step, &phone.waits_for_next(), &lan.client).await.says_throttled();
    lan.types_factor(&step, &phone.recovery_code(0), &lan.client).await.unwrap();
    office.waits(Duration::days(1));
    lan.logs_in_with(&phone).await;
}

async fn staff_set_it_up_before_anything_else(office: Office) {
    let strict = office.with_options(|options| options.factors.required_of_staff = true).await;
    let (lan, hoa) = (strict.owner("Lan").await, strict.commune_officer("Hoa", PHAN_RANG).await);
    assert_eq!(standing(&lan, &lan.logs_in().await).await, Some(FactorStanding::NotNeeded));
    let token = hoa.logs_in().await;
    assert_eq!(standing(&hoa, &token).await, Some(FactorStanding::SetUpFirst));
    assert!(sheet(&hoa).await.is_required && !sheet(&lan).await.is_required);
    let phone = hoa.sets_up_factor(&token).await;
    assert_eq!(standing(&hoa, &token).await, Some(FactorStanding::Fresh));
    let typed = phone.waits_for_next();
    accounts::remove_factor(&strict.app, &hoa.may(), hoa.password.clone(), typed, &hoa.client).await.unwrap();
    assert_eq!(standing(&hoa, &token).await, Some(FactorStanding::SetUpFirst), "and again");
}

async fn a_session_is_fresh_for_a_while(office: Office) {
    let (lan, token, phone) = secured(&office).await;
    let confirm = async |typed: &TypedFactor| {
        accounts::confirm_session(&office.app, &lan.may(), typed, &token, &lan.client).await
    };
    office.waits(FRESH_FOR);
    assert_eq!(standing(&lan, &token).await, Some(FactorStanding::Stale));
    confirm(&wrong(&phone)).await.says_invalid("code", "factor-code-wrong");
    assert_eq!(standing(&lan, &token).await, Some(FactorStanding::Stale));
    let code = phone.code();
    confirm(&code).await.unwrap();
    assert_eq!(standing(&lan, &token).await, Some(FactorStanding::Fresh));
    confirm(&code).await.says_invalid("code", "factor-code-used");
    let mai = office.owner("Mai").await;
    let theirs = accounts::confirm_session(&office.app, &mai.may(), &code, &token, &mai.client).await;
    theirs.says_not_found();
}

async fn neither_secret_nor_code_is_stored_in_clear(office: Office) {
    let (lan, _, phone) = secured(&office).await;
    let step = lan.types_password().await;
    lan.types_factor(&step, &phone.recovery_code(0), &lan.client).await.unwrap();
    let tables = database_dump::dump_tables(office.app.store()).await;
    assert_eq!((tables["second_factor"].len(), tables["recovery_code"].len()), (1, RECOVERY_CODES));
    let mut texts = vec![phone.secret()];
    texts.extend(phone.recovery.iter().flat_map(|code| [code.to_string(), code.as_str().to_owned()]));
    for row in tables.values().flatten() {
        assert!(!texts.iter().any(|text| row.contains(text.as_str())), "{row}");
    }
}
