//! The venues behind a number.

use std::collections::HashMap;

use camket_domain::areas::AreaCode;
use camket_domain::census::CensusEntry;
use camket_domain::coverage::spans::StandingWord;
use camket_domain::identifiers::Phone;
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::{Permit, rights};
use camket_domain::venue_register::ListedVenue;
use camket_domain::venues::VenueKind;
use camket_store::coverage::{self as rows, FoundUnit, UnitFilter};
use camket_store::{census, venue_register};

use super::CoverageQuestion;
use crate::{App, AppError};

/// A venue of the census, as a list shows it: by the register's facts if it is there, else by those of the census.
#[derive(Clone, PartialEq, Debug)]
pub struct ListedUnit {
    pub entry: CensusEntryId,
    pub venue: Option<VenueId>,
    pub name: String,
    pub kind: Option<VenueKind>,
    pub address: String,
    pub commune: AreaCode,
    pub owner: String,
    pub phones: Vec<Phone>,
    pub word: StandingWord,
}

/// A page of the venues behind a number.
#[derive(Clone, Debug)]
pub struct NamesPage {
    pub units: Vec<ListedUnit>,
    /// The entry after which the next page begins, if there is one.
    pub next: Option<CensusEntryId>,
}

/// A page of the venues behind a number, by name.
pub async fn list_names(
    app: &App,
    _: &Permit<rights::ReadCoverage>,
    question: CoverageQuestion,
    filter: &UnitFilter,
    after: Option<CensusEntryId>,
) -> Result<NamesPage, AppError> {
    let mut units = read_names(app, question, filter, after, PAGE_SIZE + 1).await?;
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = units.len() > size;
    units.truncate(size);
    let next = units.last().filter(|_| more).map(|unit| unit.entry);
    Ok(NamesPage { units, next })
}

/// At most `most` venues behind a number, by name, after an entry.
pub(super) async fn read_names(
    app: &App,
    question: CoverageQuestion,
    filter: &UnitFilter,
    after: Option<CensusEntryId>,
    most: u64,
) -> Result<Vec<ListedUnit>, AppError> {
    let (store, scope) = (app.store(), question.scope());
    let found = rows::list(store, &scope, filter, question.day, after, most).await?;
    let ids: Vec<CensusEntryId> = found.iter().map(|unit| unit.entry).collect();
    // A span stands under the area where its place is today, an entry under the one that its list names.
    let entries = census::entry::load_many(store, &ids).await?;
    let entries: HashMap<CensusEntryId, CensusEntry> =
        entries.into_iter().map(|entry| (entry.id, entry)).collect();
    let ids: Vec<VenueId> = found.iter().filter_map(|unit| unit.venue).collect();
    let venues = venue_register::list_by_ids(store, &scope, &ids).await?;
    let venues: HashMap<VenueId, ListedVenue> = venues.into_iter().map(|venue| (venue.id, venue)).collect();
    let build = |unit: &FoundUnit| {
        let venue = unit.venue.and_then(|id| venues.get(&id));
        entries.get(&unit.entry).map(|entry| build_unit(unit, entry, venue))
    };
    Ok(found.iter().filter_map(build).collect())
}

fn build_unit(unit: &FoundUnit, entry: &CensusEntry, venue: Option<&ListedVenue>) -> ListedUnit {
    let details = &entry.details;
    let listed = ListedUnit {
        entry: unit.entry,
        venue: None,
        name: details.name.clone(),
        kind: details.kind,
        address: details.address.clone(),
        commune: details.commune,
        owner: details.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default(),
        phones: details.phones.clone(),
        word: unit.word,
    };
    let Some(venue) = venue else { return listed };
    let phones = venue.phone.iter().chain(&venue.representative_phone).cloned().collect::<Vec<_>>();
    ListedUnit {
        venue: Some(venue.id),
        name: venue.name.clone(),
        kind: Some(venue.kind),
        address: venue.address.clone(),
        commune: venue.commune.unwrap_or(details.commune),
        owner: venue.representative.clone().unwrap_or(listed.owner),
        phones: if phones.is_empty() { listed.phones } else { phones },
        ..listed
    }
}
