//! The rules of risk classes: weights, limits of classes.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{RiskClass, RiskFactor};
use crate::calendar::add_months;
use crate::text::input_error;

/// Most points of one unit.
pub const MAX_POINTS: u8 = 100;
/// Most units of a factor that count.
pub const MAX_UNITS: u8 = 20;
/// Longest time for which findings count, in months.
pub const MAX_MONTHS: u8 = 60;

/// How venues and communes are classified.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RiskRules {
    /// Each factor once, in the order of [`RiskFactor::ALL`].
    pub weights: Vec<RiskWeight>,
    /// Months for which findings and upheld reports count.
    pub months: u8,
    /// Points from which a venue is of the class [`RiskClass::Medium`].
    pub medium_points: u16,
    /// Points from which a venue is of the class [`RiskClass::High`].
    pub high_points: u16,
    /// Per cent of venues of the class [`RiskClass::High`] from which a commune is of the class [`RiskClass::Medium`].
    pub medium_share: u8,
    /// The same for the class [`RiskClass::High`].
    pub high_share: u8,
}

/// What one unit of a factor adds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RiskWeight {
    pub factor: RiskFactor,
    /// Points of a unit; 0 switches the factor off.
    pub points: u8,
    /// Most units that count.
    pub most: u8,
}

input_error! {
    /// Why rules are not kept.
    RiskRulesFault {
        /// More than [`MAX_POINTS`] for one unit.
        PointsBounds => "risk-points",
        /// 0, or more than [`MAX_UNITS`].
        UnitsBounds => "risk-units",
        /// 0, or more than [`MAX_MONTHS`].
        MonthsBounds => "risk-months",
        /// 0, or the higher class begins at fewer points or a smaller share than the lower one.
        LimitsOrder => "risk-limits",
        /// More than 100 per cent.
        ShareBounds => "risk-share",
    }
}

impl RiskFactor {
    /// The fields of a form for the points of a unit and for the most units.
    pub fn fields(self) -> (&'static str, &'static str) {
        match self {
            Self::Findings => ("points-findings", "most-findings"),
            Self::NoPledge => ("points-no-pledge", "most-no-pledge"),
            Self::Concerns => ("points-concerns", "most-concerns"),
            Self::OverdueDemands => ("points-overdue-demands", "most-overdue-demands"),
            Self::Workers => ("points-workers", "most-workers"),
            Self::Unvisited => ("points-unvisited", "most-unvisited"),
            Self::Kind => ("points-kind", "most-kind"),
        }
    }
}

impl RiskRules {
    /// The rules that are proposed; none of the numbers comes from a text in force.
    pub fn shipped() -> Self {
        let weight = |factor| {
            let (points, most) = match factor {
                RiskFactor::Findings => (25, 3),
                RiskFactor::NoPledge => (25, 1),
                RiskFactor::Concerns => (15, 2),
                RiskFactor::OverdueDemands => (10, 3),
                RiskFactor::Workers => (5, 3),
                RiskFactor::Unvisited => (5, 4),
                RiskFactor::Kind => (10, 1),
            };
            RiskWeight { factor, points, most }
        };
        Self {
            weights: RiskFactor::ALL.map(weight).to_vec(),
            months: 24,
            medium_points: 25,
            high_points: 50,
            medium_share: 10,
            high_share: 25,
        }
    }

    /// # Errors
    /// The field and its fault; those of a factor are [`RiskFactor::fields`].
    pub fn check(&self) -> Result<(), (&'static str, RiskRulesFault)> {
        for weight in &self.weights {
            let (points, most) = weight.factor.fields();
            if weight.points > MAX_POINTS {
                return Err((points, RiskRulesFault::PointsBounds));
            }
            if !(1..=MAX_UNITS).contains(&weight.most) {
                return Err((most, RiskRulesFault::UnitsBounds));
            }
        }
        self.check_limits()
    }

    fn check_limits(&self) -> Result<(), (&'static str, RiskRulesFault)> {
        if !(1..=MAX_MONTHS).contains(&self.months) {
            return Err(("months", RiskRulesFault::MonthsBounds));
        }
        if self.medium_points == 0 {
            return Err(("medium_points", RiskRulesFault::LimitsOrder));
        }
        if self.high_points <= self.medium_points {
            return Err(("high_points", RiskRulesFault::LimitsOrder));
        }
        if self.medium_share == 0 {
            return Err(("medium_share", RiskRulesFault::LimitsOrder));
        }
        if self.high_share > 100 {
            return Err(("high_share", RiskRulesFault::ShareBounds));
        }
        if self.high_share <= self.medium_share {
            return Err(("high_share", RiskRulesFault::LimitsOrder));
        }
        Ok(())
    }

    /// A factor that the rules do not name, such as one of a later version of the program, counts nothing.
    pub fn weight_of(&self, factor: RiskFactor) -> RiskWeight {
        let found = self.weights.iter().find(|weight| weight.factor == factor);
        found.copied().unwrap_or(RiskWeight { factor, points: 0, most: 1 })
    }

    pub(super) fn classify(&self, points: u32) -> RiskClass {
        if points >= u32::from(self.high_points) {
            RiskClass::High
        } else if points >= u32::from(self.medium_points) {
            RiskClass::Medium
        } else {
            RiskClass::Low
        }
    }

    /// The last day on which what happened on `day` counts.
    pub(super) fn last_day_of(&self, day: Date) -> Date {
        add_months(day, i32::from(self.months))
    }
}
