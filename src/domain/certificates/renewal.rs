//! When an owner may apply for the next certificate, and when reminders are due.

use time::{Date, Duration};

use super::Certificate;
use super::lifecycle::CertificateStage;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ApplicationPurpose {
    /// The venue's first certificate.
    First,
    /// Corrected facts on a certificate whose renewal is not open yet.
    Correction,
    /// The next certificate: before the last one ends, after it, or after it was revoked. The owner signs the pledge and
    /// confirms the labour register again.
    Renewal,
}

/// The purpose of an application on `today` (Vietnamese date) for a venue whose last certificate is `last`. `days` is
/// [`crate::settings::Settings::renewal_days`].
pub fn decide_purpose(last: Option<&Certificate>, days: u16, today: Date) -> ApplicationPurpose {
    let Some(last) = last else { return ApplicationPurpose::First };
    match CertificateStage::on_day(last, today) {
        CertificateStage::InForce | CertificateStage::Suspended
            if today < renewal_opens_on(last.expires_on, days) =>
        {
            ApplicationPurpose::Correction
        }
        _ => ApplicationPurpose::Renewal,
    }
}

/// First day on which a certificate with this last day can be renewed.
pub fn renewal_opens_on(expires_on: Date, days: u16) -> Date {
    expires_on.checked_sub(Duration::days(i64::from(days))).unwrap_or(Date::MIN)
}

/// The reminders (days before the end, largest first), each with the range of certificates' last days, inclusive, for
/// which it is due on `today`. Ranges do not overlap: after a month of downtime one message is sent, not three.
pub fn list_reminder_windows(days: [u16; 3], today: Date) -> [(u16, (Date, Date)); 3] {
    let ends_in = |days: i64| today.checked_add(Duration::days(days)).unwrap_or(Date::MAX);
    let [first, second, last] = days;
    [(first, i64::from(second) + 1), (second, i64::from(last) + 1), (last, 0)]
        .map(|(stage, after)| (stage, (ends_in(after), ends_in(i64::from(stage)))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificates::samples::certificate;
    use crate::certificates::{CertificateStatus, StatusRecord};
    use time::macros::date;

    #[test]
    fn a_renewal_opens_sixty_days_before_the_end_and_stays_open() {
        // The last day is 22 November 2027.
        let says = |today| decide_purpose(Some(&certificate()), 60, today);
        assert_eq!(decide_purpose(None, 60, date!(2027 - 11 - 22)), ApplicationPurpose::First);
        assert_eq!(says(date!(2026 - 12 - 01)), ApplicationPurpose::Correction);
        assert_eq!(says(date!(2027 - 09 - 22)), ApplicationPurpose::Correction);
        assert_eq!(says(date!(2027 - 09 - 23)), ApplicationPurpose::Renewal);
        assert_eq!(says(date!(2027 - 11 - 22)), ApplicationPurpose::Renewal);
        assert_eq!(says(date!(2029 - 01 - 01)), ApplicationPurpose::Renewal);
    }

    #[test]
    fn after_a_revocation_the_owner_starts_anew_and_during_a_suspension_facts_can_be_corrected() {
        let stands = |decided| Certificate {
            status_record: StatusRecord { decided_status: decided, ..StatusRecord::issued() },
            ..certificate()
        };
        let today = date!(2026 - 12 - 01);
        assert_eq!(
            decide_purpose(Some(&stands(CertificateStatus::Revoked)), 60, today),
            ApplicationPurpose::Renewal
        );
        assert_eq!(
            decide_purpose(Some(&stands(CertificateStatus::Suspended)), 60, today),
            ApplicationPurpose::Correction
        );
    }

    #[test]
    fn each_reminder_has_its_days() {
        let due = |today| {
            let end = date!(2027 - 11 - 22);
            let hit = |(stage, (from, to))| (from..=to).contains(&end).then_some(stage);
            list_reminder_windows([60, 30, 7], today).into_iter().filter_map(hit).collect::<Vec<_>>()
        };
        assert!(due(date!(2027 - 09 - 22)).is_empty());
        assert_eq!(due(date!(2027 - 09 - 23)), [60]);
        assert_eq!(due(date!(2027 - 10 - 22)), [60]);
        assert_eq!(due(date!(2027 - 10 - 23)), [30]);
        assert_eq!(due(date!(2027 - 11 - 14)), [30]);
        assert_eq!(due(date!(2027 - 11 - 15)), [7]);
        assert_eq!(due(date!(2027 - 11 - 22)), [7]);
        assert!(due(date!(2027 - 11 - 23)).is_empty());
    }
}
