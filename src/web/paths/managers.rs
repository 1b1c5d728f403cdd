//! Managers of venues.

use camket_domain::ids::{ManagerId, VenueId};
use camket_shell::paths;

paths! {
    MANAGERS_PATTERNS;
    /// Where an owner chooses who manages a venue.
    Managers(id: VenueId) = "/venues/{id}/managers";
    RemoveManager(id: VenueId, manager: ManagerId) = "/venues/{id}/managers/{manager}/remove";
    /// An invitation to manage a venue, as the invited person sees it.
    ManagerInvitation(manager: ManagerId) = "/invited/{manager}";
    AcceptInvitation(manager: ManagerId) = "/invited/{manager}/accept";
    /// Declines the invitation, or leaves the venue.
    LeaveVenue(manager: ManagerId) = "/invited/{manager}/leave";
}
