//! A unit over time: from which day to which it stands in one way. The figures of any day are counts of such spans.

use std::collections::BTreeSet;

use time::Date;

use super::{CountedEntry, CountedVenue, CoverageUnit, UnitDuties, UnitStanding, judge_unit};
use crate::census::ExclusionReason;
use crate::codes::codes;

codes! {
    /// How a unit stands, as one word.
    StandingWord {
        Proposed = "proposed",
        Closed = "closed",
        Stopped = "stopped",
        OutOfScope = "out_of_scope",
        Duplicate = "duplicate",
        Moved = "moved",
        /// In the denominator; nobody has seen it operate.
        Unverified = "unverified",
        /// In the denominator, with neither pledge nor labour registration.
        Neither = "neither",
        /// With a pledge alone.
        Pledge = "pledge",
        /// With a labour registration alone.
        Labour = "labour",
        Both = "both",
    }
}

impl UnitStanding {
    pub fn word(self) -> StandingWord {
        match self {
            Self::Proposed => StandingWord::Proposed,
            Self::Out(ExclusionReason::Closed) => StandingWord::Closed,
            Self::Out(ExclusionReason::Stopped) => StandingWord::Stopped,
            Self::Out(ExclusionReason::OutOfScope) => StandingWord::OutOfScope,
            Self::Out(ExclusionReason::Duplicate) => StandingWord::Duplicate,
            Self::Out(ExclusionReason::Moved) => StandingWord::Moved,
            Self::In(duties) => match (duties.pledged, duties.labour) {
                (true, true) => StandingWord::Both,
                (true, false) => StandingWord::Pledge,
                (false, true) => StandingWord::Labour,
                (false, false) if duties.is_verified => StandingWord::Neither,
                (false, false) => StandingWord::Unverified,
            },
        }
    }
}

impl StandingWord {
    /// The standing of this word. A unit with a pledge or a labour registration is verified by it.
    pub fn standing(self) -> UnitStanding {
        let duties =
            |is_verified, pledged, labour| UnitStanding::In(UnitDuties { is_verified, pledged, labour });
        match self {
            Self::Proposed => UnitStanding::Proposed,
            Self::Closed => UnitStanding::Out(ExclusionReason::Closed),
            Self::Stopped => UnitStanding::Out(ExclusionReason::Stopped),
            Self::OutOfScope => UnitStanding::Out(ExclusionReason::OutOfScope),
            Self::Duplicate => UnitStanding::Out(ExclusionReason::Duplicate),
            Self::Moved => UnitStanding::Out(ExclusionReason::Moved),
            Self::Unverified => duties(false, false, false),
            Self::Neither => duties(true, false, false),
            Self::Pledge => duties(true, true, false),
            Self::Labour => duties(true, false, true),
            Self::Both => duties(true, true, true),
        }
    }
}

/// A time in which a unit does not change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnitSpan {
    pub first: Date,
    /// Inclusive; `None`: no end.
    pub last: Option<Date>,
    pub unit: CoverageUnit,
}

/// The spans of the entries that are one venue, in their order; none while no entry is listed or proposed.
pub fn list_spans(entries: &[&CountedEntry], venue: Option<&CountedVenue>) -> Vec<UnitSpan> {
    let mut spans: Vec<UnitSpan> = Vec::new();
    for day in list_changes(entries, venue) {
        let unit = judge_unit(entries, venue, day);
        if let Some(open) = spans.last_mut().filter(|span| span.last.is_none()) {
            if unit.as_ref() == Some(&open.unit) {
                continue;
            }
            open.last = day.previous_day();
        }
        spans.extend(unit.map(|unit| UnitSpan { first: day, last: None, unit }));
    }
    spans
}

/// Every day on which something may be other than on the day before it.
fn list_changes(entries: &[&CountedEntry], venue: Option<&CountedVenue>) -> BTreeSet<Date> {
    let mut days = BTreeSet::new();
    let mut add = |first: Date, last: Option<Date>| {
        days.insert(first);
        days.extend(last.and_then(Date::next_day));
    };
    for entry in entries {
        add(entry.listed_on, None);
        entry.verified_on.into_iter().for_each(|day| add(day, None));
        entry.out.iter().for_each(|out| add(out.since, out.last_day));
    }
    if let Some(venue) = venue {
        venue.out.iter().for_each(|out| add(out.since, out.last_day));
        venue.pledges.iter().chain(&venue.labour).for_each(|valid| add(valid.first, valid.last));
    }
    days
}
