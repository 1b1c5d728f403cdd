//! Inspections: one visit by a team (Đội 178) to one venue, with its report and record.
//!
//! Belongs here: the inspection, its state machine (`lifecycle.rs`), the conditions to start one (`start.rs`), the
//! report (`report.rs`), its corrections (`corrections.rs`), the questions (`checklist.rs`) and the suggested measure (`consequences.rs`). Does not belong
//! here: teams, plans, demands and measures, which are nouns of their own.

pub mod checklist;
pub mod consequences;
pub mod corrections;
pub mod differences;
pub mod lifecycle;
pub mod report;
pub mod start;
#[cfg(test)]
mod vectors;

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::certificates::ShortCode;
use crate::codes::codes;
use crate::ids::{AccountId, ConcernId, DeviceId, InspectionId, PlanId, TeamId, VenueId};
pub use report::InspectionReport;

codes! {
    /// Kind of an inspection (TT 05/2006).
    InspectionKind {
        /// Part of an approved plan.
        Planned = "planned",
        /// Đột xuất: unplanned, on a stated ground.
        Surprise = "surprise",
    }
}

codes! {
    /// Ground of a surprise visit or of another visit in the same year (TT 05/2006; NQ 198/2025/QH15 Điều 4).
    InspectionGround {
        /// A complaint.
        Complaint = "complaint",
        /// Requested by the head of an agency or the chair of the people's committee.
        Request = "request",
        /// A clear sign of a violation.
        ClearSign = "clear-sign",
        /// Checks whether a demand was met.
        FollowUp = "follow-up",
    }
}

codes! {
    /// Conclusion of the team.
    Conclusion {
        /// Đạt.
        Pass = "pass",
        /// Nhắc nhở.
        Reminder = "reminder",
        /// Lập biên bản vi phạm.
        Record = "record",
        /// Chuyển hồ sơ: outside the team's competence.
        Transfer = "transfer",
    }
}

impl Conclusion {
    /// Whether it counts as a violation in later draws of plans.
    pub fn is_violation(self) -> bool {
        matches!(self, Self::Record | Self::Transfer)
    }
}

/// Which conclusions a list of inspections shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConclusionFilter {
    Is(Conclusion),
    /// Every one but [`Conclusion::Pass`].
    Faulty,
}

impl ConclusionFilter {
    /// Code of [`Self::Faulty`].
    const FAULTY: &'static str = "faulty";

    pub fn code(self) -> &'static str {
        match self {
            Self::Is(conclusion) => conclusion.code(),
            Self::Faulty => Self::FAULTY,
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            Self::FAULTY => Some(Self::Faulty),
            code => Conclusion::from_code(code).map(Self::Is),
        }
    }
}

codes! {
    InspectionState {
        /// The report was received; the owner may reply.
        Reported = "reported",
        /// The owner replied.
        Replied = "replied",
        /// The office has decided on the measure.
        Settled = "settled",
    }
}

/// Number of a record, counted per team and year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordNumber {
    /// From 1 each year.
    pub serial: i32,
    pub year: i32,
    pub symbol: String,
}

impl fmt::Display for RecordNumber {
    /// "05/BB-ĐKT178": BB is the abbreviation of biên bản (NĐ 30/2020 PL III).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/BB-{}", self.serial, self.symbol)
    }
}

/// A ground with its explanation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StatedGround {
    pub code: InspectionGround,
    /// Explanation: whose complaint, which sign.
    pub note: String,
}

/// The owner's reply to a record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OwnerReply {
    pub words: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// An inspection in the register.
#[derive(Clone, PartialEq, Debug)]
pub struct Inspection {
    /// Created by the phone.
    pub id: InspectionId,
    pub venue: VenueId,
    pub team: TeamId,
    /// The plan that it is part of.
    pub plan: Option<PlanId>,
    pub kind: InspectionKind,
    /// Required for a surprise visit and for another visit in the year.
    pub ground: Option<StatedGround>,
    /// The founded concern named by the ground. Only for the office: no owner sees it.
    pub concern: Option<ConcernId>,
    pub state: InspectionState,
    /// The inspector who sent the report.
    pub inspector: AccountId,
    /// The phone that sent the report.
    pub device: DeviceId,
    /// Start by the phone's clock, but not later than `received_at` (UTC).
    pub started_at: OffsetDateTime,
    /// When the register received the report (UTC).
    pub received_at: OffsetDateTime,
    pub number: RecordNumber,
    /// Code with which its record is verified.
    pub code: ShortCode,
    pub conclusion: Conclusion,
    pub report: InspectionReport,
    /// Last day for the owner's reply (Vietnamese date).
    pub reply_due: Date,
    pub reply: Option<OwnerReply>,
    /// When the owner asked for another inspection (UTC).
    pub asked_again_at: Option<OffsetDateTime>,
    pub version: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn record_numbers_keep_the_decrees_form() {
        let shown = |serial| RecordNumber { serial, year: 2026, symbol: "ĐKT178".into() }.to_string();
        assert_eq!(shown(5), "05/BB-ĐKT178");
        assert_eq!(shown(120), "120/BB-ĐKT178");
    }
}
