//! Workers' ID id_numbers: they fit the person, occur once in a register, and stay on file.

use camket_app::labour::{self, IdNumberInput, WorkerDeclaration};
use camket_domain::identifiers::Sex;
use camket_domain::labour::IdDocumentKind;
use camket_domain::refusal::Refusal;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, samples};

test_on_both_engines! {
    a_number_fits_sex_and_birth_year,
    the_same_person_twice_is_refused,
    the_same_person_may_work_elsewhere,
    a_change_does_not_make_two_of_one,
    a_number_on_file_stays_and_must_still_fit,
    nothing_is_on_file_before_the_first_declaration,
    a_foreigner_has_a_passport,
}

async fn register_hotel(office: &Office) -> OwnedVenue {
    office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await
}

fn declaration_of_hanh() -> WorkerDeclaration {
    samples::receptionist("Trần Thị Hạnh", samples::woman(500))
}

async fn a_number_fits_sex_and_birth_year(office: Office) {
    let hotel = register_hotel(&office).await;
    let man = WorkerDeclaration { sex: Sex::Male, ..declaration_of_hanh() };
    hotel.tries_to_declare(man).await.says_invalid("number", "personal-id-mismatch-sex");
    let older = WorkerDeclaration { born_on: date!(1989 - 05 - 17).into(), ..declaration_of_hanh() };
    hotel.tries_to_declare(older.clone()).await.says_invalid("number", "personal-id-mismatch-birth-year");
    let both = WorkerDeclaration { sex: Sex::Male, ..older };
    hotel.tries_to_declare(both).await.says_invalid("number", "personal-id-mismatch-both");
    let number = IdNumberInput::Personal(samples::man(500));
    hotel
        .tries_to_declare(WorkerDeclaration { sex: Sex::Male, number, ..declaration_of_hanh() })
        .await
        .unwrap();
}

async fn the_same_person_twice_is_refused(office: Office) {
    let hotel = register_hotel(&office).await;
    hotel.tries_to_declare(declaration_of_hanh()).await.unwrap();
    let again = WorkerDeclaration { name: "Trần Hạnh".to_owned(), ..declaration_of_hanh() };
    hotel.tries_to_declare(again).await.says_refused(Refusal::WorkerTwice);
    assert_eq!(hotel.dossier().await.workers.len(), 1);
}

async fn the_same_person_may_work_elsewhere(office: Office) {
    let hotel = register_hotel(&office).await;
    hotel.tries_to_declare(declaration_of_hanh()).await.unwrap();
    let other = hotel.owner.registers_venue("Khách sạn Hai").await;
    other.tries_to_declare(declaration_of_hanh()).await.unwrap();
}

async fn a_change_does_not_make_two_of_one(office: Office) {
    let hotel = register_hotel(&office).await;
    hotel.tries_to_declare(declaration_of_hanh()).await.unwrap();
    let other = hotel.declares("Nguyễn Thị A").await;
    let change =
        labour::update(&office.app, &hotel.owner.may(), (hotel.id, other), 1, declaration_of_hanh()).await;
    change.says_refused(Refusal::WorkerTwice);
}

async fn a_number_on_file_stays_and_must_still_fit(office: Office) {
    let hotel = register_hotel(&office).await;
    hotel.tries_to_declare(declaration_of_hanh()).await.unwrap();
    let worker = hotel.dossier().await.workers.remove(0);
    let on_file = WorkerDeclaration {
        number: IdNumberInput::OnFile,
        name: "Trần Thị Hạnh B".to_owned(),
        ..declaration_of_hanh()
    };
    let change = async |version, given| {
        labour::update(&office.app, &hotel.owner.may(), (hotel.id, worker.id), version, given).await
    };
    change(1, on_file.clone()).await.unwrap();
    let after = hotel.dossier().await.workers.remove(0);
    assert_eq!(
        (after.person.name.as_str(), &after.person.number),
        ("Trần Thị Hạnh B", &worker.person.number)
    );
    let older = WorkerDeclaration { born_on: date!(1989 - 05 - 17).into(), ..on_file };
    change(2, older).await.says_invalid("number", "personal-id-mismatch-birth-year");
}

async fn nothing_is_on_file_before_the_first_declaration(office: Office) {
    let given = WorkerDeclaration { number: IdNumberInput::OnFile, ..declaration_of_hanh() };
    register_hotel(&office).await.tries_to_declare(given).await.says_invalid("number", "personal-id-empty");
}

async fn a_foreigner_has_a_passport(office: Office) {
    let hotel = register_hotel(&office).await;
    let given = WorkerDeclaration {
        number: samples::passport("N1234567"),
        nationality: "Lào".to_owned(),
        ..declaration_of_hanh()
    };
    hotel.tries_to_declare(given.clone()).await.unwrap();
    let worker = hotel.dossier().await.workers.remove(0);
    assert_eq!(
        (worker.person.paper, worker.person.number.last4.as_str()),
        (IdDocumentKind::Passport, "4567")
    );
    hotel.tries_to_declare(given).await.says_refused(Refusal::WorkerTwice);
}
