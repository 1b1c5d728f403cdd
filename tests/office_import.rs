//! Agencies and staff from a spreadsheet: all rows or none, once, and letters to the people.

use camket_app::office_import::{self, ImportOutcome, ImportPermits, OfficePlan};
use camket_app::{AppError, accounts, agencies, staff};
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{AccountStatus, Login, Role};
use camket_domain::agencies::{Agency, AgencyFunction, AgencyLevel};
use camket_domain::audit::AuditAction;
use camket_domain::office_import::{OfficeColumn, OfficeMember, OfficeRow};
use uuid::Uuid;

use crate::harness::database_dump::dump_tables;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person, TestPlace, an_agency};

test_on_both_engines! {
    agencies_and_people_are_added_at_once,
    the_same_file_twice_changes_nothing,
    a_wrong_row_keeps_all_out,
    what_is_there_with_other_details_is_refused,
    a_code_or_log_in_of_others_is_refused,
    an_import_between_preview_and_confirmation_is_refused,
    a_letter_has_the_link_where_no_channel_reaches_the_person,
    an_approver_without_a_channel_waits_for_the_second_administrator,
    letters_are_for_the_own_area,
}

/// An agency that confirms pledges.
fn committee(name: &str, code: &str, place: TestPlace) -> Agency {
    Agency { functions: vec![AgencyFunction::ConfirmPledges], ..an_agency(name, code, place.commune()) }
}

fn member(name: &str, login: &str, role: Role) -> OfficeMember {
    let login = Login::parse(login).unwrap();
    OfficeMember { name: name.to_owned(), login, role, title: String::new() }
}

/// Two agencies, the first with two people.
fn rows() -> Vec<OfficeRow> {
    let first = committee("Ủy ban nhân dân phường Ninh Chử", "NC", DO_VINH);
    let second = Agency {
        level: AgencyLevel::Province,
        functions: vec![AgencyFunction::Issue],
        ..an_agency("Sở Du lịch tỉnh Khánh Hòa", "KH-SDL", DO_VINH.province())
    };
    let officer = |name, login| Some(member(name, login, Role::CommuneOfficer));
    vec![
        OfficeRow { number: 8, agency: first.clone(), member: officer("Hoa", "hoa@vidu.vn") },
        OfficeRow { number: 9, agency: first, member: officer("Mai", "0912345678") },
        OfficeRow { number: 10, agency: second, member: None },
    ]
}

async fn preview(admin: &Person, rows: &[OfficeRow]) -> OfficePlan {
    let (agencies, staff) = (admin.may(), admin.may());
    let permits = ImportPermits { agencies: &agencies, staff: &staff };
    office_import::preview(&admin.office.app, permits, rows).await.unwrap()
}

async fn import(admin: &Person, key: Uuid, rows: &[OfficeRow]) -> Result<ImportOutcome, AppError> {
    let (agencies, staff) = (admin.may(), admin.may());
    let permits = ImportPermits { agencies: &agencies, staff: &staff };
    office_import::import(&admin.office.app, permits, key, rows).await
}

async fn letters(admin: &Person) -> Result<Vec<u8>, AppError> {
    let (agencies, staff) = (admin.may(), admin.may());
    let permits = ImportPermits { agencies: &agencies, staff: &staff };
    office_import::render_letters(&admin.office.app, permits, |role| role.code().to_owned()).await
}

/// The problems as row, column and code.
fn problems(plan: &OfficePlan) -> Vec<(u32, OfficeColumn, &'static str)> {
    plan.problems.iter().map(|one| (one.row, one.column, one.problem.code())).collect()
}

