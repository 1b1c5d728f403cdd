//! The labour register: the list of workers, the form of one, their import, who leaves, removal, the list of changes, and the
//! PDFs of the workers' pledges; what the labour authority looks at, and its questions to owners.

mod changes;
pub(crate) mod checks;
mod declaration;
mod facts;
mod import;
mod leave;
pub(crate) mod list;
mod papers;
mod remove;
mod requests;
mod worker;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::Workers::PATTERN, Action::WorkAtVenues, list::list)
        .post(paths::NoWorkers::PATTERN, Action::KeepVenues, list::declare_none)
        .post(paths::ConfirmWorkers::PATTERN, Action::KeepVenues, list::confirm)
        .get(paths::NewWorker::PATTERN, Action::WorkAtVenues, worker::show_new_form)
        .post(paths::NewWorker::PATTERN, Action::WorkAtVenues, worker::declare)
        .get(paths::Worker::PATTERN, Action::WorkAtVenues, worker::show)
        .post(paths::Worker::PATTERN, Action::WorkAtVenues, worker::change)
        .get(paths::RemoveWorker::PATTERN, Action::WorkAtVenues, remove::show_confirm)
        .post(paths::RemoveWorker::PATTERN, Action::WorkAtVenues, remove::remove)
        .get(paths::LeaveWorker::PATTERN, Action::WorkAtVenues, leave::show)
        .post(paths::LeaveWorker::PATTERN, Action::WorkAtVenues, leave::leave)
        .post(paths::RestoreWorker::PATTERN, Action::WorkAtVenues, leave::take_back)
        .get_confirmed(paths::WorkersXlsx::PATTERN, Action::KeepVenues, papers::download_workers)
        .get_confirmed(paths::LabourFormXlsx::PATTERN, Action::KeepVenues, papers::download_labour_form)
        .get(paths::WorkerPledgesPdf::PATTERN, Action::WorkAtVenues, papers::show_all_pdf)
        .get(paths::WorkerPledgePdf::PATTERN, Action::WorkAtVenues, papers::show_pdf)
        .merge(changes::routes())
        .merge(checks::routes())
        .merge(requests::routes())
        .merge(import::routes())
}
