//! The daily digest of the work that waits for an officer.

use time::{Date, OffsetDateTime};

use crate::calendar::{Holidays, VIETNAM};

/// Applications that wait for an officer's decision on one track.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct WorkDigest {
    /// Claimed by nobody yet.
    pub new: u64,
    /// Undecided, and today is the last day.
    pub due_today: u64,
    /// Undecided past the last day.
    pub overdue: u64,
}

impl WorkDigest {
    /// Whether there is nothing to tell.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// Hour of the day (Asia/Ho_Chi_Minh) from which digests are sent; offices open at seven.
const FIRST_HOUR: u8 = 7;

/// The working day whose digest is due at `now`; `None` before its hour and on days off.
pub fn find_digest_day(now: OffsetDateTime, holidays: &Holidays) -> Option<Date> {
    let local = now.to_offset(VIETNAM);
    let opened = local.hour() >= FIRST_HOUR && holidays.is_working_day(local.date());
    opened.then(|| local.date())
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn a_digest_is_due_on_working_days_from_seven() {
        let holidays = Holidays::default_table();
        for (now, day) in [
            (datetime!(2026-11-22 23:59 UTC), None),
            (datetime!(2026-11-23 00:00 UTC), Some(date!(2026 - 11 - 23))),
            (datetime!(2026-11-23 16:59 UTC), Some(date!(2026 - 11 - 23))),
            (datetime!(2026-11-23 17:00 UTC), None),
            (datetime!(2026-11-28 03:00 UTC), None),
        ] {
            assert_eq!(find_digest_day(now, &holidays), day, "{now}");
        }
    }
}
