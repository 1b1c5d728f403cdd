//! Reporting periods ("kỳ báo cáo"): the days that the figures of a report cover.
//!
//! Belongs here: the bounds of months, quarters and years by either rule, and the same period of the year before.
//! Does not belong here: what is counted (`indicators`), and what is done with the figures (`reports`).

use time::{Date, Duration, Month, OffsetDateTime, Time};

use crate::calendar::{VIETNAM, add_months, format_date};
use crate::codes::codes;

codes! {
    PeriodLength {
        Month = "month",
        Quarter = "quarter",
        /// The first six months.
        HalfYear = "half-year",
        /// The first nine months.
        NineMonths = "nine-months",
        Year = "year",
        /// Any days.
        Days = "days",
    }
}

codes! {
    /// Where a period begins and ends (NĐ 09/2019 Điều 12; QĐ 01/2023/QĐ-UBND Khánh Hòa Điều 4).
    PeriodRule {
        /// From the 15th of the month before to the 14th of the last month.
        Fifteenth = "fifteenth",
        /// Whole months of the calendar.
        Calendar = "calendar",
    }
}

/// The years of periods.
pub const PERIOD_YEARS: std::ops::RangeInclusive<i32> = 2020..=2100;
/// Most days of a period.
const MAX_DAYS: i64 = 2 * 366;
const MONTHS: i32 = 12;
const HALF_YEAR: i32 = 6;
/// The day of the month on which a period by the rule of the 15th begins.
const FIFTEENTH: u8 = 15;

/// First and last day (Vietnamese dates), both counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PeriodSpan {
    first: Date,
    last: Date,
}

impl PeriodSpan {
    /// `None` if the last day is before the first, beyond two years, or in a year without periods.
    pub fn new(first: Date, last: Date) -> Option<Self> {
        let fits = first <= last && (last - first).whole_days() < MAX_DAYS;
        // A period by the rule of the 15th begins in December.
        let years = PERIOD_YEARS.contains(&last.year()) && PERIOD_YEARS.contains(&(first.year() + 1));
        (fits && years).then_some(Self { first, last })
    }

    pub fn first(self) -> Date {
        self.first
    }

    pub fn last(self) -> Date {
        self.last
    }

    /// The moments of its days: from the first, included, to the second, not included.
    pub fn moments(self) -> (OffsetDateTime, OffsetDateTime) {
        let midnight = |day: Date| day.with_time(Time::MIDNIGHT).assume_offset(VIETNAM);
        (midnight(self.first), midnight(self.last.saturating_add(Duration::DAY)))
    }

    /// The half of a year that `day` is in.
    pub fn of_half_year(day: Date, rule: PeriodRule) -> Self {
        // By the rule of the 15th half a month before the first whole month.
        let begins = |month: Date| match rule {
            PeriodRule::Calendar => month,
            PeriodRule::Fifteenth => {
                add_months(month, -1).saturating_add(Duration::days(i64::from(FIFTEENTH) - 1))
            }
        };
        let month = day.replace_day(1).unwrap_or(day);
        let month = if begins(add_months(month, 1)) <= day { add_months(month, 1) } else { month };
        let into_half = (i32::from(u8::from(month.month())) - 1) % HALF_YEAR;
        let first = add_months(month, -into_half);
        let last = begins(add_months(first, HALF_YEAR)).saturating_sub(Duration::DAY);
        Self { first: begins(first), last }
    }

    /// The same days of the year before.
    pub fn year_before(self) -> Self {
        // From the day after the last one: the last day of February stays the last.
        let after = self.last.saturating_add(Duration::DAY);
        let last = add_months(after, -MONTHS).saturating_sub(Duration::DAY);
        Self { first: add_months(self.first, -MONTHS), last }
    }
}

/// What a period is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PeriodName {
    pub length: PeriodLength,
    /// Year of the last day.
    pub year: i32,
    /// Of a month 1 to 12, of a quarter 1 to 4; else 0.
    pub number: u8,
}

