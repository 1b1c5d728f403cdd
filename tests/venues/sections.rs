//! The sections of a venue: their accepted and refused values.

use camket_app::venues::SectionInput;
use camket_domain::areas::AreaCode;
use camket_domain::identifiers::TaxCode;
use camket_domain::venues::TaxNumber;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, PHAN_RANG, samples};

test_on_both_engines! {
    the_province_follows_from_the_commune,
    a_place_is_a_commune_of_today,
    a_personal_tax_code_is_kept_sealed,
    the_representatives_number_stays_on_file,
    a_representative_needs_a_number,
}

async fn the_province_follows_from_the_commune(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let given = SectionInput::Place {
        commune: DO_VINH.commune(),
        address: "5 Bác Ái".to_owned(),
        former_address: "Phường Đô Vinh, thành phố Phan Rang-Tháp Chàm".to_owned(),
        position: Some((11.5675, 108.9886)),
    };
    hotel.answers(given).await;
    let place = hotel.dossier().await.venue.place.unwrap();
    assert_eq!((place.commune, place.province), (DO_VINH.commune(), DO_VINH.province()));
    assert_eq!(place.position, Some((11.5675, 108.9886)));
}

async fn a_place_is_a_commune_of_today(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    // Phường Phủ Hà, which ended in June 2025; no unit at all; the province; a former district.
    for code in ["22750", "99999", "56", "582"] {
        let commune = AreaCode::new(code).unwrap();
        let SectionInput::Place { address, former_address, position, .. } =
            samples::place(PHAN_RANG, "1 Phố")
        else {
            unreachable!("a place")
        };
        let given = SectionInput::Place { commune, address, former_address, position };
        hotel.tries_to_answer(given).await.says_invalid("commune", "commune-unknown");
    }
}

async fn a_personal_tax_code_is_kept_sealed(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Nhà nghỉ Tháp Chàm").await;
    let number = samples::woman(77);
    hotel.answers(samples::business(TaxCode::parse(number.expose()).unwrap())).await;
    let business = hotel.dossier().await.venue.business.unwrap();
    let TaxNumber::Personal(sealed) = &business.tax else { panic!("a person's number") };
    assert_eq!(business.tax.masked(), "••••••••0077");
    assert_eq!(office.app.vault().open(sealed).unwrap(), number.expose());
}

async fn the_representatives_number_stays_on_file(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.answers(samples::representative("Nguyễn Thị Đại", Some(samples::woman(7)))).await;
    let before = hotel.dossier().await.venue.representative.unwrap();
    hotel.answers(samples::representative("Nguyễn Thị Diện", None)).await;
    let after = hotel.dossier().await.venue.representative.unwrap();
    assert_eq!((after.name.as_str(), after.number), ("Nguyễn Thị Diện", before.number.clone()));
    hotel.answers(samples::representative("Nguyễn Thị Diện", Some(samples::woman(8)))).await;
    let changed = hotel.dossier().await.venue.representative.unwrap();
    assert_ne!(changed.number.fingerprint, before.number.fingerprint);
}

async fn a_representative_needs_a_number(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let outcome = hotel.tries_to_answer(samples::representative("Nguyễn Thị Đại", None)).await;
    outcome.says_invalid("number", "personal-id-empty");
}
