//! The figures of an area that an office sees first, beside a count by hand.

use camket_app::concerns::{self, ConcernView};
use camket_app::dashboard::{AreaFigures, load_figures};
use camket_app::inspections::{self, InspectionFilter};
use camket_app::{certificates, venue_register};
use camket_domain::inspections::ConclusionFilter;
use camket_domain::periods::PeriodSpan;
use camket_domain::venue_register::{EndMonth, ReachFilter, RegisterFilter};
use time::Duration;
use time::macros::date;

use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, PHAN_RANG, Person, suspension};

test_on_both_engines! {
    figures_are_those_of_the_area,
    months_hold_what_happened_in_them,
    ageing_is_in_working_days_by_office,
    a_message_that_did_not_arrive_counts_until_one_does,
}

async fn load(reader: &Person) -> AreaFigures {
    let found = load_figures(&reader.office.app, &reader.may()).await.unwrap();
    AreaFigures::clone(&found.expect("a reader with an area"))
}

async fn figures_are_those_of_the_area(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let lan = office.owner("Lan").await;
    let mut papers = Vec::new();
    for name in ["Một", "Hai", "Ba"] {
        let hotel = lan.registers_venue(&format!("Khách sạn {name}")).await;
        papers.push(office.certifies(hotel.goes_all_the_way().await, PHAN_RANG).await);
    }
    lan.registers_venue("Khách sạn Bốn").await.fills_in_everything().await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let proposed = hoa.proposes(papers[0].id, suspension(date!(2026 - 12 - 10))).await;
    ky.decides(&proposed).await;
    let counts = load(&hoa).await.certificates;
    assert_eq!((counts.absent, counts.valid, counts.suspended, counts.expired), (1, 2, 1, 0));
    office.waits(Duration::days(18));
    let figures = load(&hoa).await;
    assert_eq!(
        (figures.certificates.valid, figures.certificates.suspended),
        (3, 0),
        "the suspension is over"
    );
    let elsewhere = load(&office.commune_officer("Kế", DO_VINH).await).await;
    assert_eq!((elsewhere.certificates, elsewhere.ageing.decided), (Default::default(), 0));
    let province = load(&office.coordinator("Phối", PHAN_RANG).await).await;
    assert_eq!(province.certificates, figures.certificates);
}

async fn months_hold_what_happened_in_them(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let certificate = office.certifies(hotel.goes_all_the_way().await, PHAN_RANG).await;
    office.finds_a_violation(&hotel, PHAN_RANG).await;
    crate::concerns::uphold_concern_about(&hoa, &certificate.number).await;
    // 1 December in Viet Nam, 30 November in UTC.
    office.waits(Duration::days(7) + Duration::hours(16));
    assert_eq!(office.app.today(), date!(2026 - 12 - 01));
    crate::concerns::uphold_concern_about(&hoa, &certificate.number).await;
    let figures = load(&hoa).await;
    assert_eq!(figures.past[11].first(), date!(2026 - 12 - 01));
    assert_eq!((figures.concerns[10], figures.concerns[11]), (1, 1));
    assert_eq!(
        (figures.count_visits()[10], figures.count_findings()[10], figures.count_visits()[11]),
        (1, 1, 0)
    );
    assert_eq!((figures.visited, figures.planned), (1, 0));
    for (at, month) in figures.past.iter().enumerate() {
        let listed = list_numbers(&hoa, *month).await;
        let counted = [figures.count_visits()[at], figures.count_findings()[at], figures.concerns[at]];
        assert_eq!(listed, counted, "the rows of {month:?}");
    }
    assert_eq!(
        (figures.ending[11], figures.ending.iter().sum::<u64>()),
        (1, 1),
        "a year after it was issued"
    );
    let soon = certificate.expires_on - Duration::days(20) - office.app.today();
    office.waits(soon);
    let coming = load(&hoa).await;
    assert_eq!(coming.ending.iter().sum::<u64>(), 1);
    let at = coming.coming.iter().position(|month| month.last() >= certificate.expires_on).unwrap();
    assert_eq!(coming.ending[at], 1);
    let suspended = hoa.proposes(certificate.id, suspension(office.app.today() + Duration::days(3))).await;
    office.approver("Ký", PHAN_RANG).await.decides(&suspended).await;
    assert_eq!(list_ending(&hoa, &load(&hoa).await).await, vec![0; 12], "not in force");
    office.waits(Duration::days(4));
    let lifted = load(&hoa).await;
    assert_eq!(lifted.ending.iter().sum::<u64>(), 1);
    assert_eq!(list_ending(&hoa, &lifted).await, lifted.ending, "the rows of each month");
}

