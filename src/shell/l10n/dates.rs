//! Dates and times as Vietnamese readers write them, in Asia/Ho_Chi_Minh.

use camket_domain::calendar::local_date;
pub use camket_domain::calendar::{format_date, format_time};
use time::OffsetDateTime;

/// `HH:MM dd/mm/yyyy`, in Asia/Ho_Chi_Minh.
#[must_use]
pub fn format_date_time(at: OffsetDateTime) -> String {
    format!("{} {}", format_time(at), format_date(local_date(at)))
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
