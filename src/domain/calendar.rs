//! Dates in Vietnam: local dates, parsing, formatting, months, ages.
//!
//! Working days and holidays are in `calendar/working_days.rs` and `calendar/holidays.rs`. Does not belong here: the
//! clock.

use time::format_description::well_known::Rfc3339;
use time::macros::offset;
use time::{Date, Month, OffsetDateTime, UtcOffset};

use crate::text::input_error;

mod birth;
mod holidays;
mod working_days;

pub use birth::BirthDate;
pub use holidays::{Holiday, HolidayKind, Holidays, SettledBy, default_holidays};
pub use working_days::{add_working_days, count_working_days};

/// Time zone of Vietnam: UTC+7 all year (Asia/Ho_Chi_Minh; no summer time since 1975).
pub const VIETNAM: UtcOffset = offset!(+7);

/// Years allowed in a typed date; others are typing errors.
const ALLOWED_YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

input_error! {
    /// Why a text is not a date.
    DateError {
        /// Nothing was typed.
        Empty => "date-empty",
        /// Not a day, month and year.
        Unreadable => "date-unreadable",
        /// A year of two digits, whose century is not clear.
        ShortYear => "date-short-year",
        /// Not a day of the calendar, for example 31/4, or a year out of range.
        NoSuchDay => "date-no-such-day",
    }
}

/// The date in Vietnam at this time.
pub fn local_date(moment: OffsetDateTime) -> Date {
    moment.to_offset(VIETNAM).date()
}

/// Parses a typed date: 5/1/2026, 05-01-2026, 5.1.2026, 5 1 2026, 05012026 or 2026-01-05.
///
/// The day comes first, unless the first part is a year of four digits. The number pad of a telephone has no slash: spaces
/// or nothing between the parts are enough.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let typed = text.trim();
    if typed.is_empty() {
        return Err(DateError::Empty);
    }
    let marks = |c: char| matches!(c, '/' | '-' | '.' | ',' | '\u{2010}'..='\u{2015}');
    let marked = typed.replace(marks, " ");
    let parts: Vec<&str> = marked.split_whitespace().collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => parse_parts(day, month, year),
        [day, month, year] => parse_parts(day, month, year),
        [_] | [_, _] => parse_unmarked(&parts.concat()),
        _ => Err(DateError::Unreadable),
    }
}

fn parse_unmarked(digits: &str) -> Result<Date, DateError> {
    if digits.len() != 8 || !digits.is_ascii() {
        return Err(DateError::Unreadable);
    }
    parse_parts(&digits[..2], &digits[2..4], &digits[4..])
}

fn parse_parts(day: &str, month: &str, year: &str) -> Result<Date, DateError> {
    let (day, month) = (parse_number(day, 2)?, parse_number(month, 2)?);
    if year.len() == 2 && parse_number(year, 2).is_ok() {
        return Err(DateError::ShortYear);
    }
    let year = i32::from(parse_number(year, 4)?);
    let day_and_month = (u8::try_from(day), u8::try_from(month).map(Month::try_from));
    let (Ok(day), Ok(Ok(month))) = day_and_month else { return Err(DateError::NoSuchDay) };
    let found = Date::from_calendar_date(year, month, day).map_err(|_| DateError::NoSuchDay)?;
    if ALLOWED_YEARS.contains(&year) { Ok(found) } else { Err(DateError::NoSuchDay) }
}

fn parse_number(text: &str, longest: usize) -> Result<u16, DateError> {
    let digits = (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().map_err(|_| DateError::Unreadable) } else { Err(DateError::Unreadable) }
}

