//! Pledges: reading the text, signing, the PDF.

pub(crate) mod facts;
mod show;
mod sign;
mod text;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, "/venues/{id}/pledge", Action::KeepVenues, show::show)
        .guarded(Method::GET, "/venues/{id}/pledge.pdf", Action::KeepVenues, show::show_pdf)
        .guarded(Method::GET, "/venues/{id}/pledge/sign", Action::KeepVenues, sign::show_form)
        .guarded(Method::POST, "/venues/{id}/pledge/sign", Action::KeepVenues, sign::sign)
        .guarded(Method::POST, "/venues/{id}/pledge/code", Action::KeepVenues, sign::send_code)
}
