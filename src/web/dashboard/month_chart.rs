//! Twelve months as bars. The table beside them has the same numbers.

use camket_domain::periods::PeriodSpan;

use camket_shell::page::Page;

/// Of the drawing, in its units.
const HEIGHT: u32 = 56;
const BAR_WIDTH: u32 = 16;
const STEP: u32 = 20;

pub(super) struct MonthChart {
    /// What the bars are, for screen readers.
    pub(super) label: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bars: Vec<MonthBar>,
}

pub(super) struct MonthBar {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) height: u32,
    /// "11/2026".
    pub(super) month: String,
    pub(super) value: String,
    /// Address of the list that it counts, where there is one.
    pub(super) href: Option<String>,
    /// Whether it is the month of today.
    pub(super) is_present: bool,
}

impl MonthChart {
    pub(super) const BAR_WIDTH: u32 = BAR_WIDTH;

    /// `values` have the order of `months`; each is shown as its text.
    pub(super) fn build(
        label: String,
        months: &[PeriodSpan],
        values: &[(u64, String)],
        present: usize,
    ) -> Self {
        let most = values.iter().map(|(value, _)| *value).max().unwrap_or_default();
        let bar = |(at, (month, (value, text))): (usize, (&PeriodSpan, &(u64, String)))| {
            let height = scale(*value, most);
            MonthBar {
                x: u32::try_from(at).unwrap_or_default() * STEP,
                y: HEIGHT - height,
                height,
                month: format!("{}/{}", u8::from(month.first().month()), month.first().year()),
                value: text.clone(),
                href: None,
                is_present: at == present,
            }
        };
        let bars: Vec<MonthBar> = months.iter().zip(values).enumerate().map(bar).collect();
        let width = u32::try_from(bars.len()).unwrap_or_default() * STEP;
        Self { label, width, height: HEIGHT, bars }
    }

    /// Counts of months.
    pub(super) fn count(
        page: &Page,
        label: String,
        months: &[PeriodSpan],
        counts: &[u64],
        present: usize,
    ) -> Self {
        let values: Vec<(u64, String)> = counts.iter().map(|count| (*count, page.number(*count))).collect();
        Self::build(label, months, &values, present)
    }

    /// Lets each month lead to the list that it counts.
    pub(super) fn link(mut self, months: &[PeriodSpan], address: impl Fn(PeriodSpan) -> String) -> Self {
        for (bar, month) in self.bars.iter_mut().zip(months) {
            bar.href = Some(address(*month));
        }
        self
    }
}

/// At least one unit for what is not nothing.
fn scale(value: u64, most: u64) -> u32 {
    if value == 0 || most == 0 {
        return 0;
    }
    u32::try_from((u128::from(value) * u128::from(HEIGHT) / u128::from(most)).max(1)).unwrap_or(HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_bar_fills_the_drawing_and_nothing_has_no_bar() {
        assert_eq!([0, 1, 50, 100].map(|value| scale(value, 100)), [0, 1, 28, 56]);
        assert_eq!(scale(1, 1_000_000), 1, "seen");
        assert_eq!(scale(0, 0), 0);
        assert_eq!(scale(u64::MAX, u64::MAX), HEIGHT);
    }
}
