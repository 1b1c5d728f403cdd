//! What an office must look at after a scan or a visit: one list of alerts and tasks.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::codes::codes;
use crate::ids::{AlertId, CertificateId, ScanId, VenueId};
use crate::refusal::Refusal;

codes! {
    /// What it is about.
    Kind {
        /// An old paper hangs on the wall: collect it and hand out its successor.
        CollectPaper = "collect-paper",
        /// One certificate at two distant places: likely a photocopy.
        DistantScans = "distant-scans",
        /// A certificate far from its venue.
        FarFromVenue = "far-from-venue",
        /// A phone without a network showed as valid what was not.
        ShownTooLate = "shown-too-late",
        /// The owner asks for another inspection.
        AskedAgain = "asked-again",
    }
}

codes! {
    State {
        /// Waits.
        Open = "open",
        /// Done, with words of what was done.
        Done = "done",
    }
}

/// An alert or a task.
#[derive(Clone, PartialEq, Debug)]
pub struct Alert {
    pub id: AlertId,
    /// What it is about.
    pub kind: Kind,
    /// The venue whose commune has it.
    pub venue: VenueId,
    pub certificate: Option<CertificateId>,
    /// The scan that opened it.
    pub scan: Option<ScanId>,
    /// What is known.
    pub facts: Facts,
    pub state: State,
    /// When it was opened.
    pub created_at: OffsetDateTime,
    /// Who closed it.
    pub closed_by_name: String,
    pub closed_at: Option<OffsetDateTime>,
    /// What was done.
    pub note: String,
    pub version: i32,
}

/// What an alert knows, as it was when it was opened.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Number of the certificate.
    pub number: String,
    /// Verdict the phone showed, by code.
    pub shown: String,
    /// Verdict of that moment by the register, by code.
    pub judged: String,
    /// Metres between the two places.
    pub metres: Option<u32>,
    /// Seconds between the two scans.
    pub seconds: Option<u32>,
    /// Who scanned.
    pub inspector: String,
    /// Words of whoever asks.
    pub words: String,
}

/// The state after an office closes it.
///
/// # Errors
/// [`Refusal::WrongState`] if it is done already; [`Refusal::ReasonMissing`] without words of what was done.
pub fn close(state: State, note: &str) -> Result<State, Refusal> {
    match state {
        State::Open if note.is_empty() => Err(Refusal::ReasonMissing),
        State::Open => Ok(State::Done),
        State::Done => Err(Refusal::WrongState),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_is_closed_once_and_with_words() {
        assert_eq!(close(State::Open, "Đã thu bản cũ"), Ok(State::Done));
        assert_eq!(close(State::Open, ""), Err(Refusal::ReasonMissing));
        assert_eq!(close(State::Done, "Đã thu bản cũ"), Err(Refusal::WrongState));
    }
}
