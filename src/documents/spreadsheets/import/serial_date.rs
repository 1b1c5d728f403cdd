//! Dates as spreadsheets store them: days since an epoch (ECMA-376 part 1, 18.17.4).

use time::macros::date;
use time::{Date, Duration, PrimitiveDateTime, Time};

/// From which day a file counts. Old Excel for Mac counted from 1904.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Epoch {
    #[default]
    Year1900,
    Year1904,
}

/// The 31st of December 9999 in the epoch of 1900.
const MAX_SERIAL: f64 = 2_958_466.0;
const SECONDS_PER_DAY: f64 = 86_400.0;

/// The moment of a serial number. `None` for a time without a date and for numbers that are no date.
pub(super) fn parse_serial(serial: f64, epoch: Epoch) -> Option<PrimitiveDateTime> {
    let first_serial = if epoch == Epoch::Year1904 { 0.0 } else { 1.0 };
    if !(first_serial..MAX_SERIAL).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the number was checked to be below 3 million")]
    let (days, seconds) = (serial.floor() as i64, (serial.fract() * SECONDS_PER_DAY).round() as i64);
    let first = match epoch {
        Epoch::Year1904 => date!(1904 - 01 - 01),
        // Lotus 1-2-3 took 1900 for a leap year, and Excel counts its 29th of February as day 60.
        Epoch::Year1900 if days < 60 => date!(1899 - 12 - 31),
        Epoch::Year1900 if days == 60 => return None,
        Epoch::Year1900 => date!(1899 - 12 - 30),
    };
    let midnight = PrimitiveDateTime::new(first, Time::MIDNIGHT);
    midnight.checked_add(Duration::days(days))?.checked_add(Duration::seconds(seconds))
}

/// "2026-01-05" or "2026-01-05T10:30:00", with a fraction or a zone that are left out.
pub(super) fn parse_iso(text: &str) -> Option<PrimitiveDateTime> {
    let (date, time) = text.trim().split_once('T').unwrap_or((text.trim(), "00:00:00"));
    let mut parts = date.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse::<u8>().ok()?.try_into().ok()?;
    let date = Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok()?;
    let mut parts = time.get(..8)?.split(':').map(str::parse::<u8>);
    let mut part = || parts.next()?.ok();
    Some(PrimitiveDateTime::new(date, Time::from_hms(part()?, part()?, part()?).ok()?))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn serials_are_days_of_their_epoch() {
        for (serial, expected) in [
            (1.0, Some(datetime!(1900-01-01 0:00))),
            (59.0, Some(datetime!(1900-02-28 0:00))),
            (60.0, None),
            (61.0, Some(datetime!(1900-03-01 0:00))),
            (46_027.0, Some(datetime!(2026-01-05 0:00))),
            (46_027.5, Some(datetime!(2026-01-05 12:00))),
            (46_027.999_999_9, Some(datetime!(2026-01-06 0:00))),
            (0.5, None),
            (-1.0, None),
            (3e6, None),
            (f64::NAN, None),
        ] {
            assert_eq!(parse_serial(serial, Epoch::Year1900), expected, "{serial}");
        }
        assert_eq!(parse_serial(44_565.0, Epoch::Year1904), Some(datetime!(2026-01-05 0:00)));
        assert_eq!(parse_serial(0.0, Epoch::Year1904), Some(datetime!(1904-01-01 0:00)));
    }

    #[test]
    fn iso_dates_are_read() {
        assert_eq!(parse_iso("2026-01-05"), Some(datetime!(2026-01-05 0:00)));
        assert_eq!(parse_iso("2026-01-05T10:30:15.5Z"), Some(datetime!(2026-01-05 10:30:15)));
        for text in
            ["", "2026", "2026-13-01", "2026-02-30", "2026-01-05T25:00:00", "ngày", "2026-01-05Té:00:0é"]
        {
            assert_eq!(parse_iso(text), None, "{text}");
        }
    }
}
