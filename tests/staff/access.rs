//! New ways into staff accounts: the link goes to the person, and where no channel reaches an approver or an
//! administrator, another administrator confirms.

use camket_app::staff::{self, StaffInput, StaffLink};
use camket_app::{AppError, accounts, upkeep};
use camket_domain::accounts::access_request::AccessRequestVersion;
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{AccountStatus, Role};
use camket_domain::agencies::AgencyFunction;
use camket_domain::audit::AuditAction;
use camket_domain::ids::AccountId;
use camket_domain::outbox::Notice;
use camket_domain::refusal::Refusal;
use time::Duration;

use super::officer_input;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    a_link_goes_to_the_person_and_to_nobody_else,
    an_officer_without_a_channel_gets_the_link_by_hand,
    an_approver_without_a_channel_needs_two_administrators,
    an_invited_approver_without_a_channel_needs_two_administrators,
    a_declined_request_changes_nothing,
    a_request_ends_after_a_week,
    staff_recover_by_a_link_that_an_administrator_confirms,
    nobody_confirms_their_own_recovery,
    a_recovery_form_does_not_stand_for_an_administrator,
    requests_of_another_area_are_not_there,
    an_old_page_decides_nothing,
    the_page_names_the_request_that_it_shows,
}

/// The same registry without any channel.
async fn without_channels(office: &Office) -> Office {
    office.with_options(|options| options.channels.clear()).await
}

async fn accept(office: &Office, token: &str) -> Result<(), AppError> {
    let password = Password::parse("một mật khẩu rất dài").unwrap();
    accounts::accept_invitation(&office.app, token, password, &office.client()).await.map(drop)
}

fn token_of(link: &StaffLink) -> &str {
    match link {
        StaffLink::HandOver(link) => link.rsplit('/').next().expect("an address"),
        other => panic!("no link to hand over: {other:?}"),
    }
}

/// What the page of an account shows of its request to `admin`; of none if there is none.
async fn shown(office: &Office, admin: &Person, id: AccountId) -> AccessRequestVersion {
    let request = staff::find_access_request(&office.app, &admin.may(), id).await.ok().flatten();
    let account = staff::find(&office.app, &admin.may(), id).await.ok();
    let both = account.zip(request);
    let none = AccessRequestVersion { account: 0, asked_at: 0 };
    both.map_or(none, |(account, request)| request.version(&account))
}

async fn confirm(office: &Office, admin: &Person, id: AccountId) -> Result<StaffLink, AppError> {
    staff::confirm_access(&office.app, &admin.may(), id, shown(office, admin, id).await).await
}

async fn decline(office: &Office, admin: &Person, id: AccountId) -> Result<(), AppError> {
    staff::decline_access(&office.app, &admin.may(), id, shown(office, admin, id).await).await
}

async fn an_old_page_decides_nothing(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let second = office.administrator("Trị", PHAN_RANG).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let office = without_channels(&office).await;
    let ask = async || {
        let account = staff::find(&office.app, &admin.may(), ky.id()).await.unwrap();
        staff::reset_password(&office.app, &admin.may(), ky.id(), account.version).await.unwrap();
    };
    ask().await;
    // Another request has taken the place of the one that the page shows.
    let earlier = shown(&office, &second, ky.id()).await;
    office.waits(Duration::MINUTE);
    ask().await;
    staff::confirm_access(&office.app, &second.may(), ky.id(), earlier).await.says_conflict();
    staff::decline_access(&office.app, &second.may(), ky.id(), earlier).await.says_conflict();
    // The account is not as the page shows it.
    let earlier = shown(&office, &second, ky.id()).await;
    staff::disable(&office.app, &admin.may(), ky.id(), earlier.account).await.unwrap();
    staff::enable(&office.app, &admin.may(), ky.id(), earlier.account + 1).await.unwrap();
    staff::confirm_access(&office.app, &second.may(), ky.id(), earlier).await.says_conflict();
    staff::decline_access(&office.app, &second.may(), ky.id(), earlier).await.says_conflict();
    ky.logs_in().await;
    assert_eq!(staff::list_access_requests(&office.app, &second.may()).await.unwrap().len(), 1);
    confirm(&office, &second, ky.id()).await.unwrap();
}

