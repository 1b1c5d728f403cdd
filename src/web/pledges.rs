//! Pledges: reading the text, signing, the PDF.

pub(crate) mod facts;
mod show;
mod sign;
mod text;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, paths::Pledge::PATTERN, Action::KeepVenues, show::show)
        .guarded(Method::GET, paths::PledgePdf::PATTERN, Action::KeepVenues, show::show_pdf)
        .guarded(Method::GET, paths::SignPledge::PATTERN, Action::KeepVenues, sign::show_form)
        .guarded(Method::POST, paths::SignPledge::PATTERN, Action::KeepVenues, sign::sign)
        .guarded(Method::POST, paths::PledgeCode::PATTERN, Action::KeepVenues, sign::send_code)
}
