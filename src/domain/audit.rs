//! The audit trail: who did what to which row, and when. An event is written in the same commit as the change.

mod action;
pub mod log;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::accounts::{Actor, Role};
use crate::clock::Entropy;
use crate::ids::{AccountId, AuditId, VenueId};
pub use action::AuditAction;

/// An event of the audit trail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditEvent {
    pub id: AuditId,
    pub at: OffsetDateTime,
    /// `None`: the program itself.
    pub actor: Option<AccountId>,
    pub actor_role: Option<Role>,
    /// Name of the actor at that time; empty for the program.
    pub actor_name: String,
    pub action: AuditAction,
    /// Id of the row, of any type.
    pub target: Uuid,
    /// The venue in whose timeline it appears.
    pub venue: Option<VenueId>,
    /// A note or a code; never a personal number.
    pub note: String,
}

impl AuditEvent {
    /// An event at `now` (UTC) without venue and note.
    pub fn new(
        now: OffsetDateTime,
        entropy: &dyn Entropy,
        actor: Option<&Actor>,
        action: AuditAction,
        target: Uuid,
    ) -> Self {
        let recorded = actor.map(Actor::recorded_as);
        Self {
            id: AuditId::new(now, entropy),
            at: now,
            actor: recorded.map(|(account, ..)| account),
            actor_role: recorded.map(|(_, role, _)| role),
            actor_name: recorded.map(|(.., name)| name.to_owned()).unwrap_or_default(),
            action,
            target,
            venue: None,
            note: String::new(),
        }
    }

    /// Adds the event to the timeline of `venue`.
    #[must_use]
    pub fn with_venue(self, venue: VenueId) -> Self {
        Self { venue: Some(venue), ..self }
    }

    /// Adds a note.
    #[must_use]
    pub fn with_note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}
