//! Passkeys: added, renamed, removed; used at the log-in and to confirm a session.

use camket_app::AppError;
use camket_app::accounts::{self, FactorsSheet};
use camket_domain::accounts::factor::{AppCode, FRESH_FOR, FactorStanding, RECOVERY_CODES, TypedFactor};
use camket_domain::accounts::passkey::{CHALLENGE_LIFETIME, MAX_PASSKEYS};
use camket_domain::audit::AuditAction;
use camket_domain::ids::PasskeyId;
use camket_domain::outbox::Notice;
use camket_domain::refusal::Refusal;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::passkey_device::PRESENT;
use crate::world::{Office, PHAN_RANG, PasskeyDevice, Person};

test_on_both_engines! {
    the_first_passkey_makes_recovery_codes_and_ends_other_sessions,
    a_further_passkey_makes_no_codes,
    a_passkey_is_not_begun_without_the_password_or_an_address,
    a_wrong_answer_adds_nothing_and_uses_the_challenge_up,
    a_challenge_belongs_to_its_session_and_its_five_minutes,
    a_passkey_is_registered_once,
    an_account_has_ten_passkeys_at_most,
    a_log_in_by_passkey_opens_the_session,
    an_answer_counts_once,
    two_requests_use_one_answer_once,
    a_wrong_signature_opens_nothing,
    a_counter_that_goes_back_is_refused_and_told,
    a_passkey_opens_its_own_account_only,
    a_passkey_confirms_a_session,
    tries_are_bounded_and_shut_nobody_out,
    a_passkey_is_renamed,
    a_passkey_is_removed_with_the_password,
    the_last_factor_of_staff_stays,
    the_app_goes_and_the_passkey_stays,
    expired_challenges_are_deleted,
    nothing_secret_is_stored,
}

async fn sheet(person: &Person) -> FactorsSheet {
    accounts::load_factors(&person.office.app, &person.may()).await.unwrap()
}

async fn standing(person: &Person, token: &str) -> Option<FactorStanding> {
    accounts::find_caller(&person.office.app, token).await.unwrap().map(|caller| caller.factor)
}

/// An owner with a session and a passkey.
async fn secured(office: &Office) -> (Person, String, PasskeyDevice) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    let (device, _) = lan.adds_passkey(&token).await;
    (lan, token, device)
}

async fn only_id(person: &Person) -> PasskeyId {
    sheet(person).await.passkeys[0].id
}

async fn the_first_passkey_makes_recovery_codes_and_ends_other_sessions(office: Office) {
    let lan = office.owner("Lan").await;
    let (other, token) = (lan.logs_in().await, lan.logs_in().await);
    assert!(!sheet(&lan).await.is_on());
    let (device, codes) = lan.adds_passkey(&token).await;
    assert_eq!(codes.len(), RECOVERY_CODES);
    let found = sheet(&lan).await;
    assert!(found.is_on() && found.on_since.is_none());
    assert_eq!(found.codes_left, RECOVERY_CODES as u64);
    let passkey = &found.passkeys[0];
    assert_eq!((passkey.name.as_str(), &passkey.credential), ("Điện thoại của tôi", &device.credential));
    assert_eq!((passkey.counter, passkey.used_at), (0, None));
    assert!(lan.looks_with(&other).await.is_none(), "sessions without the factor end");
    assert_eq!(standing(&lan, &token).await, Some(FactorStanding::Fresh));
    assert_eq!(office.actions_on(lan.id().0).await.last(), Some(&AuditAction::PasskeyAdded));
    let notice = office.last_notice_to(lan.login.as_str()).await;
    assert!(matches!(notice, Notice::PasskeyAdded { passkey, .. } if passkey == "Điện thoại của tôi"));
    // A recovery code stands for it.
    let step = lan.types_password().await;
    lan.types_factor(&step, &TypedFactor::Recovery(codes[0].clone()), &lan.client).await.unwrap();
}

