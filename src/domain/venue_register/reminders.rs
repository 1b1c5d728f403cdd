//! Reminders that an officer sends to owners: of what, to whom, and how often.

use super::{RegisterDay, TrackStanding, VenueStanding};
use crate::certificates::verdict::Verdict;
use crate::codes::codes;

codes! {
    /// What an owner is reminded of; each has its own text.
    ReminderReason {
        /// To sign the pledge and submit it.
        Pledge = "pledge",
        /// To register the labour.
        Labour = "labour",
        /// To answer a returned application.
        Returned = "returned",
        /// To renew a certificate that ends soon or has ended.
        Renewal = "renewal",
        /// To meet an open demand of an inspection.
        Demand = "demand",
    }
}

/// Days in which an owner gets at most one reminder of a kind for a venue.
pub const REMINDER_INTERVAL_DAYS: i64 = 14;

/// Most venues of one command: its messages are written in one transaction.
pub const MAX_REMINDED: usize = 2_000;

/// Days before a certificate's last day from which an officer may remind of its renewal.
const RENEWAL_DAYS: i64 = 90;

impl ReminderReason {
    /// Whether a venue gives this reason: nobody is reminded of what is done, or of a venue that does not operate.
    pub fn applies_to(self, standing: &VenueStanding, day: RegisterDay) -> bool {
        use super::OperationState;
        let open = |standing| {
            matches!(
                standing,
                TrackStanding::Never
                    | TrackStanding::Draft
                    | TrackStanding::Withdrawn
                    | TrackStanding::Outdated
            )
        };
        standing.operation.state_on(day.today) == OperationState::Operating
            && match self {
                Self::Pledge => open(standing.pledge_on(day)),
                Self::Labour => open(standing.labour_on(day)),
                Self::Returned => standing.returned_on.is_some(),
                Self::Renewal => ends_soon(standing, day),
                Self::Demand => standing.open_demands > 0,
            }
    }
}

fn ends_soon(standing: &VenueStanding, day: RegisterDay) -> bool {
    let Some(certificate) = &standing.certificate else { return false };
    let left = (certificate.expires_on - day.today).whole_days();
    matches!(standing.verdict_on(day.today), Some(Verdict::Valid | Verdict::Expired))
        && left <= RENEWAL_DAYS
        && standing.pledge != TrackStanding::InReview
}
