//! How long what has ended is kept before upkeep deletes it.
//!
//! Belongs here: the kinds of rows that are deleted, and the period of each. The law names none of these periods; it asks that
//! personal data are kept no longer than their purpose needs (`docs/law.md 11.1`). What is evidence is in no list: pledges,
//! certificates, records of inspections, the audit trail.

use time::Duration;

use crate::accounts::access_request;
use crate::census::imports::UPLOAD_LIFETIME;
use crate::codes::codes;
use crate::settings::Settings;

codes! {
    /// What upkeep deletes.
    RetainedKind {
        /// Log-ins that ended by the limits of the configuration.
        Sessions = "sessions",
        /// Counted tries of passwords and codes.
        Tries = "tries",
        /// Requests of an administrator to reset another's access, which a second one did not grant.
        AccessRequests = "access-requests",
        OneTimeCodes = "one-time-codes",
        ApiTokens = "api-tokens",
        /// The outcomes of commands, for browsers and phones that send one again.
        RepeatKeys = "repeat-keys",
        /// Messages that were sent or given up.
        Messages = "messages",
        /// Codes that enrol or unlock a phone.
        PhoneCodes = "phone-codes",
        ClaimCodes = "claim-codes",
        /// Files of census lists that were not imported.
        CensusUploads = "census-uploads",
        /// Photos of visits of which no report came.
        UnreportedPhotos = "unreported-photos",
        /// Photos that the report of their visit does not name.
        UnnamedPhotos = "unnamed-photos",
        /// Alerts that were closed.
        Alerts = "alerts",
        /// Scans by inspectors, of which no alert is left.
        Scans = "scans",
        /// The signed requests that the scans came in.
        ScanRequests = "scan-requests",
        /// That an owner was reminded of a renewal.
        RenewalReminders = "renewal-reminders",
        /// That an owner was reminded by an office.
        OwnerReminders = "owner-reminders",
        /// That figures of coverage changed.
        CoverageMarks = "coverage-marks",
    }
}

impl RetainedKind {
    /// The time after the end of a row, or after it was made if it has no end. None if another limit decides: the
    /// configuration for sessions, a number for marks.
    pub fn find_retention(self, settings: &Settings) -> Option<Duration> {
        let days = match self {
            Self::Sessions | Self::CoverageMarks => return None,
            Self::AccessRequests => return Some(access_request::LIFETIME),
            Self::CensusUploads => return Some(UPLOAD_LIFETIME),
            Self::Tries => 0,
            Self::OneTimeCodes | Self::PhoneCodes => 1,
            Self::RepeatKeys | Self::UnnamedPhotos => 7,
            Self::ApiTokens | Self::Messages | Self::ClaimCodes => 30,
            // By then no phone may still send the report.
            Self::UnreportedPhotos => 90,
            // Longer than two reminders of one kind are apart, and than a list of who was reminded is asked for.
            Self::OwnerReminders => 366,
            // Longer than the earliest reminder is before the end of a certificate.
            Self::RenewalReminders => 2 * 366,
            Self::Alerts | Self::Scans | Self::ScanRequests => i64::from(settings.scan_months) * 31,
        };
        Some(Duration::days(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_is_kept_until_its_certificate_has_ended() {
        let kept = RetainedKind::RenewalReminders.find_retention(&Settings::default()).unwrap();
        assert!(kept > Duration::days(Settings::MAX_REMINDER_DAYS.into()));
    }

    #[test]
    fn scans_are_kept_as_long_as_the_office_decides() {
        let settings = Settings { scan_months: 6, ..Settings::default() };
        for kind in [RetainedKind::Alerts, RetainedKind::Scans, RetainedKind::ScanRequests] {
            assert_eq!(kind.find_retention(&settings), Some(Duration::days(186)));
        }
        assert_eq!(RetainedKind::Sessions.find_retention(&settings), None);
    }
}
