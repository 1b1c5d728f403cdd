//! Dates and times as Vietnamese readers write them, in Asia/Ho_Chi_Minh.

use time::{Date, OffsetDateTime, UtcOffset};

/// Asia/Ho_Chi_Minh has been UTC+7 without summer time since 1975, before any date that the register holds.
const VIETNAM_HOURS: i8 = 7;

/// `dd/mm/yyyy`.
#[must_use]
pub fn format_date(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), u8::from(day.month()), day.year())
}

/// `HH:MM dd/mm/yyyy`, in Asia/Ho_Chi_Minh.
#[must_use]
pub fn format_date_time(at: OffsetDateTime) -> String {
    let local = to_local(at);
    format!("{} {}", format_local_time(local), format_date(local.date()))
}

/// `HH:MM`, in Asia/Ho_Chi_Minh.
#[must_use]
pub fn format_time(at: OffsetDateTime) -> String {
    format_local_time(to_local(at))
}

fn format_local_time(local: OffsetDateTime) -> String {
    format!("{:02}:{:02}", local.hour(), local.minute())
}

fn to_local(at: OffsetDateTime) -> OffsetDateTime {
    let vietnam = UtcOffset::from_hms(VIETNAM_HOURS, 0, 0).unwrap_or(UtcOffset::UTC);
    at.to_offset(vietnam)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date as day, datetime};

    #[test]
    fn dates_are_day_first_and_times_are_vietnamese() {
        assert_eq!(format_date(day!(2026 - 02 - 05)), "05/02/2026");
        assert_eq!(format_date_time(datetime!(2026-12-31 18:05 UTC)), "01:05 01/01/2027");
        assert_eq!(format_time(datetime!(2026-12-31 18:05 UTC)), "01:05");
    }
}