async fn a_further_passkey_makes_no_codes(office: Office) {
    let (lan, token, _) = secured(&office).await;
    let other = lan.logs_in_by_passkey(&mut lan.adds_passkey(&token).await.0).await;
    let (_, codes) = lan.adds_passkey(&token).await;
    assert!(codes.is_empty());
    assert!(lan.looks_with(&other).await.is_some(), "a session with the factor goes on");
    assert_eq!(sheet(&lan).await.passkeys.len(), 3);
    // Beside an app, too.
    let mai = office.owner("Mai").await;
    let session = mai.logs_in().await;
    let phone = mai.sets_up_factor(&session).await;
    let (mut device, codes) = mai.adds_passkey(&session).await;
    assert!(codes.is_empty());
    mai.logs_in_by_passkey(&mut device).await;
    mai.logs_in_with(&phone).await;
}

async fn a_passkey_is_not_begun_without_the_password_or_an_address(office: Office) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    lan.tries_to_begin_passkey("sai mật khẩu", &token).await.says_invalid("current", "password-wrong");
    accounts::load_begun_passkey(&office.app, &lan.may(), &token).await.says_not_found();
    lan.tries_to_begin_passkey(&lan.password, "").await.says_not_found();
    accounts::challenge_session(&office.app, &lan.may(), &token, &lan.client).await.says_not_found();
    let numbered = office.with_options(|options| options.public_url = "https://203.0.113.9".to_owned()).await;
    let mai = numbered.owner("Mai").await;
    let session = mai.logs_in().await;
    mai.tries_to_begin_passkey(&mai.password, &session).await.says_not_found();
    assert!(sheet(&mai).await.party.is_none());
}

async fn a_wrong_answer_adds_nothing_and_uses_the_challenge_up(office: Office) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    let device = || lan.passkey_device();
    let elsewhere = PasskeyDevice { origin: "https://camket.example".to_owned(), ..device() };
    let unverified = PasskeyDevice { flags: PRESENT, ..device() };
    let of_another = PasskeyDevice { party: "example.vn".to_owned(), ..device() };
    for wrong in [elsewhere, unverified, of_another] {
        let begun = lan.begins_passkey(&token).await;
        let sent = wrong.create(&begun.challenge);
        lan.tries_to_finish_passkey(&sent, &token).await.says_invalid("passkey", "factor-passkey-wrong");
        let right = device().create(&begun.challenge);
        lan.tries_to_finish_passkey(&right, &token).await.says_invalid("passkey", "factor-passkey-over");
    }
    lan.begins_passkey(&token).await;
    let of_other_challenge = device().create("AAAA");
    let refused = lan.tries_to_finish_passkey(&of_other_challenge, &token).await;
    refused.says_invalid("passkey", "factor-passkey-wrong");
    assert!(!sheet(&lan).await.is_on());
    assert!(!office.actions_on(lan.id().0).await.contains(&AuditAction::PasskeyAdded));
}

async fn a_challenge_belongs_to_its_session_and_its_five_minutes(office: Office) {
    let lan = office.owner("Lan").await;
    let (token, other) = (lan.logs_in().await, lan.logs_in().await);
    let (begun, device) = (lan.begins_passkey(&token).await, lan.passkey_device());
    let sent = device.create(&begun.challenge);
    lan.tries_to_finish_passkey(&sent, &other).await.says_invalid("passkey", "factor-passkey-over");
    // Somebody else, with the cookie of this session.
    let mai = office.owner("Mai").await;
    mai.tries_to_finish_passkey(&sent, &token).await.says_invalid("passkey", "factor-passkey-over");
    let begun = lan.begins_passkey(&token).await;
    office.waits(CHALLENGE_LIFETIME);
    let sent = device.create(&begun.challenge);
    lan.tries_to_finish_passkey(&sent, &token).await.says_invalid("passkey", "factor-passkey-over");
    accounts::load_begun_passkey(&office.app, &lan.may(), &token).await.says_not_found();
}

async fn a_passkey_is_registered_once(office: Office) {
    let (lan, token, device) = secured(&office).await;
    let begun = lan.begins_passkey(&token).await;
    assert_eq!(begun.known, [device.credential_text()], "the device is told");
    let sent = device.create(&begun.challenge);
    lan.tries_to_finish_passkey(&sent, &token).await.says_invalid("passkey", "factor-passkey-known");
    let mai = office.owner("Mai").await;
    let session = mai.logs_in().await;
    let sent = device.create(&mai.begins_passkey(&session).await.challenge);
    mai.tries_to_finish_passkey(&sent, &session).await.says_invalid("passkey", "factor-passkey-known");
    assert!(!sheet(&mai).await.is_on());
}

