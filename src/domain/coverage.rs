//! Coverage: of the venues that should have signed on a day, how many have a pledge and a registered labour, and which have not.
//!
//! Belongs here: what counts on a day by dated facts, shares by area and kind, days of a trend, the map. Does not belong here:
//! the census itself (`census`), and figures that are frozen for a report: they are these figures, kept with their day and a
//! version.

pub mod area_map;
pub mod place;
pub mod shown;
pub mod spans;
pub mod table;
pub mod tiles;
pub mod trend;
pub mod venue;

use std::collections::HashMap;

use time::Date;

use crate::areas::AreaCode;
use crate::census::{CensusEntry, ExclusionReason, OpenStatus, OutInterval};
use crate::codes::codes;
use crate::ids::{CensusEntryId, VenueId};
use crate::venues::VenueKind;

codes! {
    /// What a venue owes: the numerators (PL 10/2003 Điều 15.1; the third target of the plan asks for both).
    CoverageDuty {
        Pledge = "pledge",
        Labour = "labour",
        Both = "both",
    }
}

/// Where a venue is, in the code of a time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CountedPlace {
    pub commune: AreaCode,
    /// A day on which this code means this commune: codes are used again.
    pub as_of: Date,
    /// The commune before 1 July 2025, where known.
    pub former: Option<AreaCode>,
}

/// The dated facts of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountedEntry {
    pub entry: CensusEntryId,
    pub place: CountedPlace,
    pub kind: Option<VenueKind>,
    /// First day on which it is on the list.
    pub listed_on: Date,
    /// First day on which the venue is known to operate.
    pub verified_on: Option<Date>,
    pub out: Vec<OutInterval>,
    /// The venue that it is. That is true of every day, whenever it was found out.
    pub venue: Option<VenueId>,
    /// A proposal that nobody accepted yet.
    pub is_proposed: bool,
}

impl CountedEntry {
    /// `out` are the times in which it was left out, as [`crate::census::lifecycle::decide`] changed them.
    pub fn new(entry: &CensusEntry, out: Vec<OutInterval>) -> Self {
        let details = &entry.details;
        let place =
            CountedPlace { commune: details.commune, as_of: entry.listed_on, former: details.former_commune };
        Self {
            entry: entry.id,
            place,
            kind: details.kind,
            listed_on: entry.listed_on,
            verified_on: entry.verified_on(),
            out,
            venue: entry.matched_venue(),
            is_proposed: matches!(entry.status.open(), OpenStatus::Proposed(_)),
        }
    }

    fn is_listed_on(&self, day: Date) -> bool {
        !self.is_proposed && self.listed_on <= day
    }

    /// A proposal that an officer declined is one no more.
    fn is_proposed_on(&self, day: Date) -> bool {
        self.is_proposed && self.listed_on <= day && self.exclusion_on(day).is_none()
    }

    fn exclusion_on(&self, day: Date) -> Option<ExclusionReason> {
        self.out.iter().find(|interval| interval.contains(day)).map(|interval| interval.reason)
    }
}

/// A time in which a pledge is valid, or a labour registration accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ValidInterval {
    pub first: Date,
    /// Inclusive; `None`: no end.
    pub last: Option<Date>,
}

impl ValidInterval {
    pub fn contains(&self, day: Date) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }
}

/// The dated facts of a venue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountedVenue {
    pub venue: VenueId,
    /// Counts instead of the entry's.
    pub place: CountedPlace,
    pub kind: VenueKind,
    pub pledges: Vec<ValidInterval>,
    pub labour: Vec<ValidInterval>,
    /// Times in which it does not operate, as recorded in the register of venues.
    pub out: Vec<OutInterval>,
}

/// One venue of reality: an entry, or all entries that are the same venue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoverageUnit {
    pub entries: Vec<CensusEntryId>,
    pub venue: Option<VenueId>,
    pub place: CountedPlace,
    pub kind: Option<VenueKind>,
    pub standing: UnitStanding,
}

/// What a unit is on a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnitStanding {
    /// Not counted, as nobody accepted it into a list yet.
    Proposed,
    Out(ExclusionReason),
    /// In the denominator.
    In(UnitDuties),
}

/// What a unit of the denominator has on a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct UnitDuties {
    pub is_verified: bool,
    pub pledged: bool,
    pub labour: bool,
}

