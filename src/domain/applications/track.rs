//! A track: one office's review of its half of an application.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::accounts::Role;
use crate::agencies::Function;
use crate::ids::{AccountId, AgencyId};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrackKind {
    /// The pledge: the commune's people's committee (NĐ 178/2004 Điều 11.3).
    Pledge,
    /// The labour register: the labour authority (PL 10/2003 Điều 15.1.a).
    Labour,
}

impl TrackKind {
    pub const ALL: [Self; 2] = [Self::Pledge, Self::Labour];

    pub fn code(self) -> &'static str {
        match self {
            Self::Pledge => "pledge",
            Self::Labour => "labour",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The track that a role reviews.
    pub fn of_role(role: Role) -> Option<Self> {
        match role {
            Role::CommuneOfficer => Some(Self::Pledge),
            Role::LabourOfficer => Some(Self::Labour),
            _ => None,
        }
    }

    /// The function an agency needs to review it.
    pub fn function(self) -> Function {
        match self {
            Self::Pledge => Function::ConfirmPledges,
            Self::Labour => Function::AcceptLabour,
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Pledge => Self::Labour,
            Self::Labour => Self::Pledge,
        }
    }

    /// The reasons an officer of this track chooses from.
    pub fn reasons(self) -> &'static [&'static str] {
        match self {
            Self::Pledge => &[
                "place-wrong",
                "identity-wrong",
                "representative-wrong",
                "security-missing",
                "signature-wrong",
                "not-this-commune",
                "other",
            ],
            Self::Labour => &[
                "workers-missing",
                "worker-wrong",
                "contract-wrong",
                "under-age",
                "early-start",
                "health-check-missing",
                "worker-pledge-missing",
                "other",
            ],
        }
    }
}

/// A return or refusal as the trail keeps it: which half, the reasons chosen, the officer's words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reasoned {
    pub track: TrackKind,
    /// Codes of [`TrackKind::reasons`].
    pub reasons: Vec<String>,
    /// In the officer's words.
    pub note: String,
}

impl Reasoned {
    /// The note of the trail: `pledge: place-wrong, other`, and the words from the next line on.
    pub fn write(track: TrackKind, reasons: &[String], note: &str) -> String {
        format!("{}: {}\n{note}", track.code(), reasons.join(", "))
    }

    /// Reads such a note.
    pub fn read(text: &str) -> Option<Self> {
        let (head, note) = text.split_once('\n').unwrap_or((text, ""));
        let (track, reasons) = head.split_once(": ")?;
        let track = TrackKind::from_code(track)?;
        let reasons = reasons.split(", ").filter(|code| track.reasons().contains(code));
        Some(Self { track, reasons: reasons.map(str::to_owned).collect(), note: note.to_owned() })
    }
}

/// Where a track stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrackState {
    /// Nobody has it in hand.
    Waiting,
    /// An officer has it in hand.
    Claimed,
    /// Confirmed, accepted.
    Accepted,
    /// Back at the owner.
    Returned,
    /// Refused for good.
    Refused,
}

impl TrackState {
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Claimed, Self::Accepted, Self::Returned, Self::Refused];

    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Claimed => "claimed",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::Refused => "refused",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// One office's review.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Track {
    pub kind: TrackKind,
    pub state: TrackState,
    pub agency: AgencyId,
    /// Decide by; see the settings for how many working days.
    pub due_on: Date,
    /// SHA-256 of the facts it is decided on.
    pub matter: String,
    /// Who has it in hand or decided it.
    pub reviewer: Option<AccountId>,
    /// Their name, as it was.
    pub reviewer_name: String,
    /// When it was decided.
    pub decided_at: Option<OffsetDateTime>,
    /// Why it was returned or refused.
    pub reasons: Vec<String>,
    /// In the officer's words.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reasoned_note_survives_its_text() {
        let reasons = vec!["worker-wrong".to_owned(), "other".to_owned()];
        let text = Reasoned::write(TrackKind::Labour, &reasons, "Dòng một.\nDòng hai: xem lại.");
        let note = "Dòng một.\nDòng hai: xem lại.".to_owned();
        assert_eq!(Reasoned::read(&text), Some(Reasoned { track: TrackKind::Labour, reasons, note }));
        assert_eq!(Reasoned::read("labour"), None);
        assert_eq!(Reasoned::read("other: x"), None);
    }
}
