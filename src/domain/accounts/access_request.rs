//! A request to give a member of staff a new way in that an administrator must confirm.

use time::{Duration, OffsetDateTime};

use crate::accounts::{Account, Actor, Role};
use crate::ids::AccountId;
use crate::refusal::Refusal;

/// How long a request may be confirmed.
pub const LIFETIME: Duration = Duration::days(7);

/// The open request for an account; there is at most one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccessRequest {
    pub account: AccountId,
    /// The person themself, who forgot the password, or an administrator.
    pub asked_by: AccountId,
    /// Name at that time.
    pub asked_by_name: String,
    pub asked_at: OffsetDateTime,
}

/// What a decision on a request is taken on: the account, and which of the requests for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AccessRequestVersion {
    /// The account's version.
    pub account: i32,
    /// When the request was asked, in microseconds of Unix time: a later request is another one.
    pub asked_at: i128,
}

impl AccessRequest {
    pub fn version(&self, account: &Account) -> AccessRequestVersion {
        AccessRequestVersion {
            account: account.version,
            asked_at: self.asked_at.unix_timestamp_nanos() / 1_000,
        }
    }

    /// Whether it may still be confirmed at `now`.
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        now < self.asked_at + LIFETIME
    }

    /// Checks that another person confirms than the one who asked, and not the one who gets the access.
    ///
    /// # Errors
    /// [`Refusal::SecondPerson`]
    pub fn check_confirmer(&self, confirmer: &Actor) -> Result<(), Refusal> {
        let involved = [self.asked_by, self.account].contains(&confirmer.account);
        if involved { Err(Refusal::SecondPerson) } else { Ok(()) }
    }
}

impl Role {
    /// Whether one administrator alone may not hand over a link that opens an account of this role: who signs for the
    /// agency, and who could confirm for such a person.
    pub fn needs_second_administrator(self) -> bool {
        matches!(self, Self::Approver | Self::Administrator)
    }
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::accounts::samples::actor;

    #[test]
    fn neither_who_asked_nor_who_gains_confirms() {
        let request = AccessRequest {
            account: actor(1).account,
            asked_by: actor(2).account,
            asked_by_name: String::new(),
            asked_at: OffsetDateTime::UNIX_EPOCH,
        };
        assert_eq!(request.check_confirmer(&actor(1)), Err(Refusal::SecondPerson));
        assert_eq!(request.check_confirmer(&actor(2)), Err(Refusal::SecondPerson));
        assert_eq!(request.check_confirmer(&actor(3)), Ok(()));
    }
}
