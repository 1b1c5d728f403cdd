//! Decisions of the office on certificates: proposed by one person, then decided. The effect of a decision on the
//! certificate is in [`super::lifecycle`].

mod lifecycle;

use time::Date;

use super::PublicReason;
use super::lifecycle::Command as CertificateCommand;
pub use crate::accounts::ActorStamp;
use crate::codes::codes;
use crate::ids::{CertificateId, DecisionId, VenueId};
use crate::refusal::Refusal;
pub use lifecycle::{DecisionCommand, ProposalFacts, decide};

codes! {
    DecisionKind {
        /// Tạm đình chỉ hiệu lực, until a given day.
        Suspend = "suspend",
        /// Khôi phục hiệu lực before that day.
        Lift = "lift",
        /// Thu hồi.
        Revoke = "revoke",
    }
}

codes! {
    /// Ground as the office records it. Never shown to the public.
    DecisionGround {
        /// Vi phạm nội dung đã cam kết.
        PledgeBroken = "pledge-broken",
        /// Vi phạm quy định về đăng ký, sử dụng lao động.
        LabourBroken = "labour-broken",
        /// Sử dụng người dưới 18 tuổi làm công việc không được phép.
        UnderAge = "under-age",
        /// Không thực hiện yêu cầu của đoàn kiểm tra đúng hạn.
        DemandUnmet = "demand-unmet",
        /// Không chấp hành kiểm tra.
        InspectionRefused = "inspection-refused",
        /// Khai báo không đúng sự thật.
        FalseDeclaration = "false-declaration",
        /// Giấy tờ về an ninh trật tự không còn hiệu lực.
        SecurityLapsed = "security-lapsed",
        /// Đang được xác minh theo phản ánh hoặc đề nghị của cơ quan có thẩm quyền.
        Verification = "verification",
        /// Theo đề nghị của cơ sở.
        OwnRequest = "own-request",
        /// Cơ sở chấm dứt hoạt động.
        Closed = "closed",
        /// Cấp không đúng.
        IssuedInError = "issued-in-error",
        /// Đã khắc phục.
        Remedied = "remedied",
        /// Xác minh không có vi phạm.
        Unfounded = "unfounded",
    }
}

codes! {
    DecisionState {
        /// Waiting for a second person.
        Proposed = "proposed",
        /// In effect.
        Decided = "decided",
        /// Rejected by the second person.
        Declined = "declined",
        /// Withdrawn by its proposer, or made obsolete by another decision.
        Withdrawn = "withdrawn",
    }
}

impl DecisionKind {
    /// Grounds that are allowed for this kind.
    pub fn grounds(self) -> &'static [DecisionGround] {
        use DecisionGround::{
            Closed, DemandUnmet, FalseDeclaration, InspectionRefused, IssuedInError, LabourBroken,
            OwnRequest, PledgeBroken, Remedied, SecurityLapsed, UnderAge, Unfounded, Verification,
        };
        match self {
            Self::Suspend => &[
                Verification,
                DemandUnmet,
                LabourBroken,
                UnderAge,
                InspectionRefused,
                SecurityLapsed,
                PledgeBroken,
                OwnRequest,
            ],
            Self::Lift => &[Remedied, Unfounded, IssuedInError],
            Self::Revoke => &[
                PledgeBroken,
                LabourBroken,
                UnderAge,
                DemandUnmet,
                InspectionRefused,
                FalseDeclaration,
                SecurityLapsed,
                IssuedInError,
                Closed,
                OwnRequest,
            ],
        }
    }
}

