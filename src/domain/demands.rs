//! Demands: what an inspection requires a venue to do by a given day.

use time::{Date, OffsetDateTime};

use crate::codes::codes;
use crate::ids::{AccountId, DemandId, InspectionId, VenueId};
use crate::refusal::Refusal;

codes! {
    /// State of a demand.
    DemandState {
        Open = "open",
        /// An inspector confirmed that it is met.
        Met = "met",
        /// Withdrawn by the office.
        Withdrawn = "withdrawn",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Demand {
    /// Created by the phone.
    pub id: DemandId,
    pub inspection: InspectionId,
    pub venue: VenueId,
    /// Code of the checklist item, if there is one.
    pub item: Option<String>,
    pub text: String,
    /// Legal basis.
    pub basis: String,
    /// Last day (Vietnamese date).
    pub due_on: Date,
    pub state: DemandState,
    pub closed_by: Option<AccountId>,
    pub closed_by_name: String,
    pub closed_at: Option<OffsetDateTime>,
    /// Note of the person who closed it.
    pub note: String,
    pub version: i32,
}

/// What is done to a demand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// An inspector confirms that it is met.
    Meet,
    /// The office withdraws it.
    Withdraw,
}

/// The state after `command`.
///
/// # Errors
/// [`Refusal::WrongState`] if it is closed already.
pub fn decide(state: DemandState, command: Command) -> Result<DemandState, Refusal> {
    match (state, command) {
        (DemandState::Open, Command::Meet) => Ok(DemandState::Met),
        (DemandState::Open, Command::Withdraw) => Ok(DemandState::Withdrawn),
        (DemandState::Met | DemandState::Withdrawn, _) => Err(Refusal::WrongState),
    }
}

impl Demand {
    /// Whether its last day is past and it is still open.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == DemandState::Open && self.due_on < today
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demand_is_closed_once() {
        for command in [Command::Meet, Command::Withdraw] {
            assert!(decide(DemandState::Open, command).is_ok());
            assert_eq!(decide(DemandState::Met, command), Err(Refusal::WrongState));
            assert_eq!(decide(DemandState::Withdrawn, command), Err(Refusal::WrongState));
        }
        assert_eq!(decide(DemandState::Open, Command::Meet), Ok(DemandState::Met));
        assert_eq!(decide(DemandState::Open, Command::Withdraw), Ok(DemandState::Withdrawn));
    }
}
