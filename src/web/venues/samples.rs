//! Venues for tests.

use camket_app::venues::SectionInput;
use camket_domain::areas::AreaCode;
use camket_domain::identifiers::Phone;
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::sealed::SealedNumber;
use camket_domain::venues::{Business, Place, Representative, Security, TaxNumber, Venue, VenueKind};
use time::macros::{date, datetime};
use uuid::Uuid;

use super::section::SectionPage;
use camket_shell::form::Form;

/// A hotel with a name and nothing else.
pub(super) fn draft() -> Venue {
    Venue {
        id: VenueId(Uuid::from_u128(7)),
        owner: AccountId(Uuid::from_u128(1)),
        kind: VenueKind::Hotel,
        kind_note: String::new(),
        name: "Khách sạn Sen".into(),
        place: None,
        business: None,
        security: None,
        representative: None,
        no_employees: false,
        created_at: datetime!(2026-11-01 01:00 UTC),
        version: 3,
    }
}

/// A hotel with every section filled in.
pub(super) fn complete() -> Venue {
    let place = Place {
        commune: AreaCode::new("22759").expect("a code"),
        province: AreaCode::new("56").expect("a code"),
        address: "12 Yên Ninh".into(),
        former_address: String::new(),
        position: None,
    };
    let security = Security { certificate: String::new(), certificate_on: None, person: "Trần B".into() };
    let representative = Representative {
        name: "Nguyễn A".into(),
        born_on: date!(1980 - 02 - 01).into(),
        nationality: None,
        number: number(),
        phone: phone(),
    };
    Venue {
        place: Some(place),
        business: Some(business(TaxNumber::Organisation("0100047516".into()))),
        security: Some(security),
        representative: Some(representative),
        ..draft()
    }
}

/// A venue whose tax code is its representative's own number.
pub(super) fn household() -> Venue {
    Venue { business: Some(business(TaxNumber::Personal(number()))), ..complete() }
}

/// A complete hotel with this number of rooms.
pub(super) fn with_rooms(rooms: u16) -> Venue {
    let tax = TaxNumber::Organisation("0100047516".into());
    Venue { business: Some(Business { rooms: Some(rooms), ..business(tax) }), ..complete() }
}

fn business(tax: TaxNumber) -> Business {
    Business {
        tax,
        registration: String::new(),
        phone: phone(),
        rooms: Some(24),
        opened_on: date!(2020 - 02 - 05),
    }
}

fn phone() -> Phone {
    Phone::parse("0912345678").expect("a number")
}

fn number() -> SealedNumber {
    SealedNumber { sealed: vec![1], fingerprint: "f".into(), last4: "1234".into() }
}

/// What a section makes of a form on 23 November 2026: the answer, and field and locale key of each error.
pub(super) fn parse<S: SectionPage>(
    venue: &Venue,
    body: &str,
) -> (Option<SectionInput>, Vec<(String, String)>) {
    let mut form = Form::parse(body.as_bytes());
    let answer = S::parse(&mut form, venue, date!(2026 - 11 - 23));
    (answer, form.list_errors())
}

/// The urlencoded fields of `body` with one of them as in `change`.
pub(super) fn replace_field(body: &str, change: &str) -> String {
    let field = change.split('=').next().unwrap_or_default();
    let kept = body.split('&').filter(|pair| !pair.starts_with(&format!("{field}=")));
    kept.chain([change]).collect::<Vec<_>>().join("&")
}