impl PeriodName {
    /// `None` for a number that the length does not have.
    pub fn new(length: PeriodLength, year: i32, number: u8) -> Option<Self> {
        (length.numbers().contains(&number) && PERIOD_YEARS.contains(&year)).then_some(Self {
            length,
            year,
            number,
        })
    }

    /// Its days; `None` for [`PeriodLength::Days`], which the name does not tell.
    pub fn span(self, rule: PeriodRule) -> Option<PeriodSpan> {
        let (first_month, months) = match self.length {
            PeriodLength::Month => (i32::from(self.number), 1),
            PeriodLength::Quarter => (i32::from(self.number) * 3 - 2, 3),
            PeriodLength::HalfYear => (1, 6),
            PeriodLength::NineMonths => (1, 9),
            PeriodLength::Year => (1, MONTHS),
            PeriodLength::Days => return None,
        };
        let new_year = Date::from_calendar_date(self.year, Month::January, 1).ok()?;
        let begin = add_months(new_year, first_month - 1);
        let first = match rule {
            PeriodRule::Calendar => begin,
            PeriodRule::Fifteenth => add_months(begin, -1).replace_day(FIFTEENTH).ok()?,
        };
        PeriodSpan::new(first, add_months(first, months) - Duration::DAY)
    }

    /// As papers name it: "Quý III năm 2026"; of any days their dates.
    pub fn format_vi(self, span: PeriodSpan) -> String {
        let year = self.year;
        match self.length {
            PeriodLength::Month => format!("Tháng {} năm {year}", self.number),
            PeriodLength::Quarter => format!("Quý {} năm {year}", format_roman(self.number)),
            PeriodLength::HalfYear => format!("6 tháng đầu năm {year}"),
            PeriodLength::NineMonths => format!("9 tháng năm {year}"),
            PeriodLength::Year => format!("Năm {year}"),
            PeriodLength::Days => {
                format!("Từ ngày {} đến ngày {}", format_date(span.first), format_date(span.last))
            }
        }
    }
}

impl PeriodLength {
    /// The numbers within a year; only 0 where there is one.
    pub fn numbers(self) -> std::ops::RangeInclusive<u8> {
        match self {
            Self::Month => 1..=12,
            Self::Quarter => 1..=4,
            Self::HalfYear | Self::NineMonths | Self::Year | Self::Days => 0..=0,
        }
    }
}

