//! The labour register: the list of workers, the form of one, removal, and the PDFs of the workers' pledges.

mod declaration;
mod facts;
pub(crate) mod list;
mod papers;
mod remove;
mod worker;

use axum::http::Method;
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
        .guarded(Method::GET, LIST, Action::KeepVenues, list::list)
        .guarded(Method::POST, NONE, Action::KeepVenues, list::declare_none)
        .guarded(Method::POST, CONFIRM, Action::KeepVenues, list::confirm)
        .guarded(Method::GET, NEW, Action::KeepVenues, worker::show_new_form)
        .guarded(Method::POST, NEW, Action::KeepVenues, worker::declare)
        .guarded(Method::GET, ONE, Action::KeepVenues, worker::show)
        .guarded(Method::POST, ONE, Action::KeepVenues, worker::change)
        .guarded(Method::GET, REMOVE, Action::KeepVenues, remove::show_confirm)
        .guarded(Method::POST, REMOVE, Action::KeepVenues, remove::remove)
        .guarded(Method::GET, PAPERS, Action::KeepVenues, papers::show_all_pdf)
        .guarded(Method::GET, PAPER, Action::KeepVenues, papers::show_pdf)
}
