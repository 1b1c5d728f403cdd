//! What was read of one row, before its personal numbers are sealed.

use time::Date;

use super::{EntryDetails, ListedOwner, ListedStatus};
use crate::areas::AreaCode;
use crate::calendar::BirthDate;
use crate::identifiers::{PersonalId, Phone, TaxCode};
use crate::sealed::SealedNumber;
use crate::venues::{TaxNumber, VenueKind};

/// An entry as a row has it. It holds personal numbers in clear (their `Debug` masks them) and is not stored.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EntryDraft {
    pub name: String,
    pub kind: Option<VenueKind>,
    pub kind_text: String,
    pub address: String,
    /// Commune of today.
    pub commune: Option<AreaCode>,
    /// Commune before 1 July 2025.
    pub former_commune: Option<AreaCode>,
    pub tax: Option<TaxCode>,
    pub registration: String,
    pub security_number: String,
    pub security_on: Option<Date>,
    pub owner_name: String,
    pub owner_birth: Option<BirthDate>,
    pub owner_id: Option<PersonalId>,
    pub phones: Vec<Phone>,
    pub rooms: Option<u16>,
    pub staff: Option<u16>,
    pub female_staff: Option<u16>,
    pub listed: ListedStatus,
    pub note: String,
}

impl EntryDraft {
    /// The details for the store, each personal number sealed by `seal`; `None` without a commune.
    pub fn into_details(self, mut seal: impl FnMut(&PersonalId) -> SealedNumber) -> Option<EntryDetails> {
        let tax = self.tax.map(|code| match code {
            TaxCode::Organisation(code) => TaxNumber::Organisation(code.as_str().to_owned()),
            TaxCode::Personal(number) => TaxNumber::Personal(seal(&number)),
        });
        let number = self.owner_id.map(|number| seal(&number));
        let named = !self.owner_name.is_empty() || number.is_some() || self.owner_birth.is_some();
        let owner = named.then_some(ListedOwner { name: self.owner_name, born: self.owner_birth, number });
        Some(EntryDetails {
            name: self.name,
            kind: self.kind,
            kind_text: self.kind_text,
            address: self.address,
            commune: self.commune?,
            former_commune: self.former_commune,
            position: None,
            tax,
            registration: self.registration,
            security_number: self.security_number,
            security_on: self.security_on,
            owner,
            phones: self.phones,
            rooms: self.rooms,
            staff: self.staff,
            female_staff: self.female_staff,
            listed: self.listed,
            note: self.note,
        })
    }
}
