//! Risk classes of venues and communes, by rules that are data.
//!
//! Belongs here: the facts that count, the rules with their weights, the class of a venue on a day with its reasons, the
//! class of a commune, the override by an officer. Does not belong here: which venues a plan visits (`plans`).
//!
//! The class orders the work of inspectors and says nothing about a person. It is never public, and no owner sees it.
//! No text in force gives weights (`docs/law.md 9.5`): the shipped ones are a proposal, and the province changes them.

pub mod rules;

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use crate::accounts::ActorStamp;
use crate::calendar::add_months;
use crate::codes::codes;
use crate::text::input_error;
use crate::venues::VenueKind;
pub use rules::{RiskRules, RiskRulesFault, RiskWeight};

codes! {
    /// Lowest first.
    RiskClass {
        Low = "low",
        Medium = "medium",
        High = "high",
    }
}

codes! {
    /// What raises the class of a venue. The unit in which each is counted stands beside it.
    RiskFactor {
        /// Visits that ended in a record of violation or a transfer, within the months of the rules.
        Findings = "findings",
        /// 1 for a venue without a certificate in force (NĐ 178/2004 Điều 11.3).
        NoPledge = "no-pledge",
        /// Reports of the public that were upheld, within the months of the rules.
        Concerns = "concerns",
        /// Demands that are open after their last day.
        OverdueDemands = "overdue-demands",
        /// 1 for a venue that has declared neither workers nor that it has none; else workers whose contract is over.
        Workers = "workers",
        /// Half-years since the last visit, or since the venue was entered.
        Unvisited = "unvisited",
        /// 1 for a kind of venue named in BLLĐ 2019 Điều 147.2.d.
        Kind = "kind",
    }
}

/// Longest time for which an officer may override a class, in months.
pub const MAX_OVERRIDE_MONTHS: i32 = 12;

/// What the class of a venue is made of. All days are Vietnamese dates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RiskFacts {
    pub kind: VenueKind,
    /// Days of the visits with a record of violation or a transfer.
    pub findings: Vec<Date>,
    /// Days on which reports of the public were upheld.
    pub concerns: Vec<Date>,
    /// Last days of the open demands.
    pub demands_due: Vec<Date>,
    /// Last days of the workers' contracts that have one.
    pub contract_ends: Vec<Date>,
    /// Whether neither workers nor "no employees" were declared.
    pub is_undeclared: bool,
    /// Day of the last visit, or of the venue's entry.
    pub seen_on: Date,
    /// The days on which its certificate is in force.
    pub pledged: Option<RangeInclusive<Date>>,
}

/// The class of a venue on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RiskAssessment {
    /// By the rules, without an override.
    pub class: RiskClass,
    pub points: u32,
    /// The factors that hold, in the order of [`RiskFactor::ALL`].
    pub reasons: Vec<RiskReason>,
    /// The next day on which the class or a reason changes if no fact does.
    pub changes_on: Option<Date>,
}

/// What a factor adds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RiskReason {
    pub factor: RiskFactor,
    /// How many units there are, also those above the most that counts.
    pub units: u32,
    pub points: u32,
}

/// Another class, set by an officer for a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RiskOverride {
    pub class: RiskClass,
    pub reason: String,
    /// Last day (Vietnamese date).
    pub until: Date,
    pub by: ActorStamp,
}

input_error! {
    /// Why a class is not overridden.
    RiskOverrideFault {
        ReasonMissing => "risk-reason",
        /// Before today, or more than [`MAX_OVERRIDE_MONTHS`] away.
        UntilBounds => "risk-until",
    }
}

impl RiskOverride {
    /// Checks what an officer sets on `today` (Vietnamese date).
    ///
    /// # Errors
    /// The field and its fault.
    pub fn check(&self, today: Date) -> Result<(), (&'static str, RiskOverrideFault)> {
        if self.reason.trim().is_empty() {
            return Err(("reason", RiskOverrideFault::ReasonMissing));
        }
        if self.until < today || self.until > add_months(today, MAX_OVERRIDE_MONTHS) {
            return Err(("until", RiskOverrideFault::UntilBounds));
        }
        Ok(())
    }

