//! How far a target is in the whole province, from the cards that count.

use super::kind::{has_fallen, is_share_met};
use super::{CardState, CardStatus, TargetDetails, TargetKind};
use crate::coverage::table::CoverageShare;

/// What the program counted of the whole province, for a kind that it counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CountedSum {
    pub done: u32,
    pub of: u32,
    /// Of a list: communes that are new on it.
    pub added: u32,
    /// Whether nothing is missing that communes must write first, such as a roster.
    pub complete: bool,
}

/// The sum of a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TargetProgress {
    /// Communes, people or venues that met it; months; communes that stayed on the list; cases; the number at the end.
    pub done: u32,
    /// Of how many; people of the cases; the number at the start. `None` for months.
    pub of: Option<u32>,
    /// Of a list ([`TargetKind::adds`]): communes that are new on it.
    pub added: u32,
    /// Cards in each state, in the order of [`CardState::ALL`].
    pub cards: [u32; CardState::ALL.len()],
    /// `None` where nothing can be said: totals of others, nothing counted yet.
    pub is_met: Option<bool>,
}

impl TargetProgress {
    /// Sums up the cards of all `reporters` (areas that report), one a reporter or none.
    pub fn count<'a>(
        target: &TargetDetails,
        reporters: u32,
        cards: impl Iterator<Item = &'a CardStatus>,
        computed: CountedSum,
    ) -> Self {
        let mut sum = Self::default();
        let (mut met, mut first, mut second, mut counted, mut kept) = (0, 0u32, 0u32, 0, 0);
        let mut begun = 0;
        for card in cards {
            sum.cards[card.state() as usize] += 1;
            begun += 1;
            let Some((entry, score)) = card.counted() else { continue };
            let (end, start) = (entry.figures.first, entry.figures.second.unwrap_or_default());
            counted += 1;
            met += u32::from(score);
            first = first.saturating_add(end);
            second = second.saturating_add(start);
            kept += u32::from(end > 0 && start > 0);
            sum.added += u32::from(target.kind == TargetKind::KeepAndAdd && end > 0 && start == 0);
        }
        sum.cards[CardState::NotBegun as usize] += reporters.saturating_sub(begun);
        (sum.done, sum.of) = match target.kind {
            TargetKind::ShareOfCommunes => (met, Some(reporters)),
            TargetKind::Coverage
            | TargetKind::Activities
            | TargetKind::Training
            | TargetKind::IntegratedPlans
            | TargetKind::HealthyCommunes => (computed.done, Some(computed.of)),
            TargetKind::MediaMonths => (computed.done, None),
            TargetKind::CountOfMonths => (first, None),
            TargetKind::KeepAndAdd => (kept, Some(second)),
            TargetKind::ShareOfPeople | TargetKind::OtherTotals | TargetKind::FewerThanBefore => {
                (first, Some(second))
            }
        };
        sum.added += computed.added;
        let complete = if target.kind.is_computed() { computed.complete } else { counted == reporters };
        sum.is_met = sum.judge(target, counted, complete);
        sum
    }

    fn judge(&self, target: &TargetDetails, counted: u32, complete: bool) -> Option<bool> {
        let of = self.of.unwrap_or_default();
        // The figures of a few communes do not say that the province met it.
        let once_all = |met: &bool| !met || complete;
        match target.kind {
            TargetKind::Activities
            | TargetKind::IntegratedPlans
            | TargetKind::ShareOfCommunes
            | TargetKind::Coverage => is_share_met(target.goal.value, self.done, of),
            TargetKind::ShareOfPeople | TargetKind::Training => {
                is_share_met(target.goal.value, self.done, of).filter(once_all)
            }
            TargetKind::CountOfMonths | TargetKind::MediaMonths => Some(self.done >= target.goal.value),
            TargetKind::KeepAndAdd => {
                let enough = self.added >= target.goal.more.unwrap_or_default();
                (counted > 0).then_some(self.done >= target.goal.value && enough)
            }
            TargetKind::HealthyCommunes => {
                let enough = self.added >= target.goal.more.unwrap_or_default();
                complete.then_some(self.done >= target.goal.value && enough)
            }
            TargetKind::OtherTotals => None,
            TargetKind::FewerThanBefore => (counted > 0).then(|| has_fallen(self.done, of)).filter(once_all),
        }
    }

    /// Tenths of a per cent, rounded as those of the coverage, at most 1000; `None` for a kind without a share and of nothing.
    pub fn permille(&self, kind: TargetKind) -> Option<u16> {
        let of = self.of.filter(|_| kind.is_share())?;
        CoverageShare::new(self.done.min(of), of).permille()
    }

    pub fn count_cards(&self, state: CardState) -> u32 {
        self.cards[state as usize]
    }

    /// Cards that the province waits for.
    pub fn count_missing(&self) -> u32 {
        let open = [CardState::NotBegun, CardState::Draft, CardState::Returned];
        open.map(|state| self.count_cards(state)).iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;
    use crate::accounts::ActorStamp;
    use crate::accounts::samples::actor;
    use crate::targets::{CardCheck, CardEntry, CardFigures, TargetGoal};

    fn by() -> ActorStamp {
        ActorStamp::new(&actor(1), datetime!(2026-11-25 01:00 UTC))
    }

    fn entry(first: u32, second: u32, met: bool) -> CardEntry {
        let figures = CardFigures { first, second: Some(second) };
        CardEntry { figures, met, evidence: String::new() }
    }

    fn sent(first: u32, second: u32, met: bool) -> CardStatus {
        CardStatus::Sent { entry: entry(first, second, met), by: by() }
    }

    fn target(kind: TargetKind, value: u32, more: Option<u32>) -> TargetDetails {
        TargetDetails {
            text: String::new(),
            kind,
            goal: TargetGoal { value, more },
            unit: String::new(),
            evidence: String::new(),
            due_on: date!(2026 - 12 - 14),
        }
    }

    fn count(target: &TargetDetails, cards: &[CardStatus]) -> TargetProgress {
        TargetProgress::count(
            target,
            3,
            cards.iter(),
            CountedSum { done: 5, of: 8, added: 0, complete: false },
        )
    }

    #[test]
    fn communes_count_with_the_last_score_and_only_once_sent() {
        let goal = target(TargetKind::ShareOfCommunes, 100, None);
        let check = CardCheck { met: false, reason: "Không có ảnh".to_owned(), by: by() };
        let cards = [
            sent(4, 0, true),
            CardStatus::Approved { entry: entry(2, 0, true), check },
            CardStatus::Draft(entry(1, 0, true)),
        ];
        let found = count(&goal, &cards);
        assert_eq!((found.done, found.of, found.is_met), (1, Some(3), Some(false)));
        assert_eq!(found.permille(goal.kind), Some(333));
        let seven = TargetProgress { done: 7, of: Some(65), ..found };
        assert_eq!(seven.permille(goal.kind), Some(108), "10.77 %, as the coverage says it");
        assert_eq!(TargetProgress { of: Some(0), ..found }.permille(goal.kind), None);
        assert_eq!((found.count_missing(), found.cards), (1, [0, 1, 1, 0, 1]));
        let all = [sent(1, 0, true), sent(1, 0, true), sent(9, 0, true)];
        assert_eq!(count(&goal, &all).is_met, Some(true));
        let nobody = count(&goal, &[]);
        assert_eq!((nobody.count_missing(), nobody.is_met), (3, Some(false)));
    }

    #[test]
    fn each_kind_sums_up_its_figures() {
        let people = target(TargetKind::ShareOfPeople, 100, None);
        let found = count(&people, &[sent(3, 3, true), sent(1, 2, false)]);
        assert_eq!((found.done, found.of, found.permille(people.kind)), (4, Some(5), Some(800)));
        assert_eq!(found.is_met, Some(false));
        assert_eq!(count(&people, &[sent(3, 3, true)]).is_met, None, "two communes have not said");
        assert_eq!(
            count(&people, &[sent(3, 3, true), sent(1, 1, true), sent(1, 1, true)]).is_met,
            Some(true)
        );
        let venues = count(&target(TargetKind::Coverage, 100, None), &[]);
        assert_eq!((venues.done, venues.of, venues.is_met), (5, Some(8), Some(false)));
        let roster = target(TargetKind::Training, 60, None);
        assert_eq!(count(&roster, &[]).is_met, None, "a commune has no roster");
        let complete = CountedSum { done: 5, of: 8, added: 0, complete: true };
        let found = TargetProgress::count(&roster, 3, [].iter(), complete);
        assert_eq!((found.done, found.of, found.is_met), (5, Some(8), Some(true)));
        let communes = count(&target(TargetKind::Activities, 60, None), &[sent(0, 0, false)]);
        assert_eq!((communes.done, communes.of, communes.is_met), (5, Some(8), Some(true)));
        let months = count(&target(TargetKind::CountOfMonths, 12, None), &[sent(12, 0, true)]);
        assert_eq!((months.done, months.of, months.is_met), (12, None, Some(true)));
        let totals = count(&target(TargetKind::OtherTotals, 0, None), &[sent(4, 11, true)]);
        assert_eq!((totals.done, totals.of, totals.is_met), (4, Some(11), None));
        let fewer = target(TargetKind::FewerThanBefore, 0, None);
        assert_eq!(count(&fewer, &[sent(3, 4, true), sent(2, 1, false)]).is_met, Some(false));
        assert_eq!(count(&fewer, &[sent(2, 4, true), sent(2, 1, false)]).is_met, None);
        let all = [sent(2, 4, true), sent(2, 1, false), sent(0, 0, true)];
        assert_eq!(count(&fewer, &all).is_met, Some(true));
        assert_eq!(count(&fewer, &[]).is_met, None);
    }

    #[test]
    fn a_list_is_kept_and_grows() {
        let list = target(TargetKind::KeepAndAdd, 1, Some(1));
        let found = count(&list, &[sent(1, 1, true), sent(0, 1, false), sent(1, 0, true)]);
        assert_eq!((found.done, found.of, found.added, found.is_met), (1, Some(2), 1, Some(true)));
        assert_eq!(count(&list, &[sent(1, 1, true)]).is_met, Some(false));
        let counted = target(TargetKind::HealthyCommunes, 5, Some(1));
        let sum = |added, complete| {
            let computed = CountedSum { done: 5, of: 6, added, complete };
            TargetProgress::count(&counted, 3, [].iter(), computed)
        };
        assert_eq!((sum(1, true).added, sum(1, true).is_met), (1, Some(true)));
        assert_eq!((sum(0, true).is_met, sum(0, false).is_met), (Some(false), None));
    }
}
