//! The facts of a venue in its pledge, frozen at signing.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::areas::AreaCode;
use crate::calendar::BirthDate;
use crate::venues::{Place, Venue};

/// The facts of a venue in its pledge: everything that [`Venue::matter`] covers, in the form for pages and documents.
/// Personal numbers are masked. Fields that are not filled in are empty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PledgedFacts {
    /// Name on the sign.
    pub name: String,
    /// Kind of venue: the Vietnamese label.
    pub kind: String,
    /// Street, commune and province.
    pub address: String,
    /// The commune, which determines the offices that the pledge is addressed to.
    pub commune: Option<AreaCode>,
    pub province: Option<AreaCode>,
    /// Tax code as shown: masked if it is a personal number.
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
    /// Name of the person responsible for security and order.
    pub security_person: String,
    /// The representative's full name.
    pub representative: String,
    /// The representative's birth date.
    pub born_on: Option<Date>,
    /// Whether only the year of that date is known.
    #[serde(default)]
    pub born_year_only: bool,
    /// The representative's ID number, masked.
    pub number: String,
}

impl PledgedFacts {
    /// The representative's date of birth, or its year.
    pub fn birth(&self) -> Option<BirthDate> {
        self.born_on.map(|day| BirthDate::new(day, self.born_year_only))
    }

    /// The present facts of a venue.
    pub fn from_venue(venue: &Venue) -> Self {
        let place = venue.place.as_ref();
        let mut facts = Self {
            name: venue.name.clone(),
            kind: venue.kind.describe_vi(&venue.kind_note),
            address: place.map(Place::full_address).unwrap_or_default(),
            commune: place.map(|p| p.commune),
            province: place.map(|p| p.province),
            ..Self::default()
        };
        if let Some(business) = &venue.business {
            facts.tax_code = business.tax.masked();
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
            facts.born_on = Some(person.born_on.latest());
            facts.born_year_only = person.born_on.is_year_only();
            facts.number = person.describe_number_vi();
        }
        facts
    }
}