/// The time in Vietnam: 09:05.
pub fn format_time(moment: OffsetDateTime) -> String {
    let local = moment.to_offset(VIETNAM);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// RFC 3339 to the second, in the offset of `moment`: 2026-01-05T02:05:09Z.
pub fn format_rfc3339(moment: OffsetDateTime) -> String {
    let whole = moment.replace_nanosecond(0).unwrap_or(moment);
    whole.format(&Rfc3339).unwrap_or_default()
}

/// RFC 3339 to the second, in Vietnamese time: 2026-01-05T09:05:09+07:00.
pub fn format_local_rfc3339(moment: OffsetDateTime) -> String {
    format_rfc3339(moment.to_offset(VIETNAM))
}

/// The date in figures: 05/01/2026.
pub fn format_date(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

/// The date in words according to NĐ 30/2020 Phụ lục I: "ngày 05 tháng 01 năm 2026". Days below 10 and the months 1
/// and 2 have a leading 0; other months do not.
pub fn format_date_in_words(date: Date) -> String {
    let month = u8::from(date.month());
    let lead = if month <= 2 { "0" } else { "" };
    format!("ngày {:02} tháng {lead}{month} năm {}", date.day(), date.year())
}

/// The same day `months` later (earlier, if negative), or the last day of that month if it has no such day (Civil Code
/// 2015, Điều 148).
pub fn add_months(date: Date, months: i32) -> Date {
    let count = date.year() * 12 + i32::from(u8::from(date.month())) - 1 + months;
    let year = count.div_euclid(12);
    let month = u8::try_from(count.rem_euclid(12) + 1).ok().and_then(|m| Month::try_from(m).ok());
    let month = month.unwrap_or(Month::January);
    let day = date.day().min(month.length(year));
    Date::from_calendar_date(year, month, day).unwrap_or(if months < 0 { Date::MIN } else { Date::MAX })
}

/// Age in completed years on a day; negative before birth.
///
/// For a birth on 29 February the birthday is 1 March in other years: a rule that protects minors must not end early.
pub fn age_on(birth: Date, on: Date) -> i32 {
    let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
    on.year() - birth.year() - i32::from(!had_birthday)
}

/// First day on which a person has the age `years`.
pub fn birthday(birth: Date, years: i32) -> Date {
    birth.replace_year(birth.year() + years).unwrap_or_else(|_| {
        Date::from_calendar_date(birth.year() + years, Month::March, 1).unwrap_or(Date::MAX)
    })
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn local_date_turns_at_five_in_the_afternoon_utc() {
        assert_eq!(local_date(datetime!(2026-11-23 16:59:59 UTC)), date!(2026 - 11 - 23));
        assert_eq!(local_date(datetime!(2026-11-23 17:00 UTC)), date!(2026 - 11 - 24));
        assert_eq!(local_date(datetime!(2026-11-24 01:00 +7)), date!(2026 - 11 - 24));
    }

    #[test]
    fn times_are_written_to_the_second_or_the_minute() {
        let moment = datetime!(2026-12-31 18:05:09.75 UTC);
        assert_eq!(format_time(moment), "01:05");
        assert_eq!(format_rfc3339(moment), "2026-12-31T18:05:09Z");
        assert_eq!(format_local_rfc3339(moment), "2027-01-01T01:05:09+07:00");
    }

    #[test]
    fn reads_dates_as_typed() {
        for typed in [
            "5/1/2026",
            "05/01/2026",
            "5-1-2026",
            "05-01-2026",
            "5.1.2026",
            "05012026",
            "2026-01-05",
            " 5 / 1 / 2026 ",
            "2026/1/5",
            "5 1 2026",
            "05 01 2026",
            "0501 2026",
            "05,01,2026",
            "05–01–2026",
            "5. 1. 2026",
        ] {
            assert_eq!(parse_date(typed), Ok(date!(2026 - 01 - 05)), "{typed}");
        }
        assert_eq!(parse_date("29/02/2024"), Ok(date!(2024 - 02 - 29)));
    }

    #[test]
    fn refuses_with_a_reason() {
        for (typed, error) in [
            ("", DateError::Empty),
            ("  ", DateError::Empty),
            ("hôm nay", DateError::Unreadable),
            ("5/1", DateError::Unreadable),
            ("5/1/2026/1", DateError::Unreadable),
            ("5/1/206", DateError::NoSuchDay),
            ("005/1/2026", DateError::Unreadable),
            ("+5/1/2026", DateError::Unreadable),
            ("512026", DateError::Unreadable),
            ("5 1", DateError::Unreadable),
            ("31042026", DateError::NoSuchDay),
            ("31 4 2026", DateError::NoSuchDay),
            ("5/Giêng/2026", DateError::Unreadable),
            ("ngày áâ", DateError::Unreadable),
            ("5/1/26", DateError::ShortYear),
            ("31/4/2026", DateError::NoSuchDay),
            ("29/2/2026", DateError::NoSuchDay),
            ("0/1/2026", DateError::NoSuchDay),
            ("5/13/2026", DateError::NoSuchDay),
            ("13/25/2026", DateError::NoSuchDay),
            ("5/1/0026", DateError::NoSuchDay),
        ] {
            assert_eq!(parse_date(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn writes_dates() {
        for (day, figures, words) in [
            (date!(2026 - 01 - 05), "05/01/2026", "ngày 05 tháng 01 năm 2026"),
            (date!(2026 - 02 - 15), "15/02/2026", "ngày 15 tháng 02 năm 2026"),
            (date!(2026 - 03 - 09), "09/03/2026", "ngày 09 tháng 3 năm 2026"),
            (date!(2026 - 06 - 15), "15/06/2026", "ngày 15 tháng 6 năm 2026"),
            (date!(2026 - 11 - 23), "23/11/2026", "ngày 23 tháng 11 năm 2026"),
            (date!(2026 - 12 - 31), "31/12/2026", "ngày 31 tháng 12 năm 2026"),
        ] {
            assert_eq!((format_date(day).as_str(), format_date_in_words(day).as_str()), (figures, words));
        }
    }

    #[test]
    fn adds_months_safely() {
        for (day, months, sum) in [
            (date!(2026 - 11 - 23), 12, date!(2027 - 11 - 23)),
            (date!(2026 - 01 - 31), 1, date!(2026 - 02 - 28)),
            (date!(2028 - 01 - 31), 1, date!(2028 - 02 - 29)),
            (date!(2024 - 02 - 29), 12, date!(2025 - 02 - 28)),
            (date!(2026 - 12 - 31), 2, date!(2027 - 02 - 28)),
            (date!(2026 - 03 - 31), -1, date!(2026 - 02 - 28)),
            (date!(2026 - 01 - 15), -1, date!(2025 - 12 - 15)),
            (date!(2026 - 05 - 05), 0, date!(2026 - 05 - 05)),
        ] {
            assert_eq!(add_months(day, months), sum, "{day} + {months}");
        }
    }

    #[test]
    fn ages_turn_on_the_birthday() {
        for (birth, on, age) in [
            (date!(2008 - 11 - 23), date!(2026 - 11 - 22), 17),
            (date!(2008 - 11 - 23), date!(2026 - 11 - 23), 18),
            (date!(2008 - 02 - 29), date!(2026 - 02 - 28), 17),
            (date!(2008 - 02 - 29), date!(2026 - 03 - 01), 18),
            (date!(2008 - 02 - 29), date!(2028 - 02 - 29), 20),
            (date!(2026 - 11 - 24), date!(2026 - 11 - 23), -1),
        ] {
            assert_eq!(age_on(birth, on), age, "{birth} on {on}");
        }
    }

    #[test]
    fn a_birthday_is_the_first_day_of_the_age() {
        for birth in [date!(2008 - 02 - 29), date!(2008 - 11 - 23), date!(2009 - 01 - 01)] {
            let day = birthday(birth, 18);
            assert_eq!(age_on(birth, day), 18);
            assert_eq!(age_on(birth, day.previous_day().expect("in range")), 17);
        }
    }
}
