//! Plans of visits: the venues a team visits in a year or a quarter, drawn by verifiable rules.
//!
//! Belongs here: the plan and its state machine (`plans/lifecycle.rs`). The draw is in `plans/draw.rs`.

pub mod draw;
mod lifecycle;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::codes::codes;
use crate::ids::{AccountId, PlanId, TeamId, VenueId};
use crate::risk::RiskClass;
pub use draw::{Candidate, Draw, DrawRules, Seed, VisitReason, draw_visits};
pub use lifecycle::{Command, NewDraw, decide};

codes! {
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
    pub status: PlanStatus,
    pub rules: DrawRules,
    pub seed: Seed,
    /// Number of venues considered in the draw.
    pub candidates: u32,
    /// Venues to visit, in the order of the draw.
    pub visits: Vec<PlannedVisit>,
    pub author: AccountId,
    pub author_name: String,
    pub created_at: OffsetDateTime,
    pub version: i32,
}

/// State of a plan with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanStatus {
    Draft,
    Approved(PlanDecision),
    Dropped(PlanDecision),
}

/// Who approved or dropped a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanDecision {
    /// Name at that time.
    pub by_name: String,
    /// UTC.
    pub at: OffsetDateTime,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlannedVisit {
    pub venue: VenueId,
    /// Reasons why this venue was drawn.
    pub reasons: Vec<VisitReason>,
    /// Its class when it was drawn; `None` in plans drawn before the risk classes.
    #[serde(default)]
    pub class: Option<RiskClass>,
}

impl Plan {
    pub fn state(&self) -> PlanState {
        match self.status {
            PlanStatus::Draft => PlanState::Draft,
            PlanStatus::Approved(_) => PlanState::Approved,
            PlanStatus::Dropped(_) => PlanState::Dropped,
        }
    }

    /// Who approved or dropped it.
    pub fn decision(&self) -> Option<&PlanDecision> {
        match &self.status {
            PlanStatus::Draft => None,
            PlanStatus::Approved(decision) | PlanStatus::Dropped(decision) => Some(decision),
        }
    }

    /// Whether a visit to `venue` in `year` is a planned visit under this plan.
    pub fn has_planned_visit(&self, venue: VenueId, year: i32) -> bool {
        self.state() == PlanState::Approved
            && self.year == year
            && self.visits.iter().any(|v| v.venue == venue)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    pub(crate) fn plan(state: PlanState) -> Plan {
        let decision = PlanDecision { by_name: "Ký".into(), at: datetime!(2026-01-06 02:00 UTC) };
        Plan {
            id: PlanId(Uuid::nil()),
            team: TeamId(Uuid::nil()),
            year: 2026,
            quarter: None,
            status: match state {
                PlanState::Draft => PlanStatus::Draft,
                PlanState::Approved => PlanStatus::Approved(decision),
                PlanState::Dropped => PlanStatus::Dropped(decision),
            },
            rules: DrawRules { share: 60 },
            seed: Seed(1),
            candidates: 1,
            visits: vec![PlannedVisit { venue: VenueId(Uuid::nil()), reasons: vec![], class: None }],
            author: AccountId(Uuid::from_u128(1)),
            author_name: String::new(),
            created_at: datetime!(2026-01-05 02:00 UTC),
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
