//! Workers from a file: all rows or none, once.

use camket_app::AppError;
use camket_app::labour::{self, ImportRow, WorkersImported, digest_versions};
use camket_domain::audit::AuditAction;
use camket_domain::refusal::Refusal;
use time::macros::date;

use super::register_hotel;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, samples};

test_on_both_engines! {
    a_file_declares_changes_and_leaves,
    a_wrong_row_keeps_all_out,
    a_register_that_changed_is_a_conflict,
    an_import_keeps_to_its_owner_and_to_the_review,
}

fn row(number: u32, name: &str, serial: u32) -> ImportRow {
    ImportRow { number, given: samples::receptionist(name, samples::woman(serial)) }
}

async fn import(hotel: &OwnedVenue, rows: &[ImportRow]) -> Result<WorkersImported, AppError> {
    let office = &hotel.owner.office;
    let seen = digest_versions(&hotel.dossier().await.workers);
    labour::import(&office.app, &hotel.owner.may(), hotel.id, office.key(), (b"list", &seen), rows).await
}

async fn a_file_declares_changes_and_leaves(office: Office) {
    let hotel = register_hotel(&office).await;
    let rows = [row(2, "Trần Thị Một", 601), row(3, "Trần Thị Hai", 602)];
    assert_eq!(import(&hotel, &rows).await.unwrap(), WorkersImported { new: 2, changed: 0, same: 0 });
    assert_eq!(import(&hotel, &rows).await.unwrap(), WorkersImported { new: 0, changed: 0, same: 2 });
    let rows = [row(2, "Trần Thị Một", 601), row(3, "Trần Thị Hai Mới", 602), row(4, "Trần Thị Ba", 603)];
    assert_eq!(import(&hotel, &rows).await.unwrap(), WorkersImported { new: 1, changed: 1, same: 1 });
    let workers = hotel.dossier().await.workers;
    let found: Vec<_> = workers.iter().map(|worker| (worker.person.name.as_str(), worker.version)).collect();
    assert_eq!(found, [("Trần Thị Một", 1), ("Trần Thị Hai Mới", 2), ("Trần Thị Ba", 1)]);
    let deeds = office.actions_on(workers[1].id.0).await;
    assert_eq!(deeds, [AuditAction::WorkerDeclared, AuditAction::WorkerChanged]);
    let imports = office.actions_on(hotel.id.0).await;
    assert_eq!(imports.iter().filter(|deed| **deed == AuditAction::WorkersImported).count(), 3);
}

async fn a_wrong_row_keeps_all_out(office: Office) {
    let hotel = register_hotel(&office).await;
    let mut wrong = row(3, "Trần Thị Hai", 602);
    wrong.given.born_on = date!(1991 - 05 - 17).into();
    import(&hotel, &[row(2, "Trần Thị Một", 601), wrong]).await.says_invalid("rows", "import-outdated");
    let twice = [row(2, "Trần Thị Một", 601), row(3, "Trần Thị Một", 601)];
    import(&hotel, &twice).await.says_refused(Refusal::WorkerTwice);
    assert!(hotel.dossier().await.workers.is_empty());
}

async fn a_register_that_changed_is_a_conflict(office: Office) {
    let hotel = register_hotel(&office).await;
    let seen = digest_versions(&[]);
    hotel.declares("Nguyễn Thị A").await;
    let permit = hotel.owner.may();
    let rows = [row(2, "Trần Thị Một", 601)];
    let list = (b"list".as_slice(), seen.as_str());
    labour::import(&office.app, &permit, hotel.id, office.key(), list, &rows).await.says_conflict();
    assert_eq!(hotel.dossier().await.workers.len(), 1);
}

async fn an_import_keeps_to_its_owner_and_to_the_review(office: Office) {
    let hotel = register_hotel(&office).await;
    let (binh, rows) = (office.owner("Bình").await, [row(2, "Trần Thị Một", 601)]);
    let list = (b"list".as_slice(), "");
    labour::import(&office.app, &binh.may(), hotel.id, office.key(), list, &rows).await.says_not_found();
    hotel.goes_all_the_way().await;
    import(&hotel, &rows).await.says_refused(Refusal::InReview);
}
