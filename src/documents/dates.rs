//! Dates in the form of Vietnamese documents.

use camket_domain::calendar::{VIETNAM, format_date, format_date_in_words};
use time::{Date, OffsetDateTime};

/// The date in words, with a no-break space that joins each number to its word.
pub(crate) fn format_in_words(date: Date) -> String {
    let words = format_date_in_words(date);
    ["ngày", "tháng", "năm"]
        .iter()
        .fold(words, |text, word| text.replace(&format!("{word} "), &format!("{word}\u{A0}")))
}

/// "14 giờ 05 phút 09 giây, ngày 05/02/2026" in Vietnamese time, for any offset of `at`.
pub(crate) fn format_with_seconds(at: OffsetDateTime) -> String {
    let local = at.to_offset(VIETNAM);
    let (hour, minute, second) = local.to_hms();
    format!("{hour:02} giờ {minute:02} phút {second:02} giây, ngày {}", format_date(local.date()))
}

/// "14 giờ 05 phút, ngày 05/02/2026" in Vietnamese time.
pub(crate) fn format_to_minute(at: OffsetDateTime) -> String {
    let local = at.to_offset(VIETNAM);
    format!("{:02} giờ {:02} phút, ngày {}", local.hour(), local.minute(), format_date(local.date()))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn a_number_stays_beside_its_word() {
        let words = "ngày\u{A0}05 tháng\u{A0}02 năm\u{A0}2026";
        assert_eq!(format_in_words(date!(2026 - 02 - 05)), words);
    }

    #[test]
    fn a_moment_is_told_in_vietnam() {
        let at = datetime!(2026-02-05 20:05:09 UTC);
        assert_eq!(format_with_seconds(at), "03 giờ 05 phút 09 giây, ngày 06/02/2026");
        assert_eq!(format_to_minute(at), "03 giờ 05 phút, ngày 06/02/2026");
    }
}