/// Quarters are written in Roman figures.
pub fn format_roman(quarter: u8) -> &'static str {
    match quarter {
        1 => "I",
        2 => "II",
        3 => "III",
        _ => "IV",
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    fn span(length: PeriodLength, year: i32, number: u8, rule: PeriodRule) -> Option<(Date, Date)> {
        PeriodName::new(length, year, number)?.span(rule).map(|span| (span.first, span.last))
    }

    #[test]
    fn periods_by_the_rule_of_the_fifteenth_and_by_the_calendar() {
        use PeriodLength::{HalfYear, Month, NineMonths, Quarter, Year};
        for (length, number, fifteenth, calendar) in [
            (
                Month,
                1,
                (date!(2025 - 12 - 15), date!(2026 - 01 - 14)),
                (date!(2026 - 01 - 01), date!(2026 - 01 - 31)),
            ),
            (
                Month,
                3,
                (date!(2026 - 02 - 15), date!(2026 - 03 - 14)),
                (date!(2026 - 03 - 01), date!(2026 - 03 - 31)),
            ),
            (
                Quarter,
                1,
                (date!(2025 - 12 - 15), date!(2026 - 03 - 14)),
                (date!(2026 - 01 - 01), date!(2026 - 03 - 31)),
            ),
            (
                Quarter,
                4,
                (date!(2026 - 09 - 15), date!(2026 - 12 - 14)),
                (date!(2026 - 10 - 01), date!(2026 - 12 - 31)),
            ),
            (
                HalfYear,
                0,
                (date!(2025 - 12 - 15), date!(2026 - 06 - 14)),
                (date!(2026 - 01 - 01), date!(2026 - 06 - 30)),
            ),
            (
                NineMonths,
                0,
                (date!(2025 - 12 - 15), date!(2026 - 09 - 14)),
                (date!(2026 - 01 - 01), date!(2026 - 09 - 30)),
            ),
            (
                Year,
                0,
                (date!(2025 - 12 - 15), date!(2026 - 12 - 14)),
                (date!(2026 - 01 - 01), date!(2026 - 12 - 31)),
            ),
        ] {
            assert_eq!(span(length, 2026, number, PeriodRule::Fifteenth), Some(fifteenth), "{length:?}");
            assert_eq!(span(length, 2026, number, PeriodRule::Calendar), Some(calendar), "{length:?}");
        }
        assert_eq!(PeriodName::new(Quarter, 2026, 5), None);
        assert_eq!(PeriodName::new(Month, 2026, 0), None);
        assert_eq!(PeriodName::new(Year, 2019, 0), None);
        assert_eq!(span(PeriodLength::Days, 2026, 0, PeriodRule::Calendar), None);
    }

    #[test]
    fn the_year_before_ends_on_the_last_day_of_its_month() {
        let february = PeriodSpan::new(date!(2024 - 02 - 01), date!(2024 - 02 - 29)).unwrap();
        assert_eq!(
            february.year_before(),
            PeriodSpan::new(date!(2023 - 02 - 01), date!(2023 - 02 - 28)).unwrap()
        );
        let later = PeriodSpan::new(date!(2025 - 02 - 01), date!(2025 - 02 - 28)).unwrap();
        assert_eq!(later.year_before(), february);
    }

    #[test]
    fn every_day_is_in_one_half_of_a_year() {
        use PeriodRule::{Calendar, Fifteenth};
        for (day, rule, first, last) in [
            (date!(2026 - 11 - 23), Fifteenth, date!(2026 - 06 - 15), date!(2026 - 12 - 14)),
            (date!(2026 - 12 - 14), Fifteenth, date!(2026 - 06 - 15), date!(2026 - 12 - 14)),
            (date!(2026 - 12 - 15), Fifteenth, date!(2026 - 12 - 15), date!(2027 - 06 - 14)),
            (date!(2026 - 01 - 31), Fifteenth, date!(2025 - 12 - 15), date!(2026 - 06 - 14)),
            (date!(2026 - 06 - 14), Fifteenth, date!(2025 - 12 - 15), date!(2026 - 06 - 14)),
            (date!(2026 - 06 - 15), Fifteenth, date!(2026 - 06 - 15), date!(2026 - 12 - 14)),
            (date!(2026 - 06 - 30), Calendar, date!(2026 - 01 - 01), date!(2026 - 06 - 30)),
            (date!(2026 - 07 - 01), Calendar, date!(2026 - 07 - 01), date!(2026 - 12 - 31)),
            (date!(2026 - 12 - 31), Calendar, date!(2026 - 07 - 01), date!(2026 - 12 - 31)),
        ] {
            let span = PeriodSpan::of_half_year(day, rule);
            assert_eq!((span.first, span.last), (first, last), "{day} {rule:?}");
        }
    }

    #[test]
    fn days_are_those_of_vietnam() {
        let span = PeriodSpan::new(date!(2026 - 09 - 15), date!(2026 - 12 - 14)).unwrap();
        let (from, until) = span.moments();
        assert_eq!((from, until), (datetime!(2026-09-14 17:00 UTC), datetime!(2026-12-14 17:00 UTC)));
        assert_eq!(PeriodSpan::new(date!(2026 - 09 - 15), date!(2026 - 09 - 14)), None);
        assert_eq!(PeriodSpan::new(date!(2024 - 01 - 01), date!(2026 - 12 - 14)), None);
    }

    #[test]
    fn papers_name_periods_as_offices_do() {
        let name = PeriodName::new(PeriodLength::Quarter, 2026, 3).unwrap();
        let span = name.span(PeriodRule::Fifteenth).unwrap();
        assert_eq!(name.format_vi(span), "Quý III năm 2026");
        let days = PeriodName::new(PeriodLength::Days, 2026, 0).unwrap();
        assert_eq!(days.format_vi(span), "Từ ngày 15/06/2026 đến ngày 14/09/2026");
    }
}
