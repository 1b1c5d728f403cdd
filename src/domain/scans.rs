//! Scans: an inspector's phone read a certificate and showed a verdict.
//!
//! Belongs here: what the register derives from a scan: the correct verdict at that time, and suspicious places. Does not
//! belong here: the verdict rules (`certificates::verdict`).

pub mod distance;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::calendar;
use crate::certificates::StatusRecord;
use crate::certificates::decisions::Decision;
use crate::certificates::history::find_status_at;
use crate::certificates::verdict::{Verdict, judge_status};
use crate::ids::{AccountId, CertificateId, DeviceId, ScanId, VenueId};
pub use distance::Position;

/// A scan in the register.
#[derive(Clone, PartialEq, Debug)]
pub struct ScanEvent {
    /// Created by the phone.
    pub id: ScanId,
    /// The inspector who scanned.
    pub account: AccountId,
    /// The phone used, if it is enrolled.
    pub device: Option<DeviceId>,
    pub certificate: CertificateId,
    pub venue: VenueId,
    /// Time of the scan (UTC): the phone's, corrected, and not later than `received_at`.
    pub at: OffsetDateTime,
    /// When the register received it (UTC).
    pub received_at: OffsetDateTime,
    pub shown: ShownVerdict,
    /// The verdict of the register for that time.
    pub judged: Verdict,
    /// Place of the scan, if the inspector consented.
    pub position: Option<Position>,
}

/// The verdict that a phone showed, and the data it had.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShownVerdict {
    pub verdict: Verdict,
    /// Whether the phone had no network.
    pub offline: bool,
    /// When the phone's status list was signed (UTC).
    #[serde(with = "time::serde::rfc3339::option")]
    pub list_at: Option<OffsetDateTime>,
    /// The time of the scan by the phone's own clock (UTC), which may be wrong; `None` for scans from before it was sent.
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub phone_at: Option<OffsetDateTime>,
}

/// The verdict on a certificate at the time `at` (UTC). The current standing applies from its decision on; before that, the
/// last of `decisions` (in any order) made until `at`; before all decisions the certificate was in force.
pub fn judge_at(
    standing: &StatusRecord,
    decisions: &[Decision],
    expires_on: Date,
    at: OffsetDateTime,
) -> Verdict {
    let day = calendar::local_date(at);
    judge_status(find_status_at(standing, decisions, at).status_on(day), expires_on, day)
}

/// Whether the phone showed a certificate as valid that was not. "Valid as of" an older list counts as shown valid too,
/// because the inspector acted on it.
pub fn was_shown_wrongly_valid(shown: Verdict, judged: Verdict) -> bool {
    let good = matches!(shown, Verdict::Valid | Verdict::ValidAsOf);
    good && matches!(judged, Verdict::Revoked | Verdict::Suspended | Verdict::Superseded)
}

/// Whether the printed certificate must be collected: it was superseded or revoked.
pub fn must_be_collected(judged: Verdict) -> bool {
    matches!(judged, Verdict::Superseded | Verdict::Revoked)
}

