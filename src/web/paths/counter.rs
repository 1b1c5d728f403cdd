//! At the counter: owners without a log-in, printed pledges and the scans of their pages.

use camket_domain::ids::{AccountId, PaperPageId, VenueId};
use camket_shell::paths;

paths! {
    COUNTER_PATTERNS;
    /// The owners without a log-in of the officer's area.
    Counter = "/counter";
    /// Begins to enter for an owner; POST only.
    EnterCounter(owner: AccountId) = "/counter/owners/{owner}";
    /// Ends it.
    LeaveCounter = "/counter/leave";
    /// Scanned pages: uploaded, and those that wait to be matched.
    PaperScans = "/counter/scans";
    PaperPicture(page: PaperPageId) = "/counter/scans/{page}/picture";
    /// POST only.
    MatchPaper(page: PaperPageId) = "/counter/scans/{page}/match";
    /// POST only.
    DeletePaper(page: PaperPageId) = "/counter/scans/{page}/delete";
    /// Prepares a pledge to be signed by hand; POST only.
    PreparePaper(id: VenueId) = "/venues/{id}/pledge/paper";
    PaperPledgePdf(id: VenueId) = "/venues/{id}/pledge/paper.pdf";
}
