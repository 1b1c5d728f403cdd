//! Workers' own pledges: the venue's pages, and those that a worker opens with a code.

use camket_domain::ids::{VenueId, WorkerId};
use camket_shell::paths;

paths! {
    WORKER_PLEDGES_PATTERNS;
    /// The workers who have not signed.
    WorkerPledges(id: VenueId) = "/venues/{id}/workers/pledges";
    /// The pledge of one worker; POST makes a code.
    InviteWorker(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}/pledge";
    /// Ends the code; POST only.
    EndInvitation(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}/pledge/end";
    /// Records a signature on paper; POST only.
    PaperWorkerPledge(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}/pledge/paper";
    /// A worker says who she is, with `?code=`. Short, because it may be typed. The code is in the query, which no log keeps.
    WorkerCode = "/w";
    /// The text, with `?text=` for its language; POST signs it.
    OwnWorkerPledge = "/w/pledge";
}
