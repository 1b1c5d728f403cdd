//! Scans: an inspector's phone read a certificate at a place, and showed a verdict.
//!
//! Belongs here: what a scan says of the paper's place, and of what the phone had shown. Does not belong here: the
//! verdict itself (`certificates::verdict`).

pub mod distance;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::calendar;
use crate::certificates::verdict::{Verdict, judge};
use crate::certificates::{Standing, Status};
use crate::ids::{AccountId, CertificateId, DeviceId, ScanId, VenueId};
pub use distance::Position;

/// A scan as the register keeps it.
#[derive(Clone, PartialEq, Debug)]
pub struct Scan {
    /// Identity, made by the phone.
    pub id: ScanId,
    /// Who scanned.
    pub account: AccountId,
    /// With which phone.
    pub device: Option<DeviceId>,
    /// The certificate.
    pub certificate: CertificateId,
    /// Its venue.
    pub venue: VenueId,
    /// When, by the phone's clock.
    pub at: OffsetDateTime,
    /// When it reached the register.
    pub received_at: OffsetDateTime,
    /// What the phone showed.
    pub shown: Shown,
    /// What the register says of that moment.
    pub judged: Verdict,
    /// Where, if the inspector consented.
    pub position: Option<Position>,
}

/// What a phone showed, and what it knew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shown {
    /// The verdict's code.
    pub verdict: String,
    /// Without a network.
    pub offline: bool,
    /// Age of its status list: the moment the list was made.
    #[serde(with = "time::serde::rfc3339::option")]
    pub list_at: Option<OffsetDateTime>,
}

/// What the register says of a certificate at a moment, as far as it knows: its last decision counts from the moment it
/// was made, and before that it was in force.
pub fn judged(standing: &Standing, expires_on: Date, at: OffsetDateTime) -> Verdict {
    let day = calendar::local_date(at);
    let status = match standing.since {
        Some(since) if since > at => Status::Issued,
        _ => standing.status_on(day),
    };
    judge(status, expires_on, day)
}

/// Whether the phone led the inspector astray: it showed a paper as good that was not any more. What it showed
/// as valid only "as of" an older list counts too, for the inspector acted on it.
pub fn led_astray(shown: &str, judged: Verdict) -> bool {
    let good = matches!(shown, "valid" | "valid_as_of");
    good && matches!(judged, Verdict::Revoked | Verdict::Suspended | Verdict::Superseded)
}

/// Whether the paper on the wall must be collected: another took its place, or it is worth nothing for good.
pub fn to_be_collected(judged: Verdict) -> bool {
    matches!(judged, Verdict::Superseded | Verdict::Revoked)
}

/// How far a phone's clock may be ahead of ours before its moments are not believed, in minutes.
pub const AHEAD_MINUTES: i64 = 10;

/// The moment that counts: the phone's, or ours where the phone's lies in the future.
pub fn believed(at: OffsetDateTime, received_at: OffsetDateTime) -> OffsetDateTime {
    at.min(received_at)
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn a_scan_is_judged_at_its_own_time() {
        let revoked = Standing {
            decided: Status::Revoked,
            since: Some(datetime!(2026-11-24 03:00 UTC)),
            ..Standing::issued()
        };
        let at = |at| judged(&revoked, date!(2026 - 12 - 31), at);
        assert_eq!(at(datetime!(2026-11-24 02:59 UTC)), Verdict::Valid);
        assert_eq!(at(datetime!(2026-11-24 03:00 UTC)), Verdict::Revoked);
        // The first of January in Vietnam.
        assert_eq!(at(datetime!(2026-12-31 17:00 UTC)), Verdict::Expired);
    }

    #[test]
    fn every_verdict_shown_and_judged() {
        let wrong = [Verdict::Revoked, Verdict::Suspended, Verdict::Superseded];
        for judged in Verdict::ALL {
            for shown in Verdict::ALL.map(Verdict::code).into_iter().chain(["valid_as_of", "cannot_say"]) {
                let expected = ["valid", "valid_as_of"].contains(&shown) && wrong.contains(&judged);
                assert_eq!(led_astray(shown, judged), expected, "{shown} {judged:?}");
            }
        }
    }

    #[test]
    fn old_papers_are_collected_suspended_and_expired_ones_are_not() {
        for judged in Verdict::ALL {
            let expected = [Verdict::Superseded, Verdict::Revoked].contains(&judged);
            assert_eq!(to_be_collected(judged), expected, "{judged:?}");
        }
    }
}
