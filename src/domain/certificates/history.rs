//! What was true of a certificate at an earlier moment, from dated facts: issue, decisions, the end of suspensions, the last day.

use time::OffsetDateTime;

use super::CertificateStatus;
use super::StatusRecord;
use super::decisions::{Decision, DecisionKind, DecisionStatus};

/// What was decided of a certificate until `at` (UTC). `current` is what is decided now, `decisions` are all of the certificate, in any
/// order; before all of them it was in force.
pub fn find_status_at(current: &StatusRecord, decisions: &[Decision], at: OffsetDateTime) -> StatusRecord {
    if is_current(current, at) {
        return current.clone();
    }
    let earlier = decisions.iter().filter_map(|decision| match &decision.status {
        DecisionStatus::Decided(by) if by.at <= at => Some((by.at, decision)),
        _ => None,
    });
    let last = earlier.max_by_key(|(decided_at, _)| *decided_at);
    last.map_or_else(StatusRecord::issued, |(decided_at, decision)| build_record(decided_at, decision))
}

/// The same where a restore may have lost decisions (`is_lost`); `None` if a decision of that time may be lost.
pub fn find_status_unless_lost(
    current: &StatusRecord,
    decisions: &[Decision],
    is_lost: bool,
    at: OffsetDateTime,
) -> Option<StatusRecord> {
    (is_current(current, at) || !is_lost).then(|| find_status_at(current, decisions, at))
}

/// Whether nothing was decided since `at`.
fn is_current(current: &StatusRecord, at: OffsetDateTime) -> bool {
    current.since.is_none_or(|since| since <= at)
}

fn build_record(decided_at: OffsetDateTime, decision: &Decision) -> StatusRecord {
    let proposal = &decision.proposal;
    let decided_status = match proposal.kind {
        DecisionKind::Suspend => CertificateStatus::Suspended,
        DecisionKind::Lift => CertificateStatus::Issued,
        DecisionKind::Revoke => CertificateStatus::Revoked,
    };
    StatusRecord {
        decided_status,
        since: Some(decided_at),
        until: proposal.until.filter(|_| decided_status == CertificateStatus::Suspended),
        reason: Some(proposal.ground.public_reason(proposal.kind)),
        decision_number: proposal.number.clone(),
        replaced_by: None,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;
    use crate::accounts::ActorStamp;
    use crate::certificates::decisions::{DecisionGround, DecisionProposal};
    use crate::ids::{AccountId, CertificateId, DecisionId, VenueId};

    fn stamp(at: OffsetDateTime) -> ActorStamp {
        ActorStamp { account: AccountId(Uuid::nil()), name: String::new(), at }
    }

    fn decision(kind: DecisionKind, decided_at: Option<OffsetDateTime>) -> Decision {
        let ground =
            if kind == DecisionKind::Lift { DecisionGround::Remedied } else { DecisionGround::Verification };
        let until = (kind == DecisionKind::Suspend).then_some(date!(2026 - 03 - 31));
        Decision {
            id: DecisionId(Uuid::nil()),
            certificate: CertificateId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            proposal: DecisionProposal {
                kind,
                ground,
                text: String::new(),
                number: "12/QĐ-SNV".to_owned(),
                until,
            },
            proposed: stamp(datetime!(2026-01-02 00:00 UTC)),
            status: decided_at.map_or(DecisionStatus::Proposed, |at| DecisionStatus::Decided(stamp(at))),
            version: 1,
        }
    }

    /// Suspended on 1 March until the 31st, lifted on the 20th, revoked on 1 May.
    fn history() -> (StatusRecord, Vec<Decision>) {
        let revoked = datetime!(2026-05-01 03:00 UTC);
        let current = build_record(revoked, &decision(DecisionKind::Revoke, Some(revoked)));
        let decisions = vec![
            decision(DecisionKind::Revoke, Some(revoked)),
            decision(DecisionKind::Lift, Some(datetime!(2026-03-20 03:00 UTC))),
            decision(DecisionKind::Suspend, Some(datetime!(2026-03-01 03:00 UTC))),
            decision(DecisionKind::Revoke, None),
        ];
        (current, decisions)
    }

    #[test]
    fn each_decision_counts_from_its_moment_to_the_next() {
        let (current, decisions) = history();
        let on = |at: OffsetDateTime| {
            let found = find_status_at(&current, &decisions, at);
            found.status_on(crate::calendar::local_date(at))
        };
        for (at, expected) in [
            (datetime!(2026-02-01 00:00 UTC), CertificateStatus::Issued),
            (datetime!(2026-03-01 02:59 UTC), CertificateStatus::Issued),
            (datetime!(2026-03-01 03:00 UTC), CertificateStatus::Suspended),
            (datetime!(2026-03-20 02:59 UTC), CertificateStatus::Suspended),
            (datetime!(2026-03-20 03:00 UTC), CertificateStatus::Issued),
            (datetime!(2026-05-01 02:59 UTC), CertificateStatus::Issued),
            (datetime!(2026-05-01 03:00 UTC), CertificateStatus::Revoked),
        ] {
            assert_eq!(on(at), expected, "{at}");
        }
    }

    #[test]
    fn a_suspension_ended_with_its_last_day() {
        let (current, mut decisions) = history();
        decisions.retain(|decision| decision.proposal.kind != DecisionKind::Lift);
        let on = |at: OffsetDateTime| {
            let found = find_status_at(&current, &decisions, at);
            found.status_on(crate::calendar::local_date(at))
        };
        // The last day ends at 17:00 UTC.
        assert_eq!(on(datetime!(2026-03-31 16:59 UTC)), CertificateStatus::Suspended);
        assert_eq!(on(datetime!(2026-03-31 17:00 UTC)), CertificateStatus::Issued);
    }

    #[test]
    fn nothing_is_said_of_a_time_that_a_restore_lost() {
        let (current, decisions) = history();
        let find = |is_lost, at| find_status_unless_lost(&current, &decisions, is_lost, at);
        assert_eq!(find(true, datetime!(2026-04-01 12:00 UTC)), None);
        assert!(find(false, datetime!(2026-04-01 12:00 UTC)).is_some());
        // What stands since then is known.
        assert!(find(true, datetime!(2026-05-02 12:00 UTC)).is_some());
    }
}
