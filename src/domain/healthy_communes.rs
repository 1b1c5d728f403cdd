//! Healthy communes ("xã, phường lành mạnh"): what was recognised of a commune in a year, which communes stay on the list and
//! which are new on it, and the sets of criteria as texts.
//!
//! Belongs here: the status of a commune and year, the comparison with the year before, what a set of criteria says.
//! Does not belong here: scores and points, which no text in force gives; counts of persons, which stay with the police.

pub mod criteria;

use std::collections::HashMap;

use time::Date;

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::targets::PLAN_YEARS;
use crate::targets::kind::ListStanding;
use crate::text::input_error;

codes! {
    /// What was recognised about prostitution.
    ProstitutionStatus {
        /// Không có tệ nạn mại dâm.
        Without = "without",
        /// Giảm cơ bản.
        Reduced = "reduced",
        /// Neither is recognised.
        Present = "present",
    }
}

/// What was recognised of a commune in a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HealthyStatus {
    /// A commune.
    pub area: AreaCode,
    pub year: i32,
    pub details: HealthyDetails,
    /// Who wrote it last.
    pub written: ActorStamp,
    /// 0: not in the store yet.
    pub version: i32,
}

/// What an officer writes about a commune and a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HealthyDetails {
    pub prostitution: ProstitutionStatus,
    /// Whether the province approved it as without drugs (QĐ 28/2025/QĐ-TTg Điều 6, 7).
    pub without_drugs: bool,
    /// Number of the decision; empty only where nothing is recognised.
    pub number: String,
    /// Day of the decision (Vietnamese date).
    pub decided_on: Option<Date>,
}

input_error! {
    /// Why a status is not kept.
    HealthyFault {
        /// The year is still to come, or before the plans.
        YearBounds => "healthy-year",
        NumberMissing => "healthy-number",
        DayMissing => "healthy-day",
        DayInFuture => "healthy-future",
    }
}

/// The years of which a status can be written on `today` (Vietnamese date).
pub fn is_year_open(year: i32, today: Date) -> bool {
    PLAN_YEARS.contains(&year) && year <= today.year()
}

impl HealthyDetails {
    /// Checks what is written on `today` (Vietnamese date): what is recognised has a decision.
    ///
    /// # Errors
    /// The field and its fault.
    pub fn check(&self, year: i32, today: Date) -> Result<(), (&'static str, HealthyFault)> {
        if !is_year_open(year, today) {
            return Err(("year", HealthyFault::YearBounds));
        }
        if self.decided_on.is_some_and(|day| day > today) {
            return Err(("decided_on", HealthyFault::DayInFuture));
        }
        let recognised = self.prostitution != ProstitutionStatus::Present || self.without_drugs;
        if recognised && self.number.is_empty() {
            return Err(("number", HealthyFault::NumberMissing));
        }
        if recognised && self.decided_on.is_none() {
            return Err(("decided_on", HealthyFault::DayMissing));
        }
        Ok(())
    }

    /// Whether the commune is on the list of the target: without prostitution and without drugs.
    pub fn is_healthy(&self) -> bool {
        self.prostitution == ProstitutionStatus::Without && self.without_drugs
    }
}

/// The communes on the list in a year or the year before, with how they stand; those that are outside in both are left out.
pub fn compare_years<'a>(
    statuses: impl Iterator<Item = &'a HealthyStatus>,
    year: i32,
) -> HashMap<AreaCode, ListStanding> {
    let mut healthy: HashMap<AreaCode, (bool, bool)> = HashMap::new();
    for status in statuses.filter(|status| status.details.is_healthy()) {
        let entry = healthy.entry(status.area).or_default();
        entry.0 |= status.year == year;
        entry.1 |= status.year == year - 1;
    }
    let standing = |(area, (now, before))| match (now, before) {
        (true, true) => Some((area, ListStanding::Kept)),
        (true, false) => Some((area, ListStanding::Added)),
        (false, true) => Some((area, ListStanding::Lost)),
        (false, false) => None,
    };
    healthy.into_iter().filter_map(standing).collect()
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;
    use crate::accounts::samples::actor;

    const TODAY: Date = date!(2026 - 11 - 24);

    fn healthy() -> HealthyDetails {
        HealthyDetails {
            prostitution: ProstitutionStatus::Without,
            without_drugs: true,
            number: "120/QĐ-UBND".to_owned(),
            decided_on: Some(date!(2026 - 01 - 15)),
        }
    }

    fn status(area: &str, year: i32, details: HealthyDetails) -> HealthyStatus {
        let written = ActorStamp::new(&actor(1), datetime!(2026-11-25 01:00 UTC));
        HealthyStatus { area: AreaCode::new(area).unwrap(), year, details, written, version: 1 }
    }

    #[test]
    fn what_is_recognised_has_a_decision() {
        assert_eq!(healthy().check(2026, TODAY), Ok(()));
        let present = HealthyDetails {
            prostitution: ProstitutionStatus::Present,
            without_drugs: false,
            number: String::new(),
            decided_on: None,
        };
        assert_eq!(present.check(2026, TODAY), Ok(()));
        assert!(healthy().is_healthy() && !present.is_healthy());
        let number = HealthyDetails { number: String::new(), ..healthy() };
        let day = HealthyDetails { decided_on: None, ..healthy() };
        let future = HealthyDetails { decided_on: Some(date!(2026 - 11 - 25)), ..healthy() };
        for (wrong, year, fault) in [
            (healthy(), 2027, ("year", HealthyFault::YearBounds)),
            (healthy(), 2019, ("year", HealthyFault::YearBounds)),
            (number, 2026, ("number", HealthyFault::NumberMissing)),
            (day, 2026, ("decided_on", HealthyFault::DayMissing)),
            (future, 2026, ("decided_on", HealthyFault::DayInFuture)),
        ] {
            assert_eq!(wrong.check(year, TODAY), Err(fault));
        }
    }

    #[test]
    fn a_commune_is_kept_added_or_lost() {
        let reduced = HealthyDetails { prostitution: ProstitutionStatus::Reduced, ..healthy() };
        let drugs = HealthyDetails { without_drugs: false, ..healthy() };
        let statuses = [
            status("22759", 2025, healthy()),
            status("22759", 2026, healthy()),
            status("22738", 2026, healthy()),
            status("22780", 2025, healthy()),
            status("22780", 2026, reduced),
            status("22741", 2026, drugs),
            status("22744", 2024, healthy()),
        ];
        let found = compare_years(statuses.iter(), 2026);
        let of = |code: &str| found.get(&AreaCode::new(code).unwrap()).copied();
        assert_eq!(of("22759"), Some(ListStanding::Kept));
        assert_eq!(of("22738"), Some(ListStanding::Added));
        assert_eq!(of("22780"), Some(ListStanding::Lost));
        assert_eq!((of("22741"), of("22744"), found.len()), (None, None, 3));
    }
}
