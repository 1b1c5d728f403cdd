//! Applications: a pledge and a labour register submitted for review, on two tracks.

mod file_number;
pub mod lifecycle;
pub mod resubmission;
pub mod track;

use time::{Date, OffsetDateTime};

use crate::codes::codes;
use crate::ids::{AccountId, AgencyId, ApplicationId, PledgeId, VenueId};
pub use file_number::FileNumber;
pub use track::{
    Acceptance, NegativeDecision, ReturnReason, Reviewer, Track, TrackKind, TrackState, TrackStatus,
};

codes! {
    /// State of an application; see [`lifecycle`].
    ApplicationState {
        /// Not submitted yet.
        Draft = "draft",
        /// The two offices review it.
        InReview = "in-review",
        /// A track was returned to the owner.
        Returned = "returned",
        /// Both tracks are accepted; waiting for the approver.
        Accepted = "accepted",
        /// The certificate was issued.
        Issued = "issued",
        /// A track was refused.
        Refused = "refused",
        /// Withdrawn by the owner.
        Withdrawn = "withdrawn",
    }
}

impl ApplicationState {
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
    /// The number of the file, from the first submission on.
    pub number: FileNumber,
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
    /// Officers who entered a part of it at the counter: they may not review it.
    pub entered_by: Vec<AccountId>,
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

    /// Last day on which the result is due: that of the later track.
    pub fn due_on(&self) -> Date {
        self.pledge_track.due_on.max(self.labour_track.due_on)
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