async fn the_page_names_the_request_that_it_shows(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    accounts::request_reset(&office.app, &hoa.login, &hoa.client).await.unwrap();
    let mut browser = admin.browser().await;
    let here = format!("/admin/accounts/{}", hoa.id());
    let old = browser.opens(&here).await;
    decline(&office, &admin, hoa.id()).await.unwrap();
    office.waits(Duration::MINUTE);
    accounts::request_reset(&office.app, &hoa.login, &hoa.client).await.unwrap();
    for action in ["confirm", "decline"] {
        let page = browser.presses(&old, &format!("{here}/access/{action}")).await;
        page.is_at(&here).shows("đã thay đổi từ khi mở trang");
    }
    let new = browser.opens(&here).await;
    browser.presses(&new, &format!("{here}/access/decline")).await.is_at(&here).shows("Đã từ chối");
}

async fn a_link_goes_to_the_person_and_to_nobody_else(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let link = staff::reset_password(&office.app, &admin.may(), ky.id(), 1).await.unwrap();
    assert_eq!(link, StaffLink::Sent);
    match office.last_notice_to(ky.login.as_str()).await {
        Notice::AccessReset { name, by, .. } => assert_eq!((&*name, &*by), ("Ký", "Quản")),
        other => panic!("not {}", other.code()),
    }
    ky.tries_to_log_in(&ky.password).await.says_invalid("login", "log-in-wrong");
    accept(&office, &office.last_token_to(ky.login.as_str()).await).await.unwrap();
    ky.tries_to_log_in("một mật khẩu rất dài").await.unwrap();
}

async fn an_officer_without_a_channel_gets_the_link_by_hand(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let office = without_channels(&office).await;
    let link = staff::reset_password(&office.app, &admin.may(), hoa.id(), 1).await.unwrap();
    accept(&office, token_of(&link)).await.unwrap();
    let member = officer_input(&office, "Mới", PHAN_RANG).await;
    let (_, link) = staff::invite(&office.app, &admin.may(), office.key(), member).await.unwrap();
    accept(&office, token_of(&link)).await.unwrap();
}

async fn an_approver_without_a_channel_needs_two_administrators(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let second = office.administrator("Trị", PHAN_RANG).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let office = without_channels(&office).await;
    for target in [&ky, &second] {
        let link = staff::reset_password(&office.app, &admin.may(), target.id(), 1).await.unwrap();
        assert_eq!(link, StaffLink::Waiting);
        target.logs_in().await;
        let confirmed = confirm(&office, &admin, target.id()).await;
        confirmed.says_refused(Refusal::SecondPerson);
    }
    let own = confirm(&office, &second, second.id()).await;
    own.says_refused(Refusal::SecondPerson);
    let open = staff::list_access_requests(&office.app, &second.may()).await.unwrap();
    let mut names: Vec<_> = open.iter().map(|(request, who)| (&*request.asked_by_name, &*who.name)).collect();
    names.sort_unstable();
    assert_eq!(names, [("Quản", "Ký"), ("Quản", "Trị")]);

    let link = confirm(&office, &second, ky.id()).await.unwrap();
    ky.tries_to_log_in(&ky.password).await.says_invalid("login", "log-in-wrong");
    accept(&office, token_of(&link)).await.unwrap();
    confirm(&office, &second, ky.id()).await.says_not_found();
    let actions = office.actions_on(ky.id().0).await;
    let asked = actions.iter().position(|action| *action == AuditAction::AccessAsked).unwrap();
    let reset = actions.iter().position(|action| *action == AuditAction::AccountReset).unwrap();
    assert!(asked < reset, "{actions:?}");
}

async fn an_invited_approver_without_a_channel_needs_two_administrators(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let second = office.administrator("Trị", PHAN_RANG).await;
    let office = without_channels(&office).await;
    let agency = office.agency(AgencyFunction::Issue, PHAN_RANG).await.id;
    let member = StaffInput {
        role: Role::Approver,
        agency,
        area: PHAN_RANG.province(),
        ..officer_input(&office, "Ký", PHAN_RANG).await
    };
    let key = office.key();
    for _ in 0..2 {
        let (_, link) = staff::invite(&office.app, &admin.may(), key, member.clone()).await.unwrap();
        assert_eq!(link, StaffLink::Waiting);
    }
    let (request, _) = staff::list_access_requests(&office.app, &second.may()).await.unwrap().remove(0);
    let link = confirm(&office, &second, request.account).await.unwrap();
    accept(&office, token_of(&link)).await.unwrap();
}

