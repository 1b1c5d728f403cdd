//! Decisions of the office on certificates: proposed by one person, then decided. The effect of a decision on the
//! certificate is in [`super::lifecycle`].

use time::{Date, OffsetDateTime};

use super::{PublicReason, lifecycle};
use crate::accounts::Actor;
use crate::codes::codes;
use crate::ids::{AccountId, CertificateId, DecisionId, VenueId};
use crate::refusal::Refusal;

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
    /// State of a decision.
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
    pub fn to_command(&self) -> Result<lifecycle::Command, Refusal> {
        if !self.kind.grounds().contains(&self.ground) {
            return Err(Refusal::ReasonMissing);
        }
        match self.kind {
            DecisionKind::Suspend => {
                self.until.map(lifecycle::Command::Suspend).ok_or(Refusal::SuspensionEnd)
            }
            DecisionKind::Lift => Ok(lifecycle::Command::Lift),
            DecisionKind::Revoke => Ok(lifecycle::Command::Revoke),
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
    pub state: DecisionState,
    pub proposed: ActorStamp,
    /// Who decided, declined or withdrew it.
    pub settled: Option<ActorStamp>,
    /// Reason given when it was declined.
    pub note: String,
    pub version: i32,
}

/// Who did something and when. The name is the one at that time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActorStamp {
    pub account: AccountId,
    pub name: String,
    pub at: OffsetDateTime,
}

impl ActorStamp {
    pub fn new(actor: &Actor, now: OffsetDateTime) -> Self {
        Self { account: actor.account, name: actor.name.clone(), at: now }
    }
}

/// What is done to a proposed decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecisionCommand {
    Decide,
    Decline,
    Withdraw,
}

/// The state of a proposed decision after `actor` did `to_command`; `owner` is the venue's owner.
///
/// # Errors
/// [`Refusal::WrongState`] if it is not in state proposed, [`Refusal::OwnedVenue`], [`Refusal::SecondPerson`] if the
/// proposer decides or declines, [`Refusal::NotAllowed`] if someone other than the proposer withdraws.
pub fn decide_proposal(
    decision: &Decision,
    command: DecisionCommand,
    actor: AccountId,
    owner: AccountId,
) -> Result<DecisionState, Refusal> {
    if decision.state != DecisionState::Proposed {
        return Err(Refusal::WrongState);
    }
    if actor == owner {
        return Err(Refusal::OwnVenue);
    }
    let own = decision.proposed.account == actor;
    match (command, own) {
        (DecisionCommand::Decide | DecisionCommand::Decline, true) => Err(Refusal::SecondPerson),
        (DecisionCommand::Withdraw, false) => Err(Refusal::NotAllowed),
        (DecisionCommand::Decide, false) => Ok(DecisionState::Decided),
        (DecisionCommand::Decline, false) => Ok(DecisionState::Declined),
        (DecisionCommand::Withdraw, true) => Ok(DecisionState::Withdrawn),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};
    use uuid::Uuid;

    fn person(n: u128) -> AccountId {
        AccountId(Uuid::from_u128(n))
    }

    fn proposal(kind: DecisionKind) -> DecisionProposal {
        DecisionProposal {
            kind,
            ground: kind.grounds()[0],
            text: "Theo biên bản kiểm tra.".to_owned(),
            number: String::new(),
            until: Some(date!(2026 - 12 - 31)),
        }
    }

    fn decision(state: DecisionState) -> Decision {
        Decision {
            id: DecisionId(Uuid::nil()),
            certificate: CertificateId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            proposal: proposal(DecisionKind::Revoke),
            state,
            proposed: ActorStamp {
                account: person(1),
                name: String::new(),
                at: datetime!(2026-11-25 01:00 UTC),
            },
            settled: None,
            note: String::new(),
            version: 1,
        }
    }

    #[test]
    fn every_state_and_command_by_the_proposer_another_and_the_owner() {
        let commands = [DecisionCommand::Decide, DecisionCommand::Decline, DecisionCommand::Withdraw];
        for state in DecisionState::ALL {
            let say = |who| commands.map(|c| decide_proposal(&decision(*state), c, person(who), person(9)));
            if *state == DecisionState::Proposed {
                let second = Err(Refusal::SecondPerson);
                assert_eq!(say(1), [second.clone(), second, Ok(DecisionState::Withdrawn)]);
                assert_eq!(
                    say(2),
                    [Ok(DecisionState::Decided), Ok(DecisionState::Declined), Err(Refusal::NotAllowed)]
                );
                assert_eq!(say(9), [const { Err(Refusal::OwnVenue) }; 3]);
            } else {
                for who in [1, 2, 9] {
                    assert_eq!(say(who), [const { Err(Refusal::WrongState) }; 3]);
                }
            }
        }
    }

    #[test]
    fn every_ground_serves_and_the_public_reads_none_of_the_accusing_ones() {
        for ground in DecisionGround::ALL {
            let kinds: Vec<_> =
                DecisionKind::ALL.iter().filter(|kind| kind.grounds().contains(ground)).collect();
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
            assert!(proposal(*kind).to_command().is_ok());
        }
        let odd = DecisionProposal { ground: DecisionGround::Remedied, ..proposal(DecisionKind::Revoke) };
        assert_eq!(odd.to_command(), Err(Refusal::ReasonMissing));
        let endless = DecisionProposal { until: None, ..proposal(DecisionKind::Suspend) };
        assert_eq!(endless.to_command(), Err(Refusal::SuspensionEnd));
    }
}
