//! Questions of the labour authority to the owner of a venue about its register of workers, and the answers: one thread for
//! each matter. A demand is none of these: an inspection makes it, it has a last day, and an inspector sees that it is met.

mod lifecycle;

use time::OffsetDateTime;
use uuid::Uuid;

use super::checks::LabourCheck;
use crate::accounts::ActorStamp;
use crate::codes::codes;
use crate::ids::{AccountId, LabourRequestId, VenueId};
pub use lifecycle::{Command, decide};

codes! {
    LabourRequestState {
        /// The owner is to answer.
        Asked = "asked",
        /// The authority is to read the answer.
        Answered = "answered",
        Ended = "ended",
    }
}

codes! {
    /// Who wrote a message.
    RequestSide {
        Office = "office",
        Owner = "owner",
    }
}

/// A thread about one rule that a venue met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LabourRequest {
    pub id: LabourRequestId,
    pub venue: VenueId,
    pub check: LabourCheck,
    pub state: LabourRequestState,
    /// The officer who wrote last, and who hears of the answer.
    pub officer: AccountId,
    pub created_at: OffsetDateTime,
    /// When its state changed last, or a message was added.
    pub changed_at: OffsetDateTime,
    pub version: i32,
}

/// A message of a thread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestMessage {
    pub id: Uuid,
    pub request: LabourRequestId,
    pub side: RequestSide,
    pub text: String,
    pub by: ActorStamp,
}