async fn an_account_has_ten_passkeys_at_most(office: Office) {
    let (lan, token, _) = secured(&office).await;
    for _ in 1..MAX_PASSKEYS - 1 {
        lan.adds_passkey(&token).await;
    }
    // Two that were begun while there was room for one.
    let other = lan.logs_in_by_passkey(&mut lan.adds_passkey(&token).await.0).await;
    assert_eq!(sheet(&lan).await.passkeys.len(), MAX_PASSKEYS);
    lan.tries_to_begin_passkey(&lan.password, &token).await.says_refused(Refusal::TooManyPasskeys);
    accounts::remove_passkey(&office.app, &lan.may(), only_id(&lan).await, lan.password.clone(), &lan.client)
        .await
        .unwrap();
    let (here, there) = (lan.begins_passkey(&token).await, lan.begins_passkey(&other).await);
    let (one, two) = (lan.passkey_device(), lan.passkey_device());
    lan.tries_to_finish_passkey(&one.create(&here.challenge), &token).await.unwrap();
    let refused = lan.tries_to_finish_passkey(&two.create(&there.challenge), &other).await;
    refused.says_refused(Refusal::TooManyPasskeys);
}

async fn a_log_in_by_passkey_opens_the_session(office: Office) {
    let (lan, before, mut device) = secured(&office).await;
    let step = lan.types_password().await;
    assert!(lan.looks_with(step.as_str()).await.is_none(), "no session yet");
    let offer = accounts::find_offer_at_log_in(&office.app, &step).await.unwrap();
    assert!(offer.has_passkeys && !offer.has_app);
    let signed = lan.signs_log_in(&step, &mut device).await;
    let app = &office.app;
    let entered = accounts::finish_log_in(app, &step, &signed, Some(&before), &lan.client).await.unwrap();
    assert_eq!(lan.looks_with(&entered.token).await, Some(lan.actor.clone()));
    assert!(lan.looks_with(&before).await.is_none(), "the session before ends");
    assert_eq!(standing(&lan, &entered.token).await, Some(FactorStanding::Fresh));
    assert_eq!(office.actions_on(lan.id().0).await.last(), Some(&AuditAction::LoggedIn));
    let used = &sheet(&lan).await.passkeys[0];
    assert_eq!((used.counter, used.used_at.is_some()), (1, true));
    // A device that counts nothing and keeps no account.
    device = PasskeyDevice { counter: None, user_handle: None, ..lan.passkey_device() };
    let begun = lan.begins_passkey(&entered.token).await;
    lan.tries_to_finish_passkey(&device.create(&begun.challenge), &entered.token).await.unwrap();
    for _ in 0..2 {
        lan.logs_in_by_passkey(&mut device).await;
    }
    // The code of an app that the account does not have.
    let step = lan.types_password().await;
    let typed = TypedFactor::App(AppCode::parse("123456").unwrap());
    lan.types_factor(&step, &typed, &lan.client).await.says_invalid("code", "factor-code-wrong");
}

async fn an_answer_counts_once(office: Office) {
    let (lan, _, mut device) = secured(&office).await;
    let step = lan.types_password().await;
    let signed = lan.signs_log_in(&step, &mut device).await;
    lan.types_factor(&step, &signed, &lan.client).await.unwrap();
    lan.types_factor(&step, &signed, &lan.client).await.says_invalid("passkey", "factor-passkey-over");
    // Of another log-in, of a former question, and too late.
    let (here, there) = (lan.types_password().await, lan.types_password().await);
    let signed = lan.signs_log_in(&here, &mut device).await;
    lan.signs_log_in(&there, &mut device).await;
    let moved = match &signed {
        TypedFactor::Passkey(sent) => {
            let held = there.as_str().to_owned();
            TypedFactor::Passkey(Box::new(camket_domain::accounts::passkey_answer::SentAssertion {
                held,
                ..(**sent).clone()
            }))
        }
        _ => panic!("a passkey"),
    };
    lan.types_factor(&there, &moved, &lan.client).await.says_invalid("passkey", "factor-passkey-wrong");
    lan.signs_log_in(&here, &mut device).await;
    lan.types_factor(&here, &signed, &lan.client).await.says_invalid("passkey", "factor-passkey-wrong");
    let signed = lan.signs_log_in(&here, &mut device).await;
    office.waits(CHALLENGE_LIFETIME);
    lan.types_factor(&here, &signed, &lan.client).await.says_invalid("passkey", "factor-passkey-over");
}

