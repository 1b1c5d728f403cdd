//! Dates of birth. The papers of many people, above all older ones, state only the year.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, Month};

use super::{ALLOWED_YEARS, DateError, format_date, parse_date};

/// A date of birth, or the year alone where the papers have no more.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BirthDate {
    latest: Date,
    year_only: bool,
}

impl BirthDate {
    /// A date of birth as it is stored: the latest possible day, and whether only its year is known.
    pub fn new(latest: Date, year_only: bool) -> Self {
        Self { latest, year_only }
    }

    /// Parses a typed date, or a year of four digits.
    ///
    /// # Errors
    /// As [`parse_date`].
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let typed = text.trim();
        if typed.len() != 4 || !typed.bytes().all(|b| b.is_ascii_digit()) {
            return parse_date(typed).map(Self::from);
        }
        let year =
            typed.parse().ok().filter(|year| ALLOWED_YEARS.contains(year)).ok_or(DateError::NoSuchDay)?;
        let latest = Date::from_calendar_date(year, Month::December, 31).map_err(|_| DateError::NoSuchDay)?;
        Ok(Self { latest, year_only: true })
    }

    /// The day on which ages are computed: of a year alone its last day, so that nobody counts as older than the papers
    /// prove (as in criminal procedure, BLTTHS 2015 Điều 417 khoản 2).
    pub fn latest(self) -> Date {
        self.latest
    }

    pub fn year(self) -> i32 {
        self.latest.year()
    }

    pub fn is_year_only(self) -> bool {
        self.year_only
    }
}

impl From<Date> for BirthDate {
    fn from(day: Date) -> Self {
        Self { latest: day, year_only: false }
    }
}

impl fmt::Display for BirthDate {
    /// As forms and pages show it: 17/05/1960, or 1960.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.year_only { write!(f, "{}", self.year()) } else { f.write_str(&format_date(self.latest)) }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_year_alone_counts_as_its_last_day() {
        let year = BirthDate::parse(" 1960 ").unwrap();
        assert_eq!(
            (year.latest(), year.is_year_only(), year.to_string()),
            (date!(1960 - 12 - 31), true, "1960".to_owned())
        );
        let day = BirthDate::parse("17.5.1960").unwrap();
        assert_eq!((day, day.to_string()), (BirthDate::from(date!(1960 - 05 - 17)), "17/05/1960".to_owned()));
        for (typed, error) in [
            ("", DateError::Empty),
            ("1899", DateError::NoSuchDay),
            ("60", DateError::Unreadable),
            ("31/4/1960", DateError::NoSuchDay),
            ("0000", DateError::NoSuchDay),
        ] {
            assert_eq!(BirthDate::parse(typed), Err(error), "{typed}");
        }
    }
}
