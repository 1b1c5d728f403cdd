//! Claim codes: an officer makes one and hands it over on paper; an owner signs up with it in place of a one-time code, or
//! takes a venue over.

use time::{Duration, OffsetDateTime};

use crate::areas::AreaCode;
use crate::identifiers::Phone;
use crate::ids::{AccountId, ClaimCodeId, VenueId};

/// How long a code can be used. No law sets it; it is time to go home, find the slip and try again.
pub const LIFETIME: Duration = Duration::days(14);

/// What a code is bound to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClaimTarget {
    /// Who brings the code takes this venue over.
    Venue(VenueId),
    /// Who brings the code signs up with this name and this mobile number.
    Person { name: String, phone: Phone },
}

/// A code as it is stored: only its hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimCode {
    pub id: ClaimCodeId,
    /// Keyed hash of the code.
    pub hash: String,
    pub target: ClaimTarget,
    /// Area of the officer who made it.
    pub area: AreaCode,
    pub made_by: AccountId,
    pub made_at: OffsetDateTime,
    /// Not valid from this time on (UTC).
    pub expires_at: OffsetDateTime,
    pub used_at: Option<OffsetDateTime>,
}

impl ClaimCode {
    /// Whether it can be used at `now`.
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        self.used_at.is_none() && now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_code_is_open_until_it_is_used_or_over() {
        let made_at = datetime!(2026-11-23 01:00 UTC);
        let code = ClaimCode {
            id: ClaimCodeId(Uuid::nil()),
            hash: String::new(),
            target: ClaimTarget::Venue(VenueId(Uuid::nil())),
            area: AreaCode::new("22759").unwrap(),
            made_by: AccountId(Uuid::nil()),
            made_at,
            expires_at: made_at + LIFETIME,
            used_at: None,
        };
        assert!(code.is_open(made_at) && code.is_open(made_at + LIFETIME - Duration::SECOND));
        assert!(!code.is_open(made_at + LIFETIME));
        assert!(!ClaimCode { used_at: Some(made_at), ..code }.is_open(made_at));
    }
}
