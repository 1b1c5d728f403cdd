//! What the entries of an area can be filtered by. The address of the page holds the filter.

use super::{EntryState, ExclusionReason};
use crate::areas::AreaCode;
use crate::census::matching::MatchLevel;
use crate::codes::codes;
use crate::ids::CensusListId;
use crate::venues::VenueKind;

codes! {
    /// The states of entries, and what officers ask for most.
    EntryStateFilter {
        /// In the denominator, and no venue is known.
        Missing = "missing",
        NotReached = "not_reached",
        Contacted = "contacted",
        Matched = "matched",
        Out = "out",
        Proposed = "proposed",
    }
}

impl From<EntryState> for EntryStateFilter {
    fn from(state: EntryState) -> Self {
        match state {
            EntryState::Proposed => Self::Proposed,
            EntryState::NotReached => Self::NotReached,
            EntryState::Contacted => Self::Contacted,
            EntryState::Matched => Self::Matched,
            EntryState::Out => Self::Out,
        }
    }
}

codes! {
    /// What officers ask of candidates that nobody decided on.
    CandidateFilter {
        Sure = "sure",
        Ask = "ask",
        SamePlace = "same_place",
        /// Those that an officer decides later.
        Postponed = "postponed",
    }
}

impl CandidateFilter {
    /// The level that candidates must have; `None`: any.
    pub fn level(self) -> Option<MatchLevel> {
        match self {
            Self::Sure => Some(MatchLevel::Sure),
            Self::Ask => Some(MatchLevel::Ask),
            Self::SamePlace => Some(MatchLevel::SamePlace),
            Self::Postponed => None,
        }
    }
}

/// The entries that all conditions find.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EntryFilter {
    /// As typed; empty: any.
    pub words: String,
    /// The keyed hash of a personal number that was typed, instead of words.
    pub fingerprint: Option<String>,
    pub list: Option<CensusListId>,
    pub commune: Option<AreaCode>,
    pub kind: Option<VenueKind>,
    pub state: Option<EntryStateFilter>,
    pub reason: Option<ExclusionReason>,
    /// Missing ones that may be a venue.
    pub candidates: Option<CandidateFilter>,
}

impl EntryFilter {
    /// Whether any condition is set.
    pub fn is_narrowed(&self) -> bool {
        *self != Self::default()
    }
}
