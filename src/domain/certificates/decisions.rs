//! Decisions of the office on certificates: proposed by one person, then decided. The effect of a decision on the
//! certificate is in [`super::lifecycle`].

use time::{Date, OffsetDateTime};

use super::lifecycle;
use crate::accounts::Actor;
use crate::codes::codes;
use crate::ids::{AccountId, CertificateId, DecisionId, VenueId};
use crate::refusal::Refusal;

codes! {
    Kind {
        /// Tạm đình chỉ hiệu lực, until a given day.
        Suspend = "suspend",
        /// Khôi phục hiệu lực before that day.
        Lift = "lift",
        /// Thu hồi.
        Revoke = "revoke",
    }
}

codes! {
    /// Reason as shown to the public: neutral, so that no page accuses anyone.
    Neutral {
        /// The office is investigating.
        UnderReview = "under-review",
        /// The conditions of the certificate are no longer met.
        ConditionsNotMet = "conditions-not-met",
        /// The venue asked for it.
        OwnRequest = "own-request",
        /// The venue closed.
        Closed = "closed",
        /// An administrative reason, not the venue's conduct.
        Administrative = "administrative",
        /// The reason of the suspension is resolved.
        Resolved = "resolved",
        /// Replaced by a renewal.
        Renewed = "renewed",
        /// Replaced by a certificate with corrected facts.
        Corrected = "corrected",
        /// Issued again with the same facts.
        Reissued = "reissued",
    }
}

codes! {
    /// Ground as the office records it. Never shown to the public.
    Ground {
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
    State {
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

impl Kind {
    /// Grounds that are allowed for this kind.
    pub fn grounds(self) -> &'static [Ground] {
        use Ground::{
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

impl Ground {
    /// The reason shown to the public. A suspension says as little as possible: nothing is established yet.
    pub fn neutral(self, kind: Kind) -> Neutral {
        match (self, kind) {
            (Self::OwnRequest, _) => Neutral::OwnRequest,
            (Self::Closed, _) => Neutral::Closed,
            (Self::IssuedInError, _) => Neutral::Administrative,
            (_, Kind::Suspend) => Neutral::UnderReview,
            (_, Kind::Lift) => Neutral::Resolved,
            (_, Kind::Revoke) => Neutral::ConditionsNotMet,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    pub kind: Kind,
    pub ground: Ground,
    /// Explanation for the person who decides; internal.
    pub text: String,
    /// Number of the decision; may be empty until the decision is taken.
    pub number: String,
    /// Last day of a suspension (Vietnamese date).
    pub until: Option<Date>,
}

impl Proposal {
    /// The command for the certificate's lifecycle.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`] for a ground that the kind does not allow, [`Refusal::SuspensionEnd`] for a
    /// suspension without a last day.
    pub fn command(&self) -> Result<lifecycle::Command, Refusal> {
        if !self.kind.grounds().contains(&self.ground) {
            return Err(Refusal::ReasonMissing);
        }
        match self.kind {
            Kind::Suspend => self.until.map(lifecycle::Command::Suspend).ok_or(Refusal::SuspensionEnd),
            Kind::Lift => Ok(lifecycle::Command::Lift),
            Kind::Revoke => Ok(lifecycle::Command::Revoke),
        }
    }
}

/// A decision, from its proposal onwards.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    pub id: DecisionId,
    pub certificate: CertificateId,
    pub venue: VenueId,
    pub proposal: Proposal,
    pub state: State,
    pub proposed: By,
    /// Who decided, declined or withdrew it.
    pub settled: Option<By>,
    /// Reason given when it was declined.
    pub note: String,
    pub version: i32,
}

/// Who did something and when. The name is the one at that time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct By {
    pub account: AccountId,
    pub name: String,
    pub at: OffsetDateTime,
}

impl By {
    pub fn new(actor: &Actor, now: OffsetDateTime) -> Self {
        Self { account: actor.account, name: actor.name.clone(), at: now }
    }
}

/// What is done to a proposed decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    Decide,
    Decline,
    Withdraw,
}

/// The state of a proposed decision after `actor` did `command`; `owner` is the venue's owner.
///
/// # Errors
/// [`Refusal::WrongState`] if it is not in state proposed, [`Refusal::OwnVenue`], [`Refusal::SecondPerson`] if the
/// proposer decides or declines, [`Refusal::NotAllowed`] if someone other than the proposer withdraws.
pub fn settle(
    decision: &Decision,
    command: Command,
    actor: AccountId,
    owner: AccountId,
) -> Result<State, Refusal> {
    if decision.state != State::Proposed {
        return Err(Refusal::WrongState);
    }
    if actor == owner {
        return Err(Refusal::OwnVenue);
    }
    let own = decision.proposed.account == actor;
    match (command, own) {
        (Command::Decide | Command::Decline, true) => Err(Refusal::SecondPerson),
        (Command::Withdraw, false) => Err(Refusal::NotAllowed),
        (Command::Decide, false) => Ok(State::Decided),
        (Command::Decline, false) => Ok(State::Declined),
        (Command::Withdraw, true) => Ok(State::Withdrawn),
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

    fn proposal(kind: Kind) -> Proposal {
        Proposal {
            kind,
            ground: kind.grounds()[0],
            text: "Theo biên bản kiểm tra.".to_owned(),
            number: String::new(),
            until: Some(date!(2026 - 12 - 31)),
        }
    }

    fn decision(state: State) -> Decision {
        Decision {
            id: DecisionId(Uuid::nil()),
            certificate: CertificateId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            proposal: proposal(Kind::Revoke),
            state,
            proposed: By { account: person(1), name: String::new(), at: datetime!(2026-11-25 01:00 UTC) },
            settled: None,
            note: String::new(),
            version: 1,
        }
    }

    #[test]
    fn every_state_and_command_by_the_proposer_another_and_the_owner() {
        let commands = [Command::Decide, Command::Decline, Command::Withdraw];
        for state in State::ALL {
            let say = |who| commands.map(|c| settle(&decision(*state), c, person(who), person(9)));
            if *state == State::Proposed {
                let second = Err(Refusal::SecondPerson);
                assert_eq!(say(1), [second.clone(), second, Ok(State::Withdrawn)]);
                assert_eq!(say(2), [Ok(State::Decided), Ok(State::Declined), Err(Refusal::NotAllowed)]);
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
        for ground in Ground::ALL {
            let kinds: Vec<_> = Kind::ALL.iter().filter(|kind| kind.grounds().contains(ground)).collect();
            assert!(!kinds.is_empty(), "{ground:?}");
        }
        for ground in [Ground::UnderAge, Ground::LabourBroken, Ground::PledgeBroken, Ground::Verification] {
            assert_eq!(ground.neutral(Kind::Suspend), Neutral::UnderReview);
            assert_eq!(ground.neutral(Kind::Revoke), Neutral::ConditionsNotMet);
        }
        assert_eq!(Ground::Remedied.neutral(Kind::Lift), Neutral::Resolved);
    }

    #[test]
    fn a_proposal_is_whole() {
        for kind in Kind::ALL {
            assert!(proposal(*kind).command().is_ok());
        }
        let odd = Proposal { ground: Ground::Remedied, ..proposal(Kind::Revoke) };
        assert_eq!(odd.command(), Err(Refusal::ReasonMissing));
        let endless = Proposal { until: None, ..proposal(Kind::Suspend) };
        assert_eq!(endless.command(), Err(Refusal::SuspensionEnd));
    }
}
