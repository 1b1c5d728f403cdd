//! What an inspection demands of a venue by a day, until it is met.

use time::{Date, OffsetDateTime};

use crate::codes::codes;
use crate::ids::{AccountId, DemandId, InspectionId, VenueId};
use crate::refusal::Refusal;

codes! {
    /// Where a demand stands.
    State {
        /// Not met yet.
        Open = "open",
        /// An inspector saw that it is met.
        Met = "met",
        /// The office took it back.
        Withdrawn = "withdrawn",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Demand {
    /// Identity, made by the phone.
    pub id: DemandId,
    /// The inspection that made it.
    pub inspection: InspectionId,
    /// The venue that must meet it.
    pub venue: VenueId,
    /// Code of the checklist's item it rests on, if it rests on one.
    pub item: Option<String>,
    pub text: String,
    /// The articles it rests on.
    pub basis: String,
    /// Last day, Vietnamese time.
    pub due_on: Date,
    pub state: State,
    /// Who closed it.
    pub closed_by: Option<AccountId>,
    pub closed_by_name: String,
    pub closed_at: Option<OffsetDateTime>,
    /// What was seen.
    pub note: String,
    pub version: i32,
}

/// What is done to a demand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// An inspector saw that it is met.
    Meet,
    /// The office takes it back.
    Withdraw,
}

/// The state after `command`.
///
/// # Errors
/// [`Refusal::WrongState`] for a demand that is closed already.
pub fn decide(state: State, command: Command) -> Result<State, Refusal> {
    match (state, command) {
        (State::Open, Command::Meet) => Ok(State::Met),
        (State::Open, Command::Withdraw) => Ok(State::Withdrawn),
        (State::Met | State::Withdrawn, _) => Err(Refusal::WrongState),
    }
}

impl Demand {
    /// Whether its day is past and it is not met.
    pub fn overdue(&self, today: Date) -> bool {
        self.state == State::Open && self.due_on < today
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demand_is_closed_once() {
        for command in [Command::Meet, Command::Withdraw] {
            assert!(decide(State::Open, command).is_ok());
            assert_eq!(decide(State::Met, command), Err(Refusal::WrongState));
            assert_eq!(decide(State::Withdrawn, command), Err(Refusal::WrongState));
        }
        assert_eq!(decide(State::Open, Command::Meet), Ok(State::Met));
        assert_eq!(decide(State::Open, Command::Withdraw), Ok(State::Withdrawn));
    }
}
