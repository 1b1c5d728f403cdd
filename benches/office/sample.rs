//! The demo's made-up names, and numbers for more venues than the demo has.

use camket_domain::areas::AreaCode;
use camket_domain::identifiers::{PersonalId, Phone, TaxCode};
use camket_domain::venues::VenueKind;

#[path = "../../src/cli/demo/sample/names.rs"]
#[expect(dead_code, reason = "the demo uses the rest of the names")]
pub mod names;
#[path = "../../src/cli/demo/sample/random.rs"]
pub mod random;

use random::SeededRandom;

/// Log-in of the officer of the province.
pub const OFFICER: &str = "officer@example.vn";
/// Code of the office that confirms pledges.
pub const COMMUNE_OFFICE: &str = "PR";
/// Code of the office that accepts labour registers and issues.
pub const PROVINCE_OFFICE: &str = "KH-SNV";

/// The province whose register it is.
pub fn province() -> AreaCode {
    AreaCode::new("56").expect("the code of a province")
}

/// A name that few other venues have: the sign of the demo and two names of a person.
pub fn build_venue_name(chance: &SeededRandom, kind: VenueKind) -> String {
    let person = build_person_name(chance);
    let given = person.split_once(' ').map_or("", |(_, given)| given);
    format!("{} {given}", names::venue_name(chance, kind))
}

pub fn build_person_name(chance: &SeededRandom) -> String {
    names::person_name(chance, names::choose_sex(chance))
}

pub fn build_phone(serial: usize) -> Option<Phone> {
    Phone::parse(&format!("09{serial:08}")).ok()
}

/// A tax code of an organisation, with its check digit.
pub fn build_tax_code(serial: usize) -> Option<String> {
    let heads = (0..11).map(|step| 450_000_000 + (serial * 11 + step) % 50_000_000);
    let mut codes = heads.flat_map(|head| (0..10).map(move |check| format!("{head}{check}")));
    codes.find(|code| TaxCode::parse(code).is_ok())
}

/// The number of a woman born in 1980.
pub fn build_personal_id(serial: usize) -> Option<PersonalId> {
    PersonalId::parse(&format!("058180{serial:06}")).ok()
}
