//! Demands: what an inspection requires a venue to do by a given day.

mod lifecycle;

use time::Date;

use crate::accounts::ActorStamp;
use crate::codes::codes;
use crate::ids::{DemandId, InspectionId, VenueId};
pub use lifecycle::{Command, decide};

codes! {
    DemandState {
        Open = "open",
        /// An inspector confirmed that it is met.
        Met = "met",
        /// Withdrawn by the office.
        Withdrawn = "withdrawn",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Demand {
    /// Created by the phone.
    pub id: DemandId,
    pub inspection: InspectionId,
    pub venue: VenueId,
    /// Code of the checklist item, if there is one.
    pub item: Option<String>,
    pub text: String,
    /// Legal basis.
    pub basis: String,
    /// Last day (Vietnamese date).
    pub due_on: Date,
    pub status: DemandStatus,
    pub version: i32,
}

/// State of a demand with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DemandStatus {
    Open,
    Met(DemandClosure),
    Withdrawn(DemandClosure),
}

/// Who closed a demand, and their note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemandClosure {
    pub by: ActorStamp,
    pub note: String,
}

impl Demand {
    pub fn state(&self) -> DemandState {
        match self.status {
            DemandStatus::Open => DemandState::Open,
            DemandStatus::Met(_) => DemandState::Met,
            DemandStatus::Withdrawn(_) => DemandState::Withdrawn,
        }
    }

    /// Who closed it; `None` while it is open.
    pub fn closure(&self) -> Option<&DemandClosure> {
        match &self.status {
            DemandStatus::Open => None,
            DemandStatus::Met(closure) | DemandStatus::Withdrawn(closure) => Some(closure),
        }
    }

    /// Whether its last day is past and it is still open.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state() == DemandState::Open && self.due_on < today
    }
}
