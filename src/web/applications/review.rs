//! The officers' side of applications: the queue, one application, the decision.
//!
//! `queue` lists and searches; `wanted` reads and writes the queue's query; `show` is one application with everything
//! on it, made of `facts` and `history`; `decide` and `reasons` record what an officer decides; `reveal` shows a
//! personal number. What an officer may do is asked of the use cases (`Stance`), never decided here.

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

use axum::http::Method;
use camket_domain::ids::ApplicationId;
use camket_domain::permissions::Action;

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, paths::ReviewQueue::PATTERN, Action::ReadRegister, queue::list)
        .guarded(Method::POST, paths::ReviewQueue::PATTERN, Action::ReadRegister, queue::search)
        .guarded(Method::GET, paths::Review::PATTERN, Action::ReadRegister, show::show)
        .guarded(Method::GET, paths::ReviewPledgePdf::PATTERN, Action::ReadRegister, show::show_pledge_pdf)
        .guarded(Method::POST, paths::ClaimTrack::PATTERN, Action::ReviewTracks, decide::claim)
        .guarded(Method::POST, paths::TakeOverTrack::PATTERN, Action::ReviewTracks, decide::take_over)
        .guarded(Method::POST, paths::ReleaseTrack::PATTERN, Action::ReviewTracks, decide::release)
        .guarded(Method::POST, paths::AcceptTrack::PATTERN, Action::ReviewTracks, decide::accept)
        .guarded(Method::GET, paths::ReturnTrack::PATTERN, Action::ReviewTracks, reasons::ask_return)
        .guarded(Method::POST, paths::ReturnTrack::PATTERN, Action::ReviewTracks, reasons::send_back)
        .guarded(Method::GET, paths::RefuseTrack::PATTERN, Action::ReviewTracks, reasons::ask_refusal)
        .guarded(Method::POST, paths::RefuseTrack::PATTERN, Action::ReviewTracks, reasons::refuse)
        .guarded(Method::GET, paths::RevealNumber::PATTERN, Action::RevealNumbers, reveal::show_form)
        .guarded(Method::POST, paths::RevealNumber::PATTERN, Action::RevealNumbers, reveal::reveal)
}

fn address(id: ApplicationId) -> String {
    paths::Review(id).to_string()
}