impl DecisionGround {
    /// The reason shown to the public. A suspension says as little as possible: nothing is established yet.
    pub fn public_reason(self, kind: DecisionKind) -> PublicReason {
        match (self, kind) {
            (Self::OwnRequest, _) => PublicReason::OwnRequest,
            (Self::Closed, _) => PublicReason::Closed,
            (Self::IssuedInError, _) => PublicReason::Administrative,
            (_, DecisionKind::Suspend) => PublicReason::UnderReview,
            (_, DecisionKind::Lift) => PublicReason::Resolved,
            (_, DecisionKind::Revoke) => PublicReason::ConditionsNotMet,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionProposal {
    pub kind: DecisionKind,
    pub ground: DecisionGround,
    /// Explanation for the person who decides; internal.
    pub text: String,
    /// Number of the decision; may be empty until the decision is taken.
    pub number: String,
    /// Last day of a suspension (Vietnamese date).
    pub until: Option<Date>,
}

impl DecisionProposal {
    /// The command for the certificate's lifecycle.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`] for a ground that the kind does not allow, [`Refusal::SuspensionEnd`] for a
    /// suspension without a last day.
    pub fn to_command(&self) -> Result<CertificateCommand, Refusal> {
        if !self.kind.grounds().contains(&self.ground) {
            return Err(Refusal::ReasonMissing);
        }
        match self.kind {
            DecisionKind::Suspend => {
                self.until.map(CertificateCommand::Suspend).ok_or(Refusal::SuspensionEnd)
            }
            DecisionKind::Lift => Ok(CertificateCommand::Lift),
            DecisionKind::Revoke => Ok(CertificateCommand::Revoke),
        }
    }
}

/// A decision, from its proposal onwards.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    pub id: DecisionId,
    pub certificate: CertificateId,
    pub venue: VenueId,
    pub proposal: DecisionProposal,
    pub proposed: ActorStamp,
    pub status: DecisionStatus,
    pub version: i32,
}

/// State of a decision with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DecisionStatus {
    Proposed,
    Decided(ActorStamp),
    Declined {
        by: ActorStamp,
        /// Reason given.
        note: String,
    },
    Withdrawn(ActorStamp),
}

impl Decision {
    pub fn state(&self) -> DecisionState {
        match self.status {
            DecisionStatus::Proposed => DecisionState::Proposed,
            DecisionStatus::Decided(_) => DecisionState::Decided,
            DecisionStatus::Declined { .. } => DecisionState::Declined,
            DecisionStatus::Withdrawn(_) => DecisionState::Withdrawn,
        }
    }

    /// Who decided, declined or withdrew it.
    pub fn settled(&self) -> Option<&ActorStamp> {
        match &self.status {
            DecisionStatus::Proposed => None,
            DecisionStatus::Decided(by)
            | DecisionStatus::Declined { by, .. }
            | DecisionStatus::Withdrawn(by) => Some(by),
        }
    }

    /// Reason given when it was declined; empty otherwise.
    pub fn note(&self) -> &str {
        match &self.status {
            DecisionStatus::Declined { note, .. } => note,
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn proposal(kind: DecisionKind) -> DecisionProposal {
        DecisionProposal {
            kind,
            ground: kind.grounds()[0],
            text: "Theo biên bản kiểm tra.".to_owned(),
            number: String::new(),
            until: Some(date!(2026 - 12 - 31)),
        }
    }

    #[test]
    fn every_ground_serves_and_the_public_reads_none_of_the_accusing_ones() {
        for ground in DecisionGround::ALL {
            let kinds: Vec<_> =
                DecisionKind::ALL.iter().filter(|kind| kind.grounds().contains(&ground)).collect();
            assert!(!kinds.is_empty(), "{ground:?}");
        }
        for ground in [
            DecisionGround::UnderAge,
            DecisionGround::LabourBroken,
            DecisionGround::PledgeBroken,
            DecisionGround::Verification,
        ] {
            assert_eq!(ground.public_reason(DecisionKind::Suspend), PublicReason::UnderReview);
            assert_eq!(ground.public_reason(DecisionKind::Revoke), PublicReason::ConditionsNotMet);
        }
        assert_eq!(DecisionGround::Remedied.public_reason(DecisionKind::Lift), PublicReason::Resolved);
    }

    #[test]
    fn a_proposal_is_whole() {
        for kind in DecisionKind::ALL {
            assert!(proposal(kind).to_command().is_ok());
        }
        let odd = DecisionProposal { ground: DecisionGround::Remedied, ..proposal(DecisionKind::Revoke) };
        assert_eq!(odd.to_command(), Err(Refusal::ReasonMissing));
        let endless = DecisionProposal { until: None, ..proposal(DecisionKind::Suspend) };
        assert_eq!(endless.to_command(), Err(Refusal::SuspensionEnd));
    }
}
