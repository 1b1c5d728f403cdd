//! Dates in the form of Vietnamese documents.

use time::{Date, OffsetDateTime, UtcOffset};

/// "ngày 05 tháng 02 năm 2026": a leading zero for days below 10 and the months 1 and 2 only (NĐ 30/2020, Phụ lục I). A
/// no-break space joins each number to its word.
pub(crate) fn format_in_words(date: Date) -> String {
    let month = u8::from(date.month());
    let month = if month <= 2 { format!("{month:02}") } else { month.to_string() };
    format!("ngày\u{A0}{:02} tháng\u{A0}{month} năm\u{A0}{}", date.day(), date.year())
}

/// "05/02/2026".
pub(crate) fn format_in_figures(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

/// "14 giờ 05 phút 09 giây, ngày 05/02/2026" in Vietnamese time, for any offset of `at`.
pub(crate) fn format_with_seconds(at: OffsetDateTime) -> String {
    let local = at.to_offset(vietnam_offset());
    let (hour, minute, second) = local.to_hms();
    format!("{hour:02} giờ {minute:02} phút {second:02} giây, ngày {}", format_in_figures(local.date()))
}

/// "14 giờ 05 phút, ngày 05/02/2026" in Vietnamese time.
pub(crate) fn format_to_minute(at: OffsetDateTime) -> String {
    let local = at.to_offset(vietnam_offset());
    format!("{:02} giờ {:02} phút, ngày {}", local.hour(), local.minute(), format_in_figures(local.date()))
}

/// The date in Vietnam.
pub(crate) fn local_day(at: OffsetDateTime) -> Date {
    at.to_offset(vietnam_offset()).date()
}

/// Vietnam has had one offset since 1975, so no time zone database is needed.
fn vietnam_offset() -> UtcOffset {
    UtcOffset::from_hms(7, 0, 0).expect("seven hours are an offset")
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn only_low_days_and_the_first_two_months_are_padded() {
        let words = |date| format_in_words(date).replace('\u{A0}', " ");
        assert_eq!(words(date!(2026 - 02 - 05)), "ngày 05 tháng 02 năm 2026");
        assert_eq!(words(date!(2026 - 01 - 10)), "ngày 10 tháng 01 năm 2026");
        assert_eq!(words(date!(2026 - 03 - 01)), "ngày 01 tháng 3 năm 2026");
        assert_eq!(words(date!(2026 - 06 - 15)), "ngày 15 tháng 6 năm 2026");
        assert_eq!(words(date!(2026 - 12 - 31)), "ngày 31 tháng 12 năm 2026");
    }

    #[test]
    fn a_moment_is_told_in_vietnam() {
        let at = datetime!(2026-02-05 20:05:09 UTC);
        assert_eq!(format_with_seconds(at), "03 giờ 05 phút 09 giây, ngày 06/02/2026");
        assert_eq!(format_to_minute(at), "03 giờ 05 phút, ngày 06/02/2026");
    }
}
