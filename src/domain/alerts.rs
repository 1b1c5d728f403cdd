//! Alerts: tasks of an office after a scan or an inspection.

mod lifecycle;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use time::OffsetDateTime;

use crate::certificates::verdict::Verdict;
use crate::codes::codes;
use crate::ids::{AlertId, CertificateId, ScanId, VenueId};
pub use lifecycle::{Command, decide};

codes! {
    AlertKind {
        /// An outdated certificate is displayed: collect it and hand out the new one.
        CollectPaper = "collect-paper",
        /// One certificate was scanned at two distant places: probably a photocopy.
        DistantScans = "distant-scans",
        /// A certificate was scanned far from its venue.
        FarFromVenue = "far-from-venue",
        /// A phone without a network showed a certificate as valid that was not.
        ShownTooLate = "shown-too-late",
        /// The owner asked for another inspection.
        AskedAgain = "asked-again",
    }
}

codes! {
    AlertState {
        Open = "open",
        /// Closed with a note.
        Done = "done",
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct Alert {
    pub id: AlertId,
    pub kind: AlertKind,
    /// The venue; the alert belongs to the office of its commune.
    pub venue: VenueId,
    pub certificate: Option<CertificateId>,
    /// The scan that caused it.
    pub scan: Option<ScanId>,
    pub facts: AlertFacts,
    pub status: AlertStatus,
    pub created_at: OffsetDateTime,
    pub version: i32,
}

/// State of an alert with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AlertStatus {
    Open,
    Done(AlertClosure),
}

/// Who closed an alert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertClosure {
    /// Name at that time.
    pub by_name: String,
    /// UTC.
    pub at: OffsetDateTime,
    /// What was done.
    pub note: String,
}

impl Alert {
    pub fn state(&self) -> AlertState {
        match self.status {
            AlertStatus::Open => AlertState::Open,
            AlertStatus::Done(_) => AlertState::Done,
        }
    }

    /// Who closed it; `None` while it is open.
    pub fn closure(&self) -> Option<&AlertClosure> {
        match &self.status {
            AlertStatus::Open => None,
            AlertStatus::Done(closure) => Some(closure),
        }
    }
}

/// Facts of an alert at the time it was opened. Which are filled in depends on its kind.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AlertFacts {
    pub number: String,
    /// The verdict that the phone showed.
    #[serde(deserialize_with = "parse_verdict")]
    pub shown: Option<Verdict>,
    /// The register's verdict for that time.
    #[serde(deserialize_with = "parse_verdict")]
    pub judged: Option<Verdict>,
    /// Distance between the two places in metres.
    pub metres: Option<u32>,
    /// Time between the two scans in seconds.
    pub seconds: Option<u32>,
    /// Name of the inspector who scanned.
    pub inspector: String,
    /// Reason given by the owner who asks for another inspection.
    pub words: String,
}

/// The verdict of a code; `None` for null, and for the empty text in rows of the first versions.
fn parse_verdict<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Verdict>, D::Error> {
    let code = Option::<String>::deserialize(source)?.unwrap_or_default();
    if code.is_empty() {
        return Ok(None);
    }
    Verdict::from_code(&code).map(Some).ok_or_else(|| D::Error::custom("no verdict"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_of_old_rows_are_read_and_new_ones_come_back() {
        let old: AlertFacts = serde_json::from_str(r#"{"shown": "", "judged": "valid_as_of"}"#).unwrap();
        assert_eq!((old.shown, old.judged), (None, Some(Verdict::ValidAsOf)));
        let text = serde_json::to_string(&old).unwrap();
        assert_eq!(serde_json::from_str::<AlertFacts>(&text).unwrap(), old);
        assert!(serde_json::from_str::<AlertFacts>(r#"{"shown": "nonsense"}"#).is_err());
    }
}
