//! The labour register: the list of workers, the form of one, removal, and the PDFs of the workers' pledges.

mod declaration;
mod facts;
pub(crate) mod list;
mod papers;
mod remove;
mod worker;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, paths::Workers::PATTERN, Action::KeepVenues, list::list)
        .guarded(Method::POST, paths::NoWorkers::PATTERN, Action::KeepVenues, list::declare_none)
        .guarded(Method::POST, paths::ConfirmWorkers::PATTERN, Action::KeepVenues, list::confirm)
        .guarded(Method::GET, paths::NewWorker::PATTERN, Action::KeepVenues, worker::show_new_form)
        .guarded(Method::POST, paths::NewWorker::PATTERN, Action::KeepVenues, worker::declare)
        .guarded(Method::GET, paths::Worker::PATTERN, Action::KeepVenues, worker::show)
        .guarded(Method::POST, paths::Worker::PATTERN, Action::KeepVenues, worker::change)
        .guarded(Method::GET, paths::RemoveWorker::PATTERN, Action::KeepVenues, remove::show_confirm)
        .guarded(Method::POST, paths::RemoveWorker::PATTERN, Action::KeepVenues, remove::remove)
        .guarded(Method::GET, paths::WorkerPledgesPdf::PATTERN, Action::KeepVenues, papers::show_all_pdf)
        .guarded(Method::GET, paths::WorkerPledgePdf::PATTERN, Action::KeepVenues, papers::show_pdf)
}
