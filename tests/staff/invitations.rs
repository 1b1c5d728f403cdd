//! Invitations: a link that works once and for a week.

use camket_app::staff::{self, StaffInput, StaffLink};
use camket_app::{AppError, accounts};
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{AccountStatus, Login, Role};
use camket_domain::agencies::AgencyFunction;
use camket_domain::audit::AuditAction;
use camket_domain::ids::AccountId;
use camket_domain::outbox::{LinkedPage, Notice};
use time::Duration;

use super::officer_input;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    an_invited_officer_sets_a_password_and_logs_in,
    the_same_form_twice_invites_once,
    a_link_is_good_once,
    a_link_is_good_for_a_week,
    a_change_makes_the_link_void,
    a_changed_link_is_refused,
    an_owner_is_never_invited,
    agency_and_area_must_fit,
    an_approver_needs_an_agency_that_issues,
    a_taken_login_is_not_invited,
    nobody_signs_up_over_an_invitation,
}

async fn invite(admin: &Person, member: StaffInput) -> (AccountId, String) {
    let (office, login) = (&admin.office, member.login.clone());
    let (id, link) = staff::invite(&office.app, &admin.may(), office.key(), member).await.unwrap();
    assert_eq!(link, StaffLink::Sent);
    (id, office.last_token_to(login.as_str()).await)
}

async fn accept(office: &Office, token: &str) -> Result<(), AppError> {
    let password = Password::parse("một mật khẩu rất dài").unwrap();
    accounts::accept_invitation(&office.app, token, password, &office.client()).await.map(drop)
}

async fn an_invited_officer_sets_a_password_and_logs_in(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let member = officer_input(&office, "Hoa", PHAN_RANG).await;
    let login = member.login.clone();
    let (id, token) = invite(&admin, member).await;
    let told = office.last_notice_to(login.as_str()).await;
    assert!(
        matches!(told, Notice::Invitation { link, .. } if link == LinkedPage::Invitation { token: token.clone() }.into())
    );
    let account = accounts::load_invited(&office.app, &token).await.unwrap();
    assert_eq!((account.id, account.status), (id, AccountStatus::Unconfirmed));
    accept(&office, &token).await.unwrap();
    let password = "một mật khẩu rất dài".to_owned();
    let step = accounts::log_in(&office.app, &login, password, None, &office.client()).await.unwrap();
    assert_eq!(step.into_session().unwrap().actor.role, Role::CommuneOfficer);
    let deeds = office.actions_on(id.0).await;
    assert_eq!(deeds, [AuditAction::AccountInvited, AuditAction::PasswordChanged, AuditAction::LoggedIn]);
}

async fn the_same_form_twice_invites_once(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let member = officer_input(&office, "Hoa", PHAN_RANG).await;
    let key = office.key();
    let invite = async || staff::invite(&office.app, &admin.may(), key, member.clone()).await.unwrap();
    let (first, second) = (invite().await, invite().await);
    assert_eq!(first.0, second.0);
    assert_eq!((first.1, second.1), (StaffLink::Sent, StaffLink::Sent));
    let token = office.last_token_to(member.login.as_str()).await;
    accept(&office, &token).await.unwrap();
    assert_eq!(office.messages_to(member.login.as_str()).await.len(), 1);
}

async fn a_link_is_good_once(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let (_, token) = invite(&admin, officer_input(&office, "Hoa", PHAN_RANG).await).await;
    accept(&office, &token).await.unwrap();
    accept(&office, &token).await.says_not_found();
    accounts::load_invited(&office.app, &token).await.says_not_found();
}

async fn a_link_is_good_for_a_week(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let (_, token) = invite(&admin, officer_input(&office, "Hoa", PHAN_RANG).await).await;
    office.waits(Duration::days(7) - Duration::SECOND * 2);
    accounts::load_invited(&office.app, &token).await.unwrap();
    office.waits(Duration::SECOND * 2);
    accept(&office, &token).await.says_not_found();
}

