//! State machine of a thread: asked, answered, asked again …, ended by the authority.

use time::OffsetDateTime;

use super::{LabourRequest, LabourRequestState as State};
use crate::ids::AccountId;
use crate::refusal::Refusal;

/// What is done to a thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// The owner answers, also a second time.
    Answer,
    /// This officer asks again after an answer.
    AskAgain(AccountId),
    /// The authority ends it, answered or not.
    End,
}

/// The thread after `command`.
///
/// # Errors
/// [`Refusal::WrongState`]
pub fn decide(
    before: &LabourRequest,
    command: Command,
    now: OffsetDateTime,
) -> Result<LabourRequest, Refusal> {
    let (state, officer) = match (before.state, command) {
        (State::Asked | State::Answered, Command::Answer) => (State::Answered, before.officer),
        (State::Answered, Command::AskAgain(officer)) => (State::Asked, officer),
        (State::Asked | State::Answered, Command::End) => (State::Ended, before.officer),
        (State::Asked, Command::AskAgain(_)) | (State::Ended, _) => return Err(Refusal::WrongState),
    };
    Ok(LabourRequest { state, officer, changed_at: now, ..before.clone() })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::ids::{LabourRequestId, VenueId};
    use crate::labour::checks::LabourCheck;

    const NOW: OffsetDateTime = datetime!(2026-11-25 02:00 UTC);
    const FIRST: AccountId = AccountId(Uuid::nil());
    const SECOND: AccountId = AccountId(Uuid::max());

    fn request(state: State) -> LabourRequest {
        LabourRequest {
            id: LabourRequestId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            check: LabourCheck::NoChange,
            state,
            officer: FIRST,
            created_at: OffsetDateTime::UNIX_EPOCH,
            changed_at: OffsetDateTime::UNIX_EPOCH,
            version: 1,
        }
    }

    #[test]
    fn every_state_and_command() {
        let wrong = Err(Refusal::WrongState);
        let table = [
            (State::Asked, Command::Answer, Ok((State::Answered, FIRST))),
            (State::Asked, Command::AskAgain(SECOND), wrong.clone()),
            (State::Asked, Command::End, Ok((State::Ended, FIRST))),
            (State::Answered, Command::Answer, Ok((State::Answered, FIRST))),
            (State::Answered, Command::AskAgain(SECOND), Ok((State::Asked, SECOND))),
            (State::Answered, Command::End, Ok((State::Ended, FIRST))),
            (State::Ended, Command::Answer, wrong.clone()),
            (State::Ended, Command::AskAgain(SECOND), wrong.clone()),
            (State::Ended, Command::End, wrong),
        ];
        for (before, command, expected) in table {
            let after = decide(&request(before), command, NOW);
            let found = after.clone().map(|after| (after.state, after.officer));
            assert_eq!(found, expected, "{before:?} {command:?}");
            assert!(after.is_err() || after.is_ok_and(|after| after.changed_at == NOW));
        }
    }
}
