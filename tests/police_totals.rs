//! Totals of the police: recorded, corrected, removed, summed up, and what the register counts beside them.

use camket_app::AppError;
use camket_app::police_totals::{
    find_own_total, list_totals, load_total, record_total, remove_total, update_total,
};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::decisions::DecisionKind;
use camket_domain::ids::PoliceTotalId;
use camket_domain::inspections::Conclusion;
use camket_domain::police_totals::{OwnCounts, PoliceFigures, PoliceTotalDetails};
use camket_domain::refusal::Refusal;
use camket_store::police_totals::sum_by_area;
use time::Date;
use time::macros::date;

use crate::harness::database_dump::dump_tables;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person, proposal, suspension};

test_on_both_engines! {
    a_total_is_recorded_once_corrected_and_removed,
    what_is_wrong_is_named_and_nothing_is_kept,
    a_total_is_of_its_own_area,
    sums_are_of_whole_times,
    the_register_counts_beside_it,
}

/// The first half of the reporting year with so many cases.
pub fn total(cases: u32) -> PoliceTotalDetails {
    PoliceTotalDetails {
        from: date!(2025 - 12 - 15),
        to: date!(2026 - 06 - 14),
        figures: PoliceFigures { cases: Some(cases), people: Some(11), ..PoliceFigures::default() },
        source: "Công an tỉnh".to_owned(),
        number: "125/BC-CAT".to_owned(),
        note: String::new(),
    }
}

/// Records it for the person's own area.
pub async fn record(person: &Person, details: PoliceTotalDetails) -> Result<PoliceTotalId, AppError> {
    let office = &person.office;
    record_total(&office.app, &person.may(), office.key(), details).await
}

async fn a_total_is_recorded_once_corrected_and_removed(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let (app, key) = (&office.app, office.key());
    let record = async || record_total(app, &phoi.may(), key, total(4)).await.unwrap();
    let (id, again) = (record().await, record().await);
    assert_eq!(id, again);
    update_total(app, &phoi.may(), id, 1, total(5)).await.unwrap();
    update_total(app, &phoi.may(), id, 1, total(6)).await.says_conflict();
    let kept = find_own_total(app, &phoi.may(), id).await.unwrap();
    assert_eq!((kept.details, kept.area, kept.version), (total(5), PHAN_RANG.province(), 2));
    remove_total(app, &phoi.may(), id, 1).await.says_conflict();
    remove_total(app, &phoi.may(), id, 2).await.unwrap();
    remove_total(app, &phoi.may(), id, 2).await.says_not_found();
    let deeds =
        [AuditAction::PoliceTotalSaved, AuditAction::PoliceTotalSaved, AuditAction::PoliceTotalRemoved];
    assert_eq!(office.actions_on(id.0).await, deeds);
}

async fn what_is_wrong_is_named_and_nothing_is_kept(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let time = |from: Date, to: Date| PoliceTotalDetails { from, to, ..total(4) };
    let (first, last) = (date!(2025 - 12 - 15), date!(2026 - 06 - 14));
    record(&hoa, time(last, first)).await.says_invalid("to", "police-end");
    record(&hoa, time(first, date!(2026 - 12 - 14))).await.says_invalid("to", "police-future");
    record(&hoa, time(date!(2019 - 01 - 01), last)).await.says_invalid("from", "police-too-old");
    let none = PoliceTotalDetails { figures: PoliceFigures::default(), ..total(4) };
    record(&hoa, none).await.says_invalid("cases", "police-figures");
    record(&hoa, total(100_001)).await.says_invalid("cases", "police-figure-large");
    let odd = PoliceTotalDetails { note: "\u{2603}".to_owned(), ..total(4) };
    record(&hoa, odd).await.says_invalid("note", "text-unprintable");
    assert!(dump_tables(office.app.store()).await["police_total"].is_empty());
}

async fn a_total_is_of_its_own_area(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let app = &office.app;
    let own = record(&hoa, total(1)).await.unwrap();
    let above = record(&phoi, total(4)).await.unwrap();
    for stranger in [office.commune_officer("Kế", DO_VINH).await, office.commune_officer("Xa", BA_DINH).await]
    {
        load_total(app, &stranger.may(), own).await.map(drop).says_not_found();
        update_total(app, &stranger.may(), own, 1, total(2)).await.says_not_found();
        remove_total(app, &stranger.may(), own, 1).await.says_not_found();
        assert!(list_totals(app, &stranger.may(), None, None).await.unwrap().items.is_empty());
    }
    // A commune does not read what the province wrote for itself; the province reads all and changes its own.
    load_total(app, &hoa.may(), above).await.map(drop).says_not_found();
    load_total(app, &phoi.may(), own).await.unwrap();
    update_total(app, &phoi.may(), own, 1, total(2)).await.says_refused(Refusal::NotAllowed);
    remove_total(app, &phoi.may(), own, 1).await.says_refused(Refusal::NotAllowed);
    let count = async |area| list_totals(app, &phoi.may(), area, None).await.unwrap().items.len();
    assert_eq!((count(None).await, count(Some(PHAN_RANG.commune())).await), (2, 1));
}

async fn sums_are_of_whole_times(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    record(&hoa, total(1)).await.unwrap();
    let later = PoliceTotalDetails { from: date!(2026 - 06 - 15), to: date!(2026 - 09 - 14), ..total(2) };
    record(&hoa, later).await.unwrap();
    record(&phoi, total(4)).await.unwrap();
    let sum = async |from, to| {
        let sums = sum_by_area(office.app.store(), PHAN_RANG.province(), from, to).await.unwrap();
        let of = |area| sums.get(&area).map(|figures| (figures.cases, figures.people));
        (of(PHAN_RANG.commune()), of(PHAN_RANG.province()))
    };
    let year = (date!(2025 - 12 - 15), date!(2026 - 12 - 14));
    assert_eq!(sum(year.0, year.1).await, (Some((Some(3), Some(22))), Some((Some(4), Some(11)))));
    // What begins before the first day or ends after the last is not of the time.
    assert_eq!(sum(date!(2025 - 12 - 16), date!(2026 - 09 - 13)).await, (None, None));
}

async fn the_register_counts_beside_it(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let nga = office.approver("Nga", PHAN_RANG).await;
    let app = &office.app;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let application = hotel.goes_all_the_way().await;
    let certificate = office.certifies(application, PHAN_RANG).await;
    let inspector = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&inspector]).await;
    let phone = inspector.enrols().await;
    phone.reports(&phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder)).await;
    crate::concerns::uphold_concern(&hoa).await;
    let proposed = hoa.proposes(certificate.id, suspension(date!(2026 - 12 - 20))).await;
    nga.decides(&proposed).await;
    let revoked = hoa.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    nga.decides(&revoked).await;

    let today = app.today();
    let time = |from, to| PoliceTotalDetails { from, to, ..total(1) };
    let now = record(&phoi, time(today, today)).await.unwrap();
    let counted = load_total(app, &phoi.may(), now).await.unwrap().own;
    let all = OwnCounts { venues_with_findings: 1, concerns_upheld: 1, suspensions: 1, revocations: 1 };
    assert_eq!(counted, all);
    let before = record(&phoi, total(1)).await.unwrap();
    assert_eq!(load_total(app, &phoi.may(), before).await.unwrap().own, OwnCounts::default());
    let other = record(&office.commune_officer("Kế", DO_VINH).await, time(today, today)).await.unwrap();
    assert_eq!(load_total(app, &phoi.may(), other).await.unwrap().own, OwnCounts::default());
}
