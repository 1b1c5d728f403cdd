//! Venues: the premises that sign pledges and register labour. A venue is filled in section by section; a section
//! is present only if all of it is valid, so a draft and a complete venue are one type.

pub mod kind;
mod missing;
mod police;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::areas::{self, AreaCode};
use crate::calendar::BirthDate;
use crate::codes::codes;
use crate::identifiers::Phone;
use crate::ids::{AccountId, VenueId};
use crate::sealed::SealedNumber;
use crate::text;
pub use kind::{VenueGroup, VenueKind};
pub use missing::MissingStep;
pub use police::PoliceLevel;

/// Most rooms of a venue.
pub const MAX_ROOMS: u16 = 2_000;
/// Months from today within which the first day of business lies.
pub const MAX_MONTHS_TO_OPENING: i32 = 12;
/// Years of age of a representative, who must be an adult (BLDS 2015 Điều 20).
pub const MIN_REPRESENTATIVE_AGE: i32 = 18;

#[derive(Clone, PartialEq, Debug)]
pub struct Venue {
    pub id: VenueId,
    /// The account that acts for it.
    pub owner: AccountId,
    pub kind: VenueKind,
    /// Description of the kind, for [`VenueKind::Other`].
    pub kind_note: String,
    /// Name on the sign.
    pub name: String,
    pub place: Option<Place>,
    pub business: Option<Business>,
    /// Security and order (NĐ 96/2016).
    pub security: Option<Security>,
    pub representative: Option<Representative>,
    /// Whether the owner declared that the venue has no employees. Such venues are common (`docs/law.md 12`).
    pub no_employees: bool,
    pub created_at: OffsetDateTime,
    pub version: i32,
}

/// Address and position of a venue.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Place {
    /// Code of the commune, ward or special zone since 1 July 2025.
    pub commune: AreaCode,
    pub province: AreaCode,
    /// House number, street, hamlet.
    pub address: String,
    /// Address before 1 July 2025, as the owner gave it.
    pub former_address: String,
    /// Latitude and longitude in degrees (WGS 84).
    pub position: Option<(f64, f64)>,
}

impl Place {
    /// Street, commune and province, by the commune's last known name: "16 tháng 4, phường Phan Rang, tỉnh Khánh Hòa".
    pub fn full_address(&self) -> String {
        format_full_address(&self.address, self.commune)
    }
}

/// As [`Place::full_address`]; without a street only commune and province.
pub fn format_full_address(address: &str, commune: AreaCode) -> String {
    let unit = areas::all().find_all(commune).last();
    let day = unit.and_then(|area| area.valid_to.or(area.valid_from)).unwrap_or(Date::MAX);
    let name = areas::all().full_name_in_sentence(commune, day);
    [Some(address.to_owned()), name]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A tax code as stored: a 12-digit one is a personal number and is encrypted (TT 86/2024).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TaxNumber {
    /// Ten digits, or ten digits and a branch number.
    Organisation(String),
    /// The representative's personal number.
    Personal(SealedNumber),
}

impl TaxNumber {
    /// The form for pages and documents: masked if it is personal.
    pub fn masked(&self) -> String {
        match self {
            Self::Organisation(code) => code.clone(),
            Self::Personal(number) => number.masked(),
        }
    }

    /// Differs for different codes, unlike the masked form of a personal number: of that the keyed hash.
    pub fn identity(&self) -> &str {
        match self {
            Self::Organisation(code) => code,
            Self::Personal(number) => &number.fingerprint,
        }
    }
}

/// Business registration of a venue.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Business {
    pub tax: TaxNumber,
    /// Number of the business registration; empty if there is none.
    pub registration: String,
    /// Telephone of the venue.
    pub phone: Phone,
    /// Number of rooms; decides which police office issues the security certificate (NĐ 58/2026 Điều 24).
    pub rooms: Option<u16>,
    /// First day of business.
    pub opened_on: Date,
}

/// Security and order.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Security {
    /// Number of the security-and-order certificate (ANTT); empty if none is required or it is pending.
    pub certificate: String,
    /// Its date.
    pub certificate_on: Option<Date>,
    /// Name of the person responsible for security and order.
    pub person: String,
}

/// The person who represents the venue.
#[derive(Clone, PartialEq, Debug)]
pub struct Representative {
    pub name: String,
    pub born_on: BirthDate,
    /// Nationality of a foreigner, whose number is a passport's; `None` for a citizen with a personal number.
    pub nationality: Option<String>,
    pub number: SealedNumber,
    pub phone: Phone,
}

impl Representative {
    /// The number for pages and documents: masked, of a foreigner with nationality.
    pub fn describe_number_vi(&self) -> String {
        match &self.nationality {
            None => self.number.masked(),
            Some(nationality) => format!("Hộ chiếu {}, quốc tịch {nationality}", self.number.masked()),
        }
    }

    /// Differs for different papers.
    fn identity(&self) -> String {
        match &self.nationality {
            None => self.number.fingerprint.clone(),
            Some(nationality) => format!("{} {nationality}", self.number.fingerprint),
        }
    }
}

codes! {
    /// A section of the venue form, in the order of the pages.
    Section {
        Identity = "identity",
        Place = "place",
        /// Tax code, registration, phone, rooms, opening.
        Business = "business",
        /// Security certificate and person.
        Security = "security",
        /// Representative.
        Representative = "representative",
    }
}

impl Section {
    pub fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|s| *s == self)?;
        Self::ALL.get(at + 1).copied()
    }
}

impl Venue {
    /// Whether `section` is filled in.
    pub fn has_section(&self, section: Section) -> bool {
        match section {
            Section::Identity => true,
            Section::Place => self.place.is_some(),
            Section::Business => self.business.is_some(),
            Section::Security => self.security.is_some(),
            Section::Representative => self.representative.is_some(),
        }
    }

    /// The sections that are not filled in, in the order of the pages.
    pub fn list_missing_sections(&self) -> Vec<MissingStep> {
        let missing = Section::ALL.into_iter().filter(|section| !self.has_section(*section));
        missing.map(MissingStep::from_section).collect()
    }

    pub fn find_first_missing_section(&self) -> Option<Section> {
        Section::ALL.into_iter().find(|s| !self.has_section(*s))
    }

    /// Text for the search, folded: name, street, representative, telephone numbers and a non-personal tax code.
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

    /// The facts that the pledge and the certificate state, as one canonical text. A signature or confirmation covers this
    /// text; it changes when a fact changes. [`crate::pledges::PledgedFacts`] keeps the same facts for display.
    pub fn matter(&self) -> String {
        serde_json::json!([
            self.kind.code(),
            self.kind_note,
            self.name,
            self.place.as_ref().map(|p| (&p.commune, &p.address)),
            self.business.as_ref().map(|b| (b.tax.identity(), &b.registration, b.rooms, b.opened_on)),
            self.security,
            self.representative.as_ref().map(|r| (&r.name, r.born_on.latest(), r.identity())),
        ])
        .to_string()
    }
}
