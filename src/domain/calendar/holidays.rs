//! Public holidays: what the law fixes, and what a decision fixes each year.
//!
//! BLLĐ 2019 Điều 112.1 names the days (1/1; Tết, 5 days; 30/4; 1/5; 2/9 and one day beside it; the
//! tenth of the third lunar month); Điều 112.3 lets the Prime Minister fix Tết and the second day of
//! 2/9 each year; Điều 111.3 moves a weekly rest day that falls on a holiday to the next working day.
//! NQ 28/2026/QH16 adds 24/11 from 1 July 2026. Decisions also swap days for offices. The table
//! `data/holidays.csv` is the default an administrator adds to when a new year is decided.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use time::{Date, Weekday};

/// What a day of the table is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolidayKind {
    /// No work.
    Off,
    /// A Saturday worked for a day off elsewhere (swap).
    Worked,
}

/// Who settles that the day is what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SettledBy {
    /// The law itself, every year.
    Law,
    /// The Prime Minister's decision for this year.
    YearlyDecision,
}

/// One day of the table.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Holiday {
    #[serde(deserialize_with = "iso_date")]
    pub date: Date,
    /// Off or worked.
    pub kind: HolidayKind,
    /// Who settles it.
    pub settled_by: SettledBy,
    pub name: String,
    /// The article or document.
    pub basis: String,
}

fn iso_date<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Date, D::Error> {
    let text = String::deserialize(field)?;
    super::parse_date(&text).map_err(serde::de::Error::custom)
}

static DEFAULT: LazyLock<Vec<Holiday>> = LazyLock::new(|| {
    let table = include_bytes!("../data/holidays.csv");
    let rows: Result<Vec<Holiday>, csv::Error> =
        csv::Reader::from_reader(&table[..]).into_deserialize().collect();
    rows.expect("data/holidays.csv is part of the program and read by its tests")
});

/// The table that comes with the program: 2026 and 2027.
pub fn default_holidays() -> &'static [Holiday] {
    &DEFAULT
}

/// The days that are no working days, and the Saturdays that are, as far as they are known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Holidays {
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

impl Holidays {
    /// From days off and days worked instead.
    pub fn new(off: impl IntoIterator<Item = Date>, worked: impl IntoIterator<Item = Date>) -> Self {
        Self { off: off.into_iter().collect(), worked: worked.into_iter().collect() }
    }

    /// From rows of a table.
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

    /// The table that comes with the program.
    pub fn default_table() -> Self {
        Self::from_table(default_holidays())
    }

    /// Whether offices work: Monday to Friday but for holidays, and the Saturdays swapped in.
    pub fn is_working_day(&self, date: Date) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.worked.contains(&date) || !(weekend || self.off.contains(&date))
    }

    /// Whether the table knows this year. Where it does not, a counted deadline may be too early.
    pub fn knows(&self, year: i32) -> bool {
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

    /// Điều 111.3: every holiday on a weekend has its day off in place.
    #[test]
    fn weekend_holidays_are_made_up() {
        let weekend = |d: Date| matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday);
        for year in [2026, 2027] {
            let days = || default_holidays().iter().filter(move |h| h.date.year() == year);
            let lost = days().filter(|h| h.kind == HolidayKind::Off && weekend(h.date)).count();
            assert_eq!(days().filter(|h| h.name.starts_with("Nghỉ bù")).count(), lost, "{year}");
        }
    }

    /// Every day off by a swap has its Saturday.
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
        assert!(holidays.knows(2027) && !holidays.knows(2028));
    }
}