async fn a_declined_request_changes_nothing(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let office = without_channels(&office).await;
    decline(&office, &admin, ky.id()).await.says_not_found();
    staff::reset_password(&office.app, &admin.may(), ky.id(), 1).await.unwrap();
    decline(&office, &admin, ky.id()).await.unwrap();
    assert!(staff::list_access_requests(&office.app, &admin.may()).await.unwrap().is_empty());
    ky.logs_in().await;
    assert!(office.actions_on(ky.id().0).await.contains(&AuditAction::AccessDeclined));
}

async fn a_request_ends_after_a_week(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let second = office.administrator("Trị", PHAN_RANG).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let office = without_channels(&office).await;
    staff::reset_password(&office.app, &admin.may(), ky.id(), 1).await.unwrap();
    office.waits(Duration::days(7));
    assert!(staff::list_access_requests(&office.app, &second.may()).await.unwrap().is_empty());
    confirm(&office, &second, ky.id()).await.says_not_found();
    upkeep::sweep(&office.app).await.unwrap();
    ky.logs_in().await;
}

async fn staff_recover_by_a_link_that_an_administrator_confirms(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    accounts::request_reset(&office.app, &hoa.login, &hoa.client).await.unwrap();
    let notice = office.last_notice_to(hoa.login.as_str()).await;
    assert!(matches!(notice, Notice::RecoveryAsked { .. }), "no code: {}", notice.code());
    hoa.logs_in().await;
    let link = confirm(&office, &admin, hoa.id()).await.unwrap();
    assert_eq!(link, StaffLink::Sent);
    hoa.tries_to_log_in(&hoa.password).await.says_invalid("login", "log-in-wrong");
    accept(&office, &office.last_token_to(hoa.login.as_str()).await).await.unwrap();
    hoa.tries_to_log_in("một mật khẩu rất dài").await.unwrap();
}

async fn nobody_confirms_their_own_recovery(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    accounts::request_reset(&office.app, &admin.login, &admin.client).await.unwrap();
    let own = confirm(&office, &admin, admin.id()).await;
    own.says_refused(Refusal::SecondPerson);
    admin.logs_in().await;
}

async fn a_recovery_form_does_not_stand_for_an_administrator(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    // The form was sent while a channel was there, by anyone; the channel is gone when it is confirmed.
    accounts::request_reset(&office.app, &ky.login, &admin.client).await.unwrap();
    let office = without_channels(&office).await;
    let link = confirm(&office, &admin, ky.id()).await.unwrap();
    assert_eq!(link, StaffLink::Waiting, "this administrator is the first person");
    let again = confirm(&office, &admin, ky.id()).await;
    again.says_refused(Refusal::SecondPerson);
    ky.logs_in().await;
    // Without a channel the form asks for nothing, and replaces no request.
    accounts::request_reset(&office.app, &ky.login, &office.client()).await.unwrap();
    let open = staff::find_access_request(&office.app, &admin.may(), ky.id()).await.unwrap();
    assert_eq!(open.unwrap().asked_by, admin.id());
}

async fn requests_of_another_area_are_not_there(office: Office) {
    let far = office.administrator("Xa", BA_DINH).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    accounts::request_reset(&office.app, &hoa.login, &hoa.client).await.unwrap();
    assert!(staff::list_access_requests(&office.app, &far.may()).await.unwrap().is_empty());
    confirm(&office, &far, hoa.id()).await.says_not_found();
    decline(&office, &far, hoa.id()).await.says_not_found();
    let owner: Person = office.owner("Lan").await;
    confirm(&office, &far, owner.id()).await.says_not_found();
    let account = camket_store::accounts::find(office.app.store(), hoa.id()).await.unwrap().unwrap();
    assert_eq!(account.status, AccountStatus::Active);
}
