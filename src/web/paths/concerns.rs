//! Concerns that the public reports.

use camket_domain::ids::ConcernId;

use super::typed_path::paths;

paths! {
    /// The queue of concerns.
    Concerns = "/concerns";
    /// The public form.
    NewConcern = "/concerns/new";
    /// The page after the form.
    ConcernThanks = "/concerns/thanks";
    Concern(concern: ConcernId) = "/concerns/{concern}";
    ConcernPhoto(concern: ConcernId) = "/concerns/{concern}/photo";
    /// POST only.
    TakeConcern(concern: ConcernId) = "/concerns/{concern}/take";
    /// POST only.
    TakeOverConcern(concern: ConcernId) = "/concerns/{concern}/take-over";
    /// POST only.
    ReleaseConcern(concern: ConcernId) = "/concerns/{concern}/release";
    /// POST only.
    CloseConcern(concern: ConcernId) = "/concerns/{concern}/close";
    /// Reveals the reporter's contact, with a reason.
    RevealConcern(concern: ConcernId) = "/concerns/{concern}/reveal";
}
