//! Proposals of a measure after an inspection: suggested by rules, decided by two people.

mod lifecycle;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::codes::codes;
use crate::ids::{AccountId, CertificateId, InspectionId, ProposalId, VenueId};
pub use lifecycle::{Command, EndorsedMeasure, decide};

codes! {
    /// A measure.
    Measure {
        /// No measure.
        None = "none",
        /// Nhắc nhở.
        Reminder = "reminder",
        /// Tạm đình chỉ hiệu lực giấy xác nhận.
        Suspend = "suspend",
        /// Thu hồi giấy xác nhận.
        Revoke = "revoke",
    }
}

codes! {
    /// State of a proposal.
    ProposalState {
        /// Created by the rules; no officer has endorsed a measure.
        Proposed = "proposed",
        /// One officer endorsed a measure.
        Endorsed = "endorsed",
        /// A second officer decided it.
        Decided = "decided",
    }
}

impl Measure {
    /// Whether it changes the status of the certificate.
    pub fn touches_certificate(self) -> bool {
        matches!(self, Self::Suspend | Self::Revoke)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeasureProposal {
    pub id: ProposalId,
    /// The inspection it follows from.
    pub inspection: InspectionId,
    pub venue: VenueId,
    /// The venue's certificate in force at that time, if it had one.
    pub certificate: Option<CertificateId>,
    /// Measure suggested by the rules.
    pub suggested: Measure,
    /// Codes of the checklist items found, gravest first.
    pub grounds: Vec<String>,
    /// Measure endorsed by the office; the suggested one until then.
    pub measure: Measure,
    pub state: ProposalState,
    /// Last day of a suspension (Vietnamese date).
    pub until: Option<Date>,
    /// Number of the decision; public.
    pub decision: String,
    /// Reasons; internal.
    pub note: String,
    /// Who endorsed it.
    pub endorsed_by: Option<MeasureSignatory>,
    /// Who decided it.
    pub decided_by: Option<MeasureSignatory>,
    pub created_at: OffsetDateTime,
    pub version: i32,
}

/// An officer who endorsed or decided a measure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MeasureSignatory {
    pub account: AccountId,
    /// Name at that time.
    pub name: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}
