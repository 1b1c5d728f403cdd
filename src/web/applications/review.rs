//! The officers' side of applications: the queue, one application, the decision.
//!
//! `queue` lists and searches; `wanted` reads and writes the queue's query; `show` is one application with everything
//! on it, made of `facts` and `history`; `decide` and `reasons` record what an officer decides; `reveal` shows a
//! personal number. What an officer may do is asked of the use cases (`Stance`), never decided here.

mod changes;
mod deadlines;
mod decide;
mod facts;
mod history;
mod query;
mod queue;
mod reasons;
mod reveal;
mod show;

pub(crate) use history::build_event;
pub(crate) use reveal::contains_personal_number;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::ReviewQueue::PATTERN, Action::ReadApplications, queue::list)
        .post(paths::ReviewQueue::PATTERN, Action::ReadApplications, queue::search)
        .get(paths::Review::PATTERN, Action::ReadApplications, show::show)
        .get(paths::ReviewPledgePdf::PATTERN, Action::ReadApplications, show::show_pledge_pdf)
        .get(paths::ReviewReceiptPdf::PATTERN, Action::ReadApplications, show::show_receipt)
        .post(paths::ClaimTrack::PATTERN, Action::ReviewTracks, decide::claim)
        .post(paths::TakeOverTrack::PATTERN, Action::ReviewTracks, decide::take_over)
        .post(paths::ReleaseTrack::PATTERN, Action::ReviewTracks, decide::release)
        .get(paths::AcceptTrack::PATTERN, Action::ReviewTracks, decide::ask_accept)
        .post_confirmed(paths::AcceptTrack::PATTERN, Action::ReviewTracks, decide::accept)
        .post(paths::UndoAcceptance::PATTERN, Action::ReviewTracks, decide::undo)
        .get(paths::ReturnTrack::PATTERN, Action::ReviewTracks, reasons::ask_return)
        .post(paths::ReturnTrack::PATTERN, Action::ReviewTracks, reasons::send_back)
        .get(paths::RefuseTrack::PATTERN, Action::ReviewTracks, reasons::ask_refusal)
        .post_confirmed(paths::RefuseTrack::PATTERN, Action::ReviewTracks, reasons::refuse)
        .get(paths::RevealNumber::PATTERN, Action::RevealNumbers, reveal::show_form)
        .post_confirmed(paths::RevealNumber::PATTERN, Action::RevealNumbers, reveal::reveal)
}
