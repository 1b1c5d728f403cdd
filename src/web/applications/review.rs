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

use camket_domain::ids::ApplicationId;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const QUEUE: &str = "/review";

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(QUEUE, Action::ReadRegister, queue::list)
        .post(QUEUE, Action::ReadRegister, queue::search)
        .get("/review/{application}", Action::ReadRegister, show::show)
        .get("/review/{application}/pledge.pdf", Action::ReadRegister, show::show_pledge_pdf)
        .post("/review/{application}/claim", Action::ReviewTracks, decide::claim)
        .post("/review/{application}/take-over", Action::ReviewTracks, decide::take_over)
        .post("/review/{application}/release", Action::ReviewTracks, decide::release)
        .post("/review/{application}/accept", Action::ReviewTracks, decide::accept)
        .get("/review/{application}/return", Action::ReviewTracks, reasons::ask_return)
        .post("/review/{application}/return", Action::ReviewTracks, reasons::send_back)
        .get("/review/{application}/refuse", Action::ReviewTracks, reasons::ask_refusal)
        .post("/review/{application}/refuse", Action::ReviewTracks, reasons::refuse)
        .get("/review/{application}/reveal", Action::RevealNumbers, reveal::show_form)
        .post("/review/{application}/reveal", Action::RevealNumbers, reveal::reveal)
}

fn address(id: ApplicationId) -> String {
    format!("{QUEUE}/{id}")
}
