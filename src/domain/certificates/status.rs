//! Status of a certificate in the register. Expiry is not a status: it follows from the dates.

use time::{Date, OffsetDateTime};

use super::CertificateNumber;
use crate::codes::codes;

codes! {
    /// Status of a certificate. Expiry is not included: it follows from the dates.
    CertificateStatus {
        Issued = "issued",
        /// Tạm đình chỉ.
        Suspended = "suspended",
        /// Thu hồi.
        Revoked = "revoked",
        /// Đã thay thế.
        Superseded = "superseded",
    }
}

codes! {
    /// Reason as shown to the public: neutral, so that no page accuses anyone.
    PublicReason {
        /// The office is investigating.
        UnderReview = "under-review",
        /// The conditions of the certificate are no longer met.
        ConditionsNotMet = "conditions-not-met",
        /// The venue asked for it.
        OwnRequest = "own-request",
        /// The venue closed.
        Closed = "closed",
        /// An administrative reason, not the venue's conduct.
        Administrative = "administrative",
        /// The reason of the suspension is resolved.
        Resolved = "resolved",
        /// Replaced by a renewal.
        Renewed = "renewed",
        /// Replaced by a certificate with corrected facts.
        Corrected = "corrected",
        /// Issued again with the same facts.
        Reissued = "reissued",
    }
}

/// The last decided status of a certificate, with what the public may know of that decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatusRecord {
    /// As last decided. The status on a day is [`StatusRecord::status_on`].
    pub decided_status: CertificateStatus,
    /// Time of that decision (UTC); `None` if nothing was decided since issue.
    pub since: Option<OffsetDateTime>,
    /// Last day of a suspension (Vietnamese date). The suspension ends by itself after it.
    pub until: Option<Date>,
    /// Reason shown to the public.
    pub reason: Option<PublicReason>,
    /// Number of the decision, public; empty if none.
    pub decision_number: String,
    /// The certificate that replaced it.
    pub replaced_by: Option<CertificateNumber>,
}

impl StatusRecord {
    /// The standing of a newly issued certificate.
    pub fn issued() -> Self {
        Self {
            decided_status: CertificateStatus::Issued,
            since: None,
            until: None,
            reason: None,
            decision_number: String::new(),
            replaced_by: None,
        }
    }

    /// The status on `day` (Vietnamese date): a suspension past its last day has ended.
    pub fn status_on(&self, day: Date) -> CertificateStatus {
        match (self.decided_status, self.until) {
            (CertificateStatus::Suspended, Some(until)) if day > until => CertificateStatus::Issued,
            (decided, _) => decided,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_suspension_ends_by_itself_and_nothing_else_does() {
        let until = Some(date!(2026 - 12 - 31));
        for decided in CertificateStatus::ALL {
            let standing = StatusRecord { decided_status: decided, until, ..StatusRecord::issued() };
            assert_eq!(standing.status_on(date!(2026 - 12 - 31)), decided);
            let after =
                if decided == CertificateStatus::Suspended { CertificateStatus::Issued } else { decided };
            assert_eq!(standing.status_on(date!(2027 - 01 - 01)), after);
        }
        let endless = StatusRecord { decided_status: CertificateStatus::Suspended, ..StatusRecord::issued() };
        assert_eq!(endless.status_on(date!(2099 - 01 - 01)), CertificateStatus::Suspended);
    }
}
