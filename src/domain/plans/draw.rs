//! The draw of a plan: by risk, then by lot. The lot of a venue is computed from the seed and the venue's id only, so the
//! same seed and list give the same draw, whatever the order of the list.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::PlannedVisit;
use crate::clock::{Entropy, random_bytes};
use crate::codes::codes;
use crate::ids::VenueId;
use crate::venues::VenueKind;

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
        /// Never visited.
        NeverVisited = "never-visited",
        /// A kind of venue named in BLLĐ 2019 Điều 147.2.d.
        Kind = "kind",
        /// By lot only.
        Lot = "lot",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    pub venue: VenueId,
    pub kind: VenueKind,
    /// Whether it has a certificate in force.
    pub has_certificate: bool,
    /// Number of visits of all teams, at any time, that ended in a record of violation or a transfer.
    pub violations: u32,
    /// Whether any team has visited it at any time.
    pub was_visited: bool,
    /// Whether any team has visited it in the plan's calendar year, or another approved plan of that year contains it.
    pub is_taken: bool,
}

impl Candidate {
    /// Reasons to visit it before others, with their weights, heaviest first.
    fn risks(&self) -> Vec<(VisitReason, u32)> {
        let tests = [
            (VisitReason::EarlierViolations, 40 * self.violations.min(3), self.violations > 0),
            (VisitReason::NoPledge, 30, !self.has_certificate),
            (VisitReason::NeverVisited, 15, !self.was_visited),
            (VisitReason::Kind, 10, self.kind.is_named_in_labour_code()),
        ];
        tests.into_iter().filter(|(_, _, holds)| *holds).map(|(reason, weight, _)| (reason, weight)).collect()
    }
}

/// Result of a draw.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draw {
    /// Visits still needed in the period to reach the share.
    pub quota: usize,
    /// Venues to visit, in order.
    pub visits: Vec<PlannedVisit>,
}

/// Draws the visits of a year or of one quarter. By the end of a quarter, a proportional part of the year's share is due.
///
/// A venue that any team has visited in the year or has in an approved plan is not drawn: an enterprise or household
/// business is inspected at most once a year by all teams together (NQ 198/2025/QH15 Điều 4).
pub fn draw_visits(candidates: &[Candidate], rules: DrawRules, quarter: Option<u8>, seed: Seed) -> Draw {
    let whole = share_of(candidates.len(), rules.share);
    let due = quarter.map_or(whole, |q| whole * usize::from(q.clamp(1, 4)) / 4);
    let taken = candidates.iter().filter(|c| c.is_taken).count();
    let quota = due.saturating_sub(taken);
    let mut free: Vec<_> = candidates.iter().filter(|c| !c.is_taken).map(|c| (c, c.risks())).collect();
    free.sort_by_cached_key(|(candidate, risks)| {
        let weight: u32 = risks.iter().map(|(_, weight)| weight).sum();
        (std::cmp::Reverse(weight), seed.compute_lot(candidate.venue), candidate.venue)
    });
    let visits = free
        .into_iter()
        .take(quota)
        .map(|(candidate, risks)| build_planned_visit(candidate, &risks))
        .collect();
    Draw { quota, visits }
}

/// `share` per cent of `count`, rounded up.
fn share_of(count: usize, share: u8) -> usize {
    (count * usize::from(share)).div_ceil(100)
}

fn build_planned_visit(candidate: &Candidate, risks: &[(VisitReason, u32)]) -> PlannedVisit {
    let reasons: Vec<_> = risks.iter().map(|(reason, _)| *reason).collect();
    let reasons = if reasons.is_empty() { vec![VisitReason::Lot] } else { reasons };
    PlannedVisit { venue: candidate.venue, reasons }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn candidate_without_risk(n: u128) -> Candidate {
        Candidate {
            venue: VenueId(Uuid::from_u128(n)),
            kind: VenueKind::Cafe,
            has_certificate: true,
            violations: 0,
            was_visited: true,
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
        let list = vec![
            candidate_without_risk(1),
            Candidate { has_certificate: false, ..candidate_without_risk(2) },
            Candidate { violations: 1, ..candidate_without_risk(3) },
            Candidate { was_visited: false, ..candidate_without_risk(4) },
            Candidate { kind: VenueKind::Karaoke, ..candidate_without_risk(5) },
            Candidate {
                has_certificate: false,
                violations: 2,
                was_visited: false,
                kind: VenueKind::Massage,
                ..candidate_without_risk(6)
            },
        ];
        for seed in 0..20 {
            let drawn = draw_visits(&list, DrawRules { share: 100 }, None, Seed(seed));
            assert_eq!(venues(&drawn), [6, 3, 2, 4, 5, 1], "{seed}");
            let reasons: Vec<_> = drawn.visits.iter().map(|v| v.reasons.clone()).collect();
            assert_eq!(
                reasons[0],
                [
                    VisitReason::EarlierViolations,
                    VisitReason::NoPledge,
                    VisitReason::NeverVisited,
                    VisitReason::Kind
                ]
            );
            assert_eq!(reasons[5], [VisitReason::Lot]);
        }
    }

    #[test]
    fn nobody_is_drawn_twice_in_a_year() {
        let mut list: Vec<_> =
            (0..10).map(|n| Candidate { has_certificate: false, ..candidate_without_risk(n) }).collect();
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
