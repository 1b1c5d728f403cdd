//! The numbers of a table, each of which leads to the names that it counts.

use super::spans::StandingWord;
use super::table::CoverageFigures;
use super::{CoverageDuty, UnitStanding};
use crate::census::ExclusionReason;
use crate::codes::codes;

codes! {
    /// Which units a number counts.
    CoverageNumber {
        /// The denominator.
        Counted = "counted",
        WithoutPledge = "without_pledge",
        WithoutLabour = "without_labour",
        /// Without a pledge or without a labour registration.
        Incomplete = "incomplete",
        Pledged = "pledged",
        Registered = "registered",
        Complete = "complete",
        Unverified = "unverified",
        Proposed = "proposed",
        Closed = "closed",
        Stopped = "stopped",
        OutOfScope = "out_of_scope",
        Duplicate = "duplicate",
        Moved = "moved",
    }
}

impl CoverageNumber {
    /// The number that counts who misses a duty.
    pub fn missing(duty: CoverageDuty) -> Self {
        match duty {
            CoverageDuty::Pledge => Self::WithoutPledge,
            CoverageDuty::Labour => Self::WithoutLabour,
            CoverageDuty::Both => Self::Incomplete,
        }
    }

    /// Whether it counts units that may lack a duty.
    pub fn is_missing(self) -> bool {
        matches!(
            self,
            Self::Counted | Self::WithoutPledge | Self::WithoutLabour | Self::Incomplete | Self::Unverified
        )
    }

    /// The number that counts who fulfilled a duty.
    pub fn done(duty: CoverageDuty) -> Self {
        match duty {
            CoverageDuty::Pledge => Self::Pledged,
            CoverageDuty::Labour => Self::Registered,
            CoverageDuty::Both => Self::Complete,
        }
    }

    /// The number of units that are left out for a reason.
    pub fn left_out(reason: ExclusionReason) -> Self {
        match reason {
            ExclusionReason::Closed => Self::Closed,
            ExclusionReason::Stopped => Self::Stopped,
            ExclusionReason::OutOfScope => Self::OutOfScope,
            ExclusionReason::Duplicate => Self::Duplicate,
            ExclusionReason::Moved => Self::Moved,
        }
    }

    pub fn counts(self, standing: UnitStanding) -> bool {
        let has = |duty| matches!(standing, UnitStanding::In(duties) if duties.has(duty));
        match self {
            Self::Counted => matches!(standing, UnitStanding::In(_)),
            Self::WithoutPledge => standing.misses(CoverageDuty::Pledge),
            Self::WithoutLabour => standing.misses(CoverageDuty::Labour),
            Self::Incomplete => standing.misses(CoverageDuty::Both),
            Self::Pledged => has(CoverageDuty::Pledge),
            Self::Registered => has(CoverageDuty::Labour),
            Self::Complete => has(CoverageDuty::Both),
            Self::Unverified => matches!(standing, UnitStanding::In(duties) if !duties.is_verified),
            Self::Proposed => standing == UnitStanding::Proposed,
            Self::Closed => standing == UnitStanding::Out(ExclusionReason::Closed),
            Self::Stopped => standing == UnitStanding::Out(ExclusionReason::Stopped),
            Self::OutOfScope => standing == UnitStanding::Out(ExclusionReason::OutOfScope),
            Self::Duplicate => standing == UnitStanding::Out(ExclusionReason::Duplicate),
            Self::Moved => standing == UnitStanding::Out(ExclusionReason::Moved),
        }
    }

    /// The words of the standings that it counts.
    pub fn words(self) -> Vec<StandingWord> {
        StandingWord::ALL.into_iter().filter(|word| self.counts(word.standing())).collect()
    }

    /// The number itself, in these figures.
    pub fn read(self, figures: &CoverageFigures) -> u32 {
        match self {
            Self::Counted => figures.denominator,
            Self::WithoutPledge => figures.count_missing(CoverageDuty::Pledge),
            Self::WithoutLabour => figures.count_missing(CoverageDuty::Labour),
            Self::Incomplete => figures.count_missing(CoverageDuty::Both),
            Self::Pledged => figures.pledged,
            Self::Registered => figures.labour,
            Self::Complete => figures.both,
            Self::Unverified => figures.unverified,
            Self::Proposed => figures.proposed,
            Self::Closed => figures.count_out(ExclusionReason::Closed),
            Self::Stopped => figures.count_out(ExclusionReason::Stopped),
            Self::OutOfScope => figures.count_out(ExclusionReason::OutOfScope),
            Self::Duplicate => figures.count_out(ExclusionReason::Duplicate),
            Self::Moved => figures.count_out(ExclusionReason::Moved),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_is_the_count_of_the_names_behind_it() {
        let mut figures = CoverageFigures::default();
        for (units, word) in (1..).zip(StandingWord::ALL) {
            figures.add(word.standing(), units);
        }
        for number in CoverageNumber::ALL {
            let names: u32 = number.words().into_iter().map(|word| word as u32 + 1).sum();
            assert_eq!(number.read(&figures), names, "{number:?}");
        }
    }
}
