//! The list "tăng, giảm, thay đổi" of a period, counted by hand; who sees it; and the file.

use camket_app::AppError;
use camket_app::labour::{
    self, ChangesPage, ImportRow, digest_versions, export_changes, export_own_changes, list_changes,
    list_own_changes,
};
use camket_app::list_file::ReadParts;
use camket_domain::accounts::Role;
use camket_domain::audit::AuditAction;
use camket_domain::ids::WorkerId;
use camket_domain::labour::history::{ChangeCounts, ChangeFilter, Staffing, WorkerChangeKind};
use camket_domain::periods::PeriodSpan;
use camket_domain::settings::Settings;
use time::Date;
use time::macros::date;

use super::register_hotel;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, OwnedVenue, PHAN_RANG, Person, TestPlace, samples};

test_on_both_engines! {
    a_period_has_what_happened_within_it,
    an_office_sees_the_venues_of_its_area_in_order,
    the_paper_says_one_number_and_the_register_another,
    a_file_has_every_change_and_is_recorded,
}

fn span(first: Date, last: Date) -> PeriodSpan {
    PeriodSpan::new(first, last).unwrap()
}

/// The half-year of the day on which the tests begin.
fn half_year() -> PeriodSpan {
    span(date!(2026 - 06 - 15), date!(2026 - 12 - 14))
}

async fn declare(hotel: &OwnedVenue, serial: u32, started_on: Date) -> WorkerId {
    let mut given = samples::receptionist(&format!("Trần Thị {serial}"), samples::woman(serial));
    given.job.started_on = started_on;
    hotel.tries_to_declare(given).await.unwrap();
    hotel.dossier().await.workers.last().unwrap().id
}

async fn read_own(hotel: &OwnedVenue, span: PeriodSpan) -> ChangesPage {
    let app = &hotel.owner.office.app;
    list_own_changes(app, &hotel.owner.may(), hotel.id, span, None).await.unwrap().1
}

fn counts(started: u64, left: u64, changed: u64) -> ChangeCounts {
    ChangeCounts { started, left, changed, is_cut: false }
}

fn name_changes(found: &ChangesPage) -> Vec<(WorkerChangeKind, Date, &str)> {
    found
        .changes
        .iter()
        .map(|listed| {
            let name = listed.worker_name.as_deref().unwrap_or_default();
            (listed.change.kind, listed.change.happened_on, name)
        })
        .collect()
}