async fn two_requests_use_one_answer_once(office: Office) {
    let (lan, _, mut device) = secured(&office).await;
    let step = lan.types_password().await;
    let signed = lan.signs_log_in(&step, &mut device).await;
    let (one, other) = tokio::join!(
        lan.types_factor(&step, &signed, &lan.client),
        lan.types_factor(&step, &signed, &lan.client)
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
}

async fn a_wrong_signature_opens_nothing(office: Office) {
    let (lan, _, mut device) = secured(&office).await;
    let step = lan.types_password().await;
    let wrong = async |device: &mut PasskeyDevice, change: &dyn Fn(&mut Vec<u8>)| {
        let TypedFactor::Passkey(mut sent) = lan.signs_log_in(&step, device).await else {
            panic!("a passkey")
        };
        change(&mut sent.signature);
        let typed = TypedFactor::Passkey(sent);
        lan.types_factor(&step, &typed, &lan.client).await.says_invalid("passkey", "factor-passkey-wrong");
    };
    wrong(&mut device, &|signature| *signature.last_mut().unwrap() ^= 1).await;
    wrong(&mut device, &Vec::<u8>::clear).await;
    device.origin = "http://127.0.0.1:8080".to_owned();
    wrong(&mut device, &|_| ()).await;
    device.origin = "http://localhost:8080".to_owned();
    device.party = "127.0.0.1".to_owned();
    wrong(&mut device, &|_| ()).await;
    device.party = "localhost".to_owned();
    device.flags = PRESENT;
    wrong(&mut device, &|_| ()).await;
    device.flags = crate::world::passkey_device::VERIFIED;
    device.user_handle = Some(vec![0; 16]);
    wrong(&mut device, &|_| ()).await;
    let events = office.actions_on(lan.id().0).await;
    assert_eq!(events.iter().filter(|action| **action == AuditAction::FactorFailed).count(), 6);
    assert_eq!(sheet(&lan).await.passkeys[0].counter, 0);
}

async fn a_counter_that_goes_back_is_refused_and_told(office: Office) {
    let (lan, _, mut device) = secured(&office).await;
    device.counter = Some(41);
    lan.logs_in_by_passkey(&mut device).await;
    // A copy that has signed less.
    device.counter = Some(40);
    let step = lan.types_password().await;
    let signed = lan.signs_log_in(&step, &mut device).await;
    let refused = lan.types_factor(&step, &signed, &lan.client).await;
    refused.says_invalid("passkey", "factor-passkey-counter");
    assert!(office.actions_on(lan.id().0).await.contains(&AuditAction::PasskeyCounterFault));
    let notice = office.last_notice_to(lan.login.as_str()).await;
    assert!(matches!(notice, Notice::PasskeyCounterFault { .. }), "{notice:?}");
    assert_eq!(sheet(&lan).await.passkeys[0].counter, 42);
    lan.logs_in_by_passkey(&mut PasskeyDevice { counter: Some(42), ..device }).await;
}

async fn a_passkey_opens_its_own_account_only(office: Office) {
    let (lan, _, mut device) = secured(&office).await;
    let mai = office.owner("Mai").await;
    mai.adds_passkey(&mai.logs_in().await).await;
    let step = mai.types_password().await;
    let asked = accounts::challenge_log_in(&office.app, &step, &mai.client).await.unwrap();
    assert!(!asked.credentials.contains(&device.credential_text()));
    for handle in [Some(lan.id().0.as_bytes().to_vec()), Some(mai.id().0.as_bytes().to_vec()), None] {
        device.user_handle = handle;
        let asked = accounts::challenge_log_in(&office.app, &step, &mai.client).await.unwrap();
        let typed = TypedFactor::Passkey(Box::new(device.sign(&asked.challenge, step.as_str())));
        mai.types_factor(&step, &typed, &mai.client).await.says_invalid("passkey", "factor-passkey-wrong");
    }
    // An officer at the counter has no right to the owner's factors: tests of the app.
}

async fn a_passkey_confirms_a_session(office: Office) {
    let (lan, token, mut device) = secured(&office).await;
    let confirm = async |typed: &TypedFactor, token: &str| {
        accounts::confirm_session(&office.app, &lan.may(), typed, token, &lan.client).await
    };
    office.waits(FRESH_FOR);
    assert_eq!(standing(&lan, &token).await, Some(FactorStanding::Stale));
    let other = lan.logs_in_by_passkey(&mut device).await;
    let signed = lan.signs_in_session(&other, &mut device).await;
    confirm(&signed, &token).await.unwrap();
    confirm(&signed, &token).await.says_invalid("passkey", "factor-passkey-over");
    let signed = lan.signs_in_session(&token, &mut device).await;
    confirm(&signed, &token).await.unwrap();
    assert_eq!(standing(&lan, &token).await, Some(FactorStanding::Fresh));
    // New recovery codes are made with it, too.
    let signed = lan.signs_in_session(&token, &mut device).await;
    let key = office.key();
    accounts::renew_codes(&office.app, &lan.may(), key, signed, &lan.client).await.unwrap();
    let mai = office.owner("Mai").await;
    let theirs =
        accounts::challenge_session(&office.app, &mai.may(), &mai.logs_in().await, &mai.client).await;
    theirs.says_not_found();
}

async fn tries_are_bounded_and_shut_nobody_out(office: Office) {
    let (lan, _, mut device) = secured(&office).await;
    let stranger = Person { client: office.client(), ..lan.clone() };
    let step = stranger.types_password().await;
    for _ in 0..10 {
        let TypedFactor::Passkey(mut sent) = stranger.signs_log_in(&step, &mut device).await else {
            panic!("a passkey")
        };
        sent.signature.clear();
        let typed = TypedFactor::Passkey(sent);
        let tried = stranger.types_factor(&step, &typed, &stranger.client).await;
        tried.says_invalid("passkey", "factor-passkey-wrong");
    }
    let signed = stranger.signs_log_in(&step, &mut device).await;
    stranger.types_factor(&step, &signed, &stranger.client).await.says_throttled();
    lan.logs_in_by_passkey(&mut device).await;
    // Challenges are rows: they are bounded, too.
    let ask = async || accounts::challenge_log_in(&office.app, &step, &stranger.client).await;
    let mut refused = None;
    for _ in 0..60 {
        refused = ask().await.err().or(refused);
    }
    assert!(matches!(refused, Some(AppError::Throttled(_))), "{refused:?}");
    office.waits(Duration::minutes(15));
    let step = stranger.types_password().await;
    accounts::challenge_log_in(&office.app, &step, &stranger.client).await.unwrap();
}

async fn a_passkey_is_renamed(office: Office) {
    let (lan, _, _) = secured(&office).await;
    let id = only_id(&lan).await;
    let rename = async |person: &Person, version: i32, name: &str| {
        accounts::rename_passkey(&office.app, &person.may(), id, version, name).await
    };
    rename(&lan, 1, "Máy ở quầy").await.unwrap();
    assert_eq!(sheet(&lan).await.passkeys[0].name, "Máy ở quầy");
    assert_eq!(office.actions_on(lan.id().0).await.last(), Some(&AuditAction::PasskeyRenamed));
    rename(&lan, 1, "Tên khác").await.says_conflict();
    rename(&lan, 2, "Máy ở quầy").await.unwrap();
    assert_eq!(sheet(&lan).await.passkeys[0].version, 2, "the same name changes nothing");
    let mai = office.owner("Mai").await;
    rename(&mai, 2, "Của Mai").await.says_not_found();
}

async fn a_passkey_is_removed_with_the_password(office: Office) {
    let (lan, token, mut device) = secured(&office).await;
    let (mut second, _) = lan.adds_passkey(&token).await;
    let id = only_id(&lan).await;
    let remove = async |person: &Person, id: PasskeyId, password: &str| {
        accounts::remove_passkey(&office.app, &person.may(), id, password.to_owned(), &person.client).await
    };
    remove(&lan, id, "sai mật khẩu").await.says_invalid("current", "password-wrong");
    let mai = office.owner("Mai").await;
    remove(&mai, id, &mai.password).await.says_not_found();
    assert_eq!(sheet(&lan).await.passkeys.len(), 2);
    remove(&lan, id, &lan.password).await.unwrap();
    assert_eq!(office.actions_on(lan.id().0).await.last(), Some(&AuditAction::PasskeyRemoved));
    assert!(matches!(office.last_notice_to(lan.login.as_str()).await, Notice::PasskeyRemoved { .. }));
    remove(&lan, id, &lan.password).await.says_not_found();
    let step = lan.types_password().await;
    let asked = accounts::challenge_log_in(&office.app, &step, &lan.client).await.unwrap();
    let typed = TypedFactor::Passkey(Box::new(device.sign(&asked.challenge, step.as_str())));
    lan.types_factor(&step, &typed, &lan.client).await.says_invalid("passkey", "factor-passkey-wrong");
    lan.logs_in_by_passkey(&mut second).await;
    assert_eq!(sheet(&lan).await.codes_left, RECOVERY_CODES as u64);
    // The last one of an owner: the password alone is enough again.
    remove(&lan, only_id(&lan).await, &lan.password).await.unwrap();
    assert!(matches!(office.last_notice_to(lan.login.as_str()).await, Notice::FactorRemoved { .. }));
    assert_eq!((sheet(&lan).await.codes_left, sheet(&lan).await.is_on()), (0, false));
    assert_eq!(standing(&lan, &token).await, Some(FactorStanding::NotNeeded));
    lan.logs_in().await;
}

async fn the_last_factor_of_staff_stays(office: Office) {
    let strict = office.with_options(|options| options.factors.required_of_staff = true).await;
    let hoa = strict.commune_officer("Hoa", PHAN_RANG).await;
    let token = hoa.logs_in().await;
    assert_eq!(standing(&hoa, &token).await, Some(FactorStanding::SetUpFirst));
    let (_, codes) = hoa.adds_passkey(&token).await;
    assert_eq!(codes.len(), RECOVERY_CODES);
    assert_eq!(standing(&hoa, &token).await, Some(FactorStanding::Fresh));
    let remove = async |id| {
        let password = hoa.password.clone();
        accounts::remove_passkey(&strict.app, &hoa.may(), id, password, &hoa.client).await
    };
    let first = only_id(&hoa).await;
    remove(first).await.says_refused(Refusal::LastFactor);
    hoa.adds_passkey(&token).await;
    remove(first).await.unwrap();
    let last = only_id(&hoa).await;
    remove(last).await.says_refused(Refusal::LastFactor);
    hoa.sets_up_factor(&token).await;
    remove(last).await.unwrap();
    assert!(sheet(&hoa).await.is_on());
}

async fn the_app_goes_and_the_passkey_stays(office: Office) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    lan.sets_up_factor(&token).await;
    let (mut device, _) = lan.adds_passkey(&token).await;
    let signed = lan.signs_in_session(&token, &mut device).await;
    accounts::remove_factor(&office.app, &lan.may(), lan.password.clone(), signed, &lan.client)
        .await
        .unwrap();
    assert!(matches!(office.last_notice_to(lan.login.as_str()).await, Notice::AppRemoved { .. }));
    let found = sheet(&lan).await;
    assert!(found.is_on() && found.on_since.is_none());
    assert_eq!(found.codes_left, RECOVERY_CODES as u64);
    assert_eq!(standing(&lan, &token).await, Some(FactorStanding::Fresh));
    lan.logs_in_by_passkey(&mut device).await;
    let signed = lan.signs_in_session(&token, &mut device).await;
    let again =
        accounts::remove_factor(&office.app, &lan.may(), lan.password.clone(), signed, &lan.client).await;
    again.says_not_found();
}

async fn expired_challenges_are_deleted(office: Office) {
    let (lan, token, _) = secured(&office).await;
    lan.begins_passkey(&token).await;
    let count = async || database_dump::dump_tables(office.app.store()).await["passkey_challenge"].len();
    assert_eq!(count().await, 1);
    office.waits(Duration::days(30));
    camket_app::upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(count().await, 0);
}

async fn nothing_secret_is_stored(office: Office) {
    let (lan, token, mut device) = secured(&office).await;
    let step = lan.types_password().await;
    lan.signs_log_in(&step, &mut device).await;
    lan.begins_passkey(&token).await;
    for row in database_dump::dump_tables(office.app.store()).await.values().flatten() {
        assert!(!row.contains(token.as_str()) && !row.contains(step.as_str()), "{row}");
    }
}
