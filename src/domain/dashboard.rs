//! What the first page of an office shows of its area: months of a trend, how long applications took.
//!
//! Belongs here: the months, median and slowest tenth. Does not belong here: the figures of other nouns.

use time::{Date, Duration};

use crate::calendar::add_months;
use crate::periods::PeriodSpan;

/// Months of a trend.
pub const TREND_MONTHS: usize = 12;
/// Days (calendar) of decisions that tell how long applications take.
pub const AGEING_DAYS: i64 = 90;

/// The last [`TREND_MONTHS`] months, oldest first; the last is that of `today` (Vietnamese date).
pub fn list_past_months(today: Date) -> Vec<PeriodSpan> {
    let back = (0..TREND_MONTHS).rev().filter_map(|back| i32::try_from(back).ok());
    back.filter_map(|back| find_month(today, -back)).collect()
}

/// The next [`TREND_MONTHS`] months, the first is that of `today` (Vietnamese date).
pub fn list_coming_months(today: Date) -> Vec<PeriodSpan> {
    let ahead = (0..TREND_MONTHS).filter_map(|ahead| i32::try_from(ahead).ok());
    ahead.filter_map(|ahead| find_month(today, ahead)).collect()
}

fn find_month(today: Date, away: i32) -> Option<PeriodSpan> {
    let first = add_months(today.replace_day(1).ok()?, away);
    PeriodSpan::new(first, add_months(first, 1).saturating_sub(Duration::DAY))
}

/// How long decided applications took, in working days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Ageing {
    pub decided: usize,
    /// Half of them took at most so long.
    pub median: u32,
    /// One in ten took at least so long.
    pub slowest_tenth: u32,
}

impl Ageing {
    /// Of the working days of each; the order does not matter.
    pub fn measure(mut days: Vec<u32>) -> Self {
        days.sort_unstable();
        let Some(last) = days.len().checked_sub(1) else { return Self::default() };
        // By nearest rank: values that occurred.
        Self {
            decided: days.len(),
            median: days[last / 2],
            slowest_tenth: days[(days.len() * 9).div_ceil(10).min(last)],
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn months_are_whole_and_without_gaps() {
        let past = list_past_months(date!(2026 - 03 - 31));
        assert_eq!(past.len(), TREND_MONTHS);
        assert_eq!((past[0].first(), past[0].last()), (date!(2025 - 04 - 01), date!(2025 - 04 - 30)));
        assert_eq!((past[10].first(), past[10].last()), (date!(2026 - 02 - 01), date!(2026 - 02 - 28)));
        assert_eq!(past[11].last(), date!(2026 - 03 - 31));
        let coming = list_coming_months(date!(2026 - 12 - 31));
        assert_eq!(coming.len(), TREND_MONTHS);
        assert_eq!((coming[0].first(), coming[1].first()), (date!(2026 - 12 - 01), date!(2027 - 01 - 01)));
        for months in [past, coming] {
            assert!(months.windows(2).all(|pair| pair[0].last().next_day() == Some(pair[1].first())));
        }
    }

    #[test]
    fn median_and_slowest_tenth_are_values_that_occurred() {
        let of = |days: &[u32]| {
            let found = Ageing::measure(days.to_vec());
            (found.decided, found.median, found.slowest_tenth)
        };
        assert_eq!(of(&[]), (0, 0, 0));
        assert_eq!(of(&[4]), (1, 4, 4));
        assert_eq!(of(&[9, 1]), (2, 1, 9));
        assert_eq!(of(&[3, 1, 2]), (3, 2, 3));
        assert_eq!(of(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), (10, 5, 10));
        let hundred: Vec<u32> = (1..=100).collect();
        assert_eq!(of(&hundred), (100, 50, 91));
    }
}
