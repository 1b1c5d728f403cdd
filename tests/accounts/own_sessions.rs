//! The sessions of one's own account: listed, ended, and never another account's.

use camket_app::accounts::{end_other_sessions, end_session, load_sessions};
use camket_domain::audit::AuditAction;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{OWNERS_PASSWORD, Office};

test_on_both_engines! {
    a_person_sees_where_the_account_is_logged_in,
    a_session_is_ended_from_another_one,
    all_other_sessions_are_ended_at_once,
    nobody_ends_a_session_of_another_account,
    a_session_that_is_over_is_not_listed,
}

async fn a_person_sees_where_the_account_is_logged_in(office: Office) {
    let lan = office.owner("Lan").await;
    office.waits(Duration::minutes(5));
    let token = lan.logs_in().await;
    lan.tries_to_log_in("không phải mật khẩu").await.map(drop).says_invalid("login", "log-in-wrong");
    let sheet = load_sessions(&office.app, &lan.may(), &token).await.unwrap();
    let present: Vec<bool> = sheet.sessions.iter().map(|session| session.is_present).collect();
    assert_eq!(present, [true, false], "the last used first");
    let actions: Vec<AuditAction> = sheet.history.iter().map(|event| event.action).collect();
    assert_eq!(actions[..2], [AuditAction::LogInFailed, AuditAction::LoggedIn]);
    assert_ne!(OWNERS_PASSWORD, "không phải mật khẩu");
}

async fn a_session_is_ended_from_another_one(office: Office) {
    let lan = office.owner("Lan").await;
    let (first, second) = (lan.logs_in().await, lan.logs_in().await);
    let sheet = load_sessions(&office.app, &lan.may(), &second).await.unwrap();
    let found = load_sessions(&office.app, &lan.may(), &first).await.unwrap();
    let handle = &found.sessions.iter().find(|session| session.is_present).unwrap().handle;
    assert!(sheet.sessions.iter().any(|session| session.handle == *handle && !session.is_present));
    assert!(!first.contains(handle.as_str()), "a handle says nothing about the cookie");
    end_session(&office.app, &lan.may(), handle).await.unwrap();
    assert!(lan.looks_with(&first).await.is_none());
    assert!(lan.looks_with(&second).await.is_some());
    end_session(&office.app, &lan.may(), handle).await.says_not_found();
}

async fn all_other_sessions_are_ended_at_once(office: Office) {
    let lan = office.owner("Lan").await;
    let mai = office.owner("Mai").await.logs_in().await;
    let (first, second) = (lan.logs_in().await, lan.logs_in().await);
    let ended = end_other_sessions(&office.app, &lan.may(), &second).await.unwrap();
    assert!(ended >= 1);
    assert!(lan.looks_with(&first).await.is_none());
    assert!(lan.looks_with(&second).await.is_some() && lan.looks_with(&mai).await.is_some());
    assert_eq!(end_other_sessions(&office.app, &lan.may(), &second).await.unwrap(), 0);
    let events = office.actions_on(lan.id().0).await;
    assert_eq!(events.iter().filter(|action| **action == AuditAction::SessionsEnded).count(), 1);
}

async fn nobody_ends_a_session_of_another_account(office: Office) {
    let (lan, mai) = (office.owner("Lan").await, office.owner("Mai").await);
    let token = lan.logs_in().await;
    let sheet = load_sessions(&office.app, &lan.may(), &token).await.unwrap();
    for session in &sheet.sessions {
        end_session(&office.app, &mai.may(), &session.handle).await.says_not_found();
    }
    end_session(&office.app, &mai.may(), "").await.says_not_found();
    assert!(lan.looks_with(&token).await.is_some());
}

async fn a_session_that_is_over_is_not_listed(office: Office) {
    let lan = office.owner("Lan").await;
    lan.logs_in().await;
    office.waits(Duration::hours(9));
    let token = lan.logs_in().await;
    let sheet = load_sessions(&office.app, &lan.may(), &token).await.unwrap();
    assert_eq!(sheet.sessions.len(), 1);
}
