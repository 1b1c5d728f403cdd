//! The plan of a year of a province, its targets, and the card in which each commune says how far it is.
//!
//! Belongs here: the kinds of target, what the figures of each kind mean, the state machine of a card, progress.
//! Does not belong here: the targets themselves, which are data (`targets/templates` has those to begin with), and
//! the plans of visits (`plans`).

pub mod kind;
pub mod lifecycle;
pub mod progress;
pub mod score;
pub mod template;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::ids::{TargetCardId, TargetId, YearPlanId};
pub use kind::{CardFault, CardFigures, Reporter, TargetGoal, TargetKind};

/// The years of plans.
pub const PLAN_YEARS: std::ops::RangeInclusive<i32> = 2020..=2100;
/// Most of the number of a plan: "Kế hoạch số 123/KH-UBND".
pub const MAX_PLAN_NUMBER_CHARS: usize = 60;
/// Most of the legal bases of a plan, and of the text of a target.
pub const MAX_TARGET_TEXT_CHARS: usize = 1_000;
/// Most of a unit: "xã, phường, đặc khu".
pub const MAX_UNIT_CHARS: usize = 40;
/// Most targets of a plan.
pub const MAX_TARGETS: usize = 40;
/// Most of the evidence that a card names.
pub const MAX_EVIDENCE_CHARS: usize = 2_000;
/// Days between two reminders for one target.
pub const REMINDER_DAYS: i64 = 7;

/// The plan of a year of a province. Its year and area never change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct YearPlan {
    pub id: YearPlanId,
    /// A province.
    pub area: AreaCode,
    pub year: i32,
    pub details: PlanDetails,
    pub created_by: ActorStamp,
    pub version: i32,
}

/// What a coordinator writes about a plan.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PlanDetails {
    /// Number of the decision or plan; empty until it is signed.
    pub number: String,
    /// Day of the decision.
    pub decided_on: Option<Date>,
    /// Legal bases, one a line.
    pub bases: String,
}

/// A target of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    pub id: TargetId,
    pub plan: YearPlanId,
    /// From 1.
    pub position: u16,
    pub details: TargetDetails,
    /// The day on which the communes were last reminded (Vietnamese date).
    pub reminded_on: Option<Date>,
    pub version: i32,
}

/// What a coordinator writes about a target. The kind never changes once a card is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TargetDetails {
    pub text: String,
    pub kind: TargetKind,
    pub goal: TargetGoal,
    pub unit: String,
    /// What a commune must show; empty for nothing.
    pub evidence: String,
    /// Last day on which a card is in time (Vietnamese date).
    pub due_on: Date,
}

codes! {
    CardState {
        /// Nothing is written yet.
        NotBegun = "not-begun",
        /// Written, not sent.
        Draft = "draft",
        /// Sent to the province.
        Sent = "sent",
        /// Sent back with a reason.
        Returned = "returned",
        /// Approved by the province.
        Approved = "approved",
    }
}

/// What one area says about one target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TargetCard {
    pub id: TargetCardId,
    pub target: TargetId,
    /// A commune; the province for what only it reports.
    pub area: AreaCode,
    pub status: CardStatus,
    /// 0: not in the store yet.
    pub version: i32,
}

/// State of a card with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CardStatus {
    NotBegun,
    Draft(CardEntry),
    Sent { entry: CardEntry, by: ActorStamp },
    Returned { entry: CardEntry, reason: String, by: ActorStamp },
    Approved { entry: CardEntry, check: CardCheck },
}

/// What the area writes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CardEntry {
    pub figures: CardFigures,
    /// The area's own score: whether it met the target.
    pub met: bool,
    /// What shows it, in words.
    pub evidence: String,
}

/// What the checker decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardCheck {
    /// The checker's score.
    pub met: bool,
    /// Never empty where the checker's score is another than the area's own.
    pub reason: String,
    pub by: ActorStamp,
}

impl CardStatus {
    pub fn state(&self) -> CardState {
        match self {
            Self::NotBegun => CardState::NotBegun,
            Self::Draft(_) => CardState::Draft,
            Self::Sent { .. } => CardState::Sent,
            Self::Returned { .. } => CardState::Returned,
            Self::Approved { .. } => CardState::Approved,
        }
    }

    pub fn entry(&self) -> Option<&CardEntry> {
        match self {
            Self::NotBegun => None,
            Self::Draft(entry)
            | Self::Sent { entry, .. }
            | Self::Returned { entry, .. }
            | Self::Approved { entry, .. } => Some(entry),
        }
    }

    /// What counts for the province: what was sent, with the checker's score where there is one.
    pub fn counted(&self) -> Option<(&CardEntry, bool)> {
        match self {
            Self::Sent { entry, .. } => Some((entry, entry.met)),
            Self::Approved { entry, check } => Some((entry, check.met)),
            Self::NotBegun | Self::Draft(_) | Self::Returned { .. } => None,
        }
    }

    /// Whether the area can still write and send.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::NotBegun | Self::Draft(_) | Self::Returned { .. })
    }
}

impl TargetCard {
    /// A card on which nothing is written.
    pub fn new(id: TargetCardId, target: TargetId, area: AreaCode) -> Self {
        Self { id, target, area, status: CardStatus::NotBegun, version: 0 }
    }

    pub fn state(&self) -> CardState {
        self.status.state()
    }
}

impl Target {
    /// Whether the communes may be reminded on `today`.
    pub fn may_remind(&self, today: Date) -> bool {
        self.reminded_on.is_none_or(|last| (today - last).whole_days() >= REMINDER_DAYS)
    }
}
