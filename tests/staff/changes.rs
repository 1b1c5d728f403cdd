//! Changes of staff accounts by an administrator, and the area they are limited to.

use camket_app::staff::{self, StaffInput};
use camket_domain::accounts::{AccountStatus, Role};
use camket_domain::audit::AuditAction;
use camket_domain::refusal::Refusal;
use camket_store::accounts::AccountFilter;

use super::officer_input;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG};

test_on_both_engines! {
    a_change_counts_at_once,
    an_old_page_changes_nothing,
    a_change_is_checked_like_an_invitation,
    an_administrator_keeps_their_own_rights,
    staff_of_another_area_is_not_there,
    owners_are_not_staff,
    the_list_ends_at_the_area,
    a_disabled_account_is_enabled_again,
    a_reset_takes_the_password_away,
    a_disabled_account_is_not_reset,
}

async fn a_change_counts_at_once(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let session = hoa.logs_in().await;
    let there = officer_input(&office, "Hoa Đô Vinh", DO_VINH).await;
    staff::update(&office.app, &admin.may(), hoa.id(), 1, there).await.unwrap();
    let account = staff::find(&office.app, &admin.may(), hoa.id()).await.unwrap();
    assert_eq!((account.name.as_str(), account.area), ("Hoa Đô Vinh", Some(DO_VINH.commune())));
    assert_eq!(account.login, hoa.login, "a login is not changed by the way");
    assert!(hoa.looks_with(&session).await.is_none());
    assert_eq!(office.actions_on(hoa.id().0).await.last(), Some(&AuditAction::AccountChanged));
}

async fn an_old_page_changes_nothing(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let change = async |name| {
        let member = officer_input(&office, name, PHAN_RANG).await;
        staff::update(&office.app, &admin.may(), hoa.id(), 1, member).await
    };
    change("Hoa Một").await.unwrap();
    change("Hoa Hai").await.says_conflict();
    staff::disable(&office.app, &admin.may(), hoa.id(), 1).await.says_conflict();
    staff::enable(&office.app, &admin.may(), hoa.id(), 1).await.says_conflict();
    staff::reset_password(&office.app, &admin.may(), hoa.id(), 1).await.says_conflict();
    let account = staff::find(&office.app, &admin.may(), hoa.id()).await.unwrap();
    assert_eq!((account.name.as_str(), account.status), ("Hoa Một", AccountStatus::Active));
    assert!(account.password_hash.is_some(), "no reset either");
}

async fn a_change_is_checked_like_an_invitation(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let here = officer_input(&office, "Hoa", PHAN_RANG).await;
    let change = async |member| staff::update(&office.app, &admin.may(), hoa.id(), 1, member).await;
    change(StaffInput { role: Role::Owner, ..here.clone() }).await.says_invalid("role", "role-staff");
    change(StaffInput { area: BA_DINH.commune(), ..here }).await.says_invalid("area", "area-outside");
}

async fn an_administrator_keeps_their_own_rights(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let officer = officer_input(&office, "Quản", PHAN_RANG).await;
    let change = staff::update(&office.app, &admin.may(), admin.id(), 1, officer).await;
    change.says_invalid("role", "role-own");
    staff::disable(&office.app, &admin.may(), admin.id(), 1).await.says_invalid("role", "account-own");
}

async fn staff_of_another_area_is_not_there(office: Office) {
    let admin = office.administrator("Quản", BA_DINH).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (app, permit) = (&office.app, admin.may());
    let member = officer_input(&office, "Hoa", BA_DINH).await;
    staff::find(app, &permit, hoa.id()).await.says_not_found();
    staff::update(app, &permit, hoa.id(), 1, member).await.says_not_found();
    staff::disable(app, &permit, hoa.id(), 1).await.says_not_found();
    staff::enable(app, &permit, hoa.id(), 1).await.says_not_found();
    staff::reset_password(app, &permit, hoa.id(), 1).await.says_not_found();
    hoa.logs_in().await;
}

async fn owners_are_not_staff(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let lan = office.owner("Lan").await;
    staff::find(&office.app, &admin.may(), lan.id()).await.says_not_found();
    staff::disable(&office.app, &admin.may(), lan.id(), 1).await.says_not_found();
}

async fn the_list_ends_at_the_area(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    office.owner("Lan").await;
    office.commune_officer("Hòa Bình", DO_VINH).await;
    office.commune_officer("Hoa", BA_DINH).await;
    let list = async |filter| staff::list(&office.app, &admin.may(), &filter, None).await.unwrap().items;
    let names = async |filter| list(filter).await.into_iter().map(|a| a.name).collect::<Vec<_>>();
    assert_eq!(names(AccountFilter::default()).await, ["Hòa Bình", "Quản", "Trần Văn Lập"]);
    assert_eq!(
        names(AccountFilter { words: "hoa binh".into(), ..AccountFilter::default() }).await,
        ["Hòa Bình"]
    );
    let role = Some(Role::CommuneOfficer);
    assert_eq!(names(AccountFilter { role, ..AccountFilter::default() }).await, ["Hòa Bình"]);
}

async fn a_disabled_account_is_enabled_again(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    staff::disable(&office.app, &admin.may(), hoa.id(), 1).await.unwrap();
    hoa.tries_to_log_in(&hoa.password).await.says_invalid("login", "log-in-disabled");
    staff::enable(&office.app, &admin.may(), hoa.id(), 2).await.unwrap();
    hoa.logs_in().await;
    let deeds = office.actions_on(hoa.id().0).await;
    assert_eq!(deeds[1..3], [AuditAction::AccountDisabled, AuditAction::AccountEnabled]);
}

async fn a_reset_takes_the_password_away(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let session = hoa.logs_in().await;
    staff::reset_password(&office.app, &admin.may(), hoa.id(), 1).await.unwrap();
    assert!(hoa.looks_with(&session).await.is_none());
    hoa.tries_to_log_in(&hoa.password).await.says_invalid("login", "log-in-wrong");
    let account = staff::find(&office.app, &admin.may(), hoa.id()).await.unwrap();
    assert_eq!((account.status, account.password_hash), (AccountStatus::Unconfirmed, None));
    let actions = office.actions_on(hoa.id().0).await;
    assert!(actions.ends_with(&[AuditAction::AccountReset, AuditAction::LogInFailed]), "{actions:?}");
}

async fn a_disabled_account_is_not_reset(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    staff::disable(&office.app, &admin.may(), hoa.id(), 1).await.unwrap();
    staff::reset_password(&office.app, &admin.may(), hoa.id(), 2).await.says_refused(Refusal::WrongState);
    hoa.tries_to_log_in(&hoa.password).await.says_invalid("login", "log-in-disabled");
}
