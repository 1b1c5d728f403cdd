//! Plans of visits: the venues a team visits in a year or a quarter, drawn by verifiable rules.
//!
//! Belongs here: the plan and its state machine. The draw is in `plans/draw_visits.rs`.

pub mod draw;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::codes::codes;
use crate::ids::{AccountId, PlanId, TeamId, VenueId};
use crate::refusal::Refusal;
pub use draw::{Candidate, Draw, DrawRules, Seed, VisitReason, draw_visits};

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

/// What is done to a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    Redraw,
    Approve,
    Drop,
}

/// The state after `command` by `who`. The author of a plan does not approve it.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::SecondPerson`].
pub fn decide(plan: &Plan, command: Command, who: AccountId) -> Result<PlanState, Refusal> {
    match (plan.state, command) {
        (PlanState::Draft, Command::Redraw) => Ok(PlanState::Draft),
        (PlanState::Draft, Command::Approve) if plan.author == who => Err(Refusal::SecondPerson),
        (PlanState::Draft, Command::Approve) => Ok(PlanState::Approved),
        (PlanState::Draft | PlanState::Approved, Command::Drop) => Ok(PlanState::Dropped),
        _ => Err(Refusal::WrongState),
    }
}

impl Plan {
    /// Whether a visit to `venue` in `year` is a planned visit under this plan.
    pub fn has_planned_visit(&self, venue: VenueId, year: i32) -> bool {
        self.state == PlanState::Approved && self.year == year && self.visits.iter().any(|v| v.venue == venue)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    fn plan(state: PlanState) -> Plan {
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
    fn every_state_and_command() {
        use Command::{Approve, Drop, Redraw};
        let no = Err(Refusal::WrongState);
        for (state, command, expected) in [
            (PlanState::Draft, Redraw, Ok(PlanState::Draft)),
            (PlanState::Draft, Approve, Ok(PlanState::Approved)),
            (PlanState::Draft, Drop, Ok(PlanState::Dropped)),
            (PlanState::Approved, Redraw, no.clone()),
            (PlanState::Approved, Approve, no.clone()),
            (PlanState::Approved, Drop, Ok(PlanState::Dropped)),
            (PlanState::Dropped, Redraw, no.clone()),
            (PlanState::Dropped, Approve, no.clone()),
            (PlanState::Dropped, Drop, no),
        ] {
            let another = AccountId(Uuid::from_u128(2));
            assert_eq!(decide(&plan(state), command, another), expected, "{state:?} {command:?}");
        }
        let author = AccountId(Uuid::from_u128(1));
        assert_eq!(decide(&plan(PlanState::Draft), Approve, author), Err(Refusal::SecondPerson));
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
