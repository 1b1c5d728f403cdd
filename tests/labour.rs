//! The labour register: workers declared, changed, removed; or a declaration of no workers.

mod changes;
mod checks;
mod history;
mod id_numbers;
mod import;
mod requests;

use camket_app::labour::{self, WorkerDeclaration};
use camket_domain::audit::AuditAction;
use camket_domain::ids::WorkerId;
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;
use camket_store::labour as rows;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, samples};

test_on_both_engines! {
    a_declared_worker_stands_in_the_register,
    the_same_form_twice_declares_once,
    a_too_young_worker_is_refused_with_the_law,
    an_early_start_can_be_declared,
    a_worker_is_changed_and_removed,
    an_old_page_changes_nothing,
    another_owners_workers_are_not_there,
    a_worker_is_found_in_their_own_venue_only,
    nobody_and_somebody_exclude_each_other,
    nothing_changes_in_review,
    every_worker_of_a_large_venue_is_listed,
    the_register_leaves_as_a_book_and_as_the_form_of_the_law,
}

async fn register_hotel(office: &Office) -> OwnedVenue {
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await
}

fn declaration_of_hanh() -> WorkerDeclaration {
    samples::receptionist("Trần Thị Hạnh", samples::woman(500))
}

async fn a_declared_worker_stands_in_the_register(office: Office) {
    let hotel = register_hotel(&office).await;
    hotel.tries_to_declare(declaration_of_hanh()).await.unwrap();
    hotel.declares("Nguyễn Thị A").await;
    let workers = hotel.dossier().await.workers;
    let names: Vec<_> = workers.iter().map(|worker| worker.person.name.as_str()).collect();
    assert_eq!(names, ["Trần Thị Hạnh", "Nguyễn Thị A"]);
    assert_eq!(workers[0].job, declaration_of_hanh().job);
    assert_eq!(workers[0].person.number.last4, "0500");
    assert_eq!(office.actions_on(workers[0].id.0).await, [AuditAction::WorkerDeclared]);
}

async fn the_same_form_twice_declares_once(office: Office) {
    let hotel = register_hotel(&office).await;
    let key = office.key();
    for _ in 0..2 {
        labour::declare(&office.app, &hotel.owner.may(), hotel.id, key, declaration_of_hanh()).await.unwrap();
    }
    assert_eq!(hotel.dossier().await.workers.len(), 1);
}

async fn a_too_young_worker_is_refused_with_the_law(office: Office) {
    let lan = office.owner("Lan").await;
    let karaoke = lan.registers(VenueKind::Karaoke, "Karaoke Hoa Sứ").await;
    let mut young = samples::receptionist("Em Út", samples::woman(501));
    young.born_on = date!(2010 - 01 - 01).into();
    karaoke.tries_to_declare(young.clone()).await.says_invalid("born_on", "worker-under-age");
    young.job.customer_facing = false;
    karaoke.tries_to_declare(young.clone()).await.says_invalid("born_on", "worker-under-age");
    assert!(karaoke.dossier().await.workers.is_empty());
    young.number = samples::passport("C1234567");
    let cafe = lan.registers(VenueKind::Cafe, "Cà phê Nắng").await;
    cafe.tries_to_declare(young).await.unwrap();
}

async fn an_early_start_can_be_declared(office: Office) {
    let hotel = register_hotel(&office).await;
    let mut started_young = declaration_of_hanh();
    started_young.job.started_on = date!(2007 - 01 - 01);
    hotel.tries_to_declare(started_young).await.unwrap();
}

async fn a_worker_is_changed_and_removed(office: Office) {
    let hotel = register_hotel(&office).await;
    let id = hotel.declares("Nguyễn Thị A").await;
    let permit = hotel.owner.may();
    labour::update(&office.app, &permit, (hotel.id, id), 1, declaration_of_hanh()).await.unwrap();
    let (_, changed) = labour::find(&office.app, &permit, hotel.id, id).await.unwrap();
    assert_eq!((changed.person.name.as_str(), changed.version), ("Trần Thị Hạnh", 2));
    labour::remove(&office.app, &permit, (hotel.id, id), 2).await.unwrap();
    labour::find(&office.app, &permit, hotel.id, id).await.says_not_found();
    labour::remove(&office.app, &permit, (hotel.id, id), 2).await.says_not_found();
    let deeds = office.actions_on(id.0).await;
    assert_eq!(deeds, [AuditAction::WorkerDeclared, AuditAction::WorkerChanged, AuditAction::WorkerRemoved]);
}

