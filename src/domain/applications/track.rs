//! Tracks: the two parallel reviews of an application, each by one office.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::accounts::Role;
use crate::agencies::AgencyFunction;
use crate::ids::{AccountId, AgencyId};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrackKind {
    /// The pledge, reviewed by the commune's people's committee (NĐ 178/2004 Điều 11.3).
    Pledge,
    /// The labour register, reviewed by the labour authority (PL 10/2003 Điều 15.1.a).
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

    /// Codes of the reasons for a return or refusal of this track.
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

/// A return or refusal as it is written in the audit trail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionNote {
    pub track: TrackKind,
    /// Codes of [`TrackKind::reasons`].
    pub reasons: Vec<String>,
    /// The officer's note.
    pub note: String,
}

impl DecisionNote {
    /// Formats the note of the audit trail: `pledge: place-wrong, other`, then the officer's note from the next line on.
    pub fn format(track: TrackKind, reasons: &[String], note: &str) -> String {
        format!("{}: {}\n{note}", track.code(), reasons.join(", "))
    }

    /// Parses such a note.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, note) = text.split_once('\n').unwrap_or((text, ""));
        let (track, reasons) = head.split_once(": ")?;
        let track = TrackKind::from_code(track)?;
        let reasons = reasons.split(", ").filter(|code| track.reasons().contains(code));
        Some(Self { track, reasons: reasons.map(str::to_owned).collect(), note: note.to_owned() })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrackState {
    /// Nobody has claimed it.
    Waiting,
    /// An officer has claimed it.
    Claimed,
    /// Confirmed (pledge) or accepted (labour).
    Accepted,
    /// Returned to the owner.
    Returned,
    /// Refused; final.
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

/// The review of an application by one office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Track {
    pub kind: TrackKind,
    pub state: TrackState,
    pub agency: AgencyId,
    /// Last day for the decision (Vietnamese date); the number of working days is a setting.
    pub due_on: Date,
    /// SHA-256 of the facts on which it is decided.
    pub matter: String,
    /// The officer who claimed or decided it.
    pub reviewer: Option<AccountId>,
    /// Name of the reviewer at that time.
    pub reviewer_name: String,
    /// Signing form and title of the reviewer at the acceptance, one line each: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub reviewer_title: String,
    pub decided_at: Option<OffsetDateTime>,
    /// Codes of the reasons for a return or refusal.
    pub reasons: Vec<String>,
    /// The officer's note.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reasoned_note_survives_its_text() {
        let reasons = vec!["worker-wrong".to_owned(), "other".to_owned()];
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
