//! Media ("báo, đài"): the outlets of an area, and how often each reported on the prevention of social evils in a month.
//!
//! Belongs here: outlets, the entry of a month and its bounds, the months in which all outlets reported.
//! Does not belong here: the target for which the months count (`targets`).

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use time::{Date, Month};

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::ids::MediaOutletId;
use crate::text::input_error;

/// Most of the name of an outlet, in characters.
pub const MAX_OUTLET_CHARS: usize = 120;
/// Most outlets of an area.
pub const MAX_OUTLETS: usize = 20;
/// Most pieces of an outlet in a month.
pub const MAX_PIECES: u32 = 1_000;
/// Most of the note of an entry, in characters.
pub const MAX_MEDIA_NOTE_CHARS: usize = 1_000;
/// The years of entries.
const MEDIA_YEARS: std::ops::RangeInclusive<i32> = 2020..=2100;

codes! {
    MediaKind {
        Newspaper = "newspaper",
        Radio = "radio",
        Television = "television",
        /// Đài truyền thanh cơ sở.
        Loudspeakers = "loudspeakers",
        Website = "website",
    }
}

/// A newspaper, a station or a website that reports for an area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MediaOutlet {
    pub id: MediaOutletId,
    /// A province or a commune.
    pub area: AreaCode,
    pub details: OutletDetails,
    pub version: i32,
}

/// What an officer writes about an outlet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutletDetails {
    pub name: String,
    pub kind: MediaKind,
    /// Whether it must report; one that stopped keeps its entries.
    pub active: bool,
}

/// A month of a calendar year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MediaMonth {
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

impl MediaMonth {
    /// `None` for a month that there is not, and a year without entries.
    pub fn new(year: i32, month: u8) -> Option<Self> {
        (MEDIA_YEARS.contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// Whether it has begun on `today` (Vietnamese date).
    pub fn has_begun(self, today: Date) -> bool {
        (self.year, self.month) <= (today.year(), u8::from(today.month()))
    }

    /// The twelve months of a year; none of a year without entries.
    pub fn list_of_year(year: i32) -> Vec<Self> {
        (1..=12).filter_map(|month| Self::new(year, month)).collect()
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let month = Month::try_from(self.month).unwrap_or(Month::January);
        Date::from_calendar_date(self.year, month, 1).unwrap_or(Date::MIN)
    }
}

/// As "2026-03".
impl fmt::Display for MediaMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// The text is no month.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no month")]
pub struct MonthError;

impl FromStr for MediaMonth {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let (year, month) = text.split_once('-').filter(|_| text.len() == 7).ok_or(MonthError)?;
        let (year, month) = (year.parse().map_err(|_| MonthError)?, month.parse().map_err(|_| MonthError)?);
        Self::new(year, month).ok_or(MonthError)
    }
}

/// How often an outlet reported in a month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MediaEntry {
    pub outlet: MediaOutletId,
    pub month: MediaMonth,
    pub pieces: u32,
    /// Dates and titles.
    pub note: String,
    pub written: ActorStamp,
    pub version: i32,
}

input_error! {
    /// Why an entry is not kept.
    MediaFault {
        MonthInFuture => "media-future",
        PiecesBounds => "media-pieces",
    }
}

/// Checks what is written for a month on `today` (Vietnamese date).
///
/// # Errors
/// [`MediaFault`]
pub fn check_entry(month: MediaMonth, pieces: u32, today: Date) -> Result<(), MediaFault> {
    if !month.has_begun(today) {
        return Err(MediaFault::MonthInFuture);
    }
    if pieces > MAX_PIECES { Err(MediaFault::PiecesBounds) } else { Ok(()) }
}

/// How many months of `year` have at least one piece of every active outlet; none without an active outlet.
pub fn count_full_months(outlets: &[MediaOutlet], entries: &[MediaEntry], year: i32) -> u32 {
    let pieces: HashMap<_, _> =
        entries.iter().map(|entry| ((entry.outlet, entry.month), entry.pieces)).collect();
    let active: Vec<_> = outlets.iter().filter(|outlet| outlet.details.active).collect();
    let is_full = |month: &MediaMonth| {
        active.iter().all(|outlet| pieces.get(&(outlet.id, *month)).is_some_and(|count| *count > 0))
    };
    let full = MediaMonth::list_of_year(year).iter().filter(|month| is_full(month)).count();
    if active.is_empty() { 0 } else { u32::try_from(full).unwrap_or(u32::MAX) }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;
    use crate::accounts::samples::actor;

    fn outlet(id: u128, active: bool) -> MediaOutlet {
        let details =
            OutletDetails { name: "Báo Khánh Hòa".to_owned(), kind: MediaKind::Newspaper, active };
        let area = AreaCode::new("56").unwrap();
        MediaOutlet { id: MediaOutletId(Uuid::from_u128(id)), area, details, version: 1 }
    }

    fn entry(outlet: &MediaOutlet, month: u8, pieces: u32) -> MediaEntry {
        let written = ActorStamp::new(&actor(1), datetime!(2026-11-25 01:00 UTC));
        let month = MediaMonth::new(2026, month).unwrap();
        MediaEntry { outlet: outlet.id, month, pieces, note: String::new(), written, version: 1 }
    }

    #[test]
    fn a_month_has_one_text() {
        let march = MediaMonth::new(2026, 3).unwrap();
        assert_eq!((march.to_string().as_str(), "2026-03".parse()), ("2026-03", Ok(march)));
        assert_eq!(march.first_day(), date!(2026 - 03 - 01));
        for bad in ["2026-13", "2026-00", "1999-01", "2026-3", "2026", "x", "2026-003"] {
            assert_eq!(bad.parse::<MediaMonth>(), Err(MonthError), "{bad}");
        }
        assert_eq!(MediaMonth::list_of_year(2026).len(), 12);
    }

    #[test]
    fn a_month_that_has_not_begun_has_no_entry() {
        let today = date!(2026 - 11 - 24);
        let month = |month| MediaMonth::new(2026, month).unwrap();
        assert_eq!(check_entry(month(11), 4, today), Ok(()));
        assert_eq!(check_entry(month(12), 4, today), Err(MediaFault::MonthInFuture));
        assert_eq!(check_entry(month(1), MAX_PIECES + 1, today), Err(MediaFault::PiecesBounds));
    }

    #[test]
    fn a_month_counts_if_every_active_outlet_reported() {
        let (paper, radio, ended) = (outlet(1, true), outlet(2, true), outlet(3, false));
        let outlets = [paper.clone(), radio.clone(), ended];
        let entries = [
            entry(&paper, 1, 2),
            entry(&radio, 1, 1),
            entry(&paper, 2, 5),
            entry(&paper, 3, 1),
            entry(&radio, 3, 0),
        ];
        assert_eq!(count_full_months(&outlets, &entries, 2026), 1);
        assert_eq!(count_full_months(&outlets, &entries, 2025), 0);
        assert_eq!(count_full_months(&outlets[2..], &entries, 2026), 0, "nobody must report");
    }
}
