//! Whether a venue operates: an officer or the owner records that it stopped for a time or closed. A venue that stopped operates again
//! by itself after its last day.

use time::Date;

use crate::calendar::add_months;
use crate::codes::codes;
use crate::refusal::Refusal;

codes! {
    OperationState {
        Operating = "operating",
        /// Tạm ngừng.
        Stopped = "stopped",
        /// Chấm dứt.
        Closed = "closed",
    }
}

/// Most months of a stop; a longer one is recorded again. No law sets it: a stop without an end would be forgotten.
pub const MAX_STOP_MONTHS: i32 = 12;

/// Whether a venue operates, as last recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operation {
    Operating,
    /// Up to and including this day (Vietnamese date).
    StoppedUntil(Date),
    Closed,
}

impl Operation {
    /// The state on `today`.
    pub fn state_on(self, today: Date) -> OperationState {
        match self {
            Self::StoppedUntil(last) if today <= last => OperationState::Stopped,
            Self::Operating | Self::StoppedUntil(_) => OperationState::Operating,
            Self::Closed => OperationState::Closed,
        }
    }

    /// The state as last recorded.
    pub fn recorded_state(self) -> OperationState {
        match self {
            Self::Operating => OperationState::Operating,
            Self::StoppedUntil(_) => OperationState::Stopped,
            Self::Closed => OperationState::Closed,
        }
    }

    /// Last day of a stop.
    pub fn until(self) -> Option<Date> {
        match self {
            Self::StoppedUntil(last) => Some(last),
            Self::Operating | Self::Closed => None,
        }
    }
}

/// Whether a stop that is recorded on `today` may last until `last`.
pub fn is_stop_allowed(last: Date, today: Date) -> bool {
    (today..=add_months(today, MAX_STOP_MONTHS)).contains(&last)
}

/// Checks that the owner can record `after` on `today`; `by_office`: whether an officer recorded `before`. What an officer
/// found closed opens again with an officer: the owner's word alone would bring it back into what is counted.
///
/// # Errors
/// [`Refusal::ClosedByOffice`]; [`Refusal::WrongState`] if nothing changes.
pub fn decide_for_owner(
    before: Operation,
    by_office: bool,
    after: Operation,
    today: Date,
) -> Result<Operation, Refusal> {
    match before {
        Operation::Closed if by_office => Err(Refusal::ClosedByOffice),
        before => decide(before, after, today),
    }
}

/// Checks that an officer can record `after` on `today`.
///
/// # Errors
/// [`Refusal::WrongState`] if nothing changes.
pub fn decide(before: Operation, after: Operation, today: Date) -> Result<Operation, Refusal> {
    let same_state = before.state_on(today) == after.state_on(today);
    if same_state
        && before.until().filter(|_| before.state_on(today) == OperationState::Stopped) == after.until()
    {
        return Err(Refusal::WrongState);
    }
    Ok(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 29);
    const SOON: Operation = Operation::StoppedUntil(date!(2026 - 12 - 31));
    const LATER: Operation = Operation::StoppedUntil(date!(2027 - 01 - 31));
    const OVER: Operation = Operation::StoppedUntil(date!(2026 - 11 - 28));

    #[test]
    fn a_stop_ends_by_itself() {
        assert_eq!(SOON.state_on(date!(2026 - 12 - 31)), OperationState::Stopped);
        assert_eq!(SOON.state_on(date!(2027 - 01 - 01)), OperationState::Operating);
        assert_eq!(Operation::Closed.state_on(date!(2099 - 01 - 01)), OperationState::Closed);
    }

    #[test]
    fn a_stop_lasts_at_most_a_year() {
        for (last, allowed) in [
            (date!(2026 - 11 - 28), false),
            (TODAY, true),
            (date!(2027 - 11 - 29), true),
            (date!(2027 - 11 - 30), false),
        ] {
            assert_eq!(is_stop_allowed(last, TODAY), allowed, "{last}");
        }
    }

    #[test]
    fn every_pair_is_a_change_or_refused() {
        for (before, after, changes) in [
            (Operation::Operating, Operation::Operating, false),
            (Operation::Operating, SOON, true),
            (Operation::Operating, Operation::Closed, true),
            (SOON, Operation::Operating, true),
            (SOON, SOON, false),
            (SOON, LATER, true),
            (SOON, Operation::Closed, true),
            (OVER, Operation::Operating, false),
            (OVER, SOON, true),
            (Operation::Closed, Operation::Operating, true),
            (Operation::Closed, SOON, true),
            (Operation::Closed, Operation::Closed, false),
        ] {
            assert_eq!(decide(before, after, TODAY).is_ok(), changes, "{before:?} {after:?}");
            let own = decide_for_owner(before, false, after, TODAY);
            assert_eq!(own, decide(before, after, TODAY), "{before:?} {after:?}");
            let after_office = decide_for_owner(before, true, after, TODAY);
            let closed = before == Operation::Closed;
            assert_eq!(after_office, if closed { Err(Refusal::ClosedByOffice) } else { own });
        }
    }
}
