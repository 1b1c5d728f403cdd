//! How long to wait, in the words that people use.

use super::{Lang, translate, translate_with};

const HOUR: u32 = 3_600;
const DAY: u32 = 24 * HOUR;

/// A wait in seconds as a text in one unit, rounded up: below two hours in minutes, below two days in hours, then in days.
/// "A few minutes" if it is not known.
#[must_use]
pub fn format_wait(lang: Lang, seconds: Option<u32>) -> String {
    let (key, count) = match seconds {
        None => return translate(lang, "shell-wait-some"),
        Some(short) if short < 2 * HOUR => ("shell-wait-minutes", short.div_ceil(60)),
        Some(long) if long < 2 * DAY => ("shell-wait-hours", long.div_ceil(HOUR)),
        Some(long) => ("shell-wait-days", long.div_ceil(DAY)),
    };
    translate_with(lang, key, &[("count", &count)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_in_the_unit_that_people_use() {
        for (seconds, vi, en) in [
            (None, "vài phút", "a few minutes"),
            (Some(1), "1 phút", "one minute"),
            (Some(900), "15 phút", "15 minutes"),
            (Some(7_199), "120 phút", "120 minutes"),
            (Some(7_200), "2 giờ", "2 hours"),
            (Some(86_400), "24 giờ", "24 hours"),
            (Some(172_800), "2 ngày", "2 days"),
            (Some(172_801), "3 ngày", "3 days"),
        ] {
            assert_eq!((&*format_wait(Lang::Vi, seconds), &*format_wait(Lang::En, seconds)), (vi, en));
        }
    }
}