    /// The class on a day for which this counts.
    pub fn class_on(&self, day: Date) -> Option<RiskClass> {
        (day <= self.until).then_some(self.class)
    }
}

/// The class of a venue on `today` (Vietnamese date).
pub fn assess_venue(facts: &RiskFacts, rules: &RiskRules, today: Date) -> RiskAssessment {
    let reasons: Vec<RiskReason> =
        RiskFactor::ALL.into_iter().filter_map(|factor| judge_factor(facts, rules, factor, today)).collect();
    let points = reasons.iter().map(|reason| reason.points).sum();
    let changes_on = list_change_days(facts, rules, today).into_iter().filter(|day| *day > today).min();
    RiskAssessment { class: rules.classify(points), points, reasons, changes_on }
}

fn judge_factor(facts: &RiskFacts, rules: &RiskRules, factor: RiskFactor, today: Date) -> Option<RiskReason> {
    let units = count_units(facts, rules, factor, today);
    let weight = rules.weight_of(factor);
    let points = u32::from(weight.points) * units.min(u32::from(weight.most));
    (points > 0).then_some(RiskReason { factor, units, points })
}

fn count_units(facts: &RiskFacts, rules: &RiskRules, factor: RiskFactor, today: Date) -> u32 {
    let since = |days: &[Date]| count(days.iter().filter(|day| rules.last_day_of(**day) >= today));
    let past = |days: &[Date]| count(days.iter().filter(|day| **day < today));
    match factor {
        RiskFactor::Findings => since(&facts.findings),
        RiskFactor::Concerns => since(&facts.concerns),
        RiskFactor::OverdueDemands => past(&facts.demands_due),
        RiskFactor::Workers if facts.is_undeclared => 1,
        RiskFactor::Workers => past(&facts.contract_ends),
        RiskFactor::Unvisited => count_half_years(facts.seen_on, today),
        RiskFactor::NoPledge => u32::from(!facts.pledged.as_ref().is_some_and(|days| days.contains(&today))),
        RiskFactor::Kind => u32::from(facts.kind.is_named_in_labour_code()),
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// Whole half-years from `from` to `to`.
fn count_half_years(from: Date, to: Date) -> u32 {
    count((1..).take_while(|half| add_months(from, 6 * half) <= to && *half < 100))
}

/// The days from which something counts that did not on the day before, or the reverse.
fn list_change_days(facts: &RiskFacts, rules: &RiskRules, today: Date) -> Vec<Date> {
    let next = |day: Date| day.saturating_add(Duration::DAY);
    let ended = facts.findings.iter().chain(&facts.concerns).map(|day| next(rules.last_day_of(*day)));
    let due = facts.demands_due.iter().chain(&facts.contract_ends).map(|day| next(*day));
    let half = i32::try_from(count_half_years(facts.seen_on, today)).unwrap_or(i32::MAX / 12) + 1;
    let unvisited = add_months(facts.seen_on, 6 * half);
    let pledged = facts.pledged.iter().flat_map(|days| [*days.start(), next(*days.end())]);
    ended.chain(due).chain([unvisited]).chain(pledged).collect()
}

/// How many venues of an area have each class, in the order of [`RiskClass::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RiskCounts(pub [u32; RiskClass::ALL.len()]);

impl RiskCounts {
    pub fn add(&mut self, class: RiskClass, venues: u32) {
        self.0[class as usize] += venues;
    }

    pub fn of(&self, class: RiskClass) -> u32 {
        self.0[class as usize]
    }

    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }

    /// The class of the area; `None` for one without venues.
    pub fn class(&self, rules: &RiskRules) -> Option<RiskClass> {
        let total = self.total();
        let reaches =
            |share: u8| u64::from(self.of(RiskClass::High)) * 100 >= u64::from(share) * u64::from(total);
        (total > 0).then(|| {
            if reaches(rules.high_share) {
                RiskClass::High
            } else if reaches(rules.medium_share) {
                RiskClass::Medium
            } else {
                RiskClass::Low
            }
        })
    }
}

#[cfg(test)]
mod tests;
