//! Public holidays, fixed by law or by a yearly decision.
//!
//! BLLĐ 2019 Điều 112.1 lists the days (1/1; Tết, 5 days; 30/4; 1/5; 2/9 and the day before or after; the tenth of the
//! third lunar month). Under Điều 112.3 the Prime Minister fixes Tết and the second day of 2/9 each year. Under Điều
//! 111.3 a weekly rest day on a holiday moves to the next working day. NQ 28/2026/QH16 adds 24/11 from 1 July 2026.
//! Decisions also swap working days of offices. `data/holidays.csv` is the default table, to which an administrator
//! adds each new year.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use time::{Date, Weekday};

use crate::codes::codes;

codes! {
    /// Kind of a day in the table.
    HolidayKind {
        /// Day off.
        Off = "off",
        /// A Saturday that is a working day, in exchange for a day off.
        Worked = "worked",
    }
}

/// What fixes the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SettledBy {
    /// The law, every year.
    Law,
    /// A decision of the Prime Minister for this year.
    YearlyDecision,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Holiday {
    #[serde(deserialize_with = "deserialize_date")]
    pub date: Date,
    pub kind: HolidayKind,
    pub settled_by: SettledBy,
    pub name: String,
    /// Article or document that fixes it.
    pub basis: String,
}

fn deserialize_date<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Date, D::Error> {
    let text = String::deserialize(field)?;
    super::parse_date(&text).map_err(serde::de::Error::custom)
}

static DEFAULT_HOLIDAYS: LazyLock<Vec<Holiday>> = LazyLock::new(|| {
    let table = include_bytes!("../data/holidays.csv");
    let rows: Result<Vec<Holiday>, csv::Error> =
        csv::Reader::from_reader(&table[..]).into_deserialize().collect();
    rows.expect("data/holidays.csv is part of the program and read by its tests")
});

/// The table in the program: 2026 and 2027.
pub fn default_holidays() -> &'static [Holiday] {
    &DEFAULT_HOLIDAYS
}

/// Known days off, and Saturdays that are working days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Holidays {
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

impl Holidays {
    pub fn new(off: impl IntoIterator<Item = Date>, worked: impl IntoIterator<Item = Date>) -> Self {
        Self { off: off.into_iter().collect(), worked: worked.into_iter().collect() }
    }

    pub fn from_table<'a>(rows: impl IntoIterator<Item = &'a Holiday>) -> Self {
        let mut holidays = Self::default();
        for row in rows {
            match row.kind {
                HolidayKind::Off => holidays.off.insert(row.date),
                HolidayKind::Worked => holidays.worked.insert(row.date),
            };
        }
        holidays
    }

    /// The table in the program.
    pub fn default_table() -> Self {
        Self::from_table(default_holidays())
    }

    /// Whether offices work: Monday to Friday without days off, and exchanged Saturdays.
    pub fn is_working_day(&self, date: Date) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.worked.contains(&date) || !(weekend || self.off.contains(&date))
    }

    /// Whether the table contains this year. If it does not, a computed deadline may be too early.
    pub fn has_year(&self, year: i32) -> bool {
        self.off.iter().any(|date| date.year() == year)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_table_is_sorted_and_says_its_bases() {
        let table = default_holidays();
        assert!(table.windows(2).all(|pair| pair[0].date < pair[1].date));
        assert!(table.iter().all(|day| !day.name.is_empty() && !day.basis.is_empty()));
    }

    #[test]
    fn the_law_holds_every_year() {
        for year in [2026, 2027] {
            let of_year: Vec<&Holiday> =
                default_holidays().iter().filter(|h| h.date.year() == year).collect();
            for (month, day) in [(1, 1), (4, 30), (5, 1), (9, 2), (11, 24)] {
                let found = of_year.iter().find(|h| (u8::from(h.date.month()), h.date.day()) == (month, day));
                let found = found.map(|h| (h.kind, h.settled_by));
                assert_eq!(found, Some((HolidayKind::Off, SettledBy::Law)), "{day}/{month}/{year}");
            }
            let named = |name: &str| of_year.iter().filter(|h| h.name == name).count();
            assert_eq!((named("Tết Âm lịch"), named("Quốc khánh"), named("Giỗ Tổ Hùng Vương")), (5, 2, 1));
        }
    }

    /// Điều 111.3: every holiday on a weekend has a substitute day off.
    #[test]
    fn weekend_holidays_are_made_up() {
        let weekend = |d: Date| matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday);
        for year in [2026, 2027] {
            let days = || default_holidays().iter().filter(move |h| h.date.year() == year);
            let lost = days().filter(|h| h.kind == HolidayKind::Off && weekend(h.date)).count();
            assert_eq!(days().filter(|h| h.name.starts_with("Nghỉ bù")).count(), lost, "{year}");
        }
    }

    /// Every exchanged day off has its Saturday.
    #[test]
    fn swaps_balance() {
        let count = |kind| {
            default_holidays().iter().filter(|h| h.name.starts_with("Hoán đổi") && h.kind == kind).count()
        };
        assert_eq!((count(HolidayKind::Off), count(HolidayKind::Worked)), (2, 2));
        let worked = default_holidays().iter().filter(|h| h.kind == HolidayKind::Worked);
        assert!(worked.into_iter().all(|h| h.date.weekday() == Weekday::Saturday));
    }

    #[test]
    fn tells_working_days() {
        let holidays = Holidays::default_table();
        for (day, works) in [
            (date!(2026 - 11 - 23), true),
            (date!(2026 - 11 - 24), false),
            (date!(2026 - 11 - 28), false),
            (date!(2026 - 08 - 22), true),
            (date!(2026 - 08 - 31), false),
            (date!(2027 - 02 - 03), true),
            (date!(2027 - 02 - 10), false),
            (date!(2027 - 02 - 11), true),
        ] {
            assert_eq!(holidays.is_working_day(day), works, "{day}");
        }
        assert!(holidays.has_year(2027) && !holidays.has_year(2028));
    }
}
