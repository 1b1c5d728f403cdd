//! Claim codes: an officer makes one and hands it over on paper; an owner signs up with it in place of a one-time code, takes
//! a venue over, or registers a venue of the census.

use time::{Duration, OffsetDateTime};

use crate::areas::AreaCode;
use crate::codes::codes;
use crate::identifiers::Phone;
use crate::ids::{AccountId, CensusEntryId, ClaimCodeId, VenueId};

/// How long a code can be used. No law sets it; it is time to go home, find the slip and try again.
pub const LIFETIME: Duration = Duration::days(14);

/// How long the code on a receipt can be used, with which an owner without a log-in takes the venue over later.
pub const RECEIPT_LIFETIME: Duration = Duration::days(365);

/// What a code is bound to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClaimTarget {
    /// Who brings the code takes this venue over.
    Venue(VenueId),
    /// Who brings the code signs up with this name and this mobile number.
    Person { name: String, phone: Phone },
    /// Who brings the code of a letter registers the venue of this census entry.
    Entry(CensusEntryId),
}

codes! {
    /// Whether a code can be used, or why not.
    ClaimStanding {
        Open = "open",
        Used = "used",
        /// Replaced by a newer one, or taken back by an officer.
        Revoked = "revoked",
        /// Its time is over.
        Over = "over",
    }
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
    pub revoked_at: Option<OffsetDateTime>,
}

impl ClaimCode {
    pub fn standing(&self, now: OffsetDateTime) -> ClaimStanding {
        match self {
            Self { used_at: Some(_), .. } => ClaimStanding::Used,
            Self { revoked_at: Some(_), .. } => ClaimStanding::Revoked,
            Self { expires_at, .. } if now >= *expires_at => ClaimStanding::Over,
            _ => ClaimStanding::Open,
        }
    }

    /// Whether it can be used at `now`.
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        self.standing(now) == ClaimStanding::Open
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_code_is_open_until_it_is_used_revoked_or_over() {
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
            revoked_at: None,
        };
        assert!(code.is_open(made_at) && code.is_open(made_at + LIFETIME - Duration::SECOND));
        assert!(!code.is_open(made_at + LIFETIME));
        let used = ClaimCode { used_at: Some(made_at), ..code.clone() };
        assert_eq!(used.standing(made_at + LIFETIME), ClaimStanding::Used, "also later");
        let revoked = ClaimCode { revoked_at: Some(made_at), ..code };
        assert_eq!(revoked.standing(made_at), ClaimStanding::Revoked);
    }
}
