//! The kinds of target: what their figures mean, what a goal needs, and when figures meet it.

use serde::{Deserialize, Serialize};

use crate::activities::ActivityTopic;
use crate::codes::codes;
use crate::text::input_error;

codes! {
    /// How a target is measured. All else about a target is data.
    TargetKind {
        /// Communes whose recorded activities cover all topics, of all communes (`activities`).
        Activities = "activities",
        /// Communes with an integrated plan dated in the year, of all communes (`integrated_plans`).
        IntegratedPlans = "integrated-plans",
        /// Communes that did something, of all communes.
        ShareOfCommunes = "share-of-communes",
        /// People, of those who should.
        ShareOfPeople = "share-of-people",
        /// Officers of the roster who attended a class of the year, of those on the roster (`training`).
        Training = "training",
        /// Venues with a valid pledge and a registered labour, of those that should have both (`coverage`).
        Coverage = "coverage",
        /// Months of the year in which every outlet of the province reported (`media`).
        MediaMonths = "media-months",
        /// Months of the year in which something happened.
        CountOfMonths = "count-of-months",
        /// Communes that stay on a list, and communes that are new on it.
        KeepAndAdd = "keep-and-add",
        /// As [`Self::KeepAndAdd`], counted from what was recognised of communes (`healthy_communes`).
        HealthyCommunes = "healthy-communes",
        /// Totals that another agency counts.
        OtherTotals = "other-totals",
        /// A number that falls within the year.
        FewerThanBefore = "fewer-than-before",
    }
}

codes! {
    /// How a commune stands to the list of [`TargetKind::KeepAndAdd`] in the year.
    ListStanding {
        Kept = "kept",
        Added = "added",
        /// It was on the list and is not any more.
        Lost = "lost",
        /// It was not and is not on the list.
        Outside = "outside",
    }
}

impl ListStanding {
    /// At the end of the year, and at its start.
    pub fn figures(self) -> CardFigures {
        let (end, start) = match self {
            Self::Kept => (1, 1),
            Self::Added => (1, 0),
            Self::Lost => (0, 1),
            Self::Outside => (0, 0),
        };
        CardFigures { first: end, second: Some(start) }
    }

    /// The standing that these figures say.
    pub fn from_figures(figures: CardFigures) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.figures() == figures)
    }
}

/// Who writes the cards of a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reporter {
    Communes,
    Province,
}

/// Most of a figure.
pub const MAX_FIGURE: u32 = 1_000_000;
/// Months of a year.
const MONTHS: u32 = 12;
/// Most of a goal in per cent.
const PER_CENT: u32 = 100;

/// The goal, in the unit of the kind: per cent, months, or communes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TargetGoal {
    /// 0 where the kind has no goal.
    pub value: u32,
    /// Of [`TargetKind::KeepAndAdd`]: how many are to be added.
    pub more: Option<u32>,
}

/// The figures of a card; their meaning is that of the kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CardFigures {
    /// What was done: activities or documents, people, venues with both, months, 1 if on the list at the end, cases, the number at
    /// the end.
    pub first: u32,
    /// Beside it: topics covered, people who should, venues that should have, 1 if on the list at the start, people, the number at
    /// the start.
    pub second: Option<u32>,
}

input_error! {
    /// Why a card cannot be kept or sent.
    CardFault {
        /// Out of the bounds of the kind.
        GoalBounds => "goal-bounds",
        /// More than all.
        FigureMoreThanAll => "figure-more-than-all",
        FigureTooLarge => "figure-too-large",
        /// More months than a year has.
        FigureMonths => "figure-months",
        /// The figures show that the target is not met.
        ScoreContradicts => "score-contradicts",
        /// The target asks for evidence.
        EvidenceMissing => "evidence-missing",
    }
}

impl TargetKind {
    pub fn reporter(self) -> Reporter {
        match self {
            Self::MediaMonths | Self::CountOfMonths | Self::OtherTotals => Reporter::Province,
            Self::ShareOfCommunes
            | Self::ShareOfPeople
            | Self::Training
            | Self::Coverage
            | Self::Activities
            | Self::IntegratedPlans
            | Self::KeepAndAdd
            | Self::HealthyCommunes
            | Self::FewerThanBefore => Reporter::Communes,
        }
    }

