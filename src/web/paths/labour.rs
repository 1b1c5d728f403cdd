//! The labour register of a venue.

use camket_domain::ids::{LabourRequestId, VenueId, WorkerId};
use camket_shell::paths;

paths! {
    LABOUR_PATTERNS;
    Workers(id: VenueId) = "/venues/{id}/workers";
    /// Declares that the venue has no workers, or takes it back; POST only.
    NoWorkers(id: VenueId) = "/venues/{id}/workers/none";
    /// Confirms the labour register; POST only.
    ConfirmWorkers(id: VenueId) = "/venues/{id}/workers/confirm";
    ImportWorkers(id: VenueId) = "/venues/{id}/workers/import";
    /// Imports what a preview showed; POST only.
    ConfirmImportWorkers(id: VenueId) = "/venues/{id}/workers/import/confirm";
    NewWorker(id: VenueId) = "/venues/{id}/workers/new";
    Worker(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}";
    RemoveWorker(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}/remove";
    /// A worker leaves, with the last day of work.
    LeaveWorker(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}/leave";
    /// Takes back that a worker left; POST only.
    RestoreWorker(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}/restore";
    /// Who began, changed and left in a period.
    WorkerChanges(id: VenueId) = "/venues/{id}/workers/changes";
    WorkerChangesXlsx(id: VenueId) = "/venues/{id}/workers/changes.xlsx";
    /// The same of an area, for the labour authority.
    LabourChanges = "/labour/changes";
    LabourChangesXlsx = "/labour/changes.xlsx";
    /// A question of the labour authority; POST answers it.
    OwnLabourRequest(id: VenueId, labour_request: LabourRequestId) = "/venues/{id}/questions/{labour_request}";
    /// What the labour authority looks at, with `?commune=`.
    Labour = "/labour";
    LabourRules = "/labour/rules";
    /// The questions to owners, with `?state=` and `?after=`.
    LabourRequests = "/labour/requests";
    /// One question with its answers; POST asks again.
    LabourRequest(labour_request: LabourRequestId) = "/labour/requests/{labour_request}";
    /// POST only.
    EndLabourRequest(labour_request: LabourRequestId) = "/labour/requests/{labour_request}/end";
    /// A question to the owner, with `?rule=`.
    AskOwner(venue: VenueId) = "/labour/ask/{venue}";
    /// The labour register as a file.
    WorkersXlsx(id: VenueId) = "/venues/{id}/workers.xlsx";
    /// The report on the use of labour, Mẫu 01/PLI.
    LabourFormXlsx(id: VenueId) = "/venues/{id}/workers/01-pli.xlsx";
    /// The pledges of all workers, to print.
    WorkerPledgesPdf(id: VenueId) = "/venues/{id}/workers/pledges.pdf";
    WorkerPledgePdf(id: VenueId, worker: WorkerId) = "/venues/{id}/workers/{worker}/pledge.pdf";
}