/// The time that is used: the phone's, corrected by the phone, but not later than the time of receipt.
pub fn believed_time(at: OffsetDateTime, received_at: OffsetDateTime) -> OffsetDateTime {
    at.min(received_at)
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use time::Duration;
    use uuid::Uuid;

    use super::*;
    use crate::certificates::CertificateStatus;
    use crate::certificates::decisions::{self, ActorStamp, DecisionProposal, DecisionStatus};
    use crate::ids::DecisionId;

    #[test]
    fn a_scan_is_judged_at_its_own_time() {
        let revoked = StatusRecord {
            decided_status: CertificateStatus::Revoked,
            since: Some(datetime!(2026-11-24 03:00 UTC)),
            ..StatusRecord::issued()
        };
        let at = |at| judge_at(&revoked, &[], date!(2026 - 12 - 31), at);
        assert_eq!(at(datetime!(2026-11-24 02:59 UTC)), Verdict::Valid);
        assert_eq!(at(datetime!(2026-11-24 03:00 UTC)), Verdict::Revoked);
        // The first of January in Vietnam.
        assert_eq!(at(datetime!(2026-12-31 17:00 UTC)), Verdict::Expired);
    }

    fn decision(
        kind: decisions::DecisionKind,
        at: OffsetDateTime,
        until: Option<Date>,
        status: fn(ActorStamp) -> DecisionStatus,
    ) -> Decision {
        let by = ActorStamp { account: AccountId(Uuid::nil()), name: String::new(), at };
        let proposal = DecisionProposal {
            kind,
            ground: decisions::DecisionGround::Verification,
            text: String::new(),
            number: String::new(),
            until,
        };
        Decision {
            id: DecisionId(Uuid::nil()),
            certificate: CertificateId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            proposal,
            proposed: ActorStamp { at: at - Duration::DAY, ..by.clone() },
            status: status(by),
            version: 1,
        }
    }

    #[test]
    fn every_moment_of_a_long_history() {
        use decisions::DecisionKind::{Lift, Revoke, Suspend};
        let (third, eighth) = (datetime!(2026-11-03 03:00 UTC), datetime!(2026-11-08 03:00 UTC));
        let (tenth, last) = (datetime!(2026-11-10 03:00 UTC), datetime!(2026-11-20 03:00 UTC));
        // Suspended to the 6th, lifted on the 8th, suspended again on the 10th, revoked on the 20th; newest first, as
        // the store lists them, with one declined and one proposed decision.
        let history = [
            decision(Suspend, datetime!(2026-11-22 03:00 UTC), None, |_| DecisionStatus::Proposed),
            decision(Revoke, last, None, DecisionStatus::Decided),
            decision(Suspend, tenth, Some(date!(2026 - 12 - 10)), DecisionStatus::Decided),
            decision(Revoke, datetime!(2026-11-09 03:00 UTC), None, |by| DecisionStatus::Declined {
                by,
                note: String::new(),
            }),
            decision(Lift, eighth, None, DecisionStatus::Decided),
            decision(Suspend, third, Some(date!(2026 - 11 - 06)), DecisionStatus::Decided),
        ];
        let revoked = StatusRecord {
            decided_status: CertificateStatus::Revoked,
            since: Some(last),
            ..StatusRecord::issued()
        };
        let mut backwards = history.to_vec();
        backwards.reverse();
        for (at, expected) in [
            (datetime!(2026-11-03 02:59 UTC), Verdict::Valid),
            (third, Verdict::Suspended),
            (datetime!(2026-11-05 09:00 UTC), Verdict::Suspended),
            // The 6th ends in Vietnam at 17:00 UTC.
            (datetime!(2026-11-06 16:59 UTC), Verdict::Suspended),
            (datetime!(2026-11-06 17:00 UTC), Verdict::Valid),
            (eighth, Verdict::Valid),
            (datetime!(2026-11-09 04:00 UTC), Verdict::Valid),
            (tenth, Verdict::Suspended),
            (datetime!(2026-11-20 02:59 UTC), Verdict::Suspended),
            (last, Verdict::Revoked),
            (datetime!(2026-11-23 03:00 UTC), Verdict::Revoked),
            (datetime!(2027-02-01 03:00 UTC), Verdict::Expired),
        ] {
            for decisions in [&history[..], &backwards] {
                assert_eq!(judge_at(&revoked, decisions, date!(2027 - 01 - 31), at), expected, "{at}");
            }
        }
    }

    #[test]
    fn what_came_before_a_successor_still_counts() {
        let suspended = datetime!(2026-11-03 03:00 UTC);
        let history = [decision(decisions::DecisionKind::Suspend, suspended, None, DecisionStatus::Decided)];
        let since = Some(datetime!(2026-11-10 03:00 UTC));
        let replaced =
            StatusRecord { decided_status: CertificateStatus::Superseded, since, ..StatusRecord::issued() };
        let at = |at| judge_at(&replaced, &history, date!(2027 - 01 - 31), at);
        assert_eq!(at(datetime!(2026-11-05 03:00 UTC)), Verdict::Suspended);
        assert_eq!(at(datetime!(2026-11-11 03:00 UTC)), Verdict::Superseded);
    }

    #[test]
    fn every_verdict_shown_and_judged() {
        let wrong = [Verdict::Revoked, Verdict::Suspended, Verdict::Superseded];
        for judged in Verdict::ALL {
            for shown in Verdict::ALL {
                let good = [Verdict::Valid, Verdict::ValidAsOf].contains(&shown);
                let expected = good && wrong.contains(&judged);
                assert_eq!(was_shown_wrongly_valid(shown, judged), expected, "{shown:?} {judged:?}");
            }
        }
    }

    #[test]
    fn old_papers_are_collected_suspended_and_expired_ones_are_not() {
        for judged in Verdict::ALL {
            let expected = [Verdict::Superseded, Verdict::Revoked].contains(&judged);
            assert_eq!(must_be_collected(judged), expected, "{judged:?}");
        }
    }
}
