//! Healthy communes: what was recognised in a year, the lists to keep and to add, the sets of criteria, and the target.

use camket_app::AppError;
use camket_app::healthy_communes::{
    CommuneYear, add_criteria, find_criteria, load_sheet, load_status, remove_criteria, remove_status,
    update_criteria, write_status,
};
use camket_app::targets::{load_card, load_plan};
use camket_domain::accounts::Role;
use camket_domain::audit::AuditAction;
use camket_domain::healthy_communes::criteria::{CriteriaDetails, MAX_CRITERIA_SETS};
use camket_domain::healthy_communes::{HealthyDetails, ProstitutionStatus};
use camket_domain::refusal::Refusal;
use camket_domain::targets::CardFigures;
use camket_domain::targets::kind::ListStanding;
use time::macros::date;

use crate::harness::database_dump::dump_tables;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    a_status_is_written_and_changed_by_who_saw_the_last_version,
    what_is_wrong_is_named_and_nothing_is_kept,
    a_status_is_written_by_its_commune_and_its_province,
    a_removed_status_is_open_again,
    communes_are_kept_added_and_lost_in_the_target,
    a_set_of_criteria_is_added_once_changed_and_removed,
    a_set_of_criteria_is_of_its_province,
}

/// Recognised as without prostitution and drugs.
pub fn healthy() -> HealthyDetails {
    HealthyDetails {
        prostitution: ProstitutionStatus::Without,
        without_drugs: true,
        number: "12/QĐ-UBND".to_owned(),
        decided_on: Some(date!(2026 - 01 - 05)),
    }
}

/// A set of criteria of two items.
pub fn criteria(name: &str) -> CriteriaDetails {
    CriteriaDetails {
        name: name.to_owned(),
        legal_basis: "Hướng dẫn số 1/HD-SYT".to_owned(),
        valid_from: date!(2026 - 01 - 01),
        valid_to: None,
        items: vec!["Không có tụ điểm".to_owned(), "Không có vụ việc mới".to_owned()],
    }
}

async fn write(person: &Person, place: CommuneYear, details: HealthyDetails) -> Result<(), AppError> {
    let app = &person.office.app;
    let seen = load_status(app, &person.may(), place).await?.status;
    write_status(app, &person.may(), place, seen.map_or(0, |status| status.version), details).await
}

async fn a_status_is_written_and_changed_by_who_saw_the_last_version(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (app, place) = (&office.app, (PHAN_RANG.commune(), 2026));
    assert!(load_status(app, &hoa.may(), place).await.unwrap().status.is_none());
    write_status(app, &hoa.may(), place, 0, healthy()).await.unwrap();
    // Who began at the same time, and who saw an older one.
    write_status(app, &hoa.may(), place, 0, healthy()).await.says_conflict();
    let reduced = HealthyDetails { prostitution: ProstitutionStatus::Reduced, ..healthy() };
    write_status(app, &hoa.may(), place, 1, reduced.clone()).await.unwrap();
    write_status(app, &hoa.may(), place, 1, healthy()).await.says_conflict();
    let kept = load_status(app, &hoa.may(), place).await.unwrap();
    assert_eq!(kept.status.map(|status| (status.details, status.version)), Some((reduced, 2)));
    let deeds: Vec<_> = kept.trail.iter().map(|event| event.action).collect();
    assert_eq!(deeds, [AuditAction::HealthyStatusWritten; 2]);
}

async fn what_is_wrong_is_named_and_nothing_is_kept(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let place = (PHAN_RANG.commune(), 2026);
    let number = HealthyDetails { number: String::new(), ..healthy() };
    write(&hoa, place, number).await.says_invalid("number", "healthy-number");
    let day = HealthyDetails { decided_on: None, ..healthy() };
    write(&hoa, place, day).await.says_invalid("decided_on", "healthy-day");
    let odd = HealthyDetails { number: "12\u{2603}".to_owned(), ..healthy() };
    write(&hoa, place, odd).await.says_invalid("number", "text-unprintable");
    write(&hoa, (PHAN_RANG.commune(), 2027), healthy()).await.says_not_found();
    write(&hoa, (PHAN_RANG.province(), 2026), healthy()).await.says_not_found();
    assert!(dump_tables(office.app.store()).await["healthy_status"].is_empty());
}

async fn a_status_is_written_by_its_commune_and_its_province(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let place = (PHAN_RANG.commune(), 2026);
    write(&hoa, place, healthy()).await.unwrap();
    write(&phoi, place, healthy()).await.unwrap();
    for stranger in [office.commune_officer("Kế", DO_VINH).await, office.commune_officer("Xa", BA_DINH).await]
    {
        load_status(&office.app, &stranger.may(), place).await.map(drop).says_not_found();
        write_status(&office.app, &stranger.may(), place, 2, healthy()).await.says_not_found();
        remove_status(&office.app, &stranger.may(), place, 2).await.says_not_found();
    }
    let sheet = load_sheet(&office.app, &hoa.may(), 2026).await.unwrap();
    assert_eq!(sheet.communes.iter().map(|line| line.area).collect::<Vec<_>>(), [PHAN_RANG.commune()]);
    assert_eq!(load_sheet(&office.app, &phoi.may(), 2026).await.unwrap().communes.len(), 65);
}

