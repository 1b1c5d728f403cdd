//! Applications: a pledge and a labour register submitted for review, on two tracks.

pub mod lifecycle;
pub mod resubmission;
pub mod track;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::ids::{AccountId, AgencyId, ApplicationId, PledgeId, VenueId};
pub use track::{Track, TrackKind, TrackState};

/// State of an application; see [`lifecycle`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApplicationState {
    /// Not submitted yet.
    Draft,
    /// The two offices review it.
    InReview,
    /// A track was returned to the owner.
    Returned,
    /// Both tracks are accepted; waiting for the approver.
    Accepted,
    /// The certificate was issued.
    Issued,
    /// A track was refused.
    Refused,
    /// Withdrawn by the owner.
    Withdrawn,
}

impl ApplicationState {
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::InReview,
        Self::Returned,
        Self::Accepted,
        Self::Issued,
        Self::Refused,
        Self::Withdrawn,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
            Self::Issued => "issued",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether the venue, its pledge and its workers are locked in this state.
    pub fn locks_venue(self) -> bool {
        matches!(self, Self::InReview | Self::Accepted)
    }

    /// Whether this state is final.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Issued | Self::Refused | Self::Withdrawn)
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct Application {
    pub id: ApplicationId,
    pub venue: VenueId,
    /// Owner of the venue, for the separation of duties.
    pub owner: AccountId,
    /// The pledge submitted with it.
    pub pledge: PledgeId,
    /// Number of workers declared at submission.
    pub workers: u32,
    pub state: ApplicationState,
    /// Time of the last submission (UTC).
    pub submitted_at: OffsetDateTime,
    pub pledge_track: Track,
    pub labour_track: Track,
    /// Counts changes of the application and its tracks.
    pub version: i32,
}

impl Application {
    pub fn track(&self, kind: TrackKind) -> &Track {
        match kind {
            TrackKind::Pledge => &self.pledge_track,
            TrackKind::Labour => &self.labour_track,
        }
    }

    pub fn track_mut(&mut self, kind: TrackKind) -> &mut Track {
        match kind {
            TrackKind::Pledge => &mut self.pledge_track,
            TrackKind::Labour => &mut self.labour_track,
        }
    }

    pub fn tracks(&self) -> [&Track; 2] {
        [&self.pledge_track, &self.labour_track]
    }
}

/// Assignment of a track at submission: who reviews it, until when, on which facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrackAssignment {
    pub agency: AgencyId,
    /// Last day for the decision (Vietnamese date).
    pub due_on: Date,
    /// SHA-256 of the facts on which this track is decided.
    pub matter: String,
}