/// Certificates that end in each coming month, in the lists of venues and of certificates; both are the same.
async fn list_ending(reader: &Person, figures: &AreaFigures) -> Vec<u64> {
    let app = &reader.office.app;
    let mut found = Vec::new();
    for month in &figures.coming {
        let filter = RegisterFilter { ending: EndMonth::of(month.first()), ..RegisterFilter::default() };
        let venues = venue_register::list(app, &reader.may(), &filter, None).await.unwrap();
        let papers = certificates::list(app, &reader.may(), &filter, None).await.unwrap();
        assert_eq!(venues.venues.len(), papers.items.len(), "{month:?}");
        found.push(venues.venues.len() as u64);
    }
    found
}

/// Visits, visits with findings, and reports of the public in the lists to which the figures of these days lead.
async fn list_numbers(reader: &Person, days: PeriodSpan) -> [u64; 3] {
    let app = &reader.office.app;
    let visits = async |conclusion| {
        let filter = InspectionFilter { conclusion, span: Some(days), state: None };
        inspections::list(app, &reader.may(), filter, None).await.unwrap().0.items.len() as u64
    };
    let received = concerns::list(app, &reader.may(), ConcernView::Received(days), None).await.unwrap();
    [visits(None).await, visits(Some(ConclusionFilter::Faulty)).await, received.items.len() as u64]
}

async fn ageing_is_in_working_days_by_office(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let application = hotel.goes_all_the_way().await;
    assert_eq!(load(&hoa).await.ageing.decided, 0);
    // From Monday to the Tuesday after; 24 November is a day off.
    office.waits(Duration::days(8));
    hoa.accepts(application).await;
    let figures = load(&hoa).await;
    assert_eq!((figures.ageing.decided, figures.ageing.median, figures.ageing.slowest_tenth), (1, 5, 5));
    let (office_name, ageing) = &figures.ageing_by_office[0];
    assert!(office_name.contains("Phan Rang"), "{office_name}");
    assert_eq!(*ageing, figures.ageing);
    office.waits(Duration::days(91));
    assert_eq!(load(&hoa).await.ageing.decided, 0, "too long ago");
}

async fn a_message_that_did_not_arrive_counts_until_one_does(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let lan = office.owner("Lan").await;
    lan.registers_venue("Khách sạn Một").await.goes_all_the_way().await;
    lan.registers_venue("Khách sạn Hai").await.fills_in_everything().await;
    let other = office.owner("Mai").await.registers_venue("Khách sạn Ba").await;
    let unreached = async |reader: &Person| {
        office.waits(Duration::minutes(2));
        load(reader).await.unreached
    };
    assert_eq!(unreached(&hoa).await, 0, "what waits was not given up");
    crate::outbox::give_up_everything(&office).await;
    assert_eq!(unreached(&hoa).await, 2, "both venues of the owner");
    assert_eq!(unreached(&office.commune_officer("Kế", DO_VINH).await).await, 0);
    let filter = RegisterFilter { reach: Some(ReachFilter::Undelivered), ..RegisterFilter::default() };
    let listed = venue_register::list(&office.app, &hoa.may(), &filter, None).await.unwrap();
    let mut names: Vec<&str> = listed.venues.iter().map(|venue| venue.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Khách sạn Hai", "Khách sạn Một"], "the number leads to its rows");

    other.goes_all_the_way().await;
    crate::outbox::deliver_everything(&office).await;
    assert_eq!(unreached(&hoa).await, 2, "another owner's message says nothing of hers");
    lan.registers_venue("Khách sạn Bốn").await.goes_all_the_way().await;
    crate::outbox::deliver_everything(&office).await;
    assert_eq!(unreached(&hoa).await, 0, "she is reached again");
}
