//! What is missing before the first owner can register, in an area and in the whole registry.

use camket_app::readiness::{self, AreaReadiness};
use camket_app::{agencies, staff};
use camket_domain::accounts::Role;
use camket_domain::agencies::{Agency, AgencyFunction};
use camket_domain::calendar::HolidayKind;
use camket_domain::readiness::Requirement;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    a_new_registry_names_its_gaps,
    people_count_while_they_can_log_in,
    a_commune_looks_at_the_agencies_of_its_province,
    without_a_channel_codes_on_paper_stand_in,
    every_administered_area_is_checked,
    an_administrator_without_an_area_prepares_nothing,
}

async fn check(admin: &Person) -> AreaReadiness {
    readiness::check(&admin.office.app, &admin.may()).await.unwrap()
}

/// How much is missing of offices, people, approver, channel and holidays.
fn counts(found: &AreaReadiness) -> [usize; 5] {
    Requirement::ALL.map(|requirement| found.readiness.count_missing(requirement))
}

async fn a_new_registry_names_its_gaps(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    // Two of 65 communes have their committee. Both wait for an officer, and the department for two people.
    assert_eq!(counts(&check(&admin).await), [63, 4, 1, 0, 0]);
    let department = office.agency(AgencyFunction::Issue, PHAN_RANG).await;
    let functions = AgencyFunction::CERTIFYING.to_vec();
    agencies::update(&office.app, &admin.may(), Agency { functions, ..department }).await.unwrap();
    assert_eq!(counts(&check(&admin).await), [0, 5, 1, 0, 0], "the department now confirms for 63 communes");
    for function in AgencyFunction::CERTIFYING {
        let agency = office.agency(function, BA_DINH).await.id;
        office.member(function.role(), "Người nơi khác", Some(agency), BA_DINH.province()).await;
    }
    assert_eq!(counts(&check(&admin).await), [0, 5, 1, 0, 0], "people of another province");
    office.commune_officer("Hoa", PHAN_RANG).await;
    office.commune_officer("Hồng", DO_VINH).await;
    office.labour_officer("Lao", PHAN_RANG).await;
    office.approver("Duyệt", PHAN_RANG).await;
    assert_eq!(counts(&check(&admin).await), [0, 1, 0, 0, 0]);
    let department = office.agency(AgencyFunction::Issue, PHAN_RANG).await.id;
    office.member(Role::CommuneOfficer, "Khánh", Some(department), PHAN_RANG.province()).await;
    assert!(check(&admin).await.readiness.is_met());
}

async fn people_count_while_they_can_log_in(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let approver = office.approver("Duyệt", PHAN_RANG).await;
    assert!(!check(&admin).await.readiness.no_approver);
    let account = staff::find(&office.app, &admin.may(), approver.id()).await.unwrap();
    staff::disable(&office.app, &admin.may(), account.id, account.version).await.unwrap();
    assert!(check(&admin).await.readiness.no_approver);
}

async fn a_commune_looks_at_the_agencies_of_its_province(office: Office) {
    let committee = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await.id;
    let admin = office.member(Role::Administrator, "Quản", Some(committee), PHAN_RANG.commune()).await;
    assert_eq!(counts(&check(&admin).await), [0, 3, 1, 0, 0]);
    office.commune_officer("Hoa", PHAN_RANG).await;
    office.labour_officer("Lao", PHAN_RANG).await;
    office.approver("Duyệt", PHAN_RANG).await;
    assert!(check(&admin).await.readiness.is_met());
}

async fn without_a_channel_codes_on_paper_stand_in(office: Office) {
    let silent = office.with_options(|options| options.channels.clear()).await;
    let admin = silent.administrator("Quản", PHAN_RANG).await;
    let found = check(&admin).await.readiness;
    assert_eq!((found.no_channel, found.count_missing(Requirement::Channel)), (true, 0));
    let years = camket_app::settings::list_special_days(&office.app).await.unwrap();
    for special in years.iter().filter(|one| one.day.year() == 2027 && one.kind == HolidayKind::Off) {
        camket_app::settings::remove_day(&office.app, &admin.may(), special.day).await.unwrap();
    }
    assert_eq!(check(&admin).await.readiness.years, [2027]);
}

async fn every_administered_area_is_checked(office: Office) {
    let all = async || readiness::check_all(office.app.store(), office.app.today(), true).await.unwrap();
    let areas = async || all().await.iter().map(|one| one.area).collect::<Vec<_>>();
    // The founders of the test registry.
    assert_eq!(areas().await, [BA_DINH.province(), PHAN_RANG.province()]);
    let admin = office.administrator("Quản", PHAN_RANG).await;
    assert_eq!(areas().await, [BA_DINH.province(), PHAN_RANG.province()], "each once");
    assert_eq!(all().await[1].readiness, check(&admin).await.readiness);
}

async fn an_administrator_without_an_area_prepares_nothing(office: Office) {
    let mut admin = office.administrator("Quản", PHAN_RANG).await;
    admin.actor.area = None;
    readiness::check(&office.app, &admin.may()).await.says_not_found();
}
