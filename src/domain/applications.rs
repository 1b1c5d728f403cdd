//! Applications: a pledge and a labour register sent for review, on two tracks.

pub mod lifecycle;
pub mod track;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::ids::{AccountId, AgencyId, ApplicationId, PledgeId, VenueId};
pub use track::{Track, TrackKind, TrackState};

/// Where an application stands. What is decided stays decided: see [`lifecycle`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Not sent yet.
    Draft,
    /// With the two offices.
    InReview,
    /// A track came back to the owner.
    Returned,
    /// Both tracks are accepted; waits for the approver.
    Accepted,
    /// The certificate is out.
    Issued,
    /// A track was refused.
    Refused,
    /// The owner took it back.
    Withdrawn,
}

impl State {
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

    /// Whether the venue, its pledge and its workers may not change now.
    pub fn locks_venue(self) -> bool {
        matches!(self, Self::InReview | Self::Accepted)
    }

    /// Whether nothing can happen to it any more.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Issued | Self::Refused | Self::Withdrawn)
    }
}

/// An application with its two tracks.
#[derive(Clone, PartialEq, Debug)]
pub struct Application {
    pub id: ApplicationId,
    pub venue: VenueId,
    /// Its owner, for the separation of duties.
    pub owner: AccountId,
    /// The pledge it carries.
    pub pledge: PledgeId,
    /// Workers declared at submission.
    pub workers: u32,
    pub state: State,
    /// When it was last submitted.
    pub submitted_at: OffsetDateTime,
    pub pledge_track: Track,
    pub labour_track: Track,
    /// For optimistic saving; covers the tracks too.
    pub version: i32,
}

impl Application {
    /// The track of a kind.
    pub fn track(&self, kind: TrackKind) -> &Track {
        match kind {
            TrackKind::Pledge => &self.pledge_track,
            TrackKind::Labour => &self.labour_track,
        }
    }

    /// The track of a kind, to change.
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

/// What a new submission carries: who reviews, until when, over which facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assignment {
    pub agency: AgencyId,
    /// Decide by.
    pub due_on: Date,
    /// SHA-256 of the facts this track is decided on.
    pub matter: String,
}
