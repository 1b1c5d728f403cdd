//! The sections of a venue: their accepted and refused values.

use camket_app::venues::SectionInput;
use camket_domain::areas::AreaCode;
use camket_domain::calendar::BirthDate;
use camket_domain::identifiers::{IdNumber, Passport, TaxCode};
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
    a_foreign_representative_has_a_passport_and_may_have_only_a_year_of_birth,
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

async fn a_foreign_representative_has_a_passport_and_may_have_only_a_year_of_birth(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let SectionInput::Representative { phone, .. } = samples::representative("Kim Min Su", None) else {
        unreachable!("a representative")
    };
    let given = |nationality: &str, number: Option<&str>| SectionInput::Representative {
        name: "Kim Min Su".to_owned(),
        born_on: BirthDate::parse("1960").unwrap(),
        nationality: Some(nationality.to_owned()),
        number: number.map(|number| IdNumber::Passport(Passport::parse(number).unwrap())),
        phone: phone.clone(),
    };
    // The personal number on file is none of a passport.
    hotel.tries_to_answer(given("Hàn Quốc", None)).await.says_invalid("number", "personal-id-empty");
    hotel.answers(given("Hàn Quốc", Some("M123A4567"))).await;
    let person = hotel.dossier().await.venue.representative.unwrap();
    assert_eq!(person.describe_number_vi(), "Hộ chiếu ••••••••4567, quốc tịch Hàn Quốc");
    assert_eq!((person.born_on.to_string().as_str(), person.born_on.is_year_only()), ("1960", true));
    hotel.answers(given("Nhật Bản", None)).await;
    let person = hotel.dossier().await.venue.representative.unwrap();
    assert_eq!(person.nationality.as_deref(), Some("Nhật Bản"));
    assert_eq!(office.app.vault().open(&person.number).unwrap(), "M123A4567");
}
