//! Pledge, submission and review.

use camket_domain::ids::{ApplicationId, VenueId};
use camket_shell::paths;

paths! {
    APPLICATIONS_PATTERNS;
    Pledge(id: VenueId) = "/venues/{id}/pledge";
    PledgePdf(id: VenueId) = "/venues/{id}/pledge.pdf";
    SignPledge(id: VenueId) = "/venues/{id}/pledge/sign";
    /// Sends the one-time code for signing; POST only.
    PledgeCode(id: VenueId) = "/venues/{id}/pledge/code";
    /// The answers to check before submission.
    CheckAnswers(id: VenueId) = "/venues/{id}/check";
    /// POST only.
    SubmitApplication(id: VenueId) = "/venues/{id}/submit";
    SubmittedApplication(id: VenueId) = "/venues/{id}/submitted";
    /// The receipt for the latest application.
    ReceiptPdf(id: VenueId) = "/venues/{id}/receipt.pdf";
    WithdrawApplication(id: VenueId) = "/venues/{id}/withdraw";
    /// The queue of applications.
    ReviewQueue = "/review";
    Review(application: ApplicationId) = "/review/{application}";
    ReviewPledgePdf(application: ApplicationId) = "/review/{application}/pledge.pdf";
    ReviewReceiptPdf(application: ApplicationId) = "/review/{application}/receipt.pdf";
    /// POST only.
    ClaimTrack(application: ApplicationId) = "/review/{application}/claim";
    /// POST only.
    TakeOverTrack(application: ApplicationId) = "/review/{application}/take-over";
    /// POST only.
    ReleaseTrack(application: ApplicationId) = "/review/{application}/release";
    AcceptTrack(application: ApplicationId) = "/review/{application}/accept";
    /// Undoes an acceptance; POST only.
    UndoAcceptance(application: ApplicationId) = "/review/{application}/undo";
    ReturnTrack(application: ApplicationId) = "/review/{application}/return";
    RefuseTrack(application: ApplicationId) = "/review/{application}/refuse";
    /// The state of an application, by file number and phone.
    TrackFile = "/track";
    /// Reveals a personal number, with a reason.
    RevealNumber(application: ApplicationId) = "/review/{application}/reveal";
}
