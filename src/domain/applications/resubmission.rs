//! What happened between two submissions of an application, read from the audit trail.

use time::OffsetDateTime;

use crate::audit::{AuditAction, AuditEvent};
use crate::ids::ApplicationId;

/// An application that was submitted again.
#[derive(Clone, PartialEq, Debug)]
pub struct Resubmission<'a> {
    /// When it was submitted before.
    pub previous_at: OffsetDateTime,
    /// The returns of that submission, oldest first.
    pub returns: Vec<&'a AuditEvent>,
    /// What the owner changed since, oldest first.
    pub changes: Vec<&'a AuditEvent>,
}

/// Finds the last resubmission of an application; `None` if it was submitted once. `trail` are the venue's events, newest
/// first.
pub fn find_resubmission(trail: &[AuditEvent], application: ApplicationId) -> Option<Resubmission<'_>> {
    let sent = |event: &&AuditEvent| {
        event.target == application.0
            && matches!(event.action, AuditAction::Submitted | AuditAction::Resubmitted)
    };
    let mut submissions = trail.iter().filter(sent);
    let (last, previous) = (submissions.next()?.at, submissions.next()?.at);
    let mut between: Vec<_> = trail.iter().filter(|event| previous < event.at && event.at <= last).collect();
    between.reverse();
    let returned =
        |event: &&&AuditEvent| event.target == application.0 && event.action == AuditAction::TrackReturned;
    Some(Resubmission {
        previous_at: previous,
        returns: between.iter().filter(returned).copied().collect(),
        changes: between.iter().filter(|event| is_owner_change(event.action)).copied().collect(),
    })
}

/// Whether the owner changed something since `since`.
pub fn has_owner_changes(trail: &[AuditEvent], since: OffsetDateTime) -> bool {
    trail.iter().any(|event| event.at > since && is_owner_change(event.action))
}

/// What an owner does to a venue, its workers and its pledge after registering it.
const OWNER_CHANGES: [AuditAction; 8] = [
    AuditAction::VenueChanged,
    AuditAction::PledgeSigned,
    AuditAction::WorkerDeclared,
    AuditAction::WorkerChanged,
    AuditAction::WorkerRemoved,
    AuditAction::WorkerLeft,
    AuditAction::WorkerLeaveTakenBack,
    AuditAction::NoEmployeesDeclared,
];

/// What an officer does at the counter in place of an owner: whoever did it may not review the application.
pub const ENTRIES_AT_COUNTER: [AuditAction; 10] = [
    AuditAction::VenueRegistered,
    AuditAction::VenueChanged,
    AuditAction::PaperPrinted,
    AuditAction::PledgeSigned,
    AuditAction::WorkerDeclared,
    AuditAction::WorkerChanged,
    AuditAction::WorkerRemoved,
    AuditAction::WorkerLeft,
    AuditAction::WorkerLeaveTakenBack,
    AuditAction::NoEmployeesDeclared,
];

fn is_owner_change(action: AuditAction) -> bool {
    OWNER_CHANGES.contains(&action)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::clock::Entropy;

    #[derive(Debug)]
    struct Zeros;
    impl Entropy for Zeros {
        fn fill(&self, out: &mut [u8]) {
            out.fill(0);
        }
    }

    fn trail(actions: &[AuditAction]) -> Vec<AuditEvent> {
        let start = datetime!(2026-11-23 01:00 UTC);
        let event = |(minute, action): (i64, &AuditAction)| {
            AuditEvent::new(start + time::Duration::minutes(minute), &Zeros, None, *action, Uuid::nil())
        };
        let mut events: Vec<_> = (0..).zip(actions).map(event).collect();
        events.reverse();
        events
    }

    #[test]
    fn only_what_happened_between_the_last_two_submissions_counts() {
        use AuditAction::{PledgeSigned, Resubmitted, Submitted, TrackReturned, VenueChanged, WorkerChanged};
        let id = ApplicationId(Uuid::nil());
        let once = trail(&[PledgeSigned, Submitted, TrackReturned, VenueChanged]);
        assert_eq!(find_resubmission(&once, id), None);
        assert!(has_owner_changes(&once, once[2].at) && !has_owner_changes(&once, once[0].at));
        let thrice = trail(&[
            Submitted,
            TrackReturned,
            WorkerChanged,
            Resubmitted,
            TrackReturned,
            VenueChanged,
            Resubmitted,
        ]);
        let found = find_resubmission(&thrice, id).unwrap();
        assert_eq!(found.previous_at, thrice[3].at);
        assert_eq!(found.returns, [&thrice[2]]);
        assert_eq!(found.changes, [&thrice[1]]);
        assert_eq!(find_resubmission(&thrice, ApplicationId(Uuid::max())), None);
    }
}
