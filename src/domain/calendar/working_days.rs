//! Working days, for deadlines.

use time::Date;

use super::Holidays;

/// The `n`th working day after `start`; `start` itself does not count (Civil Code 2015, Điều 147.2).
/// With `n` = 0 it is `start`, or the next working day if `start` is not one.
pub fn add_working_days(start: Date, n: u32, holidays: &Holidays) -> Date {
    let mut left = n;
    let mut day = start;
    while left > 0 || !holidays.is_working_day(day) {
        let Some(next) = day.next_day() else { return day };
        day = next;
        if left > 0 && holidays.is_working_day(day) {
            left -= 1;
        }
    }
    day
}

/// The working days after `start`, up to and including `end`: how late a deadline in working days is. Zero if `end` is not
/// later.
pub fn count_working_days(start: Date, end: Date, holidays: &Holidays) -> u32 {
    let days = std::iter::successors(start.next_day(), |day| day.next_day()).take_while(|day| *day <= end);
    u32::try_from(days.filter(|day| holidays.is_working_day(*day)).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn counts_past_weekends_holidays_and_swaps() {
        let holidays = Holidays::default_table();
        for (start, n, end) in [
            // Monday; Tuesday is 24/11.
            (date!(2026 - 11 - 23), 1, date!(2026 - 11 - 25)),
            (date!(2026 - 11 - 23), 5, date!(2026 - 12 - 01)),
            (date!(2026 - 11 - 23), 0, date!(2026 - 11 - 23)),
            (date!(2026 - 11 - 28), 0, date!(2026 - 11 - 30)),
            (date!(2026 - 11 - 28), 1, date!(2026 - 11 - 30)),
            // Over Tết 2027.
            (date!(2027 - 02 - 02), 2, date!(2027 - 02 - 11)),
            // The Saturday worked in August 2026.
            (date!(2026 - 08 - 21), 1, date!(2026 - 08 - 22)),
            (date!(2026 - 08 - 28), 1, date!(2026 - 09 - 03)),
        ] {
            assert_eq!(add_working_days(start, n, &holidays), end, "{start} + {n}");
        }
    }

    #[test]
    fn lateness_counts_working_days_alone() {
        let holidays = Holidays::default_table();
        for (due, today, late) in [
            // A Friday: nobody was late on the Saturday and the Sunday after it.
            (date!(2026 - 11 - 20), date!(2026 - 11 - 20), 0),
            (date!(2026 - 11 - 20), date!(2026 - 11 - 22), 0),
            (date!(2026 - 11 - 20), date!(2026 - 11 - 23), 1),
            // Over Tuesday 24/11.
            (date!(2026 - 11 - 23), date!(2026 - 11 - 25), 1),
            (date!(2026 - 11 - 23), date!(2026 - 11 - 20), 0),
        ] {
            assert_eq!(count_working_days(due, today, &holidays), late, "{due}, {today}");
        }
        let due = add_working_days(date!(2027 - 02 - 02), 3, &holidays);
        assert_eq!(count_working_days(date!(2027 - 02 - 02), due, &holidays), 3, "the inverse");
    }

    #[test]
    fn ends_on_a_working_day_and_never_goes_back() {
        let holidays = Holidays::default_table();
        let mut day = date!(2026 - 01 - 01);
        while day.year() < 2028 {
            let ends: Vec<Date> = (0..12).map(|n| add_working_days(day, n, &holidays)).collect();
            assert!(ends.iter().all(|end| holidays.is_working_day(*end)), "{day}");
            assert!(ends.windows(2).all(|pair| pair[0] <= pair[1]), "{day}");
            day = day.next_day().expect("in range");
        }
    }

    #[test]
    fn without_holidays_only_weekends_count() {
        let none = Holidays::default();
        assert_eq!(add_working_days(date!(2026 - 11 - 23), 5, &none), date!(2026 - 11 - 30));
    }
}
