//! The days and hours of the scenario: offices work Monday to Friday 07:30–11:30 and 13:30–17:00 except on days off; owners
//! act on any day from 08:00 to 21:00. All times are in Asia/Ho_Chi_Minh and before the day on which the demo is created.

use camket_domain::calendar::{Holidays, VIETNAM, local_date};
use time::macros::{date, time};
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

use super::random::SeededRandom;

/// Office minutes of a day: four hours in the morning, three and a half in the afternoon.
pub const OFFICE_MINUTES: usize = 450;
const MORNING: Time = time!(7:30);
const MORNING_MINUTES: usize = 240;
const AFTERNOON: Time = time!(13:30);
/// First minute of an owner's day.
const OWNER_MORNING: Time = time!(8:00);
/// First day of the communes and provinces of today.
pub const REFORM: Date = date!(2025 - 07 - 01);
/// A scenario begins this many days ago: certificates that end now were issued a year ago.
const SCENARIO_DAYS: i64 = 440;

/// The working days before today, newest first.
#[derive(Debug)]
pub struct OfficeDays {
    days: Vec<Date>,
    today: Date,
}

impl OfficeDays {
    /// The working days of the last 440 days before the day of `now`, not before [`REFORM`].
    pub fn before(now: OffsetDateTime) -> Self {
        let (today, holidays) = (local_date(now), Holidays::default_table());
        let all = (1..=SCENARIO_DAYS).map(|ago| today - Duration::days(ago)).take_while(|day| *day >= REFORM);
        Self { days: all.filter(|day| holidays.is_working_day(*day)).collect(), today }
    }

    /// The day on which the demo is created.
    pub fn today(&self) -> Date {
        self.today
    }

    /// The number of working days.
    pub fn count(&self) -> usize {
        self.days.len()
    }

    /// The `nth` working day before today; 1 is the last one, and the oldest stands for those before it.
    pub fn nth(&self, nth: usize) -> Date {
        let at = nth.clamp(1, self.days.len().max(1)) - 1;
        self.days.get(at).copied().unwrap_or(self.today)
    }

    /// Office minute `minute` (0 to 449) of the `nth` working day before today.
    pub fn office_time(&self, nth: usize, minute: usize) -> OffsetDateTime {
        let minute = minute.min(OFFICE_MINUTES - 1);
        let (from, minute) = match minute.checked_sub(MORNING_MINUTES) {
            None => (MORNING, minute),
            Some(minute) => (AFTERNOON, minute),
        };
        build_moment(self.nth(nth), from, minute)
    }

    /// A random office minute of the `nth` working day before today.
    pub fn any_office_time(&self, nth: usize, chance: &SeededRandom) -> OffsetDateTime {
        self.office_time(nth, chance.number_below(OFFICE_MINUTES))
    }

    /// A random day from after the working day before the `nth` up to the `nth`: weekends and days off included.
    pub fn any_owner_day(&self, nth: usize, chance: &SeededRandom) -> Date {
        let (before, last) = (self.nth(nth + 1), self.nth(nth));
        last - chance.days_below((last - before).whole_days())
    }
}

/// `minute` minutes after 08:00 on `day`.
pub fn owner_time(day: Date, minute: usize) -> OffsetDateTime {
    build_moment(day, OWNER_MORNING, minute)
}

fn build_moment(day: Date, from: Time, minute: usize) -> OffsetDateTime {
    let minutes = Duration::minutes(i64::try_from(minute).unwrap_or(0));
    (day.with_time(from).assume_offset(VIETNAM) + minutes).to_offset(UtcOffset::UTC)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    /// Monday 30 November 2026, 06:00 in Vietnam; Tuesday 24 November is a day off.
    fn days() -> OfficeDays {
        OfficeDays::before(datetime!(2026-11-29 23:00 UTC))
    }

    #[test]
    fn working_days_leave_out_weekends_holidays_and_today() {
        let last: Vec<_> = (1..=5).map(|nth| days().nth(nth)).collect();
        let expected = [27, 26, 25, 23, 20].map(|day| date!(2026 - 11 - 01) + Duration::days(day - 1));
        assert_eq!(last, expected);
    }

    #[test]
    fn office_minutes_leave_out_lunch() {
        for (minute, time) in [(0, "07:30"), (239, "11:29"), (240, "13:30"), (449, "16:59"), (900, "16:59")] {
            let at = days().office_time(1, minute).to_offset(VIETNAM);
            assert_eq!(format!("{:02}:{:02}", at.hour(), at.minute()), time, "{minute}");
        }
    }

    #[test]
    fn owners_act_on_weekends_too() {
        let (days, chance) = (days(), SeededRandom::new(1));
        // The 16th was a Monday, the 10th of these days.
        let monday = (1..20).find(|nth| days.nth(*nth) == date!(2026 - 11 - 16)).unwrap();
        let seen: std::collections::BTreeSet<_> =
            (0..50).map(|_| days.any_owner_day(monday, &chance)).collect();
        assert_eq!(
            seen.into_iter().collect::<Vec<_>>(),
            [14, 15, 16].map(|d| date!(2026 - 11 - 01) + Duration::days(d - 1))
        );
    }
}