async fn a_removed_status_is_open_again(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let (app, place) = (&office.app, (PHAN_RANG.commune(), 2026));
    remove_status(app, &phoi.may(), place, 1).await.says_not_found();
    write(&phoi, place, healthy()).await.unwrap();
    remove_status(app, &phoi.may(), place, 2).await.says_conflict();
    remove_status(app, &phoi.may(), place, 1).await.unwrap();
    assert!(load_status(app, &phoi.may(), place).await.unwrap().status.is_none());
}

async fn communes_are_kept_added_and_lost_in_the_target(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    crate::targets::begin_plan(&phoi, 2026).await.unwrap();
    let target = crate::targets::list_targets(&phoi, 2026).await[4];
    let progress = async || {
        let sheet = load_plan(&office.app, &phoi.may(), Some(2026)).await.unwrap().1.unwrap();
        let progress = sheet.targets[4].progress;
        (progress.done, progress.of, progress.added, progress.is_met)
    };
    assert_eq!(progress().await, (0, Some(0), 0, None));
    let communes: Vec<_> = camket_domain::areas::all()
        .list_communes(PHAN_RANG.province(), office.app.today())
        .iter()
        .map(|area| area.code)
        .collect();
    for commune in &communes[..16] {
        write(&phoi, (*commune, 2025), healthy()).await.unwrap();
    }
    for commune in &communes[1..17] {
        write(&phoi, (*commune, 2026), healthy()).await.unwrap();
    }
    assert_eq!(progress().await, (15, Some(16), 1, Some(true)), "15 are to be kept, one to be added");
    let reduced = HealthyDetails { prostitution: ProstitutionStatus::Reduced, ..healthy() };
    write(&phoi, (communes[1], 2026), reduced).await.unwrap();
    assert_eq!(progress().await, (14, Some(16), 1, Some(false)));
    let card = load_card(&office.app, &phoi.may(), target, communes[16]).await.unwrap();
    assert_eq!(card.computed, Some(CardFigures { first: 1, second: Some(0) }));
    let sheet = load_sheet(&office.app, &phoi.may(), 2026).await.unwrap();
    let of = |at: usize| sheet.communes.iter().find(|line| line.area == communes[at]).unwrap().standing;
    assert_eq!(
        [of(0), of(1), of(2), of(16), of(17)],
        [
            ListStanding::Lost,
            ListStanding::Lost,
            ListStanding::Kept,
            ListStanding::Added,
            ListStanding::Outside
        ]
    );
}

async fn a_set_of_criteria_is_added_once_changed_and_removed(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let (app, key) = (&office.app, office.key());
    let add = async || add_criteria(app, &phoi.may(), key, criteria("Xã lành mạnh")).await.unwrap();
    let (id, again) = (add().await, add().await);
    assert_eq!(id, again);
    let none = CriteriaDetails { items: Vec::new(), ..criteria("Xã lành mạnh") };
    let tried = update_criteria(app, &phoi.may(), id, 1, none).await;
    tried.says_invalid("items", "criteria-items");
    let ended = CriteriaDetails { valid_to: Some(date!(2026 - 12 - 31)), ..criteria("Xã lành mạnh") };
    update_criteria(app, &phoi.may(), id, 1, ended.clone()).await.unwrap();
    update_criteria(app, &phoi.may(), id, 1, ended.clone()).await.says_conflict();
    assert_eq!(find_criteria(app, &phoi.may(), id).await.unwrap().details, ended);
    remove_criteria(app, &phoi.may(), id, 1).await.says_conflict();
    remove_criteria(app, &phoi.may(), id, 2).await.unwrap();
    remove_criteria(app, &phoi.may(), id, 2).await.says_not_found();
    let deeds =
        [AuditAction::CriteriaSetSaved, AuditAction::CriteriaSetSaved, AuditAction::CriteriaSetRemoved];
    assert_eq!(office.actions_on(id.0).await, deeds);
    for more in 0..MAX_CRITERIA_SETS {
        add_criteria(app, &phoi.may(), office.key(), criteria(&format!("Bộ {more}"))).await.unwrap();
    }
    let full = add_criteria(app, &phoi.may(), office.key(), criteria("Một bộ nữa")).await;
    full.says_refused(Refusal::ListFull);
}

async fn a_set_of_criteria_is_of_its_province(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let away = office.member(Role::Coordinator, "Xa", None, BA_DINH.province()).await;
    let of_commune = office.member(Role::Coordinator, "Xã", None, PHAN_RANG.commune()).await;
    let app = &office.app;
    let id = add_criteria(app, &phoi.may(), office.key(), criteria("Xã lành mạnh")).await.unwrap();
    find_criteria(app, &away.may(), id).await.map(drop).says_not_found();
    update_criteria(app, &away.may(), id, 1, criteria("Bộ khác")).await.says_not_found();
    remove_criteria(app, &away.may(), id, 1).await.says_not_found();
    let tried = add_criteria(app, &of_commune.may(), office.key(), criteria("Của xã")).await;
    tried.says_refused(Refusal::NotAllowed);
    // A commune reads the sets of its province.
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    assert_eq!(load_sheet(app, &hoa.may(), 2026).await.unwrap().criteria.len(), 1);
}
