//! Totals of the police for a time: cases, people, places, and venues with signs of violation; never a name.
//!
//! Belongs here: what a total must say, its bounds. Does not belong here: what the program counts itself (inspections, concerns,
//! decisions), which is shown beside it.

use time::Date;

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::ids::PoliceTotalId;
use crate::targets::PLAN_YEARS;
use crate::text::input_error;

/// Most of a figure.
pub const MAX_POLICE_FIGURE: u32 = 100_000;

/// What the police gave for an area and a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PoliceTotal {
    pub id: PoliceTotalId,
    /// A commune, or the province.
    pub area: AreaCode,
    pub details: PoliceTotalDetails,
    /// Who wrote it last.
    pub written: ActorStamp,
    /// 0: not in the store yet.
    pub version: i32,
}

/// What is written about a total.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PoliceTotalDetails {
    /// First day (Vietnamese date).
    pub from: Date,
    /// Last day.
    pub to: Date,
    pub figures: PoliceFigures,
    /// The office that gave the figures.
    pub source: String,
    /// Number of its document.
    pub number: String,
    /// No names of people or venues.
    pub note: String,
}

/// The figures; what the document does not say is `None`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PoliceFigures {
    pub cases: Option<u32>,
    pub people: Option<u32>,
    /// Rings and hot spots that were broken up.
    pub hot_spots: Option<u32>,
    /// Venues with signs of violation on the first day.
    pub venues_before: Option<u32>,
    /// The same on the last day.
    pub venues_after: Option<u32>,
}

input_error! {
    /// Why a total is not kept.
    PoliceFault {
        /// The last day is before the first.
        EndBeforeStart => "police-end",
        EndInFuture => "police-future",
        StartTooOld => "police-too-old",
        FiguresMissing => "police-figures",
        FigureTooLarge => "police-figure-large",
    }
}

impl PoliceFigures {
    /// Each figure with the name of its field, in the order of forms.
    pub fn all(&self) -> [(&'static str, Option<u32>); 5] {
        [
            ("cases", self.cases),
            ("people", self.people),
            ("hot_spots", self.hot_spots),
            ("venues_before", self.venues_before),
            ("venues_after", self.venues_after),
        ]
    }

    /// Adds the figures of another time that says them.
    pub fn add(&mut self, other: Self) {
        let sum = |one: Option<u32>, two: Option<u32>| match (one, two) {
            (Some(one), Some(two)) => Some(one.saturating_add(two)),
            (one, two) => one.or(two),
        };
        self.cases = sum(self.cases, other.cases);
        self.people = sum(self.people, other.people);
        self.hot_spots = sum(self.hot_spots, other.hot_spots);
        self.venues_before = sum(self.venues_before, other.venues_before);
        self.venues_after = sum(self.venues_after, other.venues_after);
    }
}

impl PoliceTotalDetails {
    /// Checks days and figures on `today` (Vietnamese date).
    ///
    /// # Errors
    /// The field and its fault.
    pub fn check(&self, today: Date) -> Result<(), (&'static str, PoliceFault)> {
        if !PLAN_YEARS.contains(&self.from.year()) {
            return Err(("from", PoliceFault::StartTooOld));
        }
        if self.to < self.from {
            return Err(("to", PoliceFault::EndBeforeStart));
        }
        if self.to > today {
            return Err(("to", PoliceFault::EndInFuture));
        }
        let figures = self.figures.all();
        if let Some((field, _)) = figures.iter().find(|(_, figure)| *figure > Some(MAX_POLICE_FIGURE)) {
            return Err((*field, PoliceFault::FigureTooLarge));
        }
        if figures.iter().all(|(_, figure)| figure.is_none()) {
            return Err(("cases", PoliceFault::FiguresMissing));
        }
        Ok(())
    }
}

/// What the program itself counts for an area and a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct OwnCounts {
    /// Venues at which a visit ended with a reminder, a record or a transfer.
    pub venues_with_findings: u32,
    /// Concerns of the public that were found to be true.
    pub concerns_upheld: u32,
    pub suspensions: u32,
    pub revocations: u32,
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 24);

    fn total(from: Date, to: Date, figures: PoliceFigures) -> PoliceTotalDetails {
        PoliceTotalDetails {
            from,
            to,
            figures,
            source: "Công an tỉnh".to_owned(),
            number: "12/BC-CAT".to_owned(),
            note: String::new(),
        }
    }

    #[test]
    fn a_total_has_its_bounds() {
        let (first, last) = (date!(2025 - 12 - 15), date!(2026 - 06 - 14));
        let cases = |cases| PoliceFigures { cases: Some(cases), ..PoliceFigures::default() };
        assert_eq!(total(first, last, cases(0)).check(TODAY), Ok(()));
        for (wrong, fault) in [
            (total(last, first, cases(1)), ("to", PoliceFault::EndBeforeStart)),
            (total(first, date!(2026 - 11 - 25), cases(1)), ("to", PoliceFault::EndInFuture)),
            (total(date!(2019 - 12 - 31), last, cases(1)), ("from", PoliceFault::StartTooOld)),
            (total(first, last, PoliceFigures::default()), ("cases", PoliceFault::FiguresMissing)),
            (total(first, last, cases(MAX_POLICE_FIGURE + 1)), ("cases", PoliceFault::FigureTooLarge)),
        ] {
            assert_eq!(wrong.check(TODAY), Err(fault));
        }
    }

    #[test]
    fn figures_add_up_where_they_are_said() {
        let mut sum = PoliceFigures { cases: Some(2), ..PoliceFigures::default() };
        sum.add(PoliceFigures { cases: Some(3), people: Some(7), ..PoliceFigures::default() });
        assert_eq!((sum.cases, sum.people, sum.hot_spots), (Some(5), Some(7), None));
    }
}
