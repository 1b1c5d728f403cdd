//! Training and the totals of the police as figures of a report: what is counted, who sees the rows, and indicators that were
//! typed in before.

use camket_app::indicators::list_indicators;
use camket_app::reports::{RowsQuestion, list_rows};
use camket_domain::indicators::{Indicator, IndicatorKind, IndicatorSource, ReportSection};
use camket_domain::periods::PeriodSpan;
use camket_domain::police_totals::{PoliceFigures, PoliceTotalDetails};
use time::Date;
use time::macros::date;

use super::{FIRST, LAST, add_indicator, open_days, see};
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{DO_VINH, Office, PHAN_RANG, Person};
use crate::{police_totals, training};

test_on_both_engines! {
    what_the_police_did_not_say_is_no_figure_and_its_rows_are_for_who_may_see_them,
    indicators_that_were_typed_are_counted_unless_they_were_renamed,
}

/// Two classes of November and one before; one officer came twice, and one is of another commune.
pub(super) async fn train_officers(office: &Office, hoa: &Person, ke: &Person) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hanh = training::add(hoa, training::officer("Hạnh")).await.unwrap();
    let binh = training::add(hoa, training::officer("Bình")).await.unwrap();
    training::add(hoa, training::officer("Vắng")).await.unwrap();
    let chi = training::add(ke, training::officer("Chi")).await.unwrap();
    training::hold(hoa, training::class(FIRST), &[hanh]).await.unwrap();
    training::hold(hoa, training::class(FIRST), &[]).await.unwrap();
    training::hold(&phoi, training::class(FIRST), &[hanh, binh, chi]).await.unwrap();
    training::hold(hoa, training::class(date!(2026 - 10 - 31)), &[binh]).await.unwrap();
}

/// Two totals of November, of which one names no hot spots, and one that begins before.
pub(super) async fn record_totals(hoa: &Person) {
    let november = |from: Date, cases, hot_spots| {
        let figures =
            PoliceFigures { cases: Some(cases), people: Some(2), hot_spots, ..PoliceFigures::default() };
        PoliceTotalDetails { from, to: date!(2026 - 11 - 20), figures, ..police_totals::total(0) }
    };
    for details in
        [november(FIRST, 3, Some(1)), november(FIRST, 1, None), november(date!(2026 - 10 - 31), 40, None)]
    {
        police_totals::record(hoa, details).await.unwrap();
    }
}

async fn what_the_police_did_not_say_is_no_figure_and_its_rows_are_for_who_may_see_them(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    record_totals(&hoa).await;
    let period = open_days(&phoi, FIRST, LAST).await.unwrap();
    for (area, said) in [(PHAN_RANG.commune(), 3), (DO_VINH.commune(), 0)] {
        let seen = see(&phoi, period, area).await.unwrap();
        let of_police = seen.indicators.iter().filter(|one| one.details.source.kind.is_of_police());
        let figures = of_police.filter_map(|one| seen.figures.get(&one.id)).count();
        assert_eq!(figures, said, "{area}");
    }
    let source = IndicatorSource::of(IndicatorKind::PoliceCases);
    let asked =
        RowsQuestion { source, area: Some(PHAN_RANG.commune()), span: PeriodSpan::new(FIRST, LAST).unwrap() };
    assert_eq!(list_rows(&office.app, &hoa.may(), asked, None).await.unwrap().items.len(), 2);
    let kim = office.labour_officer("Kim", PHAN_RANG).await;
    list_rows(&office.app, &kim.may(), asked, None).await.map(drop).says_not_found();
}

async fn indicators_that_were_typed_are_counted_unless_they_were_renamed(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    // The shipped ones are written with the first change.
    let own = add_indicator(&phoi).await;
    for sql in [
        "UPDATE indicator SET source = 'typed' WHERE section IN ('training', 'police')",
        "UPDATE indicator SET label = 'Số vụ' WHERE label = 'Vụ mại dâm phát hiện'",
        "DELETE FROM seaql_migrations WHERE version LIKE '%_000251_counted_indicators'",
    ] {
        database_dump::execute(office.app.store(), sql).await;
    }
    camket_migrations::run(&office.database.url).await.unwrap();
    let all = list_indicators(&office.app, &phoi.may()).await.unwrap();
    let of_sections =
        |one: &&Indicator| matches!(one.details.section, ReportSection::Training | ReportSection::Police);
    let sources: Vec<String> =
        all.iter().filter(of_sections).map(|one| one.details.source.to_string()).collect();
    assert_eq!(
        sources,
        ["training-classes", "trained-officers", "typed", "police-people", "police-hot-spots"]
    );
    assert!(all.iter().find(|one| one.id == own).unwrap().details.source.is_typed());
    let fines = all.iter().find(|one| one.details.label == "Số tiền phạt").unwrap();
    assert!(fines.details.source.is_typed(), "nobody counts it");
}
