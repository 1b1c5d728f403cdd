//! The labour register of a venue.

use camket_domain::ids::{VenueId, WorkerId};

use super::typed_path::paths;

paths! {
    Workers(id: VenueId) = "/venues/{id}/workers";
    /// Declares that the venue has no workers, or takes it back; POST only.
    NoWorkers(id: VenueId) = "/venues/{id}/workers/none";
    /// Confirms the labour register; POST only.
    ConfirmWorkers(id: VenueId) = "/venues/{id}/workers/confirm";
    NewWorker(id: VenueId) = "/venues/{id}/workers/new";
    Worker(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}";
    RemoveWorker(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}/remove";
    /// The pledges of all workers, to print.
    WorkerPledgesPdf(id: VenueId) = "/venues/{id}/workers/pledges.pdf";
    WorkerPledgePdf(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}/pledge.pdf";
}