impl UnitDuties {
    pub fn has(self, duty: CoverageDuty) -> bool {
        match duty {
            CoverageDuty::Pledge => self.pledged,
            CoverageDuty::Labour => self.labour,
            CoverageDuty::Both => self.pledged && self.labour,
        }
    }
}

impl UnitStanding {
    /// Whether it is on the list of those who miss `duty`.
    pub fn misses(self, duty: CoverageDuty) -> bool {
        matches!(self, Self::In(duties) if !duties.has(duty))
    }
}

/// The units on a day, those of one venue as one, in the order of the entries. `venues` are those that entries name; what is
/// not on a list by that day is left out.
pub fn list_units(entries: &[CountedEntry], venues: &[CountedVenue], day: Date) -> Vec<CoverageUnit> {
    let by_id: HashMap<VenueId, &CountedVenue> = venues.iter().map(|venue| (venue.venue, venue)).collect();
    let mut groups: Vec<Vec<&CountedEntry>> = Vec::new();
    let mut by_venue: HashMap<VenueId, usize> = HashMap::new();
    for entry in entries {
        let known = entry.venue.and_then(|venue| by_venue.get(&venue).copied());
        match known.and_then(|place| groups.get_mut(place)) {
            Some(group) => group.push(entry),
            None => {
                by_venue.extend(entry.venue.map(|venue| (venue, groups.len())));
                groups.push(vec![entry]);
            }
        }
    }
    let unit = |group: &Vec<&CountedEntry>| {
        let venue = group.first().and_then(|entry| by_id.get(&entry.venue?).copied());
        judge_unit(group, venue, day)
    };
    groups.iter().filter_map(unit).collect()
}

/// What the entries of one venue are on a day; `None` if none is on a list by then.
pub fn judge_unit(
    entries: &[&CountedEntry],
    venue: Option<&CountedVenue>,
    day: Date,
) -> Option<CoverageUnit> {
    let listed: Vec<&CountedEntry> =
        entries.iter().copied().filter(|entry| entry.is_listed_on(day)).collect();
    let proposed = entries.iter().copied().filter(|entry| entry.is_proposed_on(day));
    let counted: Vec<&CountedEntry> = if listed.is_empty() { proposed.collect() } else { listed };
    let (first, is_proposed) = (counted.first()?, counted.iter().all(|entry| entry.is_proposed));
    let standing = if is_proposed { UnitStanding::Proposed } else { judge_standing(&counted, venue, day) };
    Some(CoverageUnit {
        entries: counted.iter().map(|entry| entry.entry).collect(),
        venue: venue.map(|venue| venue.venue).or(first.venue),
        place: venue.map_or(first.place, |venue| place_venue(venue, first)),
        kind: venue.map(|venue| venue.kind).or(first.kind),
        standing,
    })
}

/// A venue does not say in which former commune it was; its entry may.
fn place_venue(venue: &CountedVenue, entry: &CountedEntry) -> CountedPlace {
    CountedPlace { former: venue.place.former.or(entry.place.former), ..venue.place }
}

/// In the denominator if one of its entries is. Of several reasons to be out, being a duplicate is the last to be named.
fn judge_standing(entries: &[&CountedEntry], venue: Option<&CountedVenue>, day: Date) -> UnitStanding {
    let mut stops = venue.into_iter().flat_map(|venue| &venue.out);
    if let Some(stop) = stops.find(|stop| stop.contains(day)) {
        return UnitStanding::Out(stop.reason);
    }
    let inside: Vec<&&CountedEntry> =
        entries.iter().filter(|entry| entry.exclusion_on(day).is_none()).collect();
    if inside.is_empty() {
        let mut reasons: Vec<ExclusionReason> =
            entries.iter().filter_map(|entry| entry.exclusion_on(day)).collect();
        reasons.sort_unstable_by_key(|reason| (*reason == ExclusionReason::Duplicate, *reason));
        return UnitStanding::Out(reasons.first().copied().unwrap_or(ExclusionReason::Duplicate));
    }
    let holds = |intervals: &[ValidInterval]| intervals.iter().any(|interval| interval.contains(day));
    let pledged = venue.is_some_and(|venue| holds(&venue.pledges));
    let labour = venue.is_some_and(|venue| holds(&venue.labour));
    let seen = inside.iter().any(|entry| entry.verified_on.is_some_and(|since| since <= day));
    UnitStanding::In(UnitDuties { is_verified: seen || pledged || labour, pledged, labour })
}

#[cfg(test)]
mod tests;
