//! Managers of a venue: people with less than the owner's rights, who declare workers and print. What a manager may do is the
//! row `WorkAtVenues` of [`crate::permissions`]; everything else of a venue is its owner's alone.
//!
//! The owner invites a log-in; whoever has it accepts or declines, and leaves again at any time. No law knows managers: they
//! act for the owner, who stays responsible (PL 10/2003 Điều 15.1).

use time::OffsetDateTime;

use crate::ids::{AccountId, ManagerId, VenueId};
use crate::refusal::Refusal;

/// Most managers of a venue, invited ones included.
pub const MAX_MANAGERS: usize = 10;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VenueManager {
    pub id: ManagerId,
    pub venue: VenueId,
    /// Log-in that the owner invited, in its normal form. Whether an account has it, the owner learns when it accepts.
    pub login: String,
    pub invited_at: OffsetDateTime,
    pub standing: ManagerStanding,
    pub version: i32,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ManagerStanding {
    Invited,
    /// This account accepted.
    Manages {
        account: AccountId,
        /// Its name at that time.
        name: String,
        since: OffsetDateTime,
    },
}

impl VenueManager {
    /// Whether this account manages the venue.
    pub fn is_account(&self, account: AccountId) -> bool {
        matches!(&self.standing, ManagerStanding::Manages { account: manager, .. } if *manager == account)
    }

    pub fn is_invited(&self) -> bool {
        self.standing == ManagerStanding::Invited
    }
}

/// The manager after an account with this name accepted the invitation.
///
/// # Errors
/// [`Refusal::WrongState`] if it was accepted.
pub fn accept(
    before: &VenueManager,
    (account, name): (AccountId, &str),
    now: OffsetDateTime,
) -> Result<VenueManager, Refusal> {
    if !before.is_invited() {
        return Err(Refusal::WrongState);
    }
    let standing = ManagerStanding::Manages { account, name: name.to_owned(), since: now };
    Ok(VenueManager { standing, ..before.clone() })
}

/// Checks that a venue with so many managers can have another one.
///
/// # Errors
/// [`Refusal::ListFull`]
pub fn check_room(present: usize) -> Result<(), Refusal> {
    if present < MAX_MANAGERS { Ok(()) } else { Err(Refusal::ListFull) }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-25 02:00 UTC);

    #[test]
    fn an_invitation_is_accepted_once() {
        let invited = VenueManager {
            id: ManagerId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            login: "mai@example.vn".to_owned(),
            invited_at: NOW,
            standing: ManagerStanding::Invited,
            version: 1,
        };
        let (mai, other) = (AccountId(Uuid::max()), AccountId(Uuid::nil()));
        assert!(invited.is_invited() && !invited.is_account(mai));
        let manager = accept(&invited, (mai, "Mai"), NOW).unwrap();
        assert!(manager.is_account(mai) && !manager.is_account(other) && !manager.is_invited());
        assert_eq!(accept(&manager, (other, "Bình"), NOW), Err(Refusal::WrongState));
    }

    #[test]
    fn a_venue_has_ten_managers_at_most() {
        assert_eq!(check_room(MAX_MANAGERS - 1), Ok(()));
        assert_eq!(check_room(MAX_MANAGERS), Err(Refusal::ListFull));
    }
}
