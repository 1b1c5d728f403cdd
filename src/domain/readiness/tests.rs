use time::macros::{date, datetime};
use uuid::Uuid;

use super::*;
use crate::accounts::{AccountStatus, Login};
use crate::agencies::AgencyLevel;
use crate::ids::AccountId;

const TODAY: Date = date!(2026 - 11 - 23);

fn code(text: &str) -> AreaCode {
    AreaCode::new(text).unwrap()
}

fn agency(id: u128, area: &str, functions: &[AgencyFunction]) -> Agency {
    Agency {
        id: AgencyId(Uuid::from_u128(id)),
        name: String::new(),
        parent_name: String::new(),
        symbol: String::new(),
        place: String::new(),
        code: id.to_string(),
        level: if area.len() == 2 { AgencyLevel::Province } else { AgencyLevel::Commune },
        area: code(area),
        functions: functions.to_vec(),
        valid_from: date!(2025 - 07 - 01),
        valid_to: None,
        version: 1,
    }
}

fn person(role: Role, agency: u128, area: &str) -> Account {
    Account {
        id: AccountId(Uuid::from_u128(1)),
        role,
        name: String::new(),
        login: Login::parse("a@vidu.vn").unwrap(),
        password_hash: None,
        status: AccountStatus::Active,
        agency: Some(AgencyId(Uuid::from_u128(agency))),
        area: Some(code(area)),
        title: String::new(),
        language: "vi".to_owned(),
        created_at: datetime!(2026-01-01 00:00 UTC),
        version: 1,
    }
}

/// One commune with its own committee; the department of the province does the rest.
fn check(agencies: &[Agency], staff: &[Account]) -> Readiness {
    let calendar = Holidays::default_table();
    let area = code("22759");
    Readiness::check(&ReadinessFacts {
        area,
        today: TODAY,
        agencies,
        staff,
        has_channel: true,
        calendar: &calendar,
    })
}

fn offices() -> Vec<Agency> {
    let department = [AgencyFunction::AcceptLabour, AgencyFunction::Issue];
    vec![agency(1, "22759", &[AgencyFunction::ConfirmPledges]), agency(2, "56", &department)]
}

fn people() -> Vec<Account> {
    vec![
        person(Role::CommuneOfficer, 1, "22759"),
        person(Role::LabourOfficer, 2, "56"),
        person(Role::Approver, 2, "56"),
    ]
}

#[test]
fn a_complete_registry_lacks_nothing() {
    let found = check(&offices(), &people());
    assert!(found.is_met(), "{found:?}");
}

#[test]
fn an_empty_registry_lacks_everything_but_the_calendar() {
    let found = check(&[], &[]);
    assert_eq!(
        found.communes,
        [CommuneGap { commune: code("22759"), functions: AgencyFunction::CERTIFYING.to_vec() }]
    );
    assert!(found.no_approver && !found.is_met());
    assert_eq!(found.staff, [], "without agencies nobody can be missing in one");
}

#[test]
fn an_agency_counts_while_it_is_valid_and_only_for_its_functions() {
    let mut ended = offices();
    ended[0].valid_to = Some(date!(2026 - 11 - 22));
    assert_eq!(check(&ended, &people()).communes[0].functions, [AgencyFunction::ConfirmPledges]);
    let mut other = offices();
    other[1].functions.pop();
    let found = check(&other, &people());
    assert_eq!(found.communes[0].functions, [AgencyFunction::Issue]);
    assert!(found.no_approver);
}

#[test]
fn a_person_counts_in_the_agency_and_for_the_area() {
    let missing = |staff: &[Account]| check(&offices(), staff).staff;
    let gap = |agency, role| [StaffGap { agency: AgencyId(Uuid::from_u128(agency)), role, communes: 1 }];
    for (place, other) in [
        (0, person(Role::CommuneOfficer, 2, "22759")),
        (0, person(Role::CommuneOfficer, 1, "22738")),
        (0, person(Role::Inspector, 1, "22759")),
    ] {
        let mut staff = people();
        staff[place] = other;
        assert_eq!(missing(&staff), gap(1, Role::CommuneOfficer), "{staff:?}");
    }
    let found = check(&offices(), &people()[..2]);
    assert_eq!(found.staff, gap(2, Role::Approver));
    assert!(found.no_approver);
    let of_province = [person(Role::CommuneOfficer, 1, "56"), people()[1].clone(), people()[2].clone()];
    assert_eq!(missing(&of_province), []);
}

#[test]
fn a_province_is_the_sum_of_its_communes() {
    let calendar = Holidays::default_table();
    let (agencies, staff) = (offices(), people());
    let facts = ReadinessFacts {
        area: code("56"),
        today: TODAY,
        agencies: &agencies,
        staff: &staff,
        has_channel: true,
        calendar: &calendar,
    };
    let found = Readiness::check(&facts);
    assert_eq!(found.communes.len(), 64, "65 communes, and one has its committee");
    assert!(found.communes.iter().all(|gap| gap.functions == [AgencyFunction::ConfirmPledges]));
    assert!(!found.no_approver && found.staff.is_empty());
    assert_eq!(found.count_missing(Requirement::Offices), 64);
}

#[test]
fn the_next_year_is_needed_from_october() {
    let years = |today| list_needed_years(today).collect::<Vec<_>>();
    assert_eq!(years(date!(2026 - 09 - 30)), [2026]);
    assert_eq!(years(date!(2026 - 10 - 01)), [2026, 2027]);
    let (agencies, staff) = (offices(), people());
    let calendar = Holidays::new([date!(2026 - 01 - 01)], []);
    let facts = ReadinessFacts {
        area: code("22759"),
        today: TODAY,
        agencies: &agencies,
        staff: &staff,
        has_channel: false,
        calendar: &calendar,
    };
    let found = Readiness::check(&facts);
    assert_eq!((found.years.as_slice(), found.no_channel), ([2027].as_slice(), true));
    assert_eq!(found.count_missing(Requirement::Holidays), 1);
}
