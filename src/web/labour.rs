//! The labour register: the list of workers, the form of one, removal, and the PDFs of the workers' pledges.

mod declaration;
mod facts;
pub(crate) mod list;
mod papers;
mod remove;
mod worker;

use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    const LIST: &str = "/venues/{id}/workers";
    const NONE: &str = "/venues/{id}/workers/none";
    const CONFIRM: &str = "/venues/{id}/workers/confirm";
    const NEW: &str = "/venues/{id}/workers/new";
    const ONE: &str = "/venues/{id}/workers/{worker}";
    const REMOVE: &str = "/venues/{id}/workers/{worker}/remove";
    const PAPERS: &str = "/venues/{id}/workers/pledges.pdf";
    const PAPER: &str = "/venues/{id}/workers/{worker}/pledge.pdf";
    Routes::new()
        .get(LIST, Action::KeepVenues, list::list)
        .post(NONE, Action::KeepVenues, list::declare_none)
        .post(CONFIRM, Action::KeepVenues, list::confirm)
        .get(NEW, Action::KeepVenues, worker::show_new_form)
        .post(NEW, Action::KeepVenues, worker::declare)
        .get(ONE, Action::KeepVenues, worker::show)
        .post(ONE, Action::KeepVenues, worker::change)
        .get(REMOVE, Action::KeepVenues, remove::show_confirm)
        .post(REMOVE, Action::KeepVenues, remove::remove)
        .get(PAPERS, Action::KeepVenues, papers::show_all_pdf)
        .get(PAPER, Action::KeepVenues, papers::show_pdf)
}
