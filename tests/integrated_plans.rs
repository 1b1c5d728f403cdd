//! Integrated plans: recorded with their pages, corrected, removed, and counted for the target.

use camket_app::AppError;
use camket_app::integrated_plans::{
    IntegratedPlanFilter, list_plans, load_own_plan, load_page, load_plan, record_plan, remove_plan,
    update_plan,
};
use camket_app::scan_batch::ScanBatch;
use camket_app::targets::{self, load_card};
use camket_domain::activities::MAX_FILES;
use camket_domain::audit::AuditAction;
use camket_domain::ids::IntegratedPlanId;
use camket_domain::integrated_plans::{IntegratedPlanDetails, JoinedProgramme};
use camket_domain::permissions::rights;
use camket_domain::refusal::Refusal;
use camket_domain::targets::CardFigures;
use time::macros::date;

use crate::harness::database_dump::dump_tables;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person, samples};

test_on_both_engines! {
    a_plan_is_recorded_once_with_its_pages,
    what_is_wrong_is_named_and_nothing_is_kept,
    a_plan_is_corrected_and_loses_a_page,
    a_plan_is_of_its_own_area,
    a_removed_plan_is_gone_with_its_pages,
    communes_with_a_plan_of_the_year_count,
    the_list_is_by_date,
}

/// A plan of February 2026.
pub fn plan(number: &str) -> IntegratedPlanDetails {
    IntegratedPlanDetails {
        number: number.to_owned(),
        dated_on: date!(2026 - 02 - 10),
        office: "UBND phường, Chủ tịch".to_owned(),
        programmes: vec![JoinedProgramme::PovertyReduction, JoinedProgramme::Crime],
    }
}

/// Records it with so many photos.
pub async fn record(
    person: &Person,
    details: IntegratedPlanDetails,
    photos: usize,
) -> Result<IntegratedPlanId, AppError> {
    let office = &person.office;
    let batch = photos_of(person, photos).await;
    record_plan(&office.app, &person.may(), office.key(), details, batch).await
}

async fn photos_of(person: &Person, count: usize) -> ScanBatch {
    let mut batch = ScanBatch::default();
    for _ in 0..count {
        let permit = person.may::<rights::RecordActivities>();
        batch.add(&person.office.app, &permit, samples::photo()).await.unwrap();
    }
    batch
}

async fn a_plan_is_recorded_once_with_its_pages(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (app, key) = (&office.app, office.key());
    let mut ids = Vec::new();
    for _ in 0..2 {
        let batch = photos_of(&hoa, 2).await;
        ids.push(record_plan(app, &hoa.may(), key, plan("45/KH-UBND"), batch).await.unwrap());
    }
    assert_eq!(ids[0], ids[1]);
    let kept = load_plan(app, &hoa.may(), ids[0]).await.unwrap();
    assert_eq!((kept.plan.details, kept.plan.area), (plan("45/KH-UBND"), PHAN_RANG.commune()));
    assert_eq!(office.actions_on(ids[0].0).await, [AuditAction::IntegratedPlanSaved]);
    let jpeg = load_page(app, &hoa.may(), ids[0], kept.pages[1]).await.unwrap();
    assert!(jpeg.starts_with(&[0xff, 0xd8]));
    let stored = dump_tables(app.store()).await;
    assert_eq!(stored["integrated_plan_page"].len(), 2);
    assert!(stored["integrated_plan_page"].iter().all(|row| !row.to_lowercase().contains("ffd8ffe0")));
}

async fn what_is_wrong_is_named_and_nothing_is_kept(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let good = || plan("45/KH-UBND");
    let future = IntegratedPlanDetails { dated_on: date!(2027 - 01 - 01), ..good() };
    record(&hoa, future, 0).await.says_invalid("dated_on", "integrated-plan-future");
    let none = IntegratedPlanDetails { programmes: Vec::new(), ..good() };
    record(&hoa, none, 0).await.says_invalid("programmes", "integrated-plan-programmes");
    record(&hoa, plan("45\u{2603}"), 0).await.says_invalid("number", "text-unprintable");
    record(&hoa, good(), MAX_FILES + 1).await.says_invalid("files", "activity-files");
    assert!(dump_tables(office.app.store()).await["integrated_plan"].is_empty());
}

