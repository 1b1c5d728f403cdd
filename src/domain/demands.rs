//! Demands: what an inspection requires a venue to do by a given day.

mod lifecycle;

use time::{Date, OffsetDateTime};

use crate::codes::codes;
use crate::ids::{AccountId, DemandId, InspectionId, VenueId};
pub use lifecycle::{Command, decide};

codes! {
    /// State of a demand.
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
    pub state: DemandState,
    pub closed_by: Option<AccountId>,
    pub closed_by_name: String,
    pub closed_at: Option<OffsetDateTime>,
    /// Note of the person who closed it.
    pub note: String,
    pub version: i32,
}

impl Demand {
    /// Whether its last day is past and it is still open.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == DemandState::Open && self.due_on < today
    }
}
