//! Venues: the premises that sign and register. A venue grows section by section; each section is
//! there only when all of it is valid, so a draft and a complete venue are one type.

pub mod kind;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::areas::{self, AreaCode};
use crate::identifiers::Phone;
use crate::ids::{AccountId, VenueId};
use crate::sealed::SealedNumber;
use crate::text;
pub use kind::VenueKind;

#[derive(Clone, PartialEq, Debug)]
pub struct Venue {
    pub id: VenueId,
    /// The account that acts for it.
    pub owner: AccountId,
    pub kind: VenueKind,
    /// What kind exactly, for [`VenueKind::Other`].
    pub kind_note: String,
    /// Name on the sign.
    pub name: String,
    pub place: Option<Place>,
    /// What it is registered as.
    pub business: Option<Business>,
    /// Security and order (NĐ 96/2016).
    pub security: Option<Security>,
    /// Who answers for it.
    pub representative: Option<Representative>,
    /// Declared that nobody is employed; such venues are common (domain notes 5.1).
    pub no_employees: bool,
    /// When it was entered.
    pub created_at: OffsetDateTime,
    pub version: i32,
}

/// Where a venue is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Place {
    /// Commune, ward or special zone as of today.
    pub commune: AreaCode,
    pub province: AreaCode,
    /// House number, street, hamlet.
    pub address: String,
    /// The address before 1 July 2025, as the owner gave it.
    pub former_address: String,
    /// Latitude and longitude in degrees (WGS 84).
    pub position: Option<(f64, f64)>,
}

impl Place {
    /// Street, commune and province, by the commune's last known name: "16 tháng 4, Phường Phan Rang, tỉnh Khánh Hòa".
    pub fn full_address(&self) -> String {
        let unit = areas::all().of_code(self.commune).last();
        let day = unit.and_then(|area| area.valid_to.or(area.valid_from)).unwrap_or(Date::MAX);
        match areas::all().full_name(self.commune, day) {
            Some(name) => format!("{}, {name}", self.address),
            None => self.address.clone(),
        }
    }
}

/// A tax code as kept: a 12-digit one is a person's number and is sealed (TT 86/2024).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TaxNumber {
    /// Ten digits, or ten and a branch.
    Organisation(String),
    /// The representative's own number.
    Personal(SealedNumber),
}

impl TaxNumber {
    /// What pages and papers show.
    pub fn shown(&self) -> String {
        match self {
            Self::Organisation(code) => code.clone(),
            Self::Personal(number) => number.masked(),
        }
    }

    /// Equal for equal codes only: many numbers share what is shown of a personal one.
    fn identity(&self) -> &str {
        match self {
            Self::Organisation(code) => code,
            Self::Personal(number) => &number.fingerprint,
        }
    }
}

/// What a venue is registered as.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Business {
    pub tax: TaxNumber,
    /// Number of the business registration; empty if there is none.
    pub registration: String,
    /// The venue's own telephone.
    pub phone: Phone,
    /// Rooms; decides which police office gives the security certificate (NĐ 58/2026 Điều 24).
    pub rooms: Option<u16>,
    /// First day of business.
    pub opened_on: Date,
}

/// Security and order.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Security {
    /// Number of the security-and-order certificate (ANTT); empty if the kind needs none or it is pending.
    pub certificate: String,
    /// Its date.
    pub certificate_on: Option<Date>,
    /// The person responsible for security and order.
    pub person: String,
}

/// The person who represents the venue.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Representative {
    pub name: String,
    pub born_on: Date,
    pub number: SealedNumber,
    pub phone: Phone,
}

/// A section of the venue's form, in the order of the pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    Identity,
    Place,
    /// Tax code, registration, phone, rooms, opening.
    Business,
    /// Security certificate and person.
    Security,
    /// Representative.
    Representative,
}

impl Section {
    pub const ALL: [Self; 5] =
        [Self::Identity, Self::Place, Self::Business, Self::Security, Self::Representative];

    /// The stable code, also the end of the page's path.
    pub fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Place => "place",
            Self::Business => "business",
            Self::Security => "security",
            Self::Representative => "representative",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The section after this one.
    pub fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|s| *s == self)?;
        Self::ALL.get(at + 1).copied()
    }
}

impl Venue {
    /// Whether `section` is filled in.
    pub fn has(&self, section: Section) -> bool {
        match section {
            Section::Identity => true,
            Section::Place => self.place.is_some(),
            Section::Business => self.business.is_some(),
            Section::Security => self.security.is_some(),
            Section::Representative => self.representative.is_some(),
        }
    }

    /// The first section that is missing.
    pub fn first_gap(&self) -> Option<Section> {
        Section::ALL.into_iter().find(|s| !self.has(*s))
    }

    /// The text that searches match: name, representative, phones and open tax code, folded.
    pub fn search_text(&self) -> String {
        let mut parts = vec![self.name.clone()];
        if let Some(place) = &self.place {
            parts.push(place.address.clone());
        }
        if let Some(business) = &self.business {
            parts.push(business.phone.as_str().to_owned());
            if let TaxNumber::Organisation(code) = &business.tax {
                parts.push(code.clone());
            }
        }
        if let Some(person) = &self.representative {
            parts.extend([person.name.clone(), person.phone.as_str().to_owned()]);
        }
        text::fold(&parts.join(" "))
    }

    /// The facts that the pledge and the certificate state, in one canonical text. Whoever signed
    /// or confirmed it did so over these: when they change, so does the text.
    /// [`crate::pledges::PledgedFacts`] keeps the same facts to be read.
    pub fn matter(&self) -> String {
        serde_json::json!([
            self.kind.code(),
            self.kind_note,
            self.name,
            self.place.as_ref().map(|p| (&p.commune, &p.address)),
            self.business.as_ref().map(|b| (b.tax.identity(), &b.registration, b.rooms, b.opened_on)),
            self.security,
            self.representative.as_ref().map(|r| (&r.name, r.born_on, &r.number.fingerprint)),
        ])
        .to_string()
    }
}