    /// Whether the program counts the figures of its cards.
    pub fn is_computed(self) -> bool {
        matches!(
            self,
            Self::Coverage
                | Self::Activities
                | Self::Training
                | Self::IntegratedPlans
                | Self::HealthyCommunes
                | Self::MediaMonths
        )
    }

    /// Whether its cards have a second figure.
    pub fn has_second(self) -> bool {
        !matches!(
            self,
            Self::ShareOfCommunes | Self::IntegratedPlans | Self::CountOfMonths | Self::MediaMonths
        )
    }

    /// Whether its goal is a share in per cent.
    pub fn is_share(self) -> bool {
        self.max_goal() == Some(PER_CENT)
    }

    /// Whether communes are also to be added to a list.
    pub fn adds(self) -> bool {
        matches!(self, Self::KeepAndAdd | Self::HealthyCommunes)
    }

    /// Largest goal; `None` for a kind without one.
    pub fn max_goal(self) -> Option<u32> {
        match self {
            Self::Activities
            | Self::ShareOfCommunes
            | Self::ShareOfPeople
            | Self::Training
            | Self::IntegratedPlans
            | Self::Coverage => Some(PER_CENT),
            Self::CountOfMonths | Self::MediaMonths => Some(MONTHS),
            Self::KeepAndAdd | Self::HealthyCommunes => Some(MAX_FIGURE),
            Self::OtherTotals | Self::FewerThanBefore => None,
        }
    }

    /// Checks a goal: within the bounds of the kind, 0 for a kind without one, more only where something is added.
    ///
    /// # Errors
    /// [`CardFault::GoalBounds`]
    pub fn check_goal(self, goal: TargetGoal) -> Result<(), CardFault> {
        let most_more = if self.adds() { MAX_FIGURE } else { 0 };
        let fits = goal.value <= self.max_goal().unwrap_or(0) && goal.more.unwrap_or(0) <= most_more;
        fits.then_some(()).ok_or(CardFault::GoalBounds)
    }

    /// Checks the figures of a card.
    ///
    /// # Errors
    /// [`CardFault`]
    pub fn check_figures(self, figures: CardFigures) -> Result<(), CardFault> {
        let CardFigures { first, second } = figures;
        if first.max(second.unwrap_or_default()) > MAX_FIGURE {
            return Err(CardFault::FigureTooLarge);
        }
        match self {
            Self::CountOfMonths | Self::MediaMonths if first > MONTHS => Err(CardFault::FigureMonths),
            Self::ShareOfPeople | Self::Training | Self::Coverage if first > second.unwrap_or_default() => {
                Err(CardFault::FigureMoreThanAll)
            }
            Self::KeepAndAdd | Self::HealthyCommunes if first.max(second.unwrap_or_default()) > 1 => {
                Err(CardFault::FigureMoreThanAll)
            }
            _ => Ok(()),
        }
    }

    /// Whether the figures of one card meet the goal; `None` where they cannot say: totals of others, nobody to count.
    pub fn judge(self, goal: TargetGoal, figures: CardFigures) -> Option<bool> {
        let CardFigures { first, second } = figures;
        let second = second.unwrap_or_default();
        match self {
            Self::Activities => Some(usize::try_from(second).is_ok_and(|n| n >= ActivityTopic::ALL.len())),
            Self::ShareOfCommunes | Self::IntegratedPlans | Self::KeepAndAdd | Self::HealthyCommunes => {
                Some(first > 0)
            }
            Self::ShareOfPeople | Self::Training | Self::Coverage => is_share_met(goal.value, first, second),
            Self::CountOfMonths | Self::MediaMonths => Some(first >= goal.value),
            Self::OtherTotals => None,
            Self::FewerThanBefore => Some(has_fallen(first, second)),
        }
    }
}

/// Whether `done` of `of` is at least `goal` per cent; `None` of nothing.
pub(super) fn is_share_met(goal: u32, done: u32, of: u32) -> Option<bool> {
    (of > 0).then(|| u64::from(done) * u64::from(PER_CENT) >= u64::from(goal) * u64::from(of))
}

