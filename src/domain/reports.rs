//! Reports ("báo cáo"): the figures of a period, sent by each area, checked and frozen by the province.
//!
//! Belongs here: periods of a province, what an area sends, its state machine, frozen figures and their differences.
//! Does not belong here: what is counted (`indicators`), and the papers that are made of a snapshot (`documents`).

pub mod differences;
pub mod former;
pub mod lifecycle;
pub mod snapshot;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::ids::{AreaReportId, IndicatorId, ReportPeriodId};
use crate::periods::{PeriodName, PeriodRule, PeriodSpan};

/// Most of the words about difficulties, and about proposals, in characters.
pub const MAX_REPORT_NOTE_CHARS: usize = 2_000;
/// Days between two reminders for one period.
pub const REMINDER_DAYS: i64 = 3;
/// Working days after the last day until a report is due (QĐ 01/2023/QĐ-UBND Khánh Hòa Điều 4).
pub const DUE_WORKING_DAYS: u32 = 2;
/// Most periods of a province that are listed.
pub const MAX_PERIODS: usize = 200;

/// A period for which the areas of a province report. Its days never change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReportPeriod {
    pub id: ReportPeriodId,
    /// A province.
    pub area: AreaCode,
    pub name: PeriodName,
    pub rule: PeriodRule,
    pub span: PeriodSpan,
    /// Last day on which a report is in time (Vietnamese date).
    pub due_on: Date,
    /// The day on which the areas were last reminded (Vietnamese date).
    pub reminded_on: Option<Date>,
    pub opened: ActorStamp,
    pub version: i32,
}

codes! {
    ReportState {
        /// Nothing is written yet.
        NotBegun = "not-begun",
        /// Written, not sent.
        Draft = "draft",
        Sent = "sent",
        /// Sent back with a reason.
        Returned = "returned",
        /// Accepted by the province.
        Accepted = "accepted",
    }
}

/// The figures of an area, by indicator.
pub type AreaFigures = BTreeMap<IndicatorId, i64>;

/// What an area sends for a period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AreaReport {
    pub id: AreaReportId,
    pub period: ReportPeriodId,
    /// A commune, or the province for what it did itself.
    pub area: AreaCode,
    pub status: ReportStatus,
    /// 0: not in the store yet.
    pub version: i32,
}

/// State of a report with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReportStatus {
    NotBegun,
    Draft(ReportEntry),
    Sent { entry: ReportEntry, by: ActorStamp },
    Returned { entry: ReportEntry, reason: String, by: ActorStamp },
    Accepted { entry: ReportEntry, by: ActorStamp },
}

/// What an area writes.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ReportEntry {
    /// Before it is sent only what is typed in; then all figures as they were.
    pub figures: AreaFigures,
    /// Difficulties and their causes.
    pub difficulties: String,
    pub proposals: String,
}

impl ReportStatus {
    pub fn state(&self) -> ReportState {
        match self {
            Self::NotBegun => ReportState::NotBegun,
            Self::Draft(_) => ReportState::Draft,
            Self::Sent { .. } => ReportState::Sent,
            Self::Returned { .. } => ReportState::Returned,
            Self::Accepted { .. } => ReportState::Accepted,
        }
    }

    pub fn entry(&self) -> Option<&ReportEntry> {
        match self {
            Self::NotBegun => None,
            Self::Draft(entry)
            | Self::Sent { entry, .. }
            | Self::Returned { entry, .. }
            | Self::Accepted { entry, .. } => Some(entry),
        }
    }

    /// Whether the area can still write and send.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::NotBegun | Self::Draft(_) | Self::Returned { .. })
    }
}

impl AreaReport {
    /// A report in which nothing is written.
    pub fn new(id: AreaReportId, period: ReportPeriodId, area: AreaCode) -> Self {
        Self { id, period, area, status: ReportStatus::NotBegun, version: 0 }
    }

    pub fn state(&self) -> ReportState {
        self.status.state()
    }

    /// What counts for the province: what it accepted, and of its own report what it sent.
    pub fn counted(&self, province: AreaCode) -> Option<&ReportEntry> {
        match &self.status {
            ReportStatus::Accepted { entry, .. } => Some(entry),
            ReportStatus::Sent { entry, .. } if self.area == province => Some(entry),
            _ => None,
        }
    }
}

impl ReportPeriod {
    /// Whether the areas may be reminded on `today`.
    pub fn may_remind(&self, today: Date) -> bool {
        self.reminded_on.is_none_or(|last| (today - last).whole_days() >= REMINDER_DAYS)
    }

    /// The day for which venues are counted: the last one, or today while the period lasts.
    pub fn counted_day(&self, today: Date) -> Date {
        self.span.last().min(today)
    }
}
