//! Which venue an entry may be: by codes that are equal, telephones, owner, name and place. A person always decides: nothing
//! is matched by itself, and no personal number of an owner or worker is compared.

mod candidates;
mod differences;
mod evidence;
pub(super) mod ratio;
mod words;

use crate::areas::AreaCode;
use crate::calendar::BirthDate;
use crate::codes::codes;
use crate::identifiers::Phone;
use crate::ids::{CensusEntryId, VenueId};
use crate::text::fold_words;
use crate::venues::{TaxNumber, Venue, VenueKind};
pub use candidates::{Candidate, EntryCandidates, MAX_CANDIDATES, Matcher};
pub use evidence::{Agreement, FieldEvidence, compare_fields};

use super::CensusEntry;

codes! {
    /// How surely an entry and a venue are the same, surest first.
    MatchLevel {
        /// The same code in the same commune, and one row on each side: may be confirmed in bulk.
        Sure = "sure",
        /// Something speaks for it: looked at one by one.
        Ask = "ask",
        /// The same address under another name: the owner or the sign changed.
        SamePlace = "same_place",
    }
}

impl MatchLevel {
    /// Whether several may be confirmed at once.
    pub fn may_be_confirmed_in_bulk(self) -> bool {
        self == Self::Sure
    }
}

codes! {
    /// A field that speaks for or against a match.
    MatchField {
        TaxCode = "tax_code",
        Registration = "registration",
        SecurityNumber = "security_number",
        Phone = "phone",
        Name = "name",
        Owner = "owner",
        Address = "address",
        Commune = "commune",
        Kind = "kind",
    }
}

/// A code that only one business has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MatchCode {
    /// [`MatchField::TaxCode`], [`MatchField::Registration`] or [`MatchField::SecurityNumber`].
    pub field: MatchField,
    /// Compared exactly: one digit off is another business. Of a household business's tax code, which is a personal
    /// number, the keyed hash.
    pub key: String,
    /// As pages show it: masked if it is a personal number.
    pub shown: String,
    /// Whether it is the tax code of a household business, which its owner may use for several venues.
    pub is_personal: bool,
    /// Rows on its own side that have it: this one, and others of the list, or of the register.
    pub rows: u32,
}

/// What matching compares of an entry or of a venue.
#[derive(Clone, PartialEq, Debug)]
pub struct MatchRecord<Id> {
    pub id: Id,
    pub name: String,
    pub kind: Option<VenueKind>,
    pub address: String,
    pub commune: Option<AreaCode>,
    pub codes: Vec<MatchCode>,
    pub phones: Vec<Phone>,
    pub owner_name: String,
    pub owner_birth_year: Option<i32>,
}

pub type EntryRecord = MatchRecord<CensusEntryId>;
pub type VenueRecord = MatchRecord<VenueId>;

impl EntryRecord {
    /// `count` gives the rows of the list that have a code.
    pub fn from_entry(entry: &CensusEntry, count: impl Fn(MatchField, &str) -> u32) -> Self {
        let details = &entry.details;
        let owner = details.owner.as_ref();
        Self {
            id: entry.id,
            name: details.name.clone(),
            kind: details.kind,
            address: details.address.clone(),
            commune: Some(details.commune),
            codes: list_codes(details.tax.as_ref(), &details.registration, &details.security_number, count),
            phones: details.phones.clone(),
            owner_name: owner.map(|owner| owner.name.clone()).unwrap_or_default(),
            owner_birth_year: owner.and_then(|owner| owner.born).map(BirthDate::year),
        }
    }
}

impl VenueRecord {
    /// `count` gives the venues of the register that have a code.
    pub fn from_venue(venue: &Venue, count: impl Fn(MatchField, &str) -> u32) -> Self {
        let (business, person) = (venue.business.as_ref(), venue.representative.as_ref());
        let mut phones: Vec<Phone> = business.map(|business| business.phone.clone()).into_iter().collect();
        phones.extend(person.map(|person| person.phone.clone()).filter(|phone| !phones.contains(phone)));
        let security =
            venue.security.as_ref().map(|security| security.certificate.as_str()).unwrap_or_default();
        let registration = business.map(|business| business.registration.as_str()).unwrap_or_default();
        Self {
            id: venue.id,
            name: venue.name.clone(),
            kind: Some(venue.kind),
            address: venue.place.as_ref().map(|place| place.address.clone()).unwrap_or_default(),
            commune: venue.place.as_ref().map(|place| place.commune),
            codes: list_codes(business.map(|business| &business.tax), registration, security, count),
            phones,
            owner_name: person.map(|person| person.name.clone()).unwrap_or_default(),
            owner_birth_year: person.map(|person| person.born_on.year()),
        }
    }
}

fn list_codes(
    tax: Option<&TaxNumber>,
    registration: &str,
    security: &str,
    count: impl Fn(MatchField, &str) -> u32,
) -> Vec<MatchCode> {
    let tax = tax.map(|tax| {
        let is_personal = matches!(tax, TaxNumber::Personal(_));
        (MatchField::TaxCode, tax.identity().to_owned(), tax.masked(), is_personal)
    });
    let typed = [(MatchField::Registration, registration), (MatchField::SecurityNumber, security)];
    let typed = typed.into_iter().map(|(field, code)| (field, code_key(code), code.to_owned(), false));
    let codes = tax.into_iter().chain(typed).filter(|(_, key, ..)| !key.is_empty());
    let build = |(field, key, shown, is_personal): (MatchField, String, String, bool)| {
        let rows = count(field, &key).max(1);
        MatchCode { field, key, shown, is_personal, rows }
    };
    codes.map(build).collect()
}

/// The key of a typed number: spaces, marks, case and accents do not count ("12/GCN-ANTT", "12 / gcn antt").
pub fn code_key(code: &str) -> String {
    fold_words(code).replace(' ', "")
}

#[cfg(test)]
mod tests;
