//! Closing one's own account: what must be settled before, and the time in which a log-in takes it back.
//!
//! What the venues declared and signed stays with the register, by the rules of keeping ([`crate::retention::rules`]); what
//! tells who held the account is taken out.

use time::{Duration, OffsetDateTime};

use crate::applications::ApplicationState;
use crate::applications::lifecycle::check_withdrawal;
use crate::ids::{AccountId, VenueId};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::venue_register::{Operation, OperationState};

/// The name of an account that was closed, where records refer to it.
pub const CLOSED_NAME: &str = "Tài khoản đã đóng";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AccountClosing {
    pub account: AccountId,
    /// UTC.
    pub asked_at: OffsetDateTime,
    /// From this time on the account is erased (UTC); before it, a log-in takes the closing back.
    pub ends_at: OffsetDateTime,
}

impl AccountClosing {
    pub fn new(account: AccountId, settings: &Settings, now: OffsetDateTime) -> Self {
        Self { account, asked_at: now, ends_at: now + Duration::days(settings.closing_days.into()) }
    }
}

/// A venue of the account that closes, as it is now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldVenue {
    pub venue: VenueId,
    /// As last recorded; `Operating` if nothing was.
    pub operation: Operation,
    /// Of its latest application.
    pub application: Option<ApplicationState>,
}

/// What must be settled before the account is closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClosingObstacle {
    /// It must be closed, or transferred to somebody else. A stop is not enough: it ends by itself.
    VenueOpen(VenueId),
    /// Its application must be withdrawn.
    ApplicationOpen(VenueId),
}

/// What keeps an account with these venues from being closed, in their order.
pub fn list_obstacles(venues: &[HeldVenue]) -> Vec<ClosingObstacle> {
    let obstacle = |held: &HeldVenue| {
        if held.operation.recorded_state() != OperationState::Closed {
            return Some(ClosingObstacle::VenueOpen(held.venue));
        }
        let is_open = held.application.is_some_and(|state| check_withdrawal(state).is_ok());
        is_open.then_some(ClosingObstacle::ApplicationOpen(held.venue))
    };
    venues.iter().filter_map(obstacle).collect()
}

/// Checks that nothing keeps the account from being closed.
///
/// # Errors
/// [`Refusal::ClosingHindered`]
pub fn check_closable(venues: &[HeldVenue]) -> Result<(), Refusal> {
    if list_obstacles(venues).is_empty() { Ok(()) } else { Err(Refusal::ClosingHindered) }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn venues_are_closed_and_applications_withdrawn_before() {
        use ClosingObstacle::{ApplicationOpen, VenueOpen};
        let venue = VenueId(Uuid::nil());
        let stopped = Operation::StoppedUntil(date!(2027 - 01 - 01));
        for (operation, application, obstacle) in [
            (Operation::Operating, None, Some(VenueOpen(venue))),
            (stopped, Some(ApplicationState::Issued), Some(VenueOpen(venue))),
            (Operation::Operating, Some(ApplicationState::InReview), Some(VenueOpen(venue))),
            (Operation::Closed, Some(ApplicationState::InReview), Some(ApplicationOpen(venue))),
            (Operation::Closed, Some(ApplicationState::Returned), Some(ApplicationOpen(venue))),
            (Operation::Closed, Some(ApplicationState::Withdrawn), None),
            (Operation::Closed, Some(ApplicationState::Issued), None),
            (Operation::Closed, None, None),
        ] {
            let held = [HeldVenue { venue, operation, application }];
            assert_eq!(list_obstacles(&held), obstacle.into_iter().collect::<Vec<_>>(), "{held:?}");
            let refused = obstacle.map(|_| Refusal::ClosingHindered);
            assert_eq!(check_closable(&held).err(), refused);
        }
        assert_eq!(check_closable(&[]), Ok(()));
    }

    #[test]
    fn it_is_taken_back_within_the_days_of_the_settings() {
        let now = datetime!(2026-11-30 01:00 UTC);
        let settings = Settings { closing_days: 3, ..Settings::default() };
        let closing = AccountClosing::new(AccountId(Uuid::nil()), &settings, now);
        assert_eq!(closing.ends_at, datetime!(2026-12-03 01:00 UTC));
    }
}
