//! What of the register of workers of a venue the labour authority looks at, by rules that are data.
//!
//! No text in force names such a list: which rules are on, and their thresholds, are a proposal that the province changes
//! (`docs/law.md 2.7`). A rule says that somebody should look, and nothing about a person.

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use crate::calendar::add_months;
use crate::codes::codes;
use crate::text::input_error;

codes! {
    /// A rule. What is counted of each stands beside it.
    LabourCheck {
        /// Workers whose contract is over, so that no contract in writing is in force (PL 10/2003 Điều 15.1.a). A contract
        /// that is not in writing cannot be declared.
        NoContract = "no-contract",
        /// Workers whose contract or work permit ends within the days of the rule.
        ContractEnds = "contract-ends",
        /// Foreigners without a work permit or an exemption that is in force.
        NoPermit = "no-permit",
        /// Workers who are in the register of another venue at the same time.
        TwoVenues = "two-venues",
        /// Rooms of a venue with at least as many as the rule says and without a worker in its register.
        NobodyDeclared = "nobody-declared",
        /// Whole months without a change or a confirmation of a register with workers.
        NoChange = "no-change",
        /// Workers without a health check within the months of the rule (NĐ 178/2004 Điều 11.5: every quarter).
        HealthChecks = "health-checks",
        /// Workers without a pledge of their own (PL 10/2003 Điều 15.3).
        WorkerPledges = "worker-pledges",
    }
}

codes! {
    /// What a threshold counts.
    ThresholdUnit {
        Days = "days",
        Rooms = "rooms",
        Months = "months",
    }
}

/// What the threshold of a rule can be; its least is 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ThresholdBounds {
    pub unit: ThresholdUnit,
    pub most: u16,
    shipped: u16,
}

impl LabourCheck {
    /// `None` for a rule without a threshold.
    pub fn bounds(self) -> Option<ThresholdBounds> {
        let (unit, most, shipped) = match self {
            Self::ContractEnds => (ThresholdUnit::Days, 365, 30),
            // PC06 keeps the file of lodgings of 30 rooms and more (NĐ 58/2026 Điều 24).
            Self::NobodyDeclared => (ThresholdUnit::Rooms, 1_000, 30),
            Self::NoChange => (ThresholdUnit::Months, 60, 12),
            Self::HealthChecks => (ThresholdUnit::Months, 36, 3),
            Self::NoContract | Self::NoPermit | Self::TwoVenues | Self::WorkerPledges => return None,
        };
        Some(ThresholdBounds { unit, most, shipped })
    }

    /// The fields of a form: whether the rule is on, and its threshold.
    pub fn fields(self) -> (&'static str, &'static str) {
        match self {
            Self::NoContract => ("on-no-contract", "threshold-no-contract"),
            Self::ContractEnds => ("on-contract-ends", "threshold-contract-ends"),
            Self::NoPermit => ("on-no-permit", "threshold-no-permit"),
            Self::TwoVenues => ("on-two-venues", "threshold-two-venues"),
            Self::NobodyDeclared => ("on-nobody-declared", "threshold-nobody-declared"),
            Self::NoChange => ("on-no-change", "threshold-no-change"),
            Self::HealthChecks => ("on-health-checks", "threshold-health-checks"),
            Self::WorkerPledges => ("on-worker-pledges", "threshold-worker-pledges"),
        }
    }
}

/// A rule as a province keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LabourRule {
    pub check: LabourCheck,
    pub is_on: bool,
    /// Of a rule without [`LabourCheck::bounds`] it says nothing.
    pub threshold: u16,
}

input_error! {
    /// Why rules are not kept.
    LabourRulesFault {
        /// 0, or more than [`ThresholdBounds::most`].
        ThresholdBounds => "labour-threshold",
    }
}

/// The rules of a province.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LabourRules(Vec<LabourRule>);

impl LabourRules {
    pub fn new(rules: Vec<LabourRule>) -> Self {
        Self(rules)
    }

    /// The rules that are proposed: all are on.
    pub fn shipped() -> Self {
        Self(LabourCheck::ALL.map(ship_rule).into())
    }

    /// The rule of a check; of one that the province has not kept, such as one of a later version of the program, the shipped
    /// one.
    pub fn find(&self, check: LabourCheck) -> LabourRule {
        self.0.iter().find(|rule| rule.check == check).copied().unwrap_or_else(|| ship_rule(check))
    }

    /// # Errors
    /// The field of a threshold, and its fault.
    pub fn check(&self) -> Result<(), (&'static str, LabourRulesFault)> {
        let wrong = |rule: &&LabourRule| {
            rule.check.bounds().is_some_and(|bounds| !(1..=bounds.most).contains(&rule.threshold))
        };
        match self.0.iter().find(wrong) {
            Some(rule) => Err((rule.check.fields().1, LabourRulesFault::ThresholdBounds)),
            None => Ok(()),
        }
    }
}

fn ship_rule(check: LabourCheck) -> LabourRule {
    LabourRule { check, is_on: true, threshold: check.bounds().map_or(0, |bounds| bounds.shipped) }
}

