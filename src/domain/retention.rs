//! How long what has ended is kept before upkeep deletes it.
//!
//! Belongs here: the kinds of rows that are deleted. The period of each is a dated row of [`rules`]. What is evidence is in no
//! list: pledges, certificates, records of inspections, the audit trail.

pub mod rules;

use time::{Date, Duration};

use crate::codes::codes;
use crate::settings::Settings;
use rules::{RetentionPeriod, find_rule};

codes! {
    /// What upkeep deletes.
    RetainedKind {
        /// Log-ins that ended by the limits of the configuration.
        Sessions = "sessions",
        /// Counted tries of passwords and codes.
        Tries = "tries",
        /// Requests of an administrator to reset another's access, which a second one did not grant.
        AccessRequests = "access-requests",
        /// Also challenges for passkeys that nobody answered.
        OneTimeCodes = "one-time-codes",
        ApiTokens = "api-tokens",
        /// The outcomes of commands, for browsers and phones that send one again.
        RepeatKeys = "repeat-keys",
        /// Messages that were sent or given up.
        Messages = "messages",
        /// Codes that enrol or unlock a phone.
        PhoneCodes = "phone-codes",
        ClaimCodes = "claim-codes",
        /// Codes with which workers sign their own pledges.
        WorkerInvitations = "worker-invitations",
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
        /// Name and log-in of accounts that their owners closed, once the time is over in which a log-in takes that back.
        ClosedAccounts = "closed-accounts",
    }
}

impl RetainedKind {
    /// The time after the end of a row, or after it was made if it has no end, by the rule of `day` (Vietnamese date). None if
    /// another limit decides: the configuration for sessions, a number for marks.
    pub fn find_retention(self, settings: &Settings, day: Date) -> Option<Duration> {
        match find_rule(self.code(), day)?.period {
            RetentionPeriod::Days(days) => Some(Duration::days(days.into())),
            RetentionPeriod::ScanMonths => Some(Duration::days(i64::from(settings.scan_months) * 31)),
            RetentionPeriod::Limit | RetentionPeriod::Agency => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::accounts::access_request;
    use crate::census::imports::UPLOAD_LIFETIME;

    const TODAY: Date = date!(2026 - 11 - 30);

    #[test]
    fn every_kind_that_is_deleted_has_a_period_or_another_limit() {
        let without = |kind: &RetainedKind| kind.find_retention(&Settings::default(), TODAY).is_none();
        let limited: Vec<_> = RetainedKind::ALL.into_iter().filter(without).collect();
        assert_eq!(limited, [RetainedKind::Sessions, RetainedKind::CoverageMarks]);
        for kind in RetainedKind::ALL {
            let rule = find_rule(kind.code(), TODAY).expect("a rule");
            assert_ne!(rule.period, RetentionPeriod::Agency, "{kind:?} would be deleted without a term");
        }
    }

    #[test]
    fn a_reminder_is_kept_until_its_certificate_has_ended() {
        let kept = RetainedKind::RenewalReminders.find_retention(&Settings::default(), TODAY).unwrap();
        assert!(kept > Duration::days(Settings::MAX_REMINDER_DAYS.into()));
    }

    #[test]
    fn what_is_asked_for_or_uploaded_is_kept_for_its_own_lifetime() {
        let kept = |kind: RetainedKind| kind.find_retention(&Settings::default(), TODAY);
        assert_eq!(kept(RetainedKind::AccessRequests), Some(access_request::LIFETIME));
        assert_eq!(kept(RetainedKind::CensusUploads), Some(UPLOAD_LIFETIME));
    }

    #[test]
    fn scans_are_kept_as_long_as_the_office_decides() {
        let settings = Settings { scan_months: 6, ..Settings::default() };
        for kind in [RetainedKind::Alerts, RetainedKind::Scans, RetainedKind::ScanRequests] {
            assert_eq!(kind.find_retention(&settings, TODAY), Some(Duration::days(186)));
        }
    }
}
