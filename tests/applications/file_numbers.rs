//! File numbers: one for each application, its receipt, and the look-up by number and phone.

use camket_app::applications::{self, QueueFilter, QueueView};
use camket_app::printing::render_receipt_pdf;
use camket_app::venue_register;
use camket_domain::agencies::AgencyFunction;
use camket_domain::applications::{Application, FileNumber, TrackKind};
use camket_domain::calendar::format_date;
use camket_domain::identifiers::Phone;
use camket_domain::outbox::Notice;
use camket_domain::refusal::Refusal;
use camket_domain::venue_register::RegisterFilter;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{BA_DINH, DO_VINH, Office, OwnedVenue, PHAN_RANG, Person, incomplete, samples};

test_on_both_engines! {
    files_are_counted_by_agency_and_year,
    a_file_keeps_its_number_when_it_is_submitted_again,
    a_refused_submission_takes_no_number,
    files_submitted_at_once_get_different_numbers,
    the_owner_hears_the_number_and_the_due_day,
    offices_find_a_file_by_its_number,
    a_file_is_looked_up_by_number_and_phone,
    older_files_are_numbered_in_their_order,
}

async fn submitted(office: &Office, name: &str) -> (OwnedVenue, Application) {
    let hotel = office.owner("Lan").await.registers_venue(name).await;
    hotel.goes_all_the_way().await;
    let application = hotel.dossier().await.application.unwrap();
    (hotel, application)
}

async fn numbered(office: &Office, serial: i32) -> FileNumber {
    let code = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await.code;
    FileNumber::new(&code, office.app.today().year(), serial)
}

async fn files_are_counted_by_agency_and_year(office: Office) {
    let (_, first) = submitted(&office, "Khách sạn Biển Xanh").await;
    let (_, second) = submitted(&office, "Nhà nghỉ Hoa Sen").await;
    assert_eq!(first.number, numbered(&office, 1).await);
    assert_eq!(second.number, numbered(&office, 2).await);
    let elsewhere = office.owner("Mai").await.registers_venue("Quán Xa").await;
    elsewhere.goes_all_the_way_at(BA_DINH).await;
    let other = elsewhere.dossier().await.application.unwrap().number;
    assert!(other.as_str().ends_with("-2026-000001") && other != first.number, "{other}");
    office.waits(Duration::days(60));
    let (_, later) = submitted(&office, "Khách sạn Năm Mới").await;
    assert_eq!(office.app.today().year(), 2027);
    assert_eq!(later.number, numbered(&office, 1).await);
}

async fn a_file_keeps_its_number_when_it_is_submitted_again(office: Office) {
    let (hotel, before) = submitted(&office, "Khách sạn Biển Xanh").await;
    office.commune_officer("Hoa", PHAN_RANG).await.returns(before.id, "other").await;
    hotel.submits().await;
    assert_eq!(hotel.dossier().await.application.unwrap().number, before.number);
    hotel.tries_to_withdraw().await.unwrap();
    hotel.submits().await;
    assert_eq!(hotel.dossier().await.application.unwrap().number, numbered(&office, 2).await);
}

async fn a_refused_submission_takes_no_number(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel.tries_to_submit().await.says_refused(incomplete(&["pledge", "workers"]));
    hotel.signs().await;
    hotel.declares_nobody().await;
    hotel.submits().await;
    hotel.tries_to_submit().await.says_refused(Refusal::AlreadySubmitted);
    let (_, next) = submitted(&office, "Nhà nghỉ Hoa Sen").await;
    assert_eq!(next.number, numbered(&office, 2).await);
}

async fn files_submitted_at_once_get_different_numbers(office: Office) {
    let mut ready = Vec::new();
    for serial in 0..6 {
        let hotel = office.owner("Lan").await.registers_venue(&format!("Khách sạn {serial}")).await;
        hotel.fills_in_everything().await;
        hotel.signs().await;
        hotel.declares_nobody().await;
        ready.push(hotel);
    }
    let tasks: Vec<_> = ready
        .into_iter()
        .map(|hotel| {
            tokio::spawn(async move {
                hotel.submits().await;
                hotel.dossier().await.application.unwrap().number
            })
        })
        .collect();
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.push(task.await.unwrap().to_string());
    }
    numbers.sort();
    let mut expected = Vec::new();
    for serial in 1..=6 {
        expected.push(numbered(&office, serial).await.to_string());
    }
    assert_eq!(numbers, expected);
}