/// Five workers are declared, a file brings a sixth and changes the second, two are changed by hand and two leave. The days
/// of four of them are the first and the last of the period, and those beside them.
async fn a_period_has_what_happened_within_it(office: Office) {
    use WorkerChangeKind::{Changed, Left, Started};
    let hotel = register_hotel(&office).await;
    let first = declare(&hotel, 601, date!(2026 - 06 - 14)).await;
    declare(&hotel, 602, date!(2026 - 06 - 15)).await;
    declare(&hotel, 603, date!(2026 - 12 - 14)).await;
    declare(&hotel, 604, date!(2026 - 12 - 15)).await;
    let fifth = declare(&hotel, 605, date!(2025 - 03 - 01)).await;
    let workers = hotel.dossier().await.workers;
    let mut second = samples::receptionist("Trần Thị 602", samples::woman(602));
    (second.job.started_on, second.job.position) = (date!(2026 - 06 - 15), "Bếp".to_owned());
    let mut sixth = samples::receptionist("Trần Thị 606", samples::woman(606));
    sixth.job.started_on = date!(2026 - 07 - 01);
    let rows = [ImportRow { number: 2, given: second }, ImportRow { number: 3, given: sixth }];
    let seen = digest_versions(&workers);
    let (app, permit) = (&office.app, hotel.owner.may());
    labour::import(app, &permit, hotel.id, office.key(), (b"list", &seen), &rows).await.unwrap();
    let mut given = samples::receptionist("Trần Thị Nhất", samples::woman(601));
    given.job.started_on = date!(2026 - 06 - 14);
    labour::update(app, &permit, (hotel.id, first), 1, given).await.unwrap();
    let mut given = samples::receptionist("Trần Thị 605", samples::woman(605));
    given.health_check_on = Some(date!(2026 - 11 - 20));
    labour::update(app, &permit, (hotel.id, fifth), 1, given).await.unwrap();
    hotel.says_who_left(first, date!(2026 - 11 - 20)).await;
    hotel.says_who_left(fifth, date!(2026 - 06 - 14)).await;

    let found = read_own(&hotel, half_year()).await;
    assert_eq!((found.counts, found.next), (counts(3, 1, 2), None));
    let today = date!(2026 - 11 - 23);
    assert_eq!(
        name_changes(&found),
        [
            (Started, date!(2026 - 06 - 15), "Trần Thị 602"),
            (Started, date!(2026 - 07 - 01), "Trần Thị 606"),
            (Left, date!(2026 - 11 - 20), "Trần Thị Nhất"),
            (Changed, today, "Trần Thị 602"),
            (Changed, today, "Trần Thị Nhất"),
            (Started, date!(2026 - 12 - 14), "Trần Thị 603"),
        ]
    );
    let day = date!(2026 - 06 - 14);
    assert_eq!(read_own(&hotel, span(day, day)).await.counts, counts(1, 1, 0));
    let day = date!(2026 - 12 - 15);
    assert_eq!(read_own(&hotel, span(day, day)).await.counts, counts(1, 0, 0));
    assert_eq!(
        read_own(&hotel, span(date!(2026 - 08 - 01), date!(2026 - 10 - 31))).await.counts,
        counts(0, 0, 0)
    );

    // What was no end, and who was no worker, are in no list.
    labour::withdraw_departure(app, &permit, (hotel.id, first), 3).await.unwrap();
    let sixth = hotel.dossier().await.workers.last().unwrap().id;
    labour::remove(app, &permit, (hotel.id, sixth), 1).await.unwrap();
    assert_eq!(read_own(&hotel, half_year()).await.counts, counts(2, 0, 2));
    let mai = office.owner("Mai").await;
    list_own_changes(app, &mai.may(), hotel.id, half_year(), None).await.map(drop).says_not_found();
}

async fn begin_at(owner: &Person, name: &str, place: TestPlace) -> OwnedVenue {
    let venue = owner.registers_venue(name).await;
    venue.fills_in_everything_at(place).await;
    venue
}

async fn read_all(officer: &Person, commune: Option<TestPlace>) -> Vec<(String, Date)> {
    let commune = commune.map(|place| place.commune());
    let filter = ChangeFilter { span: half_year(), commune, venue: None };
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = list_changes(&officer.office.app, &officer.may(), filter, after).await.unwrap();
        assert!(page.changes.iter().all(|listed| listed.worker_name.is_none()));
        found.extend(page.changes.into_iter().map(|listed| (listed.venue_name, listed.change.happened_on)));
        after = page.next;
        if after.is_none() {
            assert_eq!(page.counts.started, found.len() as u64);
            return found;
        }
    }
}

async fn an_office_sees_the_venues_of_its_area_in_order(office: Office) {
    let lan = office.owner("Lan").await;
    let sen = begin_at(&lan, "Sen", PHAN_RANG).await;
    let an = begin_at(&lan, "Ân", PHAN_RANG).await;
    let far = begin_at(&lan, "Đô", DO_VINH).await;
    let (august, september) = (date!(2026 - 08 - 01), date!(2026 - 09 - 01));
    declare(&sen, 601, september).await;
    declare(&sen, 602, august).await;
    declare(&an, 603, september).await;
    declare(&far, 604, august).await;
    let row = |venue: &str, day| (venue.to_owned(), day);
    let province = office.labour_officer("Hoa", PHAN_RANG).await;
    let here = [row("Ân", september), row("Sen", august), row("Sen", september)];
    let there = [row("Đô", august)];
    // The labour authority of the tests is that of the province.
    assert_eq!(read_all(&province, None).await, [&here[..1], &there, &here[1..]].concat());
    assert_eq!(read_all(&province, Some(PHAN_RANG)).await, here);
    assert_eq!(read_all(&province, Some(DO_VINH)).await, there);
    assert_eq!(read_all(&province, Some(BA_DINH)).await, []);
    let commune = office.member(Role::LabourOfficer, "Đào", None, DO_VINH.commune()).await;
    assert_eq!(read_all(&commune, None).await, there);
    assert_eq!(read_all(&commune, Some(PHAN_RANG)).await, []);
    let far_away = office.labour_officer("Hà", BA_DINH).await;
    assert_eq!(read_all(&far_away, None).await, []);

    // More than two pages of one venue and day.
    for serial in 700..760 {
        declare(&an, serial, september).await;
    }
    let all = read_all(&province, None).await;
    assert_eq!((all.len(), all.iter().filter(|row| row.0 == "Ân").count()), (64, 61));
}

