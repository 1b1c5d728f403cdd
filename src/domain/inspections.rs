//! Inspections: one visit by a team (Đội 178) to one venue, as its record tells it.
//!
//! Belongs here: what a report holds and when it is one. Its life stands in `inspections/lifecycle.rs`, who may begin in
//! `beginning.rs`, the questions in `checklist.rs`, what follows in `consequences.rs`. Does not belong here: teams, plans,
//! demands and proposals, which have nouns of their own.

pub mod beginning;
pub mod checklist;
pub mod consequences;
pub mod lifecycle;
pub mod report;

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::certificates::ShortCode;
use crate::codes::codes;
use crate::ids::{AccountId, ConcernId, DeviceId, InspectionId, PlanId, TeamId, VenueId};
pub use report::Report;

codes! {
    /// How a visit came about (TT 05/2006).
    Kind {
        /// By an approved plan.
        Planned = "planned",
        /// Đột xuất: on a ground.
        Surprise = "surprise",
    }
}

codes! {
    /// Why a surprise visit, or another one in the same year (TT 05/2006; NQ 198/2025/QH15 Điều 4).
    Ground {
        /// Someone complained.
        Complaint = "complaint",
        /// The head of an agency or the chair asked for it.
        Request = "request",
        /// A clear sign of a violation.
        ClearSign = "clear-sign",
        /// To see whether a demand was met.
        FollowUp = "follow-up",
    }
}

codes! {
    /// What the team concludes.
    Conclusion {
        /// Đạt.
        Pass = "pass",
        /// Nhắc nhở.
        Reminder = "reminder",
        /// Lập biên bản vi phạm.
        Record = "record",
        /// Chuyển hồ sơ: beyond the team's power.
        Transfer = "transfer",
    }
}

impl Conclusion {
    /// Whether it counts as a violation in later draws.
    pub fn is_violation(self) -> bool {
        matches!(self, Self::Record | Self::Transfer)
    }
}

codes! {
    /// Where an inspection stands.
    State {
        /// Its report is in; the owner may reply.
        Reported = "reported",
        /// The owner replied.
        Replied = "replied",
        /// The office has decided what follows.
        Settled = "settled",
    }
}

/// Number of a record: counted per team and year.
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

/// A ground with its words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grounds {
    pub code: Ground,
    /// In words: whose complaint, which sign.
    pub note: String,
}

/// The owner's answer to a record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reply {
    /// What they say.
    pub words: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// An inspection as the register keeps it.
#[derive(Clone, PartialEq, Debug)]
pub struct Inspection {
    /// Identity, made by the phone.
    pub id: InspectionId,
    pub venue: VenueId,
    pub team: TeamId,
    /// The plan it fulfils.
    pub plan: Option<PlanId>,
    /// How it came about.
    pub kind: Kind,
    /// Why, for a surprise visit or another one in the year.
    pub grounds: Option<Grounds>,
    /// The founded concern of the public that the ground names. The office's alone: no owner sees it.
    pub concern: Option<ConcernId>,
    pub state: State,
    /// Who sent the report.
    pub inspector: AccountId,
    /// From which phone.
    pub device: DeviceId,
    /// When it began, as far as the phone's clock is believed.
    pub started_at: OffsetDateTime,
    /// When the report reached the register.
    pub received_at: OffsetDateTime,
    /// Number of its record.
    pub number: RecordNumber,
    /// Where its record is verified.
    pub code: ShortCode,
    /// What the team concluded.
    pub conclusion: Conclusion,
    /// All of it.
    pub report: Report,
    /// Last day for the owner's reply.
    pub reply_due: Date,
    pub reply: Option<Reply>,
    /// When the owner asked for another inspection.
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
