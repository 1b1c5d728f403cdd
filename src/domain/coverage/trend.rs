//! Days of a trend over months.

use time::{Date, Month};

use crate::calendar::add_months;
use crate::codes::codes;

/// Most months of a trend.
pub const MAX_TREND_MONTHS: usize = 36;
/// Last day of a month of reports: they run from the 15th to the 14th (QĐ 01/2023/QĐ-UBND Khánh Hòa Điều 4).
const LAST_REPORT_DAY: u8 = 14;

codes! {
    /// Where a month ends.
    MonthEnd {
        Calendar = "calendar",
        Report = "report",
    }
}

/// The last days of the months before `until`, and `until` itself, oldest first: `months` days in all.
pub fn list_trend_days(until: Date, months: usize, end: MonthEnd) -> Vec<Date> {
    let months = months.clamp(1, MAX_TREND_MONTHS);
    let back = (0..).map(|back| month_end(add_months(first_of_month(until), -back), end));
    let mut days: Vec<Date> = vec![until];
    days.extend(back.filter(|day| *day < until).take(months - 1));
    days.reverse();
    days
}

fn first_of_month(day: Date) -> Date {
    day.replace_day(1).unwrap_or(day)
}

/// The last day of the month of a first day.
fn month_end(first: Date, end: MonthEnd) -> Date {
    let last = match end {
        MonthEnd::Calendar => Month::length(first.month(), first.year()),
        MonthEnd::Report => LAST_REPORT_DAY,
    };
    first.replace_day(last).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn months_end_as_asked_and_the_last_day_is_the_one_asked_for() {
        let until = date!(2026 - 03 - 20);
        let calendar = [date!(2025 - 12 - 31), date!(2026 - 01 - 31), date!(2026 - 02 - 28), until];
        assert_eq!(list_trend_days(until, 4, MonthEnd::Calendar), calendar);
        let report = [date!(2026 - 01 - 14), date!(2026 - 02 - 14), date!(2026 - 03 - 14), until];
        assert_eq!(list_trend_days(until, 4, MonthEnd::Report), report);
        assert_eq!(
            list_trend_days(date!(2026 - 03 - 31), 2, MonthEnd::Calendar),
            [date!(2026 - 02 - 28), date!(2026 - 03 - 31)]
        );
        assert_eq!(list_trend_days(until, 0, MonthEnd::Report), [until]);
        assert_eq!(list_trend_days(until, 9_999, MonthEnd::Report).len(), MAX_TREND_MONTHS);
    }
}