async fn an_old_page_changes_nothing(office: Office) {
    let hotel = register_hotel(&office).await;
    let id = hotel.declares("Nguyễn Thị A").await;
    let permit = hotel.owner.may();
    let change = async |name: &str| {
        let given = WorkerDeclaration { name: name.to_owned(), ..declaration_of_hanh() };
        labour::update(&office.app, &permit, (hotel.id, id), 1, given).await
    };
    change("Tên một").await.unwrap();
    change("Tên hai").await.says_conflict();
    labour::remove(&office.app, &permit, (hotel.id, id), 1).await.says_conflict();
    assert_eq!(hotel.dossier().await.workers[0].person.name, "Tên một");
    let empty = hotel.owner.registers_venue("Khách sạn Hai").await;
    let shown = empty.dossier().await.venue.version;
    empty.fills_in_everything().await;
    labour::declare_no_employees(&office.app, &hotel.owner.may(), empty.id, shown, true)
        .await
        .says_conflict();
    assert!(!empty.dossier().await.venue.no_employees);
}

async fn another_owners_workers_are_not_there(office: Office) {
    let hotel = register_hotel(&office).await;
    let id = hotel.declares("Nguyễn Thị A").await;
    let binh = office.owner("Bình").await;
    let (app, permit) = (&office.app, binh.may());
    labour::list(app, &permit, hotel.id).await.says_not_found();
    labour::find(app, &permit, hotel.id, id).await.says_not_found();
    labour::declare(app, &permit, hotel.id, office.key(), declaration_of_hanh()).await.says_not_found();
    labour::update(app, &permit, (hotel.id, id), 1, declaration_of_hanh()).await.says_not_found();
    labour::remove(app, &permit, (hotel.id, id), 1).await.says_not_found();
    labour::declare_no_employees(app, &binh.may(), hotel.id, 1, true).await.says_not_found();
}

async fn a_worker_is_found_in_their_own_venue_only(office: Office) {
    let hotel = register_hotel(&office).await;
    let id = hotel.declares("Nguyễn Thị A").await;
    let other = hotel.owner.registers_venue("Khách sạn Hai").await;
    let permit = hotel.owner.may();
    labour::find(&office.app, &permit, other.id, id).await.says_not_found();
    labour::update(&office.app, &permit, (other.id, id), 1, declaration_of_hanh()).await.says_not_found();
    labour::remove(&office.app, &permit, (other.id, id), 1).await.says_not_found();
}

async fn nobody_and_somebody_exclude_each_other(office: Office) {
    let hotel = register_hotel(&office).await;
    hotel.declares_nobody().await;
    hotel.tries_to_declare(declaration_of_hanh()).await.says_refused(Refusal::DeclaredNone);
    let version = hotel.dossier().await.venue.version;
    labour::declare_no_employees(&office.app, &hotel.owner.may(), hotel.id, version, false).await.unwrap();
    hotel.tries_to_declare(declaration_of_hanh()).await.unwrap();
    hotel.tries_to_declare_nobody().await.says_refused(Refusal::HasWorkers);
    let deeds = office.actions_at(hotel.id).await;
    let declared = deeds.into_iter().filter(|deed| *deed == AuditAction::NoEmployeesDeclared);
    assert_eq!(declared.count(), 2);
}

async fn nothing_changes_in_review(office: Office) {
    let hotel = register_hotel(&office).await;
    hotel.goes_all_the_way().await;
    let id = hotel.dossier().await.workers[0].id;
    let permit = hotel.owner.may();
    hotel.tries_to_declare(declaration_of_hanh()).await.says_refused(Refusal::InReview);
    let change = labour::update(&office.app, &permit, (hotel.id, id), 1, declaration_of_hanh()).await;
    change.says_refused(Refusal::InReview);
    labour::remove(&office.app, &permit, (hotel.id, id), 1).await.says_refused(Refusal::InReview);
    hotel.tries_to_declare_nobody().await.says_refused(Refusal::InReview);
}

