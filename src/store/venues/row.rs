//! Conversion between a venue and its row. A section of the venue exists if its required columns are set.

use camket_domain::areas::AreaCode;
use camket_domain::calendar::BirthDate;
use camket_domain::identifiers::Phone;
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::sealed::SealedNumber;
use camket_domain::text;
use camket_domain::venues::{Business, Place, Representative, Security, TaxNumber, Venue, VenueKind};

use super::entity::Model;
use crate::StoreError;
use crate::error::require_known;
use crate::moment::{from_micros, to_micros};

pub(super) fn to_row(venue: &Venue) -> Model {
    let place = venue.place.as_ref();
    let business = venue.business.as_ref();
    let (open_tax, sealed_tax) = match business.map(|b| &b.tax) {
        Some(TaxNumber::Organisation(code)) => (Some(code.clone()), None),
        Some(TaxNumber::Personal(number)) => (None, Some(number)),
        None => (None, None),
    };
    let security = venue.security.as_ref();
    let person = venue.representative.as_ref();
    Model {
        id: venue.id.0,
        owner_id: venue.owner.0,
        kind: venue.kind.code().to_owned(),
        kind_note: venue.kind_note.clone(),
        name: venue.name.clone(),
        name_folded: text::fold(&venue.name),
        search_text: venue.search_text(),
        commune: place.map(|p| p.commune.as_str().to_owned()),
        province: place.map(|p| p.province.as_str().to_owned()),
        address: place.map(|p| p.address.clone()).unwrap_or_default(),
        former_address: place.map(|p| p.former_address.clone()).unwrap_or_default(),
        latitude: place.and_then(|p| p.position).map(|(latitude, _)| latitude),
        longitude: place.and_then(|p| p.position).map(|(_, longitude)| longitude),
        tax_code: open_tax,
        tax_sealed: sealed_tax.map(|n| n.sealed.clone()),
        tax_fingerprint: sealed_tax.map(|n| n.fingerprint.clone()),
        tax_last4: sealed_tax.map(|n| n.last4.clone()),
        registration: business.map(|b| b.registration.clone()).unwrap_or_default(),
        phone: business.map(|b| b.phone.as_str().to_owned()),
        rooms: business.and_then(|b| b.rooms).map(i32::from),
        opened_on: business.map(|b| b.opened_on),
        security_certificate: security.map(|s| s.certificate.clone()).unwrap_or_default(),
        security_certificate_on: security.and_then(|s| s.certificate_on),
        security_person: security.map(|s| s.person.clone()),
        representative_name: person.map(|r| r.name.clone()),
        representative_born_on: person.map(|r| r.born_on.latest()),
        representative_born_year_only: person.is_some_and(|r| r.born_on.is_year_only()),
        representative_nationality: person.and_then(|r| r.nationality.clone()),
        representative_sealed: person.map(|r| r.number.sealed.clone()),
        representative_fingerprint: person.map(|r| r.number.fingerprint.clone()),
        representative_last4: person.map(|r| r.number.last4.clone()),
        representative_phone: person.map(|r| r.phone.as_str().to_owned()),
        no_employees: venue.no_employees,
        created_at: to_micros(venue.created_at),
        version: venue.version,
    }
}

pub(crate) fn from_row(row: &Model) -> Result<Venue, StoreError> {
    Ok(Venue {
        id: VenueId(row.id),
        owner: AccountId(row.owner_id),
        kind: require_known(VenueKind::from_code(&row.kind), "venue.kind")?,
        kind_note: row.kind_note.clone(),
        name: row.name.clone(),
        place: place_from_row(row)?,
        business: business_from_row(row)?,
        security: row.security_person.as_ref().map(|person| Security {
            certificate: row.security_certificate.clone(),
            certificate_on: row.security_certificate_on,
            person: person.clone(),
        }),
        representative: representative_from_row(row)?,
        no_employees: row.no_employees,
        created_at: from_micros(row.created_at)?,
        version: row.version,
    })
}

fn place_from_row(row: &Model) -> Result<Option<Place>, StoreError> {
    let (Some(commune), Some(province)) = (&row.commune, &row.province) else { return Ok(None) };
    Ok(Some(Place {
        commune: require_known(AreaCode::new(commune), "venue.commune")?,
        province: require_known(AreaCode::new(province), "venue.province")?,
        address: row.address.clone(),
        former_address: row.former_address.clone(),
        position: row.latitude.zip(row.longitude),
    }))
}

fn business_from_row(row: &Model) -> Result<Option<Business>, StoreError> {
    let (Some(phone), Some(opened_on)) = (&row.phone, row.opened_on) else { return Ok(None) };
    let sealed = sealed_number(row.tax_sealed.as_ref(), row.tax_fingerprint.as_ref(), row.tax_last4.as_ref());
    let tax = match (&row.tax_code, sealed) {
        (Some(code), _) => TaxNumber::Organisation(code.clone()),
        (None, Some(number)) => TaxNumber::Personal(number),
        (None, None) => return Err(StoreError::Corrupt("venue.tax_code")),
    };
    Ok(Some(Business {
        tax,
        registration: row.registration.clone(),
        phone: require_known(Phone::parse(phone).ok(), "venue.phone")?,
        rooms: row.rooms.and_then(|rooms| u16::try_from(rooms).ok()),
        opened_on,
    }))
}

fn representative_from_row(row: &Model) -> Result<Option<Representative>, StoreError> {
    let sealed = sealed_number(
        row.representative_sealed.as_ref(),
        row.representative_fingerprint.as_ref(),
        row.representative_last4.as_ref(),
    );
    let (Some(name), Some(born_on), Some(number), Some(phone)) =
        (&row.representative_name, row.representative_born_on, sealed, &row.representative_phone)
    else {
        return Ok(None);
    };
    let phone = require_known(Phone::parse(phone).ok(), "venue.representative_phone")?;
    let born_on = BirthDate::new(born_on, row.representative_born_year_only);
    let (name, nationality) = (name.clone(), row.representative_nationality.clone());
    Ok(Some(Representative { name, born_on, nationality, number, phone }))
}

fn sealed_number(
    sealed: Option<&Vec<u8>>,
    fingerprint: Option<&String>,
    last4: Option<&String>,
) -> Option<SealedNumber> {
    Some(SealedNumber { sealed: sealed?.clone(), fingerprint: fingerprint?.clone(), last4: last4?.clone() })
}