async fn the_paper_says_one_number_and_the_register_another(office: Office) {
    let hotel = begin_at(&office.owner("Lan").await, "Khách sạn Sen", PHAN_RANG).await;
    let first = declare(&hotel, 601, date!(2026 - 07 - 01)).await;
    declare(&hotel, 602, date!(2026 - 07 - 01)).await;
    let own = read_own(&hotel, half_year()).await;
    assert!(own.staffing.is_empty(), "there is no certificate");
    hotel.signs().await;
    let application = hotel.submits().await;
    office.certifies(application, PHAN_RANG).await;
    hotel.says_who_left(first, date!(2026 - 11 - 22)).await;
    let officer = office.labour_officer("Hoa", PHAN_RANG).await;
    let filter = ChangeFilter { span: half_year(), commune: None, venue: None };
    let read = async || list_changes(&office.app, &officer.may(), filter, None).await.unwrap();
    let found = read().await;
    let expected = Staffing { printed: 2, printed_on: date!(2026 - 11 - 23), present: 1 };
    assert_eq!(found.staffing[&hotel.id], expected);
    assert_eq!(read_own(&hotel, half_year()).await.staffing[&hotel.id], expected);
    assert!(!expected.needs_look(found.threshold), "one of three workers that the settings ask for");
    let strict = Settings { look_again_workers: 1, look_again_share: 50, ..Settings::default() };
    let administrator = office.administrator("An", PHAN_RANG).await;
    camket_app::settings::save(&office.app, &administrator.may(), &strict).await.unwrap();
    assert!(expected.needs_look(read().await.threshold));
}

async fn count_rows(mut export: impl ReadParts) -> Result<usize, AppError> {
    let mut rows = 0;
    loop {
        let part = export.read_part().await?;
        if part.is_empty() {
            return Ok(rows);
        }
        rows += part.len();
    }
}

async fn a_file_has_every_change_and_is_recorded(office: Office) {
    let hotel = begin_at(&office.owner("Lan").await, "Khách sạn Sen", PHAN_RANG).await;
    for serial in 601..604 {
        declare(&hotel, serial, date!(2026 - 07 - 01)).await;
    }
    let officer = office.labour_officer("Hoa", PHAN_RANG).await;
    let filter = ChangeFilter { span: half_year(), commune: None, venue: None };
    let export = export_changes(&office.app, &officer.may(), filter).await.unwrap();
    assert_eq!(export.counts(), counts(3, 0, 0));
    assert_eq!(count_rows(export).await.unwrap(), 3);
    let exported = AuditAction::WorkerChangesExported;
    assert_eq!(office.actions_on(officer.id().0).await.last(), Some(&exported));
    let (app, permit) = (&office.app, hotel.owner.may());
    let (_, export) = export_own_changes(app, &permit, hotel.id, half_year()).await.unwrap();
    assert_eq!(count_rows(export).await.unwrap(), 3);
    assert_eq!(office.actions_at(hotel.id).await.last(), Some(&exported));
    let mai = office.owner("Mai").await;
    export_own_changes(app, &mai.may(), hotel.id, half_year()).await.map(drop).says_not_found();
}