async fn a_change_makes_the_link_void(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let (id, token) = invite(&admin, officer_input(&office, "Hoa", PHAN_RANG).await).await;
    staff::disable(&office.app, &admin.may(), id, 1).await.unwrap();
    accept(&office, &token).await.says_not_found();
    staff::enable(&office.app, &admin.may(), id, 2).await.unwrap();
    staff::reset_password(&office.app, &admin.may(), id, 3).await.unwrap();
    accept(&office, &token).await.says_not_found();
    let login = staff::find(&office.app, &admin.may(), id).await.unwrap().login;
    accept(&office, &office.last_token_to(login.as_str()).await).await.unwrap();
}

async fn a_changed_link_is_refused(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let (_, token) = invite(&admin, officer_input(&office, "Hoa", PHAN_RANG).await).await;
    for bent in [&token[1..], "", "AAAA", &token.replace(&token[..1], "-")] {
        accept(&office, bent).await.says_not_found();
    }
}

async fn an_owner_is_never_invited(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let owner = StaffInput { role: Role::Owner, ..officer_input(&office, "Lan", PHAN_RANG).await };
    staff::invite(&office.app, &admin.may(), office.key(), owner).await.says_invalid("role", "role-staff");
}

async fn agency_and_area_must_fit(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let invite = async |member| staff::invite(&office.app, &admin.may(), office.key(), member).await;
    let here = officer_input(&office, "Hoa", PHAN_RANG).await;
    let far_area = StaffInput { area: BA_DINH.commune(), ..here.clone() };
    invite(far_area).await.says_invalid("area", "area-outside");
    let far_agency = office.agency(AgencyFunction::ConfirmPledges, BA_DINH).await.id;
    invite(StaffInput { agency: far_agency, ..here.clone() }).await.says_invalid("agency", "agency-unknown");
    let next_door = StaffInput { area: DO_VINH.commune(), ..here };
    invite(next_door).await.says_invalid("area", "area-outside-agency");
}

async fn a_taken_login_is_not_invited(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let lan = office.owner("Lan").await;
    let member = StaffInput { login: lan.login, ..officer_input(&office, "Hoa", PHAN_RANG).await };
    staff::invite(&office.app, &admin.may(), office.key(), member).await.says_invalid("login", "login-taken");
}

async fn nobody_signs_up_over_an_invitation(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let member = officer_input(&office, "Hoa", PHAN_RANG).await;
    let login: Login = member.login.clone();
    invite(&admin, member).await;
    office.signs_up("Kẻ lạ", &login, &office.client()).await.says_invalid("login", "login-taken");
    accounts::confirm(&office.app, &login, "123456", &office.client())
        .await
        .says_invalid("code", "code-over");
}

async fn an_approver_needs_an_agency_that_issues(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    for role in [Role::Approver, Role::LabourOfficer, Role::Coordinator] {
        let member = StaffInput { role, ..officer_input(&office, "Hoa", PHAN_RANG).await };
        let tried = staff::invite(&office.app, &admin.may(), office.key(), member).await;
        let Err(AppError::Invalid(input)) = tried else { panic!("{role:?}: {tried:?}") };
        assert_eq!((input.field, input.problem.code()), ("agency", "agency-function"));
    }
    let member = StaffInput { role: Role::Inspector, ..officer_input(&office, "Tra", PHAN_RANG).await };
    staff::invite(&office.app, &admin.may(), office.key(), member)
        .await
        .expect("an inspector may be of any agency");
    let health = office.agency(AgencyFunction::LeadPrevention, PHAN_RANG).await;
    for (role, name) in [(Role::Coordinator, "Phối"), (Role::Observer, "Quan")] {
        let officer = officer_input(&office, name, PHAN_RANG).await;
        let member = StaffInput { role, agency: health.id, area: PHAN_RANG.province(), ..officer };
        let (id, _) = invite(&admin, member).await;
        assert_eq!(staff::find(&office.app, &admin.may(), id).await.unwrap().role, role);
    }
}