async fn the_owner_hears_the_number_and_the_due_day(office: Office) {
    let (hotel, application) = submitted(&office, "Khách sạn Biển Xanh").await;
    let Notice::Received { venue, number, due, .. } = office.last_notice_to(hotel.owner.login.as_str()).await
    else {
        panic!("the receipt");
    };
    assert_eq!((venue.as_str(), number), ("Khách sạn Biển Xanh", application.number.to_string()));
    assert_eq!(due, format_date(application.due_on()));
    let dossier = hotel.dossier().await;
    let pdf = render_receipt_pdf(&office.app, &dossier.venue, &application, None).await.unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let same = render_receipt_pdf(&office.app, &dossier.venue, &application, None).await.unwrap();
    assert_eq!(pdf, same);
}

async fn offices_find_a_file_by_its_number(office: Office) {
    let (_, application) = submitted(&office, "Khách sạn Biển Xanh").await;
    submitted(&office, "Nhà nghỉ Hoa Sen").await;
    let typed = application.number.as_str().to_lowercase();
    let found = async |officer: &Person| {
        let filter = RegisterFilter { words: typed.clone(), ..RegisterFilter::default() };
        let list = venue_register::list(&office.app, &officer.may(), &filter, None).await.unwrap();
        let words =
            QueueFilter { words: typed.clone(), ..QueueFilter::for_view(TrackKind::Pledge, QueueView::All) };
        let queue = applications::list_queue(&office.app, &officer.may(), &words, None).await.unwrap();
        let venues: Vec<_> = list.venues.into_iter().map(|line| line.name).collect();
        (venues, queue.items.into_iter().map(|row| row.name).collect::<Vec<_>>())
    };
    let name = vec!["Khách sạn Biển Xanh".to_owned()];
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    assert_eq!(found(&hoa).await, (name.clone(), name));
    let away = office.commune_officer("Kế", DO_VINH).await;
    assert_eq!(found(&away).await, (vec![], vec![]));
}

async fn a_file_is_looked_up_by_number_and_phone(office: Office) {
    let (_, application) = submitted(&office, "Khách sạn Biển Xanh").await;
    let look_up = async |number: &FileNumber, phone: &Phone| {
        applications::track_file(&office.app, number, phone).await.unwrap().map(|file| file.application.id)
    };
    for phone in [samples::mobile(1), samples::mobile(2)] {
        assert_eq!(look_up(&application.number, &phone).await, Some(application.id));
    }
    assert_eq!(look_up(&application.number, &samples::mobile(3)).await, None);
    let unknown = numbered(&office, 9).await;
    assert_eq!(look_up(&unknown, &samples::mobile(1)).await, None);
}

/// The schema is set back to the one before file numbers, and migrated again.
async fn older_files_are_numbered_in_their_order(office: Office) {
    let (_, first) = submitted(&office, "Khách sạn Biển Xanh").await;
    office.waits(Duration::days(60));
    let (_, second) = submitted(&office, "Nhà nghỉ Hoa Sen").await;
    office.waits(Duration::minutes(1));
    let (_, third) = submitted(&office, "Quán Đêm").await;
    for sql in [
        "DROP INDEX ux_application_number",
        "ALTER TABLE application DROP COLUMN number",
        "DROP TABLE file_counter",
        "DELETE FROM seaql_migrations WHERE version LIKE '%_000014_file_numbers'",
    ] {
        database_dump::execute(office.app.store(), sql).await;
    }
    camket_migrations::run(&office.database.url).await.unwrap();
    let (_, fourth) = submitted(&office, "Khách sạn Sao Mai").await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    for (application, number) in [
        (&first, first.number.clone()),
        (&second, numbered(&office, 1).await),
        (&third, numbered(&office, 2).await),
        (&fourth, numbered(&office, 3).await),
    ] {
        assert_eq!(hoa.opens(application.id).await.application.number, number);
    }
    assert!(first.number.as_str().contains("-2026-"));
}