async fn a_plan_is_corrected_and_loses_a_page(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let app = &office.app;
    let id = record(&hoa, plan("45/KH-UBND"), 2).await.unwrap();
    let before = load_own_plan(app, &hoa.may(), id).await.unwrap().1;
    let update = async |version, details, batch| {
        update_plan(app, &hoa.may(), (id, version), details, &before[..1], batch).await
    };
    update(1, plan("46/KH-UBND"), photos_of(&hoa, 1).await).await.unwrap();
    let (kept, pages) = load_own_plan(app, &hoa.may(), id).await.unwrap();
    assert_eq!((kept.details.number.as_str(), pages.len(), pages[0]), ("46/KH-UBND", 2, before[1]));
    update(1, plan("47/KH-UBND"), ScanBatch::default()).await.says_conflict();
    let old = IntegratedPlanDetails { dated_on: date!(2023 - 12 - 31), ..plan("47/KH-UBND") };
    update(2, old, ScanBatch::default()).await.says_invalid("dated_on", "integrated-plan-too-old");
    assert_eq!(load_own_plan(app, &hoa.may(), id).await.unwrap().0.details.number, "46/KH-UBND");
}

async fn a_plan_is_of_its_own_area(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let away = office.commune_officer("Xa", BA_DINH).await;
    let app = &office.app;
    let id = record(&hoa, plan("45/KH-UBND"), 1).await.unwrap();
    let page = load_plan(app, &hoa.may(), id).await.unwrap().pages[0];
    let change = async |person: &Person| {
        let details = plan("46/KH-UBND");
        update_plan(app, &person.may(), (id, 1), details, &[], ScanBatch::default()).await
    };
    for other in [&ke, &away] {
        load_plan(app, &other.may(), id).await.map(drop).says_not_found();
        load_page(app, &other.may(), id, page).await.says_not_found();
        change(other).await.says_not_found();
        remove_plan(app, &other.may(), id, 1).await.says_not_found();
    }
    load_page(app, &phoi.may(), id, page).await.unwrap();
    change(&phoi).await.says_refused(Refusal::NotAllowed);
    remove_plan(app, &phoi.may(), id, 1).await.says_refused(Refusal::NotAllowed);
}

async fn a_removed_plan_is_gone_with_its_pages(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let id = record(&hoa, plan("45/KH-UBND"), 2).await.unwrap();
    remove_plan(&office.app, &hoa.may(), id, 2).await.says_conflict();
    remove_plan(&office.app, &hoa.may(), id, 1).await.unwrap();
    remove_plan(&office.app, &hoa.may(), id, 1).await.says_not_found();
    assert!(dump_tables(office.app.store()).await["integrated_plan_page"].is_empty());
    let deeds = [AuditAction::IntegratedPlanSaved, AuditAction::IntegratedPlanRemoved];
    assert_eq!(office.actions_on(id.0).await, deeds);
}

async fn communes_with_a_plan_of_the_year_count(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    crate::targets::begin_plan(&phoi, 2026).await.unwrap();
    let target = crate::targets::list_targets(&phoi, 2026).await[3];
    let progress = async || {
        let sheet = targets::load_plan(&office.app, &phoi.may(), Some(2026)).await.unwrap().1.unwrap();
        (sheet.targets[3].progress.done, sheet.targets[3].progress.of)
    };
    let before = IntegratedPlanDetails { dated_on: date!(2025 - 12 - 31), ..plan("9/KH-UBND") };
    record(&ke, before, 0).await.unwrap();
    record(&phoi, plan("10/KH-UBND"), 0).await.unwrap();
    assert_eq!(progress().await, (0, Some(65)), "another year's, and the province's own");
    record(&hoa, plan("45/KH-UBND"), 0).await.unwrap();
    record(&hoa, plan("46/KH-UBND"), 0).await.unwrap();
    assert_eq!(progress().await, (1, Some(65)), "one commune with two");
    let card = load_card(&office.app, &phoi.may(), target, PHAN_RANG.commune()).await.unwrap();
    assert_eq!(card.computed, Some(CardFigures { first: 2, second: None }));
}

async fn the_list_is_by_date(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let on = |dated_on| IntegratedPlanDetails { dated_on, ..plan("45/KH-UBND") };
    let late = record(&hoa, on(date!(2026 - 11 - 01)), 0).await.unwrap();
    let old = record(&hoa, on(date!(2025 - 06 - 01)), 0).await.unwrap();
    let middle = record(&ke, on(date!(2026 - 03 - 01)), 0).await.unwrap();
    let list = async |filter| {
        let page = list_plans(&office.app, &phoi.may(), filter, None).await.unwrap();
        page.items.iter().map(|plan| plan.id).collect::<Vec<_>>()
    };
    assert_eq!(list(IntegratedPlanFilter::default()).await, [late, middle, old]);
    let days = Some((date!(2026 - 01 - 01), date!(2026 - 12 - 31)));
    assert_eq!(list(IntegratedPlanFilter { days, area: None }).await, [late, middle]);
    let area = Some(PHAN_RANG.commune());
    assert_eq!(list(IntegratedPlanFilter { days, area }).await, [late]);
}
