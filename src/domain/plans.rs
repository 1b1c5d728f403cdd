//! Plans of visits: the venues a team visits in a year or a quarter, drawn by verifiable rules.
//!
//! Belongs here: the plan and its state machine. The draw is in `plans/draw.rs`.

pub mod draw;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::codes::codes;
use crate::ids::{AccountId, PlanId, TeamId, VenueId};
use crate::refusal::Refusal;
pub use draw::{Candidate, Draw, Reason, Rules, Seed, draw};

codes! {
    /// State of a plan.
    State {
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
    pub state: State,
    pub rules: Rules,
    pub seed: Seed,
    /// Number of venues considered in the draw.
    pub candidates: u32,
    /// Venues to visit, in the order of the draw.
    pub visits: Vec<Planned>,
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
pub struct Planned {
    pub venue: VenueId,
    /// Reasons why this venue was drawn.
    pub reasons: Vec<Reason>,
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
pub fn decide(plan: &Plan, command: Command, who: AccountId) -> Result<State, Refusal> {
    match (plan.state, command) {
        (State::Draft, Command::Redraw) => Ok(State::Draft),
        (State::Draft, Command::Approve) if plan.author == who => Err(Refusal::SecondPerson),
        (State::Draft, Command::Approve) => Ok(State::Approved),
        (State::Draft | State::Approved, Command::Drop) => Ok(State::Dropped),
        _ => Err(Refusal::WrongState),
    }
}

impl Plan {
    /// Whether a visit to `venue` in `year` is a planned visit under this plan.
    pub fn holds(&self, venue: VenueId, year: i32) -> bool {
        self.state == State::Approved && self.year == year && self.visits.iter().any(|v| v.venue == venue)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    fn plan(state: State) -> Plan {
        Plan {
            id: PlanId(Uuid::nil()),
            team: TeamId(Uuid::nil()),
            year: 2026,
            quarter: None,
            state,
            rules: Rules { share: 60 },
            seed: Seed(1),
            candidates: 1,
            visits: vec![Planned { venue: VenueId(Uuid::nil()), reasons: vec![] }],
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
            (State::Draft, Redraw, Ok(State::Draft)),
            (State::Draft, Approve, Ok(State::Approved)),
            (State::Draft, Drop, Ok(State::Dropped)),
            (State::Approved, Redraw, no.clone()),
            (State::Approved, Approve, no.clone()),
            (State::Approved, Drop, Ok(State::Dropped)),
            (State::Dropped, Redraw, no.clone()),
            (State::Dropped, Approve, no.clone()),
            (State::Dropped, Drop, no),
        ] {
            let another = AccountId(Uuid::from_u128(2));
            assert_eq!(decide(&plan(state), command, another), expected, "{state:?} {command:?}");
        }
        let author = AccountId(Uuid::from_u128(1));
        assert_eq!(decide(&plan(State::Draft), Approve, author), Err(Refusal::SecondPerson));
    }

    #[test]
    fn only_an_approved_plan_makes_a_visit_a_planned_one() {
        let (venue, other) = (VenueId(Uuid::nil()), VenueId(Uuid::from_u128(9)));
        assert!(plan(State::Approved).holds(venue, 2026));
        assert!(!plan(State::Approved).holds(other, 2026));
        assert!(!plan(State::Approved).holds(venue, 2027));
        assert!(!plan(State::Draft).holds(venue, 2026));
    }
}