/// The days of a present worker that rules ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WorkerDays {
    /// Last day of the contract; `None` for one without an end.
    pub contract_ends_on: Option<Date>,
    /// Whether a foreigner has neither a work permit nor an exemption.
    pub lacks_permit: bool,
    /// Last day of the work permit; `None` for one without an end.
    pub permit_ends_on: Option<Date>,
    pub health_check_on: Option<Date>,
    pub has_pledged: bool,
}

/// What the rules ask of a venue. All days are Vietnamese dates.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LabourFacts {
    /// The present workers.
    pub workers: Vec<WorkerDays>,
    /// Of these, those who are present at another venue too.
    pub at_two_venues: u32,
    pub rooms: Option<u16>,
    /// The day of the last change or confirmation of the register; `None` if there was none.
    pub changed_on: Option<Date>,
}

/// A rule that a venue meets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LabourFinding {
    pub check: LabourCheck,
    /// What [`LabourCheck`] says is counted.
    pub units: u32,
    /// Of the rule.
    pub threshold: u16,
}

/// Which rules a venue meets on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LabourAssessment {
    /// In the order of [`LabourCheck::ALL`].
    pub findings: Vec<LabourFinding>,
    /// The next day on which a rule begins or ceases to be met if no fact changes.
    pub changes_on: Option<Date>,
}

/// Which rules a venue meets on `today` (Vietnamese date).
pub fn assess_labour(facts: &LabourFacts, rules: &LabourRules, today: Date) -> LabourAssessment {
    let on = || LabourCheck::ALL.into_iter().map(|check| rules.find(check)).filter(|rule| rule.is_on);
    let finding = |rule: LabourRule| {
        let units = count_units(facts, rule, today);
        let LabourRule { check, threshold, .. } = rule;
        (units > 0).then_some(LabourFinding { check, units, threshold })
    };
    let changes_on = on().flat_map(|rule| list_change_days(facts, rule)).filter(|day| *day > today).min();
    LabourAssessment { findings: on().filter_map(finding).collect(), changes_on }
}

fn count_units(facts: &LabourFacts, rule: LabourRule, today: Date) -> u32 {
    let workers = |is_counted: &dyn Fn(&WorkerDays) -> bool| {
        count(facts.workers.iter().filter(|worker| is_counted(worker)))
    };
    match rule.check {
        LabourCheck::NoContract => workers(&|worker| worker.contract_ends_on.is_some_and(|end| end < today)),
        LabourCheck::ContractEnds => workers(&|worker| {
            let ends_soon = |end: Date| (warn_from(end, rule)..=end).contains(&today);
            worker.contract_ends_on.is_some_and(ends_soon) || worker.permit_ends_on.is_some_and(ends_soon)
        }),
        LabourCheck::NoPermit => {
            workers(&|worker| worker.lacks_permit || worker.permit_ends_on.is_some_and(|end| end < today))
        }
        LabourCheck::TwoVenues => facts.at_two_venues,
        LabourCheck::NobodyDeclared => {
            let rooms = facts.rooms.filter(|rooms| *rooms >= rule.threshold && facts.workers.is_empty());
            rooms.map_or(0, u32::from)
        }
        LabourCheck::NoChange => match facts.changed_on {
            Some(changed_on) if !facts.workers.is_empty() && silent_from(changed_on, rule) <= today => {
                count((1..1_200).take_while(|months| add_months(changed_on, *months) <= today))
            }
            _ => 0,
        },
        LabourCheck::HealthChecks => {
            workers(&|worker| worker.health_check_on.is_none_or(|on| last_day_of(on, rule) < today))
        }
        LabourCheck::WorkerPledges => workers(&|worker| !worker.has_pledged),
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// The first day on which a contract ends soon.
fn warn_from(end: Date, rule: LabourRule) -> Date {
    end.saturating_sub(Duration::days(rule.threshold.into()))
}

/// The first day on which a register counts as unchanged for too long.
fn silent_from(changed_on: Date, rule: LabourRule) -> Date {
    add_months(changed_on, rule.threshold.into())
}

/// The last day on which a health check counts.
fn last_day_of(checked_on: Date, rule: LabourRule) -> Date {
    add_months(checked_on, rule.threshold.into())
}

/// The days from which a rule counts something that it did not on the day before, or the reverse.
fn list_change_days(facts: &LabourFacts, rule: LabourRule) -> Vec<Date> {
    let next = |day: Date| day.saturating_add(Duration::DAY);
    let ends = facts.workers.iter().filter_map(|worker| worker.contract_ends_on);
    let permits = facts.workers.iter().filter_map(|worker| worker.permit_ends_on);
    let checks = facts.workers.iter().filter_map(|worker| worker.health_check_on);
    match rule.check {
        LabourCheck::NoContract => ends.map(next).collect(),
        LabourCheck::ContractEnds => {
            ends.chain(permits).flat_map(|end| [warn_from(end, rule), next(end)]).collect()
        }
        LabourCheck::NoPermit => permits.map(next).collect(),
        LabourCheck::NoChange => facts.changed_on.map(|day| silent_from(day, rule)).into_iter().collect(),
        LabourCheck::HealthChecks => checks.map(|day| next(last_day_of(day, rule))).collect(),
        LabourCheck::TwoVenues | LabourCheck::NobodyDeclared | LabourCheck::WorkerPledges => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
