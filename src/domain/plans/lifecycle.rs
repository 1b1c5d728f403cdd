//! State machine of a plan: drawn by one person, approved by another, or dropped.

use super::{Plan, PlanState};
use crate::ids::AccountId;
use crate::refusal::Refusal;

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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::plans::tests::plan;

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
}
