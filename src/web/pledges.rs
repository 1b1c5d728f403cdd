//! Pledges: reading the text, signing, the PDF.

pub(crate) mod facts;
mod show;
mod sign;
mod text;

use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .get("/venues/{id}/pledge", Action::KeepVenues, show::show)
        .get("/venues/{id}/pledge.pdf", Action::KeepVenues, show::show_pdf)
        .get("/venues/{id}/pledge/sign", Action::KeepVenues, sign::show_form)
        .post("/venues/{id}/pledge/sign", Action::KeepVenues, sign::sign)
        .post("/venues/{id}/pledge/code", Action::KeepVenues, sign::send_code)
}