/// Whether a number fell; none at both ends is none to fight.
pub(super) fn has_fallen(end: u32, start: u32) -> bool {
    end < start || end == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(first: u32, second: u32) -> CardFigures {
        CardFigures { first, second: Some(second) }
    }

    const GOAL: TargetGoal = TargetGoal { value: 100, more: None };

    #[test]
    fn figures_meet_the_goal_of_their_kind() {
        for (kind, goal, given, met) in [
            (TargetKind::Activities, 100, figures(7, 2), Some(false)),
            (TargetKind::Activities, 100, figures(2, 3), Some(true)),
            (TargetKind::ShareOfCommunes, 100, figures(0, 0), Some(false)),
            (TargetKind::ShareOfCommunes, 100, figures(3, 0), Some(true)),
            (TargetKind::IntegratedPlans, 100, figures(0, 0), Some(false)),
            (TargetKind::IntegratedPlans, 100, figures(2, 0), Some(true)),
            (TargetKind::ShareOfPeople, 100, figures(9, 10), Some(false)),
            (TargetKind::ShareOfPeople, 90, figures(9, 10), Some(true)),
            (TargetKind::Training, 100, figures(2, 3), Some(false)),
            (TargetKind::Training, 100, figures(0, 0), None),
            (TargetKind::Coverage, 100, figures(0, 0), None),
            (TargetKind::Coverage, 100, figures(12, 12), Some(true)),
            (TargetKind::CountOfMonths, 12, figures(11, 0), Some(false)),
            (TargetKind::KeepAndAdd, 15, figures(0, 1), Some(false)),
            (TargetKind::KeepAndAdd, 15, figures(1, 0), Some(true)),
            (TargetKind::OtherTotals, 0, figures(7, 20), None),
            (TargetKind::FewerThanBefore, 0, figures(4, 4), Some(false)),
            (TargetKind::FewerThanBefore, 0, figures(3, 4), Some(true)),
            (TargetKind::FewerThanBefore, 0, figures(0, 0), Some(true)),
        ] {
            assert_eq!(kind.judge(TargetGoal { value: goal, more: None }, given), met, "{kind:?} {given:?}");
        }
        assert_eq!(TargetKind::ShareOfPeople.judge(GOAL, figures(u32::MAX, u32::MAX)), Some(true));
    }

    #[test]
    fn a_goal_has_the_bounds_of_its_kind() {
        let goal = |value, more| TargetGoal { value, more };
        assert_eq!(TargetKind::Coverage.check_goal(goal(100, None)), Ok(()));
        assert_eq!(TargetKind::Coverage.check_goal(goal(101, None)), Err(CardFault::GoalBounds));
        assert_eq!(TargetKind::CountOfMonths.check_goal(goal(13, None)), Err(CardFault::GoalBounds));
        assert_eq!(TargetKind::OtherTotals.check_goal(goal(1, None)), Err(CardFault::GoalBounds));
        assert_eq!(TargetKind::KeepAndAdd.check_goal(goal(15, Some(2))), Ok(()));
        assert_eq!(TargetKind::ShareOfPeople.check_goal(goal(90, Some(2))), Err(CardFault::GoalBounds));
    }

    #[test]
    fn figures_have_their_bounds() {
        for (kind, given, fault) in [
            (TargetKind::ShareOfPeople, figures(11, 10), CardFault::FigureMoreThanAll),
            (TargetKind::KeepAndAdd, figures(2, 0), CardFault::FigureMoreThanAll),
            (TargetKind::CountOfMonths, figures(13, 0), CardFault::FigureMonths),
            (TargetKind::OtherTotals, figures(0, MAX_FIGURE + 1), CardFault::FigureTooLarge),
        ] {
            assert_eq!(kind.check_figures(given), Err(fault), "{kind:?}");
        }
        for kind in TargetKind::ALL {
            assert_eq!(kind.check_figures(figures(1, 1)), Ok(()), "{kind:?}");
        }
    }
}
