//! Venues that registered by themselves and are on no list: each becomes a proposal for the commune's list, so that the
//! denominator stays true.

use time::{Date, OffsetDateTime};

use super::{CensusEntry, EntryDetails, EntryStatus, ListedOwner, ListedStatus, OpenStatus};
use crate::calendar::local_date;
use crate::ids::{CensusEntryId, CensusListId};
use crate::venues::Venue;

/// The proposal of a venue: an entry that does not count before an officer accepts it. `None` for a venue without a place.
pub fn build_proposal(
    venue: &Venue,
    id: CensusEntryId,
    list: CensusListId,
    now: OffsetDateTime,
) -> Option<CensusEntry> {
    Some(CensusEntry {
        id,
        list,
        row: None,
        province: venue.place.as_ref()?.province,
        details: describe_venue(venue)?,
        listed_on: first_day(venue, local_date(now)),
        status: EntryStatus::Open(OpenStatus::Proposed(venue.id)),
        created_at: now,
        version: 1,
    })
}

/// It counts from the day of its registration on, also if it opened long before: then nobody knew of it.
fn first_day(venue: &Venue, today: Date) -> Date {
    local_date(venue.created_at).min(today)
}

fn describe_venue(venue: &Venue) -> Option<EntryDetails> {
    let place = venue.place.as_ref()?;
    let (business, person) = (venue.business.as_ref(), venue.representative.as_ref());
    let owner = person.map(|person| ListedOwner {
        name: person.name.clone(),
        born: Some(person.born_on),
        number: None,
    });
    Some(EntryDetails {
        name: venue.name.clone(),
        kind: Some(venue.kind),
        kind_text: venue.kind_note.clone(),
        address: place.address.clone(),
        commune: place.commune,
        former_commune: None,
        position: place.position,
        tax: business.map(|business| business.tax.clone()),
        registration: business.map(|business| business.registration.clone()).unwrap_or_default(),
        security_number: venue
            .security
            .as_ref()
            .map(|security| security.certificate.clone())
            .unwrap_or_default(),
        security_on: venue.security.as_ref().and_then(|security| security.certificate_on),
        owner,
        phones: business.map(|business| business.phone.clone()).into_iter().collect(),
        rooms: business.and_then(|business| business.rooms),
        staff: None,
        female_staff: None,
        listed: ListedStatus::Unknown,
        note: String::new(),
    })
}