async fn agencies_and_people_are_added_at_once(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let plan = preview(&admin, &rows()).await;
    assert_eq!((plan.new_agencies.len(), plan.new_members.len(), problems(&plan)), (2, 2, Vec::new()));
    let added = import(&admin, office.key(), &rows()).await.unwrap();
    assert_eq!(added, ImportOutcome { agencies: 2, people: 2 });
    let all = agencies::list(&office.app, &admin.may()).await.unwrap();
    let kept = all.iter().find(|agency| agency.code == "NC").expect("just added");
    assert_eq!(*kept, Agency { id: kept.id, version: 1, ..rows()[0].agency.clone() });
    assert_eq!(office.actions_on(kept.id.0).await, [AuditAction::AgencySaved]);
    let token = office.last_token_to("hoa@vidu.vn").await;
    let hoa = accounts::load_invited(&office.app, &token).await.unwrap();
    assert_eq!(
        (hoa.role, hoa.agency, hoa.area),
        (Role::CommuneOfficer, Some(kept.id), Some(DO_VINH.commune()))
    );
    assert_eq!(office.actions_on(hoa.id.0).await, [AuditAction::AccountInvited]);
}

async fn the_same_file_twice_changes_nothing(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let key = office.key();
    let added = import(&admin, key, &rows()).await.unwrap();
    let before = dump_tables(office.app.store()).await;
    assert_eq!(import(&admin, key, &rows()).await.unwrap(), added, "the same press");
    assert_eq!(dump_tables(office.app.store()).await, before);
    let plan = preview(&admin, &rows()).await;
    assert_eq!((plan.same_agencies, plan.same_members), (2, 2));
    assert!(plan.new_agencies.is_empty() && plan.new_members.is_empty() && plan.problems.is_empty());
    let again = import(&admin, office.key(), &rows()).await.unwrap();
    assert_eq!(again, ImportOutcome { agencies: 0, people: 0 });
    let mut other = rows();
    other.pop();
    import(&admin, key, &other).await.says_key_reused();
}

async fn a_wrong_row_keeps_all_out(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let mut wrong = rows();
    wrong[2].member = Some(member("Lao", "lao@vidu.vn", Role::LabourOfficer));
    let elsewhere = committee("Ủy ban nhân dân phường Ba Đình", "BD2", BA_DINH);
    wrong.push(OfficeRow { number: 11, agency: elsewhere, member: None });
    let unprintable = committee("Ủy ban ✓", "X", PHAN_RANG);
    wrong.push(OfficeRow { number: 12, agency: unprintable, member: None });
    assert_eq!(
        problems(&preview(&admin, &wrong).await),
        [
            (10, OfficeColumn::Role, "agency-function"),
            (11, OfficeColumn::Area, "area-outside"),
            (12, OfficeColumn::Name, "text-unprintable"),
        ]
    );
    let before = dump_tables(office.app.store()).await;
    import(&admin, office.key(), &wrong).await.says_invalid("rows", "import-outdated");
    assert_eq!(dump_tables(office.app.store()).await, before);
}

async fn what_is_there_with_other_details_is_refused(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    import(&admin, office.key(), &rows()).await.unwrap();
    let mut other = rows();
    other[0].agency.name = "Ủy ban nhân dân phường Ninh Chữ".to_owned();
    other[1].member = Some(member("Mai Anh", "0912345678", Role::CommuneOfficer));
    let found = problems(&preview(&admin, &other).await);
    assert_eq!(
        found,
        [(8, OfficeColumn::Code, "agency-differs"), (9, OfficeColumn::Login, "account-differs")]
    );
    // Also between two rows of one file.
    let mut twice = rows();
    twice[0].agency.code = "MOI".to_owned();
    twice[1].agency = Agency { place: "Ninh Chử".to_owned(), ..twice[0].agency.clone() };
    assert_eq!(
        problems(&preview(&admin, &twice).await),
        [(8, OfficeColumn::Login, "account-differs"), (9, OfficeColumn::Code, "agency-differs")]
    );
}

