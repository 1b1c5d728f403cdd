//! State machine of a demand: open, then met or withdrawn.

use super::DemandState;
use crate::refusal::Refusal;

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
