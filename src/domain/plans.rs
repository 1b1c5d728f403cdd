//! Plans of visits: the venues a team visits in a year or a quarter, drawn by verifiable rules.
//!
//! Belongs here: the plan and its state machine (`plans/lifecycle.rs`). The draw is in `plans/draw.rs`.

pub mod draw;
mod lifecycle;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::codes::codes;
use crate::ids::{AccountId, PlanId, TeamId, VenueId};
pub use draw::{Candidate, Draw, DrawRules, Seed, VisitReason, draw_visits};
pub use lifecycle::{Command, decide};

codes! {
    /// State of a plan.
    PlanState {
        /// Drawn; it can be drawn again.
        Draft = "draft",
        /// Approved: its visits are planned visits (TT 05/2006).
        Approved = "approved",
        /// Dropped.
        Dropped = "dropped",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    pub id: PlanId,
    pub team: TeamId,
    pub year: i32,
    /// 1 to 4; `None`: the whole year.
    pub quarter: Option<u8>,
    pub state: PlanState,
    pub rules: DrawRules,
    pub seed: Seed,
    /// Number of venues considered in the draw.
    pub candidates: u32,
    /// Venues to visit, in the order of the draw.
    pub visits: Vec<PlannedVisit>,
    pub author: AccountId,
    pub author_name: String,
    pub created_at: OffsetDateTime,
    pub approver_name: String,
    /// When it was approved or dropped (UTC).
    pub decided_at: Option<OffsetDateTime>,
    pub version: i32,
}

/// A planned visit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlannedVisit {
    pub venue: VenueId,
    /// Reasons why this venue was drawn.
    pub reasons: Vec<VisitReason>,
}

impl Plan {
    /// Whether a visit to `venue` in `year` is a planned visit under this plan.
    pub fn has_planned_visit(&self, venue: VenueId, year: i32) -> bool {
        self.state == PlanState::Approved && self.year == year && self.visits.iter().any(|v| v.venue == venue)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    pub(crate) fn plan(state: PlanState) -> Plan {
        Plan {
            id: PlanId(Uuid::nil()),
            team: TeamId(Uuid::nil()),
            year: 2026,
            quarter: None,
            state,
            rules: DrawRules { share: 60 },
            seed: Seed(1),
            candidates: 1,
            visits: vec![PlannedVisit { venue: VenueId(Uuid::nil()), reasons: vec![] }],
            author: AccountId(Uuid::from_u128(1)),
            author_name: String::new(),
            created_at: datetime!(2026-01-05 02:00 UTC),
            approver_name: String::new(),
            decided_at: None,
            version: 1,
        }
    }

    #[test]
    fn only_an_approved_plan_makes_a_visit_a_planned_one() {
        let (venue, other) = (VenueId(Uuid::nil()), VenueId(Uuid::from_u128(9)));
        assert!(plan(PlanState::Approved).has_planned_visit(venue, 2026));
        assert!(!plan(PlanState::Approved).has_planned_visit(other, 2026));
        assert!(!plan(PlanState::Approved).has_planned_visit(venue, 2027));
        assert!(!plan(PlanState::Draft).has_planned_visit(venue, 2026));
    }
}
