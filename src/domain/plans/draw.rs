//! The draw of a plan: by risk class, then by lot. The lot of a venue is computed from the seed and the venue's id only, so the
//! same seed and list give the same draw, whatever the order of the list.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::PlannedVisit;
use crate::clock::{Entropy, random_bytes};
use crate::codes::codes;
use crate::ids::VenueId;
use crate::risk::{RiskClass, RiskFactor};

/// The seed of a draw, recorded with the plan as 16 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seed(pub u64);

impl Seed {
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self(u64::from_be_bytes(random_bytes(entropy)))
    }

    /// Parses the text of [`fmt::Display`].
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok()).flatten().map(Self)
    }

    /// The lot of a venue: SplitMix64 over the seed and both halves of the venue's id.
    fn compute_lot(self, venue: VenueId) -> u64 {
        let (high, low) = venue.0.as_u64_pair();
        mix_bits(mix_bits(mix_bits(self.0) ^ high) ^ low)
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Finaliser of SplitMix64 (Steele, Lea and Flood 2014).
fn mix_bits(seed: u64) -> u64 {
    let mut word = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// Rules of a draw: settings, frozen in the plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DrawRules {
    /// Minimum share of the venues to visit in a year, in per cent.
    pub share: u8,
}

codes! {
    /// Reason why a venue is in a plan.
    VisitReason {
        /// No pledge in force (NĐ 178/2004 Điều 11.3).
        NoPledge = "no-pledge",
        /// Violations at earlier visits.
        EarlierViolations = "earlier-violations",
        /// Never visited; in plans drawn before the risk classes.
        NeverVisited = "never-visited",
        /// Not visited for half a year or longer.
        Unvisited = "unvisited",
        /// Reports of the public that were upheld.
        Concerns = "concerns",
        /// Demands open after their last day.
        OverdueDemands = "overdue-demands",
        /// Workers not declared, or without a contract.
        Workers = "workers",
        /// A kind of venue named in BLLĐ 2019 Điều 147.2.d.
        Kind = "kind",
        /// An officer set a higher class.
        Override = "override",
        /// By lot only.
        Lot = "lot",
    }
}

impl VisitReason {
    fn from_factor(factor: RiskFactor) -> Self {
        match factor {
            RiskFactor::Findings => Self::EarlierViolations,
            RiskFactor::NoPledge => Self::NoPledge,
            RiskFactor::Concerns => Self::Concerns,
            RiskFactor::OverdueDemands => Self::OverdueDemands,
            RiskFactor::Workers => Self::Workers,
            RiskFactor::Unvisited => Self::Unvisited,
            RiskFactor::Kind => Self::Kind,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    pub venue: VenueId,
    /// With an officer's override.
    pub class: RiskClass,
    /// Whether the class is an officer's.
    pub is_overridden: bool,
    pub factors: Vec<RiskFactor>,
    /// Whether any team has visited it in the plan's calendar year, or another approved plan of that year contains it.
    pub is_taken: bool,
}

/// Result of a draw.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draw {
    /// Visits still needed in the period to reach the share.
    pub quota: usize,
    /// Venues to visit, in order.
    pub visits: Vec<PlannedVisit>,
}

/// Draws the visits of a year or of one quarter: the highest class first, by lot within a class. By the end of a quarter, a
/// proportional part of the year's share is due.
///
/// A venue that any team has visited in the year or has in an approved plan is not drawn: an enterprise or household
/// business is inspected at most once a year by all teams together (NQ 198/2025/QH15 Điều 4).
pub fn draw_visits(candidates: &[Candidate], rules: DrawRules, quarter: Option<u8>, seed: Seed) -> Draw {
    let whole = share_of(candidates.len(), rules.share);
    let due = quarter.map_or(whole, |q| whole * usize::from(q.clamp(1, 4)) / 4);
    let taken = candidates.iter().filter(|c| c.is_taken).count();
    let quota = due.saturating_sub(taken);
    let mut free: Vec<&Candidate> = candidates.iter().filter(|c| !c.is_taken).collect();
    free.sort_by_cached_key(|candidate| {
        (std::cmp::Reverse(candidate.class), seed.compute_lot(candidate.venue), candidate.venue)
    });
    let visits = free.into_iter().take(quota).map(build_planned_visit).collect();
    Draw { quota, visits }
}

/// `share` per cent of `count`, rounded up.
fn share_of(count: usize, share: u8) -> usize {
    (count * usize::from(share)).div_ceil(100)
}

fn build_planned_visit(candidate: &Candidate) -> PlannedVisit {
    let factors = candidate.factors.iter().map(|factor| VisitReason::from_factor(*factor));
    let overridden = candidate.is_overridden && candidate.class > RiskClass::Low;
    let reasons: Vec<_> = factors.chain(overridden.then_some(VisitReason::Override)).collect();
    let reasons = if reasons.is_empty() { vec![VisitReason::Lot] } else { reasons };
    PlannedVisit { venue: candidate.venue, reasons, class: Some(candidate.class) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;

    use super::*;

    fn candidate_without_risk(n: u128) -> Candidate {
        Candidate {
            venue: VenueId(Uuid::from_u128(n)),
            class: RiskClass::Low,
            is_overridden: false,
            factors: Vec::new(),
            is_taken: false,
        }
    }

    fn venues(draw: &Draw) -> Vec<u128> {
        draw.visits.iter().map(|v| v.venue.0.as_u128()).collect()
    }

    const RULES: DrawRules = DrawRules { share: 60 };

    #[test]
    fn the_same_seed_draws_the_same_in_whatever_order_the_list_comes() {
        let list: Vec<_> = (0..200).map(candidate_without_risk).collect();
        let first = draw_visits(&list, RULES, None, Seed(7));
        assert_eq!(first.visits.len(), 120);
        assert_eq!(draw_visits(&list, RULES, None, Seed(7)), first);
        let backwards: Vec<_> = list.iter().rev().cloned().collect();
        assert_eq!(draw_visits(&backwards, RULES, None, Seed(7)), first);
        assert_ne!(draw_visits(&list, RULES, None, Seed(8)), first);
        // These numbers are in the minutes of real draws: the algorithm must not change under this name.
        let five: Vec<_> = (1..=5).map(candidate_without_risk).collect();
        assert_eq!(venues(&draw_visits(&five, DrawRules { share: 100 }, None, Seed(42))), [4, 3, 5, 1, 2]);
    }

    #[test]
    fn every_venue_has_the_same_chance() {
        let list: Vec<_> = (0..10).map(candidate_without_risk).collect();
        let mut drawn = [0_u32; 10];
        for seed in 0..2_000 {
            for n in venues(&draw_visits(&list, DrawRules { share: 30 }, None, Seed(seed))) {
                drawn[usize::try_from(n).unwrap()] += 1;
            }
        }
        // 600 are expected each; five standard deviations are about 102.
        assert!(drawn.iter().all(|n| (498..=702).contains(n)), "{drawn:?}");
    }

    #[test]
    fn risk_goes_first_and_says_why() {
        let high = |n| Candidate {
            class: RiskClass::High,
            factors: vec![RiskFactor::Findings, RiskFactor::NoPledge],
            ..candidate_without_risk(n)
        };
        let medium =
            |n| Candidate { class: RiskClass::Medium, is_overridden: true, ..candidate_without_risk(n) };
        let list = [candidate_without_risk(1), medium(2), high(3), high(4), candidate_without_risk(5)];
        let mut first = BTreeSet::new();
        for seed in 0..20 {
            let drawn = draw_visits(&list, DrawRules { share: 100 }, None, Seed(seed));
            let order = venues(&drawn);
            assert_eq!(order[2], 2, "{seed}");
            assert_eq!(order[..2].iter().sum::<u128>(), 7, "{seed}");
            first.insert(order[0]);
            let reasons: Vec<_> = drawn.visits.iter().map(|v| v.reasons.clone()).collect();
            assert_eq!(reasons[0], [VisitReason::EarlierViolations, VisitReason::NoPledge]);
            assert_eq!(reasons[2], [VisitReason::Override]);
            assert_eq!(reasons[4], [VisitReason::Lot]);
            assert_eq!(drawn.visits[0].class, Some(RiskClass::High));
        }
        assert_eq!(first, BTreeSet::from([3, 4]), "by lot within a class");
    }

    #[test]
    fn nobody_is_drawn_twice_in_a_year() {
        let mut list: Vec<_> =
            (0..10).map(|n| Candidate { class: RiskClass::Medium, ..candidate_without_risk(n) }).collect();
        for done in &mut list[..4] {
            done.is_taken = true;
        }
        let drawn = draw_visits(&list, RULES, None, Seed(1));
        assert_eq!(drawn.quota, 2);
        assert!(venues(&drawn).iter().all(|n| *n >= 4));
        for candidate in &mut list {
            candidate.is_taken = true;
        }
        assert_eq!(draw_visits(&list, RULES, None, Seed(1)).visits, []);
    }

    #[test]
    fn quarters_add_up_to_the_year() {
        let list: Vec<_> = (0..50).map(candidate_without_risk).collect();
        let quota = |quarter| draw_visits(&list, RULES, quarter, Seed(1)).quota;
        assert_eq!([Some(1), Some(2), Some(3), Some(4), None].map(quota), [7, 15, 22, 30, 30]);
        assert_eq!(draw_visits(&[], RULES, None, Seed(1)).quota, 0);
        assert_eq!(share_of(3, 60), 2);
    }

    #[test]
    fn a_seed_is_read_as_it_is_written() {
        for seed in [Seed(0), Seed(u64::MAX), Seed(0x0123_4567_89ab_cdef)] {
            assert_eq!(Seed::parse(&seed.to_string()), Some(seed));
        }
        assert_eq!(Seed::parse("12"), None);
        assert_eq!(Seed::parse("xxxxxxxxxxxxxxxx"), None);
    }
}