/// The list once ended in silence after 1,000.
async fn every_worker_of_a_large_venue_is_listed(office: Office) {
    let hotel = register_hotel(&office).await;
    hotel.declares("Nguyễn Thị A").await;
    let first = hotel.dossier().await.workers.remove(0);
    let tx = office.app.store().begin_write().await.unwrap();
    for serial in 1..=1_000 {
        let mut worker = first.clone();
        worker.id = WorkerId(office.key());
        worker.person.number.fingerprint = format!("made up {serial}");
        rows::insert(&tx, &worker).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(hotel.dossier().await.workers.len(), 1_001);
}

/// The cells of the first sheet of a workbook, as LibreOffice or Excel would show them.
fn read_cells(bytes: Vec<u8>) -> Vec<Vec<String>> {
    use calamine::{Reader, Xlsx};
    let mut workbook = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    let (rows, columns) = sheet.end().unwrap();
    let cell = |row, column| sheet.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    (0..=rows).map(|row| (0..=columns).map(|column| cell(row, column)).collect()).collect()
}

async fn the_register_leaves_as_a_book_and_as_the_form_of_the_law(office: Office) {
    let hotel = register_hotel(&office).await;
    hotel.fills_in_everything().await;
    hotel.tries_to_declare(declaration_of_hanh()).await.unwrap();
    let mut fixed = samples::receptionist("Nguyễn Thị A", samples::woman(777));
    fixed.job.contract = camket_domain::labour::Contract::Fixed;
    fixed.job.group = camket_domain::labour::JobGroup::Manager;
    fixed.job.ends_on = Some(date!(2027 - 02 - 28));
    hotel.tries_to_declare(fixed).await.unwrap();
    let may = hotel.owner.may();
    let (_, book) = labour::export_workers(&office.app, &may, hotel.id).await.unwrap();
    let cells = read_cells(book);
    let hanh = cells.iter().find(|row| row[1] == "Trần Thị Hạnh").unwrap();
    let number = samples::woman(500);
    assert_eq!((hanh[2].as_str(), hanh[6].as_str()), ("Nữ", number.expose()), "whole, and as text");

    let (_, form) = labour::export_labour_form(&office.app, &may, hotel.id).await.unwrap();
    let cells = read_cells(form);
    let numbers: Vec<String> = (1..=27).map(|number| number.to_string()).collect();
    let heads = cells.iter().position(|row| *row == numbers).expect("the numbers of 27 columns");
    let head = |row: usize, column: usize| cells[heads - 3 + row][column].as_str();
    assert_eq!(
        [head(0, 0), head(0, 7), head(1, 7), head(2, 12)],
        ["STT", "Vị trí việc làm (2)", "Nhà quản lý", "Chức vụ"]
    );
    assert_eq!(
        [head(0, 19), head(1, 20), head(2, 23), head(0, 26)],
        ["Loại và hiệu lực hợp đồng lao động", "Hiệu lực HĐLĐ xác định thời hạn", "Ngày kết thúc", "Ghi chú"]
    );
    let (first, second) = (&cells[heads + 1], &cells[heads + 2]);
    let marked = |row: &[String]| (7..=10).filter(|at| row[*at] == "x").collect::<Vec<_>>();
    assert_eq!(
        (first[1].as_str(), first[5].as_str(), marked(first)),
        ("Trần Thị Hạnh", number.expose(), vec![10])
    );
    assert_eq!((second[1].as_str(), marked(second)), ("Nguyễn Thị A", vec![7]));
    // Days of contracts are dates, in the columns of their kind.
    let filled = |row: &[String]| (19..=23).filter(|at| !row[*at].is_empty()).collect::<Vec<_>>();
    assert_eq!((filled(first), filled(second)), (vec![19], vec![20, 21]));

    let (mai, exported) = (office.owner("Mai").await, AuditAction::WorkersExported);
    labour::export_workers(&office.app, &mai.may(), hotel.id).await.map(drop).says_not_found();
    let deeds = office.actions_at(hotel.id).await;
    assert_eq!(deeds.iter().filter(|deed| **deed == exported).count(), 2);
}
