//! Proposals of a measure after an inspection: suggested by rules, decided by two people.

mod lifecycle;

use time::{Date, OffsetDateTime};

use crate::accounts::ActorStamp;
use crate::certificates::decisions::DecisionKind;
use crate::codes::codes;
use crate::ids::{CertificateId, InspectionId, ProposalId, VenueId};
pub use lifecycle::{Command, EndorsedMeasure, decide};

codes! {
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
    ProposalState {
        /// Created by the rules; no officer has endorsed a measure.
        Proposed = "proposed",
        /// One officer endorsed a measure.
        Endorsed = "endorsed",
        /// A second officer decided it.
        Decided = "decided",
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
    pub status: ProposalStatus,
    pub created_at: OffsetDateTime,
    pub version: i32,
}

/// State of a proposal with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProposalStatus {
    Proposed {
        /// The endorsement that a second officer sent back, to start the next one from.
        sent_back: Option<MeasureDecision>,
    },
    Endorsed {
        measure: MeasureDecision,
        by: ActorStamp,
    },
    Decided {
        measure: MeasureDecision,
        endorsed_by: ActorStamp,
        decided_by: ActorStamp,
    },
}

/// A measure that an officer endorsed, with everything it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeasureDecision {
    pub effect: MeasureEffect,
    /// Number of the decision; public. Empty where none is needed.
    pub number: String,
    /// Reasons; internal.
    pub note: String,
}

/// What a measure does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MeasureEffect {
    None,
    Reminder,
    OnCertificate(CertificateId, CertificateMeasure),
}

/// A measure that changes the status of a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CertificateMeasure {
    /// Suspends it to the end of this day (Vietnamese date).
    Suspend(Date),
    Revoke,
}

impl CertificateMeasure {
    pub fn decision_kind(self) -> DecisionKind {
        match self {
            Self::Suspend(_) => DecisionKind::Suspend,
            Self::Revoke => DecisionKind::Revoke,
        }
    }

    /// Last day of a suspension (Vietnamese date).
    pub fn until(self) -> Option<Date> {
        match self {
            Self::Suspend(until) => Some(until),
            Self::Revoke => None,
        }
    }
}

impl MeasureDecision {
    pub fn measure(&self) -> Measure {
        match self.effect {
            MeasureEffect::None => Measure::None,
            MeasureEffect::Reminder => Measure::Reminder,
            MeasureEffect::OnCertificate(_, CertificateMeasure::Suspend(_)) => Measure::Suspend,
            MeasureEffect::OnCertificate(_, CertificateMeasure::Revoke) => Measure::Revoke,
        }
    }

    /// Last day of a suspension (Vietnamese date).
    pub fn until(&self) -> Option<Date> {
        match self.effect {
            MeasureEffect::OnCertificate(_, on_certificate) => on_certificate.until(),
            MeasureEffect::None | MeasureEffect::Reminder => None,
        }
    }
}

impl MeasureProposal {
    pub fn state(&self) -> ProposalState {
        match self.status {
            ProposalStatus::Proposed { .. } => ProposalState::Proposed,
            ProposalStatus::Endorsed { .. } => ProposalState::Endorsed,
            ProposalStatus::Decided { .. } => ProposalState::Decided,
        }
    }

    /// The measure of the last endorsement, also of one that was sent back.
    pub fn last_endorsed(&self) -> Option<&MeasureDecision> {
        match &self.status {
            ProposalStatus::Proposed { sent_back } => sent_back.as_ref(),
            ProposalStatus::Endorsed { measure, .. } | ProposalStatus::Decided { measure, .. } => {
                Some(measure)
            }
        }
    }

    /// The measure last endorsed; the suggested one until then.
    pub fn measure(&self) -> Measure {
        self.last_endorsed().map_or(self.suggested, MeasureDecision::measure)
    }

    /// Who endorsed the measure that stands.
    pub fn endorsed_by(&self) -> Option<&ActorStamp> {
        match &self.status {
            ProposalStatus::Proposed { .. } => None,
            ProposalStatus::Endorsed { by, .. } => Some(by),
            ProposalStatus::Decided { endorsed_by, .. } => Some(endorsed_by),
        }
    }

    /// Who decided it.
    pub fn decided_by(&self) -> Option<&ActorStamp> {
        match &self.status {
            ProposalStatus::Decided { decided_by, .. } => Some(decided_by),
            ProposalStatus::Proposed { .. } | ProposalStatus::Endorsed { .. } => None,
        }
    }
}
