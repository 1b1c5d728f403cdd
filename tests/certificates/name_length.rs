//! Names and addresses that are too long for a certificate are refused before the review.

use camket_app::venues::SectionInput;
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;

use crate::harness::test_on_both_engines;
use crate::harness::{database_dump, error_assertions::ErrorAssertions};
use crate::world::{Office, PHAN_RANG, samples};

test_on_both_engines! {
    a_too_long_name_is_refused_beside_its_field,
    a_stored_too_long_name_is_not_submitted,
    a_stored_too_long_name_is_not_accepted,
}

/// A name within the form's limit, but too long together with a long address.
fn long_name() -> String {
    "Nhà nghỉ Ấm Áp ".repeat(10).trim().to_owned()
}

async fn a_too_long_name_is_refused_beside_its_field(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let address = samples::place(PHAN_RANG, &"ngõ Ấm Áp ".repeat(30));
    hotel.tries_to_answer(address).await.says_invalid("address", "too-long-for-paper");
    hotel.answers(samples::place(PHAN_RANG, &"ngõ Ấm ".repeat(10))).await;
    let name = SectionInput::Identity(VenueKind::Hotel, String::new(), long_name());
    hotel.tries_to_answer(name).await.says_invalid("name", "too-long-for-paper");
    assert_eq!(hotel.dossier().await.venue.name, "Khách sạn Biển Xanh");
}

/// Stores a name that only the first version of the program accepted.
async fn store_a_long_name(office: &Office) {
    let sql = format!("UPDATE venue SET address = '{}'", "ngõ Ấm Áp ".repeat(30).trim());
    database_dump::execute(office.app.store(), &sql).await;
}

async fn a_stored_too_long_name_is_not_submitted(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel.declares("Nguyễn Thị A").await;
    store_a_long_name(&office).await;
    hotel.signs().await;
    hotel.tries_to_submit().await.says_refused(Refusal::TooLongForPaper);
    assert!(hotel.dossier().await.application.is_none());
}

async fn a_stored_too_long_name_is_not_accepted(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    store_a_long_name(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    hoa.claims(id).await;
    let accepted = hoa.tries_to_do(id, camket_domain::applications::lifecycle::TrackCommand::Accept).await;
    accepted.says_refused(Refusal::TooLongForPaper);
    hoa.does(
        id,
        camket_domain::applications::lifecycle::TrackCommand::Return(
            vec![camket_domain::applications::ReturnReason::PlaceWrong],
            "Rút gọn địa chỉ.".to_owned(),
        ),
    )
    .await;
}
