//! Similar venues: shown before a venue is saved.

use camket_app::AppError;
use camket_app::venues::{self, SectionInput};
use camket_domain::identifiers::TaxCode;
use camket_store::venues::SimilarVenue;

use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, OwnedVenue, PHAN_RANG, samples};

test_on_both_engines! {
    the_same_name_in_the_same_commune_is_shown,
    the_same_tax_code_is_shown_wherever_it_is,
    a_personal_tax_code_is_recognised_though_sealed,
    who_was_asked_may_save,
    a_venue_is_not_like_itself,
}

/// Saves a section without a confirmation about similar venues.
async fn save_without_confirmation(venue: &OwnedVenue, answer: SectionInput) -> Result<(), AppError> {
    let version = venue.dossier().await.venue.version;
    venues::save_section(&venue.owner.office.app, &venue.owner.may(), venue.id, version, answer, false).await
}

#[track_caller]
fn similar_venues(outcome: Result<(), AppError>) -> Vec<SimilarVenue> {
    match outcome {
        Err(AppError::Similar(found)) => found,
        other => panic!("similar venues were expected, not {other:?}"),
    }
}

async fn the_same_name_in_the_same_commune_is_shown(office: Office) {
    let lan = office.owner("Lan").await;
    let first = lan.registers_venue("Khách sạn Hoà Bình").await;
    first.answers(samples::place(PHAN_RANG, "1 đường 16 Tháng 4")).await;
    let second = office.owner("Bình").await.registers_venue("KHÁCH SẠN Hòa  Bình").await;
    let found =
        similar_venues(save_without_confirmation(&second, samples::place(PHAN_RANG, "2 Thống Nhất")).await);
    let expected = SimilarVenue {
        name: "Khách sạn Hoà Bình".to_owned(),
        address: "1 đường 16 Tháng 4".to_owned(),
        own: false,
    };
    assert_eq!(found, [expected]);
    assert!(second.dossier().await.venue.place.is_none(), "nothing was saved");
    save_without_confirmation(&second, samples::place(DO_VINH, "2 Thống Nhất")).await.unwrap();
    let third = lan.registers_venue("Khách sạn Hòa Bình").await;
    assert!(
        similar_venues(save_without_confirmation(&third, samples::place(PHAN_RANG, "3 Thống Nhất")).await)[0]
            .own
    );
}

async fn the_same_tax_code_is_shown_wherever_it_is(office: Office) {
    let first = office.owner("Lan").await.registers_venue("Khách sạn Một").await;
    first.answers(samples::business(samples::tax_code(1))).await;
    let second = office.owner("Bình").await.registers_venue("Khách sạn Hai").await;
    assert_eq!(
        similar_venues(save_without_confirmation(&second, samples::business(samples::tax_code(1))).await)
            .len(),
        1
    );
    save_without_confirmation(&second, samples::business(samples::tax_code(2))).await.unwrap();
}

async fn a_personal_tax_code_is_recognised_though_sealed(office: Office) {
    let personal = || samples::business(TaxCode::parse(samples::woman(77).expose()).unwrap());
    let first = office.owner("Lan").await.registers_venue("Nhà nghỉ Một").await;
    first.answers(personal()).await;
    let second = office.owner("Bình").await.registers_venue("Nhà nghỉ Hai").await;
    let found = similar_venues(save_without_confirmation(&second, personal()).await);
    assert_eq!(found[0].name, "Nhà nghỉ Một");
}

async fn who_was_asked_may_save(office: Office) {
    let first = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    first.answers(samples::place(PHAN_RANG, "1 đường 16 Tháng 4")).await;
    let second = office.owner("Bình").await.registers_venue("Khách sạn Biển Xanh").await;
    second.answers(samples::place(PHAN_RANG, "2 Thống Nhất")).await;
    assert!(second.dossier().await.venue.place.is_some());
}

async fn a_venue_is_not_like_itself(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    save_without_confirmation(&hotel, samples::place(PHAN_RANG, "1 đường 16 Tháng 4")).await.unwrap();
    save_without_confirmation(&hotel, samples::place(PHAN_RANG, "3 đường 16 Tháng 4")).await.unwrap();
    save_without_confirmation(&hotel, samples::business(samples::tax_code(1))).await.unwrap();
}
