//! The targets with which a first plan begins, and the copy of a plan into the next year.
//!
//! A template is a file of data; a new one is added to `FILES`.

use std::sync::LazyLock;

use serde::Deserialize;
use time::{Date, Month};

use super::{TargetDetails, TargetGoal, TargetKind};
use crate::calendar::add_months;

const FILES: [&str; 1] = [include_str!("templates/ninh_thuan_2020.json")];

static ALL: LazyLock<Vec<PlanTemplate>> = LazyLock::new(|| {
    let read = |file: &&str| {
        serde_json::from_str(file).expect("templates are part of the program and read by its tests")
    };
    FILES.iter().map(read).collect()
});

/// Targets to begin with.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct PlanTemplate {
    /// Stable code.
    pub code: String,
    /// In Vietnamese, as plans are.
    pub name: String,
    /// Legal bases, one a line.
    pub bases: String,
    targets: Vec<TemplateTarget>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
struct TemplateTarget {
    text: String,
    kind: TargetKind,
    goal: u32,
    more: Option<u32>,
    unit: String,
    evidence: String,
}

impl PlanTemplate {
    pub fn all() -> &'static [Self] {
        &ALL
    }

    pub fn find(code: &str) -> Option<&'static Self> {
        Self::all().iter().find(|template| template.code == code)
    }

    /// Its targets for a year.
    pub fn build_targets(&self, year: i32) -> Vec<TargetDetails> {
        let details = |target: &TemplateTarget| TargetDetails {
            text: target.text.clone(),
            kind: target.kind,
            goal: TargetGoal { value: target.goal, more: target.more },
            unit: target.unit.clone(),
            evidence: target.evidence.clone(),
            due_on: end_of_reporting_year(year),
        };
        self.targets.iter().map(details).collect()
    }
}

/// Last day of the reporting year, by which cards are due: 14 December (`docs/law.md` 12).
fn end_of_reporting_year(year: i32) -> Date {
    Date::from_calendar_date(year, Month::December, 14).unwrap_or(Date::MAX)
}

/// A target of the plan of `from` in the plan of `to`: the same, due as many years later.
pub fn copy_target(target: &TargetDetails, from: i32, to: i32) -> TargetDetails {
    TargetDetails { due_on: add_months(target.due_on, (to - from) * 12), ..target.clone() }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_eight_targets_stand_ready() {
        let template = PlanTemplate::find("ninh-thuan-2020").unwrap();
        let targets = template.build_targets(2026);
        let kinds: Vec<_> = targets.iter().map(|target| target.kind).collect();
        assert_eq!(
            kinds,
            [
                TargetKind::Activities,
                TargetKind::Training,
                TargetKind::Coverage,
                TargetKind::IntegratedPlans,
                TargetKind::HealthyCommunes,
                TargetKind::OtherTotals,
                TargetKind::MediaMonths,
                TargetKind::FewerThanBefore,
            ]
        );
        assert_eq!(targets[4].goal, TargetGoal { value: 15, more: Some(1) });
        for target in &targets {
            assert_eq!(target.due_on, date!(2026 - 12 - 14));
            assert!(target.text.chars().count() <= super::super::MAX_TARGET_TEXT_CHARS);
            assert!(target.goal.value <= target.kind.max_goal().unwrap_or_default());
            assert!(!target.unit.is_empty() && !target.text.contains("huyện"), "{}", target.text);
        }
        assert_eq!(PlanTemplate::find("x"), None);
    }

    #[test]
    fn a_copy_is_due_a_year_later() {
        let target = &PlanTemplate::all()[0].build_targets(2026)[0];
        assert_eq!(copy_target(target, 2026, 2027).due_on, date!(2027 - 12 - 14));
        assert_eq!(copy_target(target, 2026, 2027).text, target.text);
        let leap = TargetDetails { due_on: date!(2028 - 02 - 29), ..target.clone() };
        assert_eq!(copy_target(&leap, 2028, 2029).due_on, date!(2029 - 02 - 28));
    }
}
