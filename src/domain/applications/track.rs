//! Tracks: the two parallel reviews of an application, each by one office.

use time::{Date, OffsetDateTime};

use crate::accounts::{Actor, ActorStamp, Role};
use crate::agencies::AgencyFunction;
use crate::codes::codes;
use crate::ids::{AccountId, AgencyId};

codes! {
    TrackKind {
        /// The pledge, reviewed by the commune's people's committee (NĐ 178/2004 Điều 11.3).
        Pledge = "pledge",
        /// The labour register, reviewed by the labour authority (PL 10/2003 Điều 15.1.a).
        Labour = "labour",
    }
}

impl TrackKind {
    pub fn for_role(role: Role) -> Option<Self> {
        match role {
            Role::CommuneOfficer => Some(Self::Pledge),
            Role::LabourOfficer => Some(Self::Labour),
            _ => None,
        }
    }

    /// The function that an agency needs to review it.
    pub fn function(self) -> AgencyFunction {
        match self {
            Self::Pledge => AgencyFunction::ConfirmPledges,
            Self::Labour => AgencyFunction::AcceptLabour,
        }
    }

    /// The other track.
    pub fn other(self) -> Self {
        match self {
            Self::Pledge => Self::Labour,
            Self::Labour => Self::Pledge,
        }
    }

    /// The reasons for a return or refusal of this track.
    pub fn reasons(self) -> &'static [ReturnReason] {
        use ReturnReason::{
            ContractWrong, EarlyStart, HealthCheckMissing, IdentityWrong, NotThisCommune, Other, PlaceWrong,
            RepresentativeWrong, SecurityMissing, SignatureWrong, UnderAge, WorkerPledgeMissing, WorkerWrong,
            WorkersMissing,
        };
        match self {
            Self::Pledge => &[
                PlaceWrong,
                IdentityWrong,
                RepresentativeWrong,
                SecurityMissing,
                SignatureWrong,
                NotThisCommune,
                Other,
            ],
            Self::Labour => &[
                WorkersMissing,
                WorkerWrong,
                ContractWrong,
                UnderAge,
                EarlyStart,
                HealthCheckMissing,
                WorkerPledgeMissing,
                Other,
            ],
        }
    }
}

codes! {
    /// Why a track is returned or refused.
    ReturnReason {
        PlaceWrong = "place-wrong",
        IdentityWrong = "identity-wrong",
        RepresentativeWrong = "representative-wrong",
        SecurityMissing = "security-missing",
        SignatureWrong = "signature-wrong",
        NotThisCommune = "not-this-commune",
        WorkersMissing = "workers-missing",
        WorkerWrong = "worker-wrong",
        ContractWrong = "contract-wrong",
        UnderAge = "under-age",
        EarlyStart = "early-start",
        HealthCheckMissing = "health-check-missing",
        WorkerPledgeMissing = "worker-pledge-missing",
        /// Only the officer's note explains it.
        Other = "other",
    }
}

/// A return or refusal as it is written in the audit trail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionNote {
    pub track: TrackKind,
    /// Of [`TrackKind::reasons`].
    pub reasons: Vec<ReturnReason>,
    /// The officer's note.
    pub note: String,
}

impl DecisionNote {
    /// Formats the note of the audit trail: `pledge: place-wrong, other`, then the officer's note from the next line on.
    pub fn format(track: TrackKind, reasons: &[ReturnReason], note: &str) -> String {
        let codes: Vec<_> = reasons.iter().map(|reason| reason.code()).collect();
        format!("{}: {}\n{note}", track.code(), codes.join(", "))
    }

    /// Parses such a note.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, note) = text.split_once('\n').unwrap_or((text, ""));
        let (track, reasons) = head.split_once(": ")?;
        let track = TrackKind::from_code(track)?;
        let reasons = reasons.split(", ").filter_map(ReturnReason::from_code);
        let reasons = reasons.filter(|reason| track.reasons().contains(reason)).collect();
        Some(Self { track, reasons, note: note.to_owned() })
    }
}

codes! {
    TrackState {
        /// Nobody has claimed it.
        Waiting = "waiting",
        /// An officer has claimed it.
        Claimed = "claimed",
        /// Confirmed (pledge) or accepted (labour).
        Accepted = "accepted",
        /// Returned to the owner.
        Returned = "returned",
        /// Refused; final.
        Refused = "refused",
    }
}

