//! State machine of an activity: kept as a draft, then recorded. A recorded one may be corrected and removed, not become a
//! draft again.

use super::{ActivityDetails, ActivityDraft, ActivityStatus};
use crate::refusal::Refusal;

/// What is done with an activity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ActivityCommand {
    /// Keeps what is written so far.
    Keep(ActivityDraft),
    /// Records it, or corrects it.
    Record(ActivityDetails),
    Remove,
}

/// The status after `command`; `None` for one that is removed.
///
/// # Errors
/// [`Refusal::WrongState`]
pub fn decide(before: &ActivityStatus, command: ActivityCommand) -> Result<Option<ActivityStatus>, Refusal> {
    match (before, command) {
        (ActivityStatus::Draft(_), ActivityCommand::Keep(draft)) => Ok(Some(ActivityStatus::Draft(draft))),
        (ActivityStatus::Recorded(_), ActivityCommand::Keep(_)) => Err(Refusal::WrongState),
        (_, ActivityCommand::Record(details)) => Ok(Some(ActivityStatus::Recorded(details))),
        (_, ActivityCommand::Remove) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::activities::{ActivityForm, ActivityState, ActivityTopic};

    #[test]
    fn every_state_and_command() {
        let details = || ActivityDetails {
            held_on: date!(2026 - 11 - 20),
            form: ActivityForm::Talk,
            topics: vec![ActivityTopic::Drugs],
            place: "Nhà văn hóa thôn 1".to_owned(),
            sessions: 1,
            people: 40,
            note: String::new(),
        };
        let commands = || {
            [
                ActivityCommand::Keep(ActivityDraft::default()),
                ActivityCommand::Record(details()),
                ActivityCommand::Remove,
            ]
        };
        let (draft, recorded) = (Ok(Some(ActivityState::Draft)), Ok(Some(ActivityState::Recorded)));
        for (before, expected) in [
            (ActivityStatus::Draft(ActivityDraft::default()), [draft, recorded.clone(), Ok(None)]),
            (ActivityStatus::Recorded(details()), [Err(Refusal::WrongState), recorded, Ok(None)]),
        ] {
            let after = commands().map(|c| Ok(decide(&before, c)?.map(|status| status.state())));
            assert_eq!(after, expected, "{:?}", before.state());
        }
    }
}
