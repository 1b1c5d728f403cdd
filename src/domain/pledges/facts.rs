//! The facts of a venue that its pledge is signed over, frozen at the signing.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::areas::AreaCode;
use crate::venues::{Place, Venue};

/// A venue as its pledge describes it: all that [`Venue::matter`] covers, as pages and papers show it.
/// Personal numbers are here by their last digits only. What a venue has not filled in is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PledgedFacts {
    /// Name on the sign.
    pub name: String,
    /// Kind of business, in Vietnamese words.
    pub kind: String,
    /// Street, commune and province.
    pub address: String,
    /// The commune, for the offices that the pledge is addressed to.
    pub commune: Option<AreaCode>,
    pub province: Option<AreaCode>,
    /// Tax code as shown: masked when it is a person's number.
    pub tax_code: String,
    /// Number of the business registration.
    pub registration: String,
    pub rooms: Option<u16>,
    /// First day of business.
    pub opened_on: Option<Date>,
    /// Number of the security-and-order certificate.
    pub certificate: String,
    /// Its date.
    pub certificate_on: Option<Date>,
    /// The person responsible for security and order.
    pub security_person: String,
    /// The representative's full name.
    pub representative: String,
    /// The representative's birth date.
    pub born_on: Option<Date>,
    /// The representative's ID number, masked.
    pub number: String,
}

impl PledgedFacts {
    /// The facts of a venue as it is now.
    pub fn of(venue: &Venue) -> Self {
        let place = venue.place.as_ref();
        let mut facts = Self {
            name: venue.name.clone(),
            kind: venue.kind.described_vi(&venue.kind_note),
            address: place.map(Place::full_address).unwrap_or_default(),
            commune: place.map(|p| p.commune),
            province: place.map(|p| p.province),
            ..Self::default()
        };
        if let Some(business) = &venue.business {
            facts.tax_code = business.tax.shown();
            facts.registration.clone_from(&business.registration);
            facts.rooms = business.rooms;
            facts.opened_on = Some(business.opened_on);
        }
        if let Some(security) = &venue.security {
            facts.certificate.clone_from(&security.certificate);
            facts.certificate_on = security.certificate_on;
            facts.security_person.clone_from(&security.person);
        }
        if let Some(person) = &venue.representative {
            facts.representative.clone_from(&person.name);
            facts.born_on = Some(person.born_on);
            facts.number = person.number.masked();
        }
        facts
    }
}