/// The review of an application by one office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Track {
    pub kind: TrackKind,
    pub agency: AgencyId,
    /// Last day for the decision (Vietnamese date); the number of working days is a setting.
    pub due_on: Date,
    /// SHA-256 of the facts on which it is decided.
    pub matter: String,
    pub status: TrackStatus,
}

/// State of a track with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TrackStatus {
    Waiting,
    Claimed(Reviewer),
    Accepted(Acceptance),
    Returned(NegativeDecision),
    Refused(NegativeDecision),
}

/// The officer who has claimed a track.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reviewer {
    pub account: AccountId,
    /// Name at that time.
    pub name: String,
}

/// An acceptance: by whom, and how they sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acceptance {
    pub by: ActorStamp,
    /// Signing form and title at that time, one line each: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"; empty if none is on file.
    pub title: String,
}

impl Acceptance {
    pub(super) fn new(actor: &Actor, now: OffsetDateTime) -> Self {
        Self { by: ActorStamp::new(actor, now), title: String::new() }
    }
}

/// A return or a refusal: by whom, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NegativeDecision {
    pub by: ActorStamp,
    pub reasons: Vec<ReturnReason>,
    /// The officer's note.
    pub note: String,
}

impl TrackStatus {
    pub fn state(&self) -> TrackState {
        match self {
            Self::Waiting => TrackState::Waiting,
            Self::Claimed(_) => TrackState::Claimed,
            Self::Accepted(_) => TrackState::Accepted,
            Self::Returned(_) => TrackState::Returned,
            Self::Refused(_) => TrackState::Refused,
        }
    }

    /// Who decided it, and when.
    pub fn decided(&self) -> Option<&ActorStamp> {
        match self {
            Self::Waiting | Self::Claimed(_) => None,
            Self::Accepted(acceptance) => Some(&acceptance.by),
            Self::Returned(decision) | Self::Refused(decision) => Some(&decision.by),
        }
    }

    /// The return or refusal, if it is one.
    pub fn negative(&self) -> Option<&NegativeDecision> {
        match self {
            Self::Waiting | Self::Claimed(_) | Self::Accepted(_) => None,
            Self::Returned(decision) | Self::Refused(decision) => Some(decision),
        }
    }

    /// The officer who claimed or decided it, and their name at that time.
    fn officer(&self) -> Option<(AccountId, &str)> {
        match self {
            Self::Claimed(reviewer) => Some((reviewer.account, &reviewer.name)),
            other => other.decided().map(|by| (by.account, by.name.as_str())),
        }
    }
}

impl Track {
    pub fn state(&self) -> TrackState {
        self.status.state()
    }

    /// The officer who claimed or decided it.
    pub fn reviewer(&self) -> Option<AccountId> {
        self.status.officer().map(|(account, _)| account)
    }

    /// Name of the reviewer at that time; empty if there is none.
    pub fn reviewer_name(&self) -> &str {
        self.status.officer().map(|(_, name)| name).unwrap_or_default()
    }

    pub fn decided_at(&self) -> Option<OffsetDateTime> {
        self.status.decided().map(|by| by.at)
    }

    /// The acceptance, if it was accepted.
    pub fn acceptance(&self) -> Option<&Acceptance> {
        match &self.status {
            TrackStatus::Accepted(acceptance) => Some(acceptance),
            _ => None,
        }
    }

    /// Records how the officer who accepted it signs; without an acceptance it changes nothing.
    pub fn set_acceptance_title(&mut self, title: String) {
        if let TrackStatus::Accepted(acceptance) = &mut self.status {
            acceptance.title = title;
        }
    }

    /// The reasons of a return or refusal.
    pub fn reasons(&self) -> &[ReturnReason] {
        self.status.negative().map(|decision| decision.reasons.as_slice()).unwrap_or_default()
    }

    /// The note of a return or refusal; empty if there is none.
    pub fn note(&self) -> &str {
        self.status.negative().map(|decision| decision.note.as_str()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reasoned_note_survives_its_text() {
        let reasons = vec![ReturnReason::WorkerWrong, ReturnReason::Other];
        let text = DecisionNote::format(TrackKind::Labour, &reasons, "Dòng một.\nDòng hai: xem lại.");
        let note = "Dòng một.\nDòng hai: xem lại.".to_owned();
        assert_eq!(
            DecisionNote::parse(&text),
            Some(DecisionNote { track: TrackKind::Labour, reasons, note })
        );
        assert_eq!(DecisionNote::parse("labour"), None);
        assert_eq!(DecisionNote::parse("other: x"), None);
    }
}
