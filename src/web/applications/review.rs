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

use crate::routes::Routes;
use crate::state::Web;

const QUEUE: &str = "/review";

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, QUEUE, Action::ReadRegister, queue::list)
        .guarded(Method::POST, QUEUE, Action::ReadRegister, queue::search)
        .guarded(Method::GET, "/review/{application}", Action::ReadRegister, show::show)
        .guarded(Method::GET, "/review/{application}/pledge.pdf", Action::ReadRegister, show::show_pledge_pdf)
        .guarded(Method::POST, "/review/{application}/claim", Action::ReviewTracks, decide::claim)
        .guarded(Method::POST, "/review/{application}/take-over", Action::ReviewTracks, decide::take_over)
        .guarded(Method::POST, "/review/{application}/release", Action::ReviewTracks, decide::release)
        .guarded(Method::POST, "/review/{application}/accept", Action::ReviewTracks, decide::accept)
        .guarded(Method::GET, "/review/{application}/return", Action::ReviewTracks, reasons::ask_return)
        .guarded(Method::POST, "/review/{application}/return", Action::ReviewTracks, reasons::send_back)
        .guarded(Method::GET, "/review/{application}/refuse", Action::ReviewTracks, reasons::ask_refusal)
        .guarded(Method::POST, "/review/{application}/refuse", Action::ReviewTracks, reasons::refuse)
        .guarded(Method::GET, "/review/{application}/reveal", Action::RevealNumbers, reveal::show_form)
        .guarded(Method::POST, "/review/{application}/reveal", Action::RevealNumbers, reveal::reveal)
}

fn address(id: ApplicationId) -> String {
    format!("{QUEUE}/{id}")
}