async fn a_code_or_log_in_of_others_is_refused(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let lan = office.owner("Lan").await;
    let mut taken = rows();
    taken[0].agency.code = "BD".to_owned();
    taken[1].member = Some(member("Mai", lan.login.as_str(), Role::CommuneOfficer));
    assert_eq!(
        problems(&preview(&admin, &taken).await),
        [(8, OfficeColumn::Code, "agency-code-taken"), (9, OfficeColumn::Login, "login-taken")]
    );
}

async fn an_import_between_preview_and_confirmation_is_refused(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    assert!(preview(&admin, &rows()).await.problems.is_empty());
    let other = committee("Cơ quan khác", "NC", PHAN_RANG);
    agencies::create(&office.app, &admin.may(), office.key(), other).await.unwrap();
    import(&admin, office.key(), &rows()).await.says_invalid("rows", "import-outdated");
}

/// The registry without any channel, with an administrator.
async fn without_channels(office: &Office) -> Person {
    let silent = office.with_options(|options| options.channels.clear()).await;
    silent.administrator("Quản", PHAN_RANG).await
}

/// The status and version of the account of a log-in.
async fn standing(admin: &Person, login: &str) -> (AccountStatus, i32) {
    let filter = staff::AccountFilter { role: None, words: login.to_owned() };
    let found = staff::list(&admin.office.app, &admin.may(), &filter, None).await.unwrap().items;
    (found[0].status, found[0].version)
}

async fn a_letter_has_the_link_where_no_channel_reaches_the_person(office: Office) {
    let admin = without_channels(&office).await;
    import(&admin, office.key(), &rows()).await.unwrap();
    let filter = staff::AccountFilter { role: None, words: "hoa@vidu.vn".to_owned() };
    let hoa = staff::list(&admin.office.app, &admin.may(), &filter, None).await.unwrap().items.remove(0);
    let pdf = letters(&admin).await.unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(
        office.actions_on(hoa.id.0).await,
        [AuditAction::AccountInvited, AuditAction::InvitationPrinted]
    );
    assert_eq!(
        standing(&admin, "hoa@vidu.vn").await,
        (AccountStatus::Unconfirmed, 2),
        "earlier links are void"
    );
    letters(&admin).await.unwrap();
    assert_eq!(standing(&admin, "hoa@vidu.vn").await.1, 3);
    // Where a channel reaches them, the letter has no link, and nothing changes.
    let reached = office.administrator("Trị", PHAN_RANG).await;
    letters(&reached).await.unwrap();
    assert_eq!(standing(&reached, "hoa@vidu.vn").await.1, 3);
}

async fn an_approver_without_a_channel_waits_for_the_second_administrator(office: Office) {
    let admin = without_channels(&office).await;
    let mut with_approver = rows();
    with_approver[2].member = Some(member("Duyệt", "duyet@vidu.vn", Role::Approver));
    import(&admin, office.key(), &with_approver).await.unwrap();
    letters(&admin).await.unwrap();
    assert_eq!(
        standing(&admin, "duyet@vidu.vn").await,
        (AccountStatus::Unconfirmed, 1),
        "no link was printed"
    );
    let open = staff::list_access_requests(&admin.office.app, &admin.may()).await.unwrap();
    assert_eq!(open.iter().map(|(_, account)| account.name.as_str()).collect::<Vec<_>>(), ["Duyệt"]);
}

async fn letters_are_for_the_own_area(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    letters(&admin).await.says_not_found();
    import(&admin, office.key(), &rows()).await.unwrap();
    let elsewhere = office.administrator("Xa", BA_DINH).await;
    letters(&elsewhere).await.says_not_found();
    letters(&admin).await.unwrap();
    for login in ["hoa@vidu.vn", "0912345678"] {
        let token = office.last_token_to(login).await;
        let password = Password::parse("một mật khẩu rất dài").unwrap();
        accounts::accept_invitation(&office.app, &token, password, &office.client()).await.unwrap();
    }
    letters(&admin).await.says_not_found();
}
